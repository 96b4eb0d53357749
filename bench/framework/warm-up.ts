/** Rounds of a run that is to show only that a benchmark works. */
const trialRounds = 3;

/**
 * How many frames a measurement takes in before what it says is steady, and at least for one sample. Fewer where so few rounds
 * are asked for that no figure comes of it.
 */
export function warmUpFrames(rounds: number): number {
  return rounds > trialRounds ? 100_000 : 5000;
}
