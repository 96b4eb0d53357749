import type {
  ChannelState,
  CommandOutcome,
  DataRequestOutcome,
  ExchangeOutcome,
  Severity,
} from "../core/model.ts";

/**
 * What a session concluded, as JSON: docs/report.md. Times are milliseconds since the Unix epoch, latencies
 * milliseconds; every array is in time order; what is absent is null, never missing.
 */
export interface Report {
  readonly format: "privicore-report";
  readonly version: 1;
  readonly source: ReportSource;
  readonly connections: readonly ReportConnection[];
  readonly exchanges: readonly ReportExchange[];
  /** Of Privicore's connections only. */
  readonly channels: readonly ReportChannel[];
  readonly commands: readonly ReportCommand[];
  readonly dataRequests: readonly ReportDataRequest[];
  readonly operations: readonly ReportOperation[];
  readonly findings: readonly ReportFinding[];
  readonly totals: { readonly errors: number; readonly warnings: number; readonly infos: number };
}

/** A report whose lists are made while they are walked over. */
export type ReportParts = {
  readonly [Name in keyof Report]: Report[Name] extends readonly (infer Item)[]
    ? Iterable<Item>
    : Report[Name];
};

export interface ReportSource {
  readonly kind: "capture" | "har";
  readonly events: number;
  readonly frames: number;
  readonly skippedLines: number;
  readonly from: number | null;
  readonly to: number | null;
}

export interface ReportConnection {
  readonly id: string;
  readonly url: string;
  readonly system: string | null;
  readonly openedAt: number | null;
  readonly closedAt: number | null;
  readonly closeCode: number | null;
  /** Numbers of frames. */
  readonly sent: number;
  readonly received: number;
}

export interface ReportExchange {
  readonly connection: string;
  readonly action: string | null;
  readonly correlationId: string | null;
  readonly pairing: "correlation-id" | "inferred" | null;
  readonly sentAt: number | null;
  readonly answeredAt: number | null;
  readonly latency: number | null;
  readonly status: number | null;
  readonly outcome: ExchangeOutcome;
  readonly late: boolean;
  readonly channelId: string | null;
  readonly message: string | null;
}

export interface ReportChannel {
  readonly connection: string;
  readonly history: readonly {
    readonly state: ChannelState;
    readonly from: number;
    readonly to: number | null;
    readonly channelId: string | null;
  }[];
}

export interface ReportHttpRequest {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly at: number;
}

export interface ReportCommand {
  readonly id: string;
  readonly connection: string | null;
  readonly request: ReportHttpRequest | null;
  readonly outcome: CommandOutcome;
  readonly updates: readonly {
    readonly at: number;
    readonly status: number | null;
    readonly body: string | null;
  }[];
  readonly latency: number | null;
}

export interface ReportDataRequest {
  readonly id: string;
  readonly connection: string | null;
  readonly request: ReportHttpRequest | null;
  readonly outcome: DataRequestOutcome;
  readonly messages: readonly {
    readonly at: number;
    readonly type: string;
    readonly outputType: number | null;
    readonly body: string | null;
  }[];
  readonly latency: number | null;
}

export interface ReportOperation {
  readonly system: string;
  readonly operation: "join" | "leave";
  readonly channelId: string | null;
  readonly members: readonly string[];
  readonly at: number;
  readonly latency: number | null;
  readonly status: number;
  readonly outcome: "ok" | "rejected" | "failed";
  readonly reason: string | null;
}

export interface ReportFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly connection: string | null;
  readonly at: number;
  /** Numbers of frames, counted from 0 in time order over all connections. */
  readonly frames: readonly number[];
  readonly reference: string;
}
