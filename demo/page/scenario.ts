import { tell } from "./activity.ts";
import type { Client } from "./client.ts";
import { fail } from "./demo-control.ts";
import { deliveries } from "./privicore-api.ts";

/** What `?play` plays: `correct` makes no mistake at all, `tour` goes on to the mistakes that people make. */
export type Scenario = "correct" | "tour";

/** Plays a scenario from sign-in to leave. Rejects where the stand-in did not do as expected. */
export async function play(client: Client, scenario: Scenario): Promise<void> {
  await correctSession(client);
  if (scenario === "tour") await mistakes(client);
  tell("good", "The scenario has ended");
}

async function correctSession(client: Client): Promise<void> {
  await client.signIn("ada");
  const socket = await client.connect("published");
  await socket.join(client.token);
  // Three commands: the 202 gives their IDs in three shapes.
  for (const path of ["/device/approve-device", "/data-token/exchange-data-for-token", "/policy/activate"])
    await client.runCommand(path);
  for (const delivery of deliveries) await client.fetchData(delivery);
  await socket.leave(client.token);
  socket.close();
  await socket.closed;
}

/** Each is something that the inspector names, in the order in which people meet them. */
async function mistakes(client: Client): Promise<void> {
  const guide = await client.connect("guide");
  await guide.join("T-000000000000000000000000");
  await client.api.command("/device/configure-meta");
  await guide.join(client.token);
  await guide.join(client.token);
  await fail("command", "fail");
  await client.runCommand("/data-token/delete-data");
  await fail("command", "status-after-final");
  await client.runCommand("/storage/register");
  await fail("leave", "slow");
  await guide.leave(client.token);
  await guide.leave(client.token);

  // The first connection is still open here: two at once, and the acknowledgement comes on the joined one only.
  const published = await client.connect("published");
  await published.join(client.token, "join-1");
  await published.leave(client.token, "join-1");
  await published.join(client.token);
  published.sendRaw('{"action":"joinChannel"');
  await client.runCommand("/policy/deactivate");
  await fail("command", "drop");
  await client.api.command("/device/remove");
  await published.closed;
  guide.close();
  await guide.closed;
}
