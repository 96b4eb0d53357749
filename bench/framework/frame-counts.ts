/** The numbers of frames at which growth is measured. */
export function frameCounts(quick: boolean): readonly number[] {
  return quick ? [1e3, 1e4] : [1e3, 1e4, 1e5, 1e6];
}
