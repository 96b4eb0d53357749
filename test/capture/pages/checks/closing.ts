import { attempt, type Checks, close, next, opened } from "./check.ts";

async function endOf(socket: WebSocket): Promise<unknown> {
  const log: string[] = [];
  socket.addEventListener("error", () => log.push("error"));
  const { code, reason, wasClean } = await next<CloseEvent>(socket, "close");
  return [log, code, reason, wasClean, socket.readyState];
}

export const closeChecks: Checks = {
  "parameters that close refuses": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    const seen = [
      attempt(() => socket.close(1001)),
      attempt(() => socket.close(2999)),
      attempt(() => socket.close(5000)),
      attempt(() => socket.close(1000, "x".repeat(124))),
      attempt(() => socket.close(Number.NaN)),
      socket.readyState,
    ];
    await close(socket);
    return seen;
  },
  "close by the page": async (origin) => {
    const ends: unknown[] = [];
    for (const parameters of [[], [1000], [3000, "é reason"], [4999]] as [number?, string?][]) {
      const socket = await opened(`${origin}/echo`);
      const ended = endOf(socket);
      socket.close(...parameters);
      const state = socket.readyState;
      ends.push(state, await ended);
    }
    return ends;
  },
  "close by the server": async (origin) => [
    await endOf(new WebSocket(`${origin}/close?code=1000`)),
    await endOf(new WebSocket(`${origin}/close?code=1001&reason=going`)),
    await endOf(new WebSocket(`${origin}/close?code=4321&reason=own`)),
    await endOf(new WebSocket(`${origin}/close?code=1011`)),
  ],
  "a connection that breaks": async (origin) => endOf(new WebSocket(`${origin}/break`)),
  "close while connecting": async (origin) => {
    // A server that answers is a race: Firefox says 1005 where its other process has heard the answer already, with and
    // without the extension, and 1006 otherwise.
    const socket = new WebSocket(`${origin}/unanswered`);
    const ended = endOf(socket);
    socket.close();
    return [socket.readyState, await ended];
  },
  "closing twice": async (origin) => {
    const socket = await opened(`${origin}/echo`);
    let closes = 0;
    socket.addEventListener("close", () => closes++);
    socket.close();
    socket.close();
    await next(socket, "close");
    socket.close();
    return [closes, socket.readyState];
  },
};
