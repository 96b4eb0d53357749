/** Messages by the ID that they belong to, whether they come before or after somebody asks for them. */
export class Arrivals<Message> {
  readonly #arrived = new Map<string, Message[]>();
  readonly #waiting = new Set<() => void>();

  arrive(id: string, message: Message): void {
    this.#arrived.set(id, [...(this.#arrived.get(id) ?? []), message]);
    for (const look of [...this.#waiting]) look();
  }

  /** Takes the first message to this ID that is the one; rejects after `timeout` ms. */
  wait(id: string, isTheOne: (message: Message) => boolean, timeout: number): Promise<Message> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const arrived = this.#arrived.get(id) ?? [];
        const found = arrived.find(isTheOne);
        if (found === undefined) return;
        this.#arrived.set(
          id,
          arrived.filter((message) => message !== found),
        );
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no message to ${id} within ${timeout} ms`));
      }, timeout);
      const stop = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
