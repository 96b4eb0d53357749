/**
 * What the measured page does: asks the bench for jobs over HTTP, so that nobody needs to be attached to it, and tells how
 * long each took, in milliseconds.
 */
interface Job {
  readonly kind: "round-trips" | "burst" | "documents";
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

/** Loads documents without any socket, one after the other: what the extension costs a page that it has nothing to do with. */
async function documents(count: number): Promise<void> {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  for (let i = 0; i < count; i++)
    await new Promise<void>((resolve) => {
      frame.onload = () => resolve();
      frame.src = `/empty?${i}`;
    });
  frame.remove();
}

const runs = { "round-trips": roundTrips, burst, documents };

async function work(): Promise<void> {
  const job: Job = await (await fetch(`/job${location.search}`)).json();
  const start = performance.now();
  await runs[job.kind](job.count);
  const took = performance.now() - start;
  await fetch(`/result${location.search}`, { method: "POST", body: JSON.stringify({ took }) });
}

socket.onopen = async () => {
  for (;;) await work();
};

export {};
