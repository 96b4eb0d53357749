import type { Link } from "../../src/core/model.ts";

/** The latency of what an event belongs to, in milliseconds; null where there is none (yet). */
export function latencyOf(link: Link | null): number | null {
  if (link === null) return null;
  switch (link.type) {
    case "exchange":
      return link.exchange.latency;
    case "command":
      return link.command.latency;
    case "data-request":
      return link.dataRequest.latency;
    case "operation":
      return link.operation.latency;
  }
}
