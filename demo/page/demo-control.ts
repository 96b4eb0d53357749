/** The stand-in's own calls: what is to go wrong next. The real Privicore has nothing of the kind. */
import * as z from "zod/mini";

const faults = z.record(z.string(), z.array(z.string()));

/** The faults by what they befall. */
export async function knownFaults(): Promise<Readonly<Record<string, readonly string[]>>> {
  return faults.parse(await (await fetch("/demo/faults")).json());
}

/** Lets the next thing of this kind go wrong. */
export async function fail(target: string, fault: string): Promise<void> {
  const response = await fetch("/demo/faults", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ target, fault }),
  });
  if (!response.ok) throw new Error(`no fault ${fault} of ${target}`);
}

/** Pushes a frame as it is on every open connection. */
export async function push(frame: { text: string } | { base64: string } | { bytes: number }): Promise<void> {
  await fetch("/demo/push", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(frame),
  });
}
