import type { DistantValue, NearOrDistant } from "./distant-value.ts";
import { type Container, isContainer, previewOf, sizeOf } from "./payload-node.ts";

/** A container, here whole or with the worker that has it. */
export type Branch =
  | { readonly near: Container }
  | { readonly distant: Extract<DistantValue, { type: "container" }> };

/** A value as a branch of the tree; null for what has no members. */
export function branchOf(value: NearOrDistant): Branch | null {
  if ("near" in value) return isContainer(value.near) ? { near: value.near } : null;
  const { distant } = value;
  return distant.type === "container" ? { distant } : null;
}

export const sizeOfBranch = (branch: Branch): number =>
  "near" in branch ? sizeOf(branch.near) : branch.distant.size;
export const isListBranch = (branch: Branch): boolean =>
  "near" in branch ? Array.isArray(branch.near) : branch.distant.list;
export const previewOfBranch = (branch: Branch): string =>
  "near" in branch ? previewOf(branch.near) : branch.distant.preview;
