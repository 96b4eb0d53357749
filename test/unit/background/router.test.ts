import { describe, expect, it } from "vitest";
import { createRouter } from "../../../src/background/router.ts";
import type { Peer } from "../../../src/platform/runtime.ts";
import type { Transport } from "../../../src/platform/transport.ts";
import { createTransportPair } from "../platform/transport-pair.ts";

const extension: Peer = { kind: "extension" };
const page = (tab: number, frame = 0): Peer => ({ kind: "page", tab, frame });

/** A tab whose page has no bridge, such as one of the browser's own. */
const unwatchedTab = 9;

/** One end of a connection with the router, and everything that it said. */
interface End {
  readonly heard: unknown[];
  readonly say: (message: unknown) => void;
  readonly transport: Transport;
  closed: boolean;
}

function setUp() {
  const attached: number[] = [];
  const router = createRouter({
    messageTab: async (tab) => {
      attached.push(tab);
      return tab !== unwatchedTab;
    },
  });
  const connect = (name: string, peer: Peer): End => {
    const [own, other] = createTransportPair();
    const end: End = { heard: [], say: (message) => own.postMessage(message), transport: own, closed: false };
    own.addListener((message) => end.heard.push(message));
    own.onClosed(() => {
      end.closed = true;
    });
    router.connect(name, other, peer);
    return end;
  };
  const panel = (tab: number): End => {
    const end = connect("panel", extension);
    end.say({ type: "watch", tab });
    return end;
  };
  const document = (tab: number, key: string, frame = 0): End => {
    const end = connect("page", page(tab, frame));
    end.say({ type: "document", document: key, url: `https://${key}.test/`, time: 5 });
    return end;
  };
  return { router, attached, connect, panel, document };
}

/** The number of the panel that asked this document first. */
const numberOf = ({ heard }: End): number => (heard[0] as { readonly panel: number }).panel;

