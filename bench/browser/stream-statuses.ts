import type { WebSocket } from "ws";

/** How often the server sends, in milliseconds: as a busy proxy does, many frames at a time. */
const tick = 5;
/** As fast as they go: the server sends on while no more bytes than these wait for the page. */
const waitingAtMost = 1 << 20;
/** As fast as they go: so many frames are sent before it is looked at what waits. */
const atOnce = 500;

/**
 * Answers a page's join and then sends `count` numbered command statuses at `rate` frames a second (both of the URL's query):
 * as many at each tick as are due by the clock, so that a late tick does not slow the stream. Rate 0 is as fast as the page
 * takes them.
 */
export function streamStatuses(socket: WebSocket, url: URL): void {
  const rate = Number(url.searchParams.get("rate"));
  const count = Number(url.searchParams.get("count"));
  socket.once("message", (data) => {
    const { correlationId } = JSON.parse(String(data));
    socket.send(
      JSON.stringify({
        correlationId,
        status: 200,
        data: {
          channelId: "019735db-f8f7-6c08-c893-8f3a6f44a244",
          message: "Successfully joined profile channel.",
        },
      }),
    );
    if (rate === 0) sendFreely(socket, count);
    else sendSteadily(socket, rate, count);
  });
}

function sendSteadily(socket: WebSocket, rate: number, count: number): void {
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(count, Math.floor(((performance.now() - started) * rate) / 1000));
    for (; sent < due; sent++) socket.send(status(sent));
    if (sent === count || socket.readyState !== socket.OPEN) clearInterval(timer);
  }, tick);
}

function sendFreely(socket: WebSocket, count: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    while (sent < count && socket.bufferedAmount < waitingAtMost) {
      const end = Math.min(count, sent + atOnce);
      for (; sent < end; sent++) socket.send(status(sent));
    }
    if (sent === count || socket.readyState !== socket.OPEN) clearInterval(timer);
  }, tick);
}

function status(number: number): string {
  return JSON.stringify({
    data: {
      type: "X-DPT-CAB-ID",
      id: `019735db-f8f7-6c08-c893-${String(number).padStart(12, "0")}`,
      command_status: 2,
      body: `Command seq-${number}- completed successfully`,
    },
  });
}
