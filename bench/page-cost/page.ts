/**
 * What the measured page does: asks the bench for jobs over HTTP, so that nobody needs to be attached to it, and tells how
 * long each took, in milliseconds.
 */
interface Job {
  readonly kind: "round-trips" | "burst";
  readonly count: number;
}

const socket = new WebSocket(`${location.origin.replace("http", "ws")}/echo`);
const payload = JSON.stringify({
  correlationId: "019735db-f8f7-6c08-c893-8f3a6f44a244",
  status: 200,
  data: {
    channelId: "019735db-f8f7-6c08-c893-8f3a6f44a244",
    message: "Successfully joined profile channel.",
  },
});

/** The longest time that the main thread did not come round to a task, in ms, while `run` ran. */
async function watchStalls(run: () => Promise<void>): Promise<number> {
  const channel = new MessageChannel();
  let last = performance.now();
  let longest = 0;
  let running = true;
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) channel.port2.postMessage(null);
  };
  channel.port2.postMessage(null);
  await run();
  running = false;
  return longest;
}

function roundTrips(count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    socket.onmessage = () => {
      if (--left === 0) resolve();
      else socket.send(payload);
    };
    socket.send(payload);
  });
}

function burst(count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    socket.onmessage = () => {
      if (--left === 0) resolve();
    };
    for (let i = 0; i < count; i++) socket.send(payload);
  });
}

async function work(): Promise<void> {
  const job: Job = await (await fetch(`/job${location.search}`)).json();
  const run = job.kind === "burst" ? burst : roundTrips;
  const start = performance.now();
  const stall = job.count < 0 ? await watchStalls(() => run(-job.count)) : await run(job.count);
  const took = performance.now() - start;
  await fetch(`/result${location.search}`, {
    method: "POST",
    body: JSON.stringify({ took, stall: stall ?? null }),
  });
}

socket.onopen = async () => {
  for (;;) await work();
};

export {};
