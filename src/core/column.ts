type NumberArray = Float64Array | Int32Array | Uint8Array;

const chunkBits = 15;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/**
 * A column of plain numbers in typed arrays of a fixed size. Growing adds a chunk and copies nothing, so that a long log
 * leaves no garbage behind: memory outside the heap counts towards the next full collection.
 */
export class Column<Values extends NumberArray> {
  readonly #chunks: Values[] = [];
  readonly #ofSize: (size: number) => Values;
  length = 0;

  constructor(ofSize: (size: number) => Values) {
    this.#ofSize = ofSize;
  }

  push(value: number): void {
    const offset = this.length & chunkMask;
    if (offset === 0) this.#chunks.push(this.#ofSize(chunkSize));
    const chunk = this.#chunks[this.length++ >>> chunkBits];
    if (chunk !== undefined) chunk[offset] = value;
  }

  /** The value at an index; 0 beyond the end. */
  at(index: number): number {
    return this.#chunks[index >>> chunkBits]?.[index & chunkMask] ?? 0;
  }

  set(index: number, value: number): void {
    const chunk = this.#chunks[index >>> chunkBits];
    if (chunk !== undefined) chunk[index & chunkMask] = value;
  }
}

/** A column of numbers with a fraction: times in milliseconds. */
export const fractionColumn = (): Column<Float64Array> => new Column((size) => new Float64Array(size));
/** A column of whole numbers below 2^31. */
export const integerColumn = (): Column<Int32Array> => new Column((size) => new Int32Array(size));
/** A column of whole numbers from 0 to 255. */
export const byteColumn = (): Column<Uint8Array> => new Column((size) => new Uint8Array(size));
