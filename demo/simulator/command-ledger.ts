/** What a status poll is told about a command. */
export interface CommandRecord {
  readonly status: 1 | 2 | 3;
  readonly body: string | null;
}

/** The commands that were accepted, and what became of them. */
export class CommandLedger {
  readonly #records = new Map<string, CommandRecord>();

  record(id: string, record: CommandRecord): void {
    this.#records.set(id, record);
  }

  find(id: string): CommandRecord | null {
    return this.#records.get(id) ?? null;
  }
}
