import { afterEach, describe, expect, it, vi } from "vitest";
import { moveInTree } from "../../../../panel/detail/move-in-tree.ts";

afterEach(() => vi.unstubAllGlobals());

describe("a letter in the payload's tree", () => {
  it.each([
    ["c", "[data-action=value]"],
    ["C", "[data-action=value]"],
    ["p", "[data-action=path]"],
    ["P", "[data-action=path]"],
    ["d", "[aria-pressed]"],
    ["D", "[aria-pressed]"],
  ])("does the same with and without Shift or Caps Lock: %s presses %s", (key, button) => {
    const pressed: string[] = [];
    // As much of an element as is looked at: the tree, its only item and the item's row at once.
    class Everything {
      tabIndex = 0;
      closest = () => this;
      getAttribute = () => null;
      querySelectorAll = () => [this];
      querySelector = (selector: string) =>
        selector === ".tree-row" ? this : { click: () => pressed.push(selector) };
    }
    vi.stubGlobal("HTMLElement", Everything);
    const element = new Everything();
    const event = {
      key,
      target: element,
      currentTarget: element,
      preventDefault: vi.fn(),
      stopPropagation: vi.fn(),
    };
    moveInTree(event as unknown as KeyboardEvent);
    expect(pressed).toEqual([button]);
    expect(event.stopPropagation).toHaveBeenCalledOnce();
  });
});
