import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import { commandOutcomeAt, dataRequestOutcomeAt, exchangeOutcomeAt } from "../../../src/core/as-of.ts";
import { type Conversation, connected, start } from "./conversation.ts";

const at = (since: number) => epochMilliseconds(start + since);

describe("an exchange as of a moment", () => {
  // The join is sent at 30 ms.
  it.each<[string, Conversation, [number, string | null][]]>([
    [
      "answered",
      connected().join().wait(20).answer(),
      [
        [29, null],
        [30, "pending"],
        [49, "pending"],
        [50, "ok"],
        [1e6, "ok"],
      ],
    ],
    [
      "refused",
      connected().join().wait(20).answer({ status: 401 }),
      [
        [49, "pending"],
        [50, "rejected"],
      ],
    ],
    [
      "unanswered",
      connected().join().wait(20_000),
      [
        [10_029, "pending"],
        [10_030, "timed-out"],
      ],
    ],
    [
      "answered late",
      connected().join().wait(20_000).answer(),
      [
        [10_029, "pending"],
        [10_030, "timed-out"],
        [20_029, "timed-out"],
        [20_030, "ok"],
      ],
    ],
    [
      "abandoned",
      connected().join().wait(20).close(),
      [
        [49, "pending"],
        [50, "abandoned"],
      ],
    ],
    [
      "abandoned, and answered after all",
      connected().join().wait(20).close().answer(),
      [
        [50, "abandoned"],
        [60, "ok"],
      ],
    ],
    [
      "an orphan",
      connected().sent({ action: "leaveChannel" }).answer({ id: "x" }),
      [
        [39, null],
        [40, "orphan"],
      ],
    ],
  ])("%s", (_what, told, outcomes) => {
    const exchange = told.session().exchanges.at(-1);
    if (exchange === undefined) throw new Error("Expected an exchange, got none");
    expect(outcomes.map(([since]) => [since, exchangeOutcomeAt(exchange, at(since))])).toEqual(outcomes);
  });
});

describe("a command as of a moment", () => {
  // The call begins at 50 ms and is answered at 55 ms.
  const begun = () => connected().joined().command("c");
  const poll = { url: "/request-status/c", responseBody: '{"command_status":2}', duration: 0 };

  it.each<[string, Conversation, [number, string | null][]]>([
    [
      "that succeeds",
      begun().commandStatus("c", 1).commandStatus("c", 2),
      [
        [49, null],
        [50, "accepted"],
        [60, "pending"],
        [70, "success"],
      ],
    ],
    [
      "that fails",
      begun().commandStatus("c", 3),
      [
        [59, "accepted"],
        [60, "failed"],
        [1e6, "failed"],
      ],
    ],
    [
      "that succeeds, and fails after",
      begun().commandStatus("c", 2).commandStatus("c", 3),
      [
        [60, "success"],
        [70, "success"],
      ],
    ],
    [
      "that goes unanswered",
      begun().commandStatus("c", 1).wait(40_000),
      [
        [30_054, "pending"],
        [30_055, "unanswered"],
      ],
    ],
    [
      "that succeeds too late",
      begun().wait(40_000).commandStatus("c", 2),
      [
        [30_055, "unanswered"],
        [40_050, "success"],
      ],
    ],
    [
      "that a poll settles",
      begun().call(poll),
      [
        [59, "accepted"],
        [60, "success"],
      ],
    ],
  ])("%s", (_what, told, outcomes) => {
    const [command] = told.session().commands;
    if (command === undefined) throw new Error("Expected a command, got none");
    expect(outcomes.map(([since]) => [since, commandOutcomeAt(command, at(since))])).toEqual(outcomes);
  });
});

describe("a data request as of a moment", () => {
  // The call begins at 50 ms and is answered at 55 ms.
  const begun = () => connected().joined().requestData("r");

  it.each<[string, Conversation, [number, string | null][]]>([
    [
      "by text and link",
      begun().download("r", 0, "x").download("r", 1, "https://f.example/"),
      [
        [49, null],
        [50, "requested"],
        [60, "message"],
        [70, "link"],
      ],
    ],
    [
      "by stream",
      begun().download("r", 1, "t").streamReady("r"),
      [
        [60, "stream-announced"],
        [70, "stream-ready"],
      ],
    ],
    [
      "that goes unanswered, and is answered too late",
      begun().wait(40_000).download("r", 0, "x"),
      [
        [30_054, "requested"],
        [30_055, "unanswered"],
        [40_050, "message"],
      ],
    ],
  ])("%s", (_what, told, outcomes) => {
    const [request] = told.session().dataRequests;
    if (request === undefined) throw new Error("Expected a data request, got none");
    expect(outcomes.map(([since]) => [since, dataRequestOutcomeAt(request, at(since))])).toEqual(outcomes);
  });
});
