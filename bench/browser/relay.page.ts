/**
 * A page that takes a stream of command statuses in and writes down when it got each, in milliseconds since the epoch; their
 * bodies are numbered: `seq-17-`.
 */
interface Job {
  readonly rate: number;
  readonly count: number;
}

function take({ rate, count }: Job): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const socket = new WebSocket(
      `${location.origin.replace("http", "ws")}/stream?rate=${rate}&count=${count}`,
    );
    socket.onopen = () =>
      socket.send(
        JSON.stringify({
          action: "joinChannel",
          authorizationToken: "T-C84A90006AA563C0BFD2420F",
          correlationId: "019735db-f8f7-6c08-c893-8f3a6f44a244",
        }),
      );
    socket.onmessage = ({ data }) => {
      if (typeof data !== "string" || !data.includes("seq-")) return;
      times.push(performance.timeOrigin + performance.now());
      if (times.length === count) resolve(times);
    };
  });
}

async function work(): Promise<void> {
  const job: Job = await (await fetch(`/job${location.search}`)).json();
  const times = await take(job);
  await fetch(`/result${location.search}`, { method: "POST", body: JSON.stringify({ times }) });
}

async function workOn(): Promise<void> {
  for (;;) await work();
}
void workOn();

export {};
