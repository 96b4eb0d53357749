/**
 * Rows of whole numbers below 2^31, all of one width, in typed arrays: what belongs together lies together, so that a row
 * costs one look into memory and not one for each of its numbers. Chunks as in a {@link ./column.ts column}: 64 rows at
 * first, doubling until 2^15; growing copies nothing.
 *
 * A row is reached by {@link seek}; then `values[start]` is its first number, `values[start + 1]` its second. Both hold
 * until the next seek or add.
 */
export class Rows {
  readonly #width: number;
  readonly #chunks: Int32Array[];
  #last: Int32Array;
  /** Where the next row begins in the last chunk. */
  #end = 0;
  values: Int32Array;
  start = 0;
  length = 0;

  constructor(width: number) {
    this.#width = width;
    this.#last = new Int32Array(64 * width);
    this.#chunks = [this.#last];
    this.values = this.#last;
  }

  /** Adds a row of zeros and seeks it. Returns its index. */
  add(): number {
    if (this.#end === this.#last.length) this.#grow();
    this.values = this.#last;
    this.start = this.#end;
    this.#end += this.#width;
    return this.length++;
  }

  /** Seeks a row that is there. */
  seek(row: number): void {
    const chunk = this.#chunks[row >= 0x8000 ? (row >>> 15) + 9 : row < 64 ? 0 : 26 - Math.clz32(row)];
    if (chunk === undefined) throw new RangeError(`Expected a row below ${this.length}, got ${row}`);
    this.values = chunk;
    const place = row >= 0x8000 ? row & 0x7fff : row < 64 ? row : row ^ (0x80000000 >>> Math.clz32(row));
    this.start = place * this.#width;
  }

  get(row: number, field: number): number {
    this.seek(row);
    return this.values[this.start + field] ?? 0;
  }

  set(row: number, field: number, value: number): void {
    this.seek(row);
    this.values[this.start + field] = value;
  }

  #grow(): void {
    this.#last = new Int32Array(Math.min(this.length, 2 ** 15) * this.#width);
    this.#chunks.push(this.#last);
    this.#end = 0;
  }
}