/** Messages travel in microtasks. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("the router", () => {
  it("joins a panel with the documents of its tab, and no others", async () => {
    const { panel, document, attached } = setUp();
    const first = panel(1);
    const second = panel(2);
    await settled();
    expect(attached).toEqual([1, 2]);
    document(1, "one", 7);
    document(2, "two");
    await settled();
    expect(first.heard).toEqual([
      { type: "watching" },
      { type: "document", document: "one", frame: 7, url: "https://one.test/", time: 5 },
    ]);
    expect(second.heard).toMatchObject([{ type: "watching" }, { document: "two" }]);
  });

  it("says whether a page is there that could speak", async () => {
    const { panel } = setUp();
    const [watched, unwatched] = [panel(1), panel(unwatchedTab)];
    await settled();
    watched.say({ type: "look" });
    unwatched.say({ type: "look" });
    await settled();
    expect(watched.heard.at(-1)).toEqual({ type: "looked", bridged: true });
    expect(unwatched.heard.at(-1)).toEqual({ type: "looked", bridged: false });
  });

  it("hands questions to the document and answers to the panel that asked", async () => {
    const { panel, document } = setUp();
    const [first, second] = [panel(1), panel(1)];
    await settled();
    const one = document(1, "one");
    await settled();
    second.say({ type: "pull", document: "one", after: 4, maxCharacters: 100, batches: 2 });
    await settled();
    const question = { type: "pull", after: 4, maxCharacters: 100, batches: 2, panel: expect.any(Number) };
    expect(one.heard).toEqual([question]);
    one.say({ type: "batch", panel: numberOf(one), part: "unread", start: 0, length: 6 });
    one.say({ type: "batch", panel: 0, part: "for all", start: 0, length: 7 });
    await settled();
    expect(second.heard.slice(2)).toEqual([
      { type: "batch", document: "one", part: "unread", start: 0, length: 6 },
      { type: "batch", document: "one", part: "for all", start: 0, length: 7 },
    ]);
    expect(first.heard.slice(2)).toEqual([
      { type: "batch", document: "one", part: "for all", start: 0, length: 7 },
    ]);
  });

  it("does not let a page pose as a panel, nor reach another tab", async () => {
    const { connect, panel, document } = setUp();
    const watching = panel(1);
    await settled();
    const one = document(1, "one");
    await settled();
    watching.say({ type: "pull", document: "one", after: 0, maxCharacters: 100, batches: 2 });
    const posing = connect("panel", page(2));
    posing.say({ type: "watch", tab: 1 });
    const unknown = connect("something", extension);
    await settled();
    expect(posing).toMatchObject({ closed: true, heard: [] });
    expect(unknown.closed).toBe(true);
    panel(2);
    await settled();
    // The key of another tab's document, and the number of another tab's panel.
    const liar = document(2, "one");
    liar.say({ type: "batch", panel: numberOf(one), part: "forged", start: 0, length: 6 });
    liar.say({ type: "batch", panel: 0, part: "forged", start: 0, length: 6 });
    await settled();
    expect(watching.heard).toHaveLength(2);
  });

  it("takes no batch from a document that has not said who it is, and no second name", async () => {
    const { connect, panel } = setUp();
    const watching = panel(1);
    await settled();
    const mute = connect("page", page(1));
    mute.say({ type: "batch", panel: 0, part: "too early", start: 0, length: 9 });
    mute.say({ type: "document", document: "one", url: "https://one.test/", time: 5 });
    mute.say({ type: "document", document: "two", url: "https://two.test/", time: 5 });
    mute.say("nonsense");
    mute.say({ type: "batch", panel: "1", part: 5 });
    await settled();
    expect(watching.heard).toMatchObject([{ type: "watching" }, { type: "document", document: "one" }]);
  });

  it("tells when a document leaves, and when it said so itself", async () => {
    const { panel, document } = setUp();
    const watching = panel(1);
    await settled();
    const one = document(1, "one");
    const two = document(1, "two");
    await settled();
    one.say({ type: "leaving", time: 77 });
    await settled();
    one.transport.close();
    two.transport.close();
    await settled();
    expect(watching.heard.slice(3)).toEqual([
      { type: "document-left", document: "one", time: 77 },
      { type: "document-left", document: "two", time: null },
    ]);
  });

  it("does not take the old port's end for that of a document that has connected anew", async () => {
    const { panel, document } = setUp();
    const watching = panel(1);
    await settled();
    const before = document(1, "one");
    await settled();
    document(1, "one");
    await settled();
    before.transport.close();
    await settled();
    expect(watching.heard.some((message) => JSON.stringify(message).includes("document-left"))).toBe(false);
  });

  it("lets the pages go when the last panel has gone, and says to newcomers that nobody looks", async () => {
    const { router, panel, document } = setUp();
    expect(router.answer({ type: "announce" }, page(1))).toBe(false);
    const [first, second] = [panel(1), panel(1)];
    await settled();
    const one = document(1, "one");
    await settled();
    expect(router.answer({ type: "announce" }, page(1))).toBe(true);
    expect(router.answer({ type: "announce" }, page(2))).toBe(false);
    expect(router.answer({ type: "other" }, page(1))).toBe(false);
    expect(router.answer({ type: "announce" }, extension)).toBe(false);
    first.transport.close();
    await settled();
    expect(one.closed).toBe(false);
    second.transport.close();
    await settled();
    expect(one.closed).toBe(true);
    expect(router.answer({ type: "announce" }, page(1))).toBe(false);
    const late = document(1, "late");
    await settled();
    expect(late.closed).toBe(true);
  });

  it("lets go of a page that says who it is only after the last panel has gone", async () => {
    const { connect, panel, document } = setUp();
    const first = panel(1);
    await settled();
    const slow = connect("page", page(1));
    first.transport.close();
    await settled();
    const second = panel(1);
    await settled();
    slow.say({ type: "document", document: "slow", url: "https://slow.test/", time: 5 });
    await settled();
    // It connects anew when it is looked for.
    expect(slow.closed).toBe(true);
    document(1, "slow");
    await settled();
    expect(second.heard.at(-1)).toMatchObject({ type: "document", document: "slow" });
  });

  it("answers a send to a document that has left", async () => {
    const { panel } = setUp();
    const watching = panel(1);
    watching.say({ type: "send", document: "gone", request: 3, connection: 1, opcode: "text", payload: "x" });
    await settled();
    expect(watching.heard.at(-1)).toEqual({
      type: "sent",
      document: "gone",
      request: 3,
      problem: "page-left",
    });
  });
});
