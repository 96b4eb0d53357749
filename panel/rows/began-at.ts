import type { Session } from "../../src/core/session.ts";
import type { ViewId } from "../selection/view-id.ts";
import type { CommandItems } from "./command-items.ts";
import { startOf } from "./comparers.ts";
import { headingBase } from "./grouped-rows.ts";
import type { Rows } from "./matched-rows.ts";

/** When what a view's row shows began, in milliseconds since the epoch; a heading was always there. */
export function beganAt(view: ViewId, session: Session, commands: CommandItems): (item: number) => number {
  switch (view) {
    case "frames":
      return (item) => session.log.time(item);
    case "exchanges":
      return (item) => session.exchanges[item]?.sentAt ?? session.exchanges[item]?.answeredAt ?? 0;
    case "channels":
      return (item) => session.connections[item]?.createdAt ?? 0;
    case "commands":
      return (item) => startOf(commands.work(item));
    case "problems":
      return (item) => (item >= headingBase ? 0 : (session.findings[item]?.at ?? 0));
  }
}

/** The last of rows in time order that had begun by `moment`; -1 where none had. */
export function lastBegun(rows: Rows, began: (item: number) => number, moment: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (began(rows.at(middle)) <= moment) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : rows.at(low - 1);
}
