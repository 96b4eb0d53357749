import { isContainer, type JsonValue, membersOf, previewOf, sizeOf } from "./payload-node.ts";

/** A part of a payload that is too large to be handed around: what is shown of it, while it stays with the worker that has it. */
export type DistantValue =
  | { readonly type: "container"; readonly list: boolean; readonly size: number; readonly preview: string }
  | { readonly type: "text"; readonly start: string; readonly length: number };

/** A value as it is, or what stands for it. */
export type NearOrDistant = { readonly near: JsonValue } | { readonly distant: DistantValue };

/** Up to so many members at any depth, and characters in them, a value is handed over whole. */
const mostMembers = 2_000;
const mostCharacters = 100_000;
/** What is handed over of a long text. */
const startLength = 4_000;

/** A value as it can be handed over without a pause. */
export function nearOrDistant(value: JsonValue): NearOrDistant {
  if (isSmall(value)) return { near: value };
  if (isContainer(value))
    return {
      distant: {
        type: "container",
        list: Array.isArray(value),
        size: sizeOf(value),
        preview: previewOf(value),
      },
    };
  const text = String(value);
  return { distant: { type: "text", start: text.slice(0, startLength), length: text.length } };
}

function isSmall(value: JsonValue): boolean {
  let members = 0;
  let characters = 0;
  const left: JsonValue[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === "string") characters += next.length;
    else if (isContainer(next)) {
      const size = sizeOf(next);
      members += size;
      if (members > mostMembers) return false;
      for (const [name, member] of membersOf(next, 0, size)) {
        if (typeof name === "string") characters += name.length;
        left.push(member);
      }
    }
    if (characters > mostCharacters) return false;
  }
  return true;
}
