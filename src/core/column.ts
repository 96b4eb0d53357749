type NumberArray = Float64Array | Int32Array | Uint8Array;

/**
 * The first chunk has 64 values, each further one doubles the column, until chunks of 2^15 follow each other. The numbers
 * stand in the code below as they are: what runs for every value of every frame must not fetch them.
 */
const smallest = 64;
const largest = 2 ** 15;

/**
 * A column of plain numbers in typed arrays. Growing adds a chunk and copies nothing, so that a long log leaves no garbage
 * behind (memory outside the heap counts towards the next full collection), and a short one takes little room.
 */
export class Column<Values extends NumberArray> {
  readonly #chunks: Values[];
  readonly #ofSize: (size: number) => Values;
  /** The chunk that grows, and how far it is filled. */
  #last: Values;
  #filled = 0;
  length = 0;

  constructor(ofSize: (size: number) => Values) {
    this.#ofSize = ofSize;
    this.#last = ofSize(smallest);
    this.#chunks = [this.#last];
  }

  push(value: number): void {
    if (this.#filled === this.#last.length) this.#grow();
    this.#last[this.#filled++] = value;
    this.length++;
  }

  /** The value at an index; 0 beyond the end. */
  at(index: number): number {
    return this.#chunks[chunkOf(index)]?.[placeOf(index)] ?? 0;
  }

  set(index: number, value: number): void {
    const chunk = this.#chunks[chunkOf(index)];
    if (chunk !== undefined) chunk[placeOf(index)] = value;
  }

  #grow(): void {
    this.#last = this.#ofSize(Math.min(this.length, largest));
    this.#chunks.push(this.#last);
    this.#filled = 0;
  }
}

/** The chunk that holds an index: 0 below 64, 1 below 128, 2 below 256 … 9 below 2^15, and so on in steps of 2^15. */
function chunkOf(index: number): number {
  return index >= 0x8000 ? (index >>> 15) + 9 : index < 64 ? 0 : 26 - Math.clz32(index);
}

/** Where the index lies in its chunk. */
function placeOf(index: number): number {
  return index >= 0x8000 ? index & 0x7fff : index < 64 ? index : index ^ (0x80000000 >>> Math.clz32(index));
}

/** A column of numbers with a fraction: times in milliseconds. */
export const fractionColumn = (): Column<Float64Array> => new Column((size) => new Float64Array(size));
/** A column of whole numbers below 2^31. */
export const integerColumn = (): Column<Int32Array> => new Column((size) => new Int32Array(size));
/** A column of whole numbers from 0 to 255. */
export const byteColumn = (): Column<Uint8Array> => new Column((size) => new Uint8Array(size));
