/** Characters that are gathered before the browser may put them away. */
const pieceLength = 1 << 20;

/** Text that grows to any length: what is written goes out of the panel's memory into a Blob, piece by piece. */
export class BlobText {
  readonly #type: string;
  readonly #blobs: Blob[] = [];
  #pieces: string[] = [];
  #length = 0;

  constructor(type: string) {
    this.#type = type;
  }

  write(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length >= pieceLength) this.#flush();
  }

  blob(): Blob {
    this.#flush();
    return new Blob(this.#blobs, { type: this.#type });
  }

  #flush(): void {
    this.#blobs.push(new Blob(this.#pieces));
    this.#pieces = [];
    this.#length = 0;
  }
}
