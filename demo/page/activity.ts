import { signal } from "@preact/signals";

/** What the page did or was told, in plain words, for the person at it. */
export interface Activity {
  readonly number: number;
  readonly at: Date;
  readonly tone: "sent" | "good" | "bad" | "plain";
  readonly text: string;
}

const longestLog = 200;

/** Newest first. */
export const activities = signal<readonly Activity[]>([]);
let told = 0;

export function tell(tone: Activity["tone"], text: string): void {
  told += 1;
  activities.value = [{ number: told, at: new Date(), tone, text }, ...activities.value].slice(0, longestLog);
}
