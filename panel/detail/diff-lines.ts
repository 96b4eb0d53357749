export interface DiffLine {
  readonly type: "same" | "removed" | "added";
  readonly text: string;
}

/** Where both sides differ in more lines than this, the middle is shown as all removed, then all added. */
const comparedLines = 1500;

/** The difference of two texts by lines: the longest common subsequence, after what both begin and end with. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let endBefore = before.length;
  let endAfter = after.length;
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore--;
    endAfter--;
  }
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ type: "same", text }));
  return [
    ...same(before.slice(0, start)),
    ...diffMiddle(before.slice(start, endBefore), after.slice(start, endAfter)),
    ...same(before.slice(endBefore)),
  ];
}

function diffMiddle(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const removed = (text: string): DiffLine => ({ type: "removed", text });
  const added = (text: string): DiffLine => ({ type: "added", text });
  if (before.length > comparedLines || after.length > comparedLines)
    return [...before.map(removed), ...after.map(added)];
  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i * width + j] =
        before[i] === after[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const fresh = after[j];
    if (old !== undefined && old === fresh) {
      lines.push({ type: "same", text: old });
      i++;
      j++;
    } else if (
      old !== undefined &&
      (fresh === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      lines.push(removed(old));
      i++;
    } else if (fresh !== undefined) {
      lines.push(added(fresh));
      j++;
    }
  }
  return lines;
}

/** Lines that are shown only when they are asked for. */
export interface Fold {
  readonly type: "fold";
  readonly lines: readonly DiffLine[];
}

/** So many equal lines are shown before and after what differs. */
const context = 3;
/** Of a run of lines so many are shown at once. */
export const linesAtOnce = 300;

/** A difference to be read: equal lines far from what differs, and the rest of long runs, are folded. */
export function foldDiff(lines: readonly DiffLine[]): readonly (DiffLine | Fold)[] {
  const folded: (DiffLine | Fold)[] = [];
  for (let from = 0, to = 0; from < lines.length; from = to) {
    while (to < lines.length && lines[to]?.type === lines[from]?.type) to++;
    const nearOthers = lines[from]?.type === "same" && to - from < lines.length;
    const first = nearOthers ? (from === 0 ? 0 : context) : linesAtOnce;
    const last = nearOthers && to < lines.length ? context : 0;
    const hidden = lines.slice(from + first, Math.max(from + first, to - last));
    // One line takes no more room than what stands for it.
    if (hidden.length < 2) folded.push(...lines.slice(from, to));
    else
      folded.push(
        ...lines.slice(from, from + first),
        { type: "fold", lines: hidden },
        ...lines.slice(to - last, to),
      );
  }
  return folded;
}
