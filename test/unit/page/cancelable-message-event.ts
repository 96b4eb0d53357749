/** A MessageEvent whose default can be prevented, as browsers have it. Node's leaves `cancelable` out. */
export class CancelableMessageEvent extends MessageEvent<unknown> {
  #prevented = false;

  override get data(): unknown {
    return super.data;
  }

  override preventDefault(): void {
    this.#prevented = true;
  }

  override get defaultPrevented(): boolean {
    return this.#prevented;
  }
}
