import { commandStatusMessage, malformed } from "./channel-messages.ts";
import type { Fault } from "./faults.ts";
import type { World } from "./world.ts";

/** Machine-readable reasons, as the guide gives them. */
const failureReason = "profile.not_an_owner";

/** Accepts a command for a profile and lets its status messages follow. Gives the command ID. */
export function runCommand(world: World, profile: string, fault: Fault<"command"> | null): string {
  const id = world.identifiers.uuid();
  world.commands.record(id, { status: 1, body: null });
  const { pending, outcome, slow, step } = world.pace;
  const delay = fault === "slow" ? slow : 0;
  const say = (after: number, text: string) =>
    world.clock.after(delay + after, () => world.hub.publish(profile, text));

  if (fault === "no-answer") return id;
  const saidId = fault === "wrong-id" ? world.identifiers.uuid() : id;
  say(pending, commandStatusMessage(saidId, 1, null));
  if (fault === "drop") {
    world.clock.after(outcome, () => world.hub.drop(profile));
    return id;
  }
  const status = fault === "fail" ? 3 : 2;
  const body = fault === "fail" ? failureReason : "Command completed successfully";
  world.clock.after(delay + outcome, () => world.commands.record(id, { status, body }));
  const final = commandStatusMessage(saidId, fault === "unknown-status" ? 9 : status, body);
  say(outcome, fault === "malformed" ? malformed(final) : final);
  if (fault === "twice") say(outcome + step, final);
  if (fault === "status-after-final") say(outcome + step, commandStatusMessage(saidId, 1, "still working"));
  return id;
}
