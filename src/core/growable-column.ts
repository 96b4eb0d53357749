type NumberArray = Float64Array | Int32Array | Uint8Array | Int8Array;

/**
 * A typed array that doubles when it is full: one column of the log. Plain numbers in typed arrays cost a fraction of
 * what a million small objects do, in memory and for the garbage collector.
 */
export class GrowableColumn<Values extends NumberArray> {
  #values: Values;
  readonly #ofSize: (size: number) => Values;
  length = 0;

  constructor(ofSize: (size: number) => Values, size = 256) {
    this.#ofSize = ofSize;
    this.#values = ofSize(size);
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#grow();
    this.#values[this.length++] = value;
  }

  /** The value at an index; 0 beyond the end. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** Puts a value in before `index`, moving what follows. */
  insert(index: number, value: number): void {
    this.push(value);
    this.#values.copyWithin(index + 1, index, this.length - 1);
    this.#values[index] = value;
  }

  #grow(): void {
    const larger = this.#ofSize(this.#values.length * 2);
    larger.set(this.#values);
    this.#values = larger;
  }
}
