import { h, render } from "preact";
import { afterEach, expect, it, vi } from "vitest";
import { Popover } from "../../../../panel/widgets/popover.tsx";

afterEach(() => vi.unstubAllGlobals());

/** As much of an element, and of a document, as a small window needs to be drawn. */
class FakeNode {
  readonly childNodes: FakeNode[] = [];
  readonly style = {};
  readonly nodeType = 1;
  readonly localName: string;
  data = "";
  constructor(localName = "") {
    this.localName = localName;
  }
  readonly firstChild = null;
  readonly nextSibling = null;
  insertBefore = (node: FakeNode): void => void this.childNodes.push(node);
  setAttribute = (): void => undefined;
  addEventListener = (): void => undefined;
  querySelector = (): null => null;
}

it("a small window closes at Escape wherever the focus is, ahead of all else, and gives it back", async () => {
  const listeners = new Map<string, (event: KeyboardEvent) => void>();
  vi.stubGlobal("window", { innerWidth: 500, innerHeight: 300 });
  vi.stubGlobal("document", {
    createElementNS: (_space: string, name: string) => new FakeNode(name),
    createTextNode: () => new FakeNode(),
    addEventListener: () => undefined,
    documentElement: {
      addEventListener: (type: string, listener: (event: KeyboardEvent) => void, capture = false) =>
        listeners.set(`${type} ${capture}`, listener),
    },
  });
  const focus = vi.fn();
  const anchor = { current: { focus, getBoundingClientRect: () => ({ right: 100, bottom: 20 }) } };
  const onClose = vi.fn();
  const props = { label: "Saved filters", anchor: anchor as never, onClose, children: "…" };
  render(h(Popover, props), new FakeNode("main") as unknown as Element);
  await expect.poll(() => [...listeners.keys()]).toEqual(["keydown true"]);
  const press = (key: string) => {
    const stopPropagation = vi.fn();
    listeners.get("keydown true")?.({ key, stopPropagation } as unknown as KeyboardEvent);
    return stopPropagation;
  };
  expect(press("x")).not.toHaveBeenCalled();
  expect(onClose).not.toHaveBeenCalled();
  expect(press("Escape")).toHaveBeenCalledOnce();
  expect(onClose).toHaveBeenCalledOnce();
  expect(focus).toHaveBeenCalledOnce();
});
