import { describe, expect, it } from "vitest";
import { connectionId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { redactElsewhere } from "../../../src/io/redaction/redact-elsewhere.ts";
import { createRedactor } from "../../../src/io/redaction/redactor.ts";

const token = "T-4F2A90C6AA563C0BFD2420F1";
const join: CaptureEvent = {
  type: "frame",
  connection: connectionId("c1"),
  time: epochMilliseconds(1),
  direction: "sent",
  opcode: "text",
  payload: JSON.stringify({ action: "joinChannel", authorizationToken: token, correlationId: "1" }),
};

/** Redacts a text as a worker would, with the questions that it asked. */
async function inWorker(text: string, learnt: readonly CaptureEvent[]) {
  const redactor = createRedactor();
  for (const event of learnt) redactor.learn(event);
  const asked: string[] = [];
  const redacted = await redactElsewhere(text, structuredClone(redactor.elsewhere(text)), async (secrets) => {
    asked.push(...secrets);
    return structuredClone(redactor.marksOf(secrets));
  });
  return { redacted, asked, redactor };
}

function inPlace(text: string, learnt: readonly CaptureEvent[]): string {
  const redactor = createRedactor();
  for (const event of learnt) redactor.learn(event);
  return redactor.text(text);
}

describe("a text redacted in another thread", () => {
  it.each([
    ["a known secret anywhere", `{"note":"it was ${token} all along"}`],
    ["a new secret by its name, twice", '{"sessionKey":"abcdef0123456789","again":"abcdef0123456789"}'],
    ["both", `{"password":"hunter22222","old":"${token}","url":"https://a.example/?auth=D-8812AC55"}`],
    [
      "a word of the protocols as a password",
      '{"password":"command","data":{"command_status":2},"url":"/change-password"}',
    ],
    ["none", '{"data":{"type":"X-DPT-PRESENCE","online":3}}'],
    ["no JSON", "authorization: Bearer abc.def-0123456789xyz"],
    [
      "a stream's key that only its system knows",
      '["abc",{"msg":"method","method":"login","params":[{"resume":"zzzzzzzzzz"}]}]',
    ],
  ])("is the same as redacted in place: %s", async (_what, text) => {
    expect((await inWorker(text, [join])).redacted).toBe(inPlace(text, [join]));
  });

  it("asks for the marks of what nobody has met, and only for those", async () => {
    const text = `{"password":"hunter22222","authorizationToken":"${token}"}`;
    const { redacted, asked, redactor } = await inWorker(text, [join]);
    expect(asked).toEqual(["hunter22222"]);
    expect(redacted).toBe('{"password":"REDACTED-2","authorizationToken":"REDACTED-1"}');
    // The capture knows it from now on.
    expect(redactor.text("hunter22222")).toBe("REDACTED-2");
  });

  it("keeps marks apart that the capture gave while the text was being looked at", async () => {
    const redactor = createRedactor();
    const redacted = await redactElsewhere(
      '{"password":"hunter22222"}',
      redactor.elsewhere(""),
      async (secrets) => {
        redactor.learn(join);
        return redactor.marksOf(secrets);
      },
    );
    expect(redacted).toBe('{"password":"REDACTED-2"}');
    expect(redactor.text(token)).toBe("REDACTED-1");
  });
});
