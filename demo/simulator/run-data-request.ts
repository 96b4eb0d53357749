import { dataMessage, malformed, streamReadyMessage } from "./channel-messages.ts";
import type { Fault } from "./faults.ts";
import type { World } from "./world.ts";

/** How the data comes: as a text, as a link to fetch, inline as ciphertext, or streamed. */
export const deliveries = ["text", "link", "inline", "stream"] as const;
export type Delivery = (typeof deliveries)[number];

export interface DataRequestOrder {
  readonly profile: string;
  readonly context: string;
  readonly delivery: Delivery;
  /** Where links lead: this simulator's own origin. */
  readonly origin: string;
}

const payloadBytes = 96;

/** Accepts a data request and lets its messages follow. Gives the request ID. */
export function runDataRequest(world: World, order: DataRequestOrder, fault: Fault<"data"> | null): string {
  const id = world.identifiers.uuid();
  if (fault === "no-answer") return id;
  const { outcome, slow, step } = world.pace;
  const start = outcome + (fault === "slow" ? slow : 0);
  if (fault === "drop") {
    world.clock.after(outcome, () => world.hub.drop(order.profile));
    return id;
  }
  const saidId = fault === "wrong-id" ? world.identifiers.uuid() : id;
  const texts = messages(world, saidId, order, fault);
  texts.forEach((text, index) => {
    const said = fault === "malformed" && index === 0 ? malformed(text) : text;
    world.clock.after(start + index * step, () => world.hub.publish(order.profile, said));
  });
  return id;
}

function messages(world: World, id: string, order: DataRequestOrder, fault: Fault<"data"> | null): string[] {
  const { context, delivery, origin } = order;
  const token = world.identifiers.downloadToken();
  const offer = () => world.downloads.offer(token, world.identifiers.bytes(payloadBytes));
  const twice = (text: string) => (fault === "twice" ? [text, text] : [text]);
  switch (delivery) {
    case "text":
      return twice(dataMessage(id, context, 0, "The data token holds no payload of this kind."));
    case "inline":
      return twice(dataMessage(id, context, 0, world.identifiers.bytes(payloadBytes).toString("base64")));
    case "link":
      offer();
      return [
        dataMessage(id, context, 0, "preparing"),
        ...twice(dataMessage(id, context, 1, `${origin}/download/${id}?auth=${token}`)),
      ];
    case "stream":
      offer();
      return [
        dataMessage(id, context, 1, token),
        ...(fault === "no-stream-ready" ? [] : twice(streamReadyMessage(id, null))),
      ];
  }
}
