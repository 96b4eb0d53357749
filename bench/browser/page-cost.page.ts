/**
 * What the measured page does: asks the bench for jobs over HTTP, so that nobody needs to be attached to it, and tells how
 * long each took, in milliseconds.
 */
interface Job {
  readonly kind: "round-trips" | "burst" | "waves" | "documents" | "reload";
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

/** So many frames at a time, each lot after the answers to the one before. */
const wave = 500;

async function waves(count: number): Promise<void> {
  for (let left = count; left > 0; left -= wave) await burst(Math.min(wave, left));
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

const runs = { "round-trips": roundTrips, burst, waves, documents };

const answer = (took: number): Promise<Response> =>
  fetch(`/result${location.search}`, { method: "POST", body: JSON.stringify({ took }) });

async function work(): Promise<void> {
  const job: Job = await (await fetch(`/job${location.search}`)).json();
  if (job.kind === "reload") {
    await answer(0);
    location.reload();
    // What is left of this page must not take the next one's job.
    await new Promise<never>(() => {});
    return;
  }
  const start = performance.now();
  await runs[job.kind](job.count);
  await answer(performance.now() - start);
}

socket.onopen = async () => {
  for (;;) await work();
};

export {};
