/**
 * A page that takes a stream of command statuses in; their bodies are numbered: `seq-17-`. `connect` opens its socket, `take`
 * joins, upon which the server sends, and tells when the frames came, in milliseconds since the epoch: each of them, or the
 * first and the last alone, where so many are to come that their times would weigh.
 */
type Job =
  | { readonly kind: "connect"; readonly rate: number; readonly count: number }
  | { readonly kind: "take"; readonly times: "each" | "ends" };

const join = JSON.stringify({
  action: "joinChannel",
  authorizationToken: "T-C84A90006AA563C0BFD2420F",
  correlationId: "019735db-f8f7-6c08-c893-8f3a6f44a244",
});

let socket: WebSocket | null = null;
let count = 0;

function connect(rate: number, frames: number): Promise<void> {
  count = frames;
  const made = new WebSocket(`${location.origin.replace("http", "ws")}/stream?rate=${rate}&count=${frames}`);
  socket = made;
  return new Promise((resolve) => {
    made.onopen = () => resolve();
  });
}

function take(which: "each" | "ends"): Promise<readonly number[]> {
  const connected = socket;
  if (connected === null) throw new TypeError("Expected a socket to take frames from, got none");
  return new Promise((resolve) => {
    const times: number[] = [];
    let taken = 0;
    connected.onmessage = ({ data }) => {
      if (typeof data !== "string" || !data.includes("seq-")) return;
      taken++;
      if (which === "each" || taken === 1 || taken === count)
        times.push(performance.timeOrigin + performance.now());
      if (taken === count) resolve(times);
    };
    connected.send(join);
  });
}

async function work(): Promise<void> {
  const job: Job = await (await fetch(`/job${location.search}`)).json();
  const result =
    job.kind === "connect"
      ? { connected: await connect(job.rate, job.count).then(() => true) }
      : { times: await take(job.times) };
  await fetch(`/result${location.search}`, { method: "POST", body: JSON.stringify(result) });
}

async function workOn(): Promise<void> {
  for (;;) await work();
}
void workOn();

export {};
