/**
 * Objects over a table's rows, made when one is asked for, and once: the same row is always the same object, so that readers
 * can compare what they hold.
 */
export class Views<View> {
  readonly #make: (index: number) => View;
  readonly #inOrder: View[] = [];
  /** Those that were asked for beyond the ones in order. */
  readonly #ahead = new Map<number, View>();

  constructor(make: (index: number) => View) {
    this.#make = make;
  }

  view(index: number): View {
    const known = this.#inOrder[index] ?? this.#ahead.get(index);
    if (known !== undefined) return known;
    const view = this.#make(index);
    this.#ahead.set(index, view);
    return view;
  }

  /** All views below `length`; the list grows in place. */
  upTo(length: number): readonly View[] {
    for (let index = this.#inOrder.length; index < length; index++) {
      this.#inOrder.push(this.view(index));
      this.#ahead.delete(index);
    }
    return this.#inOrder;
  }
}
