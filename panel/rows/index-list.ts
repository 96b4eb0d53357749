/** A growing list of 32-bit indices: four bytes each, without an object per entry. */
export class IndexList {
  #items: Uint32Array;
  #length = 0;

  constructor(capacity = 64) {
    this.#items = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  at(position: number): number {
    return this.#items[position] ?? 0;
  }

  push(item: number): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[this.#length++] = item;
  }

  insert(position: number, item: number): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items.copyWithin(position + 1, position, this.#length);
    this.#items[position] = item;
    this.#length++;
  }

  indexOf(item: number): number {
    const found = this.#items.indexOf(item);
    return found < this.#length ? found : -1;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#items.length * 2);
    larger.set(this.#items);
    this.#items = larger;
  }
}
