import { type EpochMilliseconds, epochMilliseconds } from "../../contract/brands.ts";
import type { CaptureEvent } from "../../contract/capture-event.ts";
import { createSession } from "../../core/create-session.ts";
import type { SessionOptions } from "../../core/model.ts";
import type { Session } from "../../core/session.ts";
import { recordedUntil } from "../capture-file/recorded-until.ts";
import { captureFile, captureHeader } from "../capture-file/write-capture-file.ts";
import { createRedactor, type Redactor } from "../redaction/redactor.ts";
import { type Report, reportOf } from "../report.ts";
import type { PageLog } from "./page-log.ts";

/** What is done with the secrets of a recording: masked, unless asked for. */
export interface SecretOptions {
  readonly revealSecrets?: boolean;
}

/** What a page and Privicore have said to each other since {@link recordPrivicore}. */
export interface Recording {
  /** The session, live: exchanges, channels, commands, findings. Its secrets are in the clear. */
  readonly session: Session;
  /** The report as of now (docs/report.md): waits for bodies that are still on their way. */
  report(options?: SecretOptions): Promise<Report>;
  /** The capture as of now, as text (docs/capture-format.md), in time order. */
  capture(options?: SecretOptions): Promise<string>;
  /** Writes the capture to a file. Rejects where it cannot be written. */
  saveCapture(path: string, options?: SecretOptions): Promise<void>;
  /** Ends recording; what was recorded stays. */
  stop(): Promise<void>;
}

/** The session behind a recording, and the log that fills it. */
export class PageSession implements PageLog {
  readonly session: Session;
  stopped = false;
  private readonly redactor: Redactor = createRedactor();
  private readonly underWay = new Set<Promise<void>>();
  private readonly clock: () => number;

  constructor(options: SessionOptions, clock: () => number) {
    this.session = createSession(options);
    this.clock = clock;
  }

  append(event: CaptureEvent): void {
    if (this.stopped) return;
    this.redactor.learn(event);
    this.session.append(event);
  }

  now(): EpochMilliseconds {
    return epochMilliseconds(this.clock());
  }

  await(work: Promise<void>): void {
    const done = work.finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }

  /** Resolves when everything seen so far is in the session. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async report(options: SecretOptions = {}): Promise<Report> {
    await this.upToNow();
    const { session } = this;
    const { log } = session;
    const source = {
      kind: "capture",
      events: log.length,
      frames: log.frames,
      skippedLines: 0,
      from: log.length === 0 ? null : log.time(log.inTimeOrder(0)),
      to: log.length === 0 ? null : log.time(log.inTimeOrder(log.length - 1)),
    } as const;
    return reportOf(session, source, options.revealSecrets === true ? null : this.redactor);
  }

  async capture(options: SecretOptions = {}): Promise<string> {
    await this.upToNow();
    const reveal = options.revealSecrets === true;
    const header = captureHeader({ createdAt: new Date(this.clock()).toISOString(), redacted: !reveal });
    return [...captureFile(header, reveal ? this.events() : this.redacted())].join("");
  }

  /** What nobody answered by now is part of what was recorded. */
  private async upToNow(): Promise<void> {
    await this.settled();
    if (!this.stopped) this.session.advance(this.now());
  }

  private *events(): Generator<CaptureEvent> {
    const { log } = this.session;
    for (let position = 0; position < log.length; position++) yield log.event(log.inTimeOrder(position));
    const until = recordedUntil(this.session);
    if (until !== null) yield until;
  }

  private *redacted(): Generator<CaptureEvent> {
    for (const event of this.events()) yield this.redactor.event(event);
  }
}
