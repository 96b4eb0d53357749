/*
 *  page      POST register   join   POST register    POST register   POST register   leave
 *  answer        202          200       202              202             401          200
 *  channel                              1 … 2            1 … 3
 *  finding   command-before-join                    command-failed  unauthorized-call
 */
/** Runs in a page of the simulator's origin, where it is sent as its source. */
export async function commandStory(): Promise<void> {
  // The body is read each time: to Chromium a call has not finished before.
  const post = async (path: string, token: string | null, fields: Record<string, string> = {}) => {
    const response = await fetch(path, {
      method: "POST",
      headers: token === null ? {} : { "X-DPT-AUTHORIZATION": token },
      body: new URLSearchParams(fields),
    });
    return await response.json();
  };
  const signedIn = await post("/profile/authenticate", null, { username: "ada", password: "demo" });
  const token: string = signedIn.authorizationToken;
  await post("/storage/register", token);

  const socket = new WebSocket(`ws://${location.host}/socket`);
  const received: string[] = [];
  let look = () => {};
  socket.addEventListener("message", ({ data }) => {
    received.push(String(data));
    look();
  });
  /** Resolves once a message after the given number of them holds the text. */
  const message = (text: string, after = 0) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (received.slice(after).some((data) => data.includes(text))) resolve();
      };
      look();
    });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  socket.send(JSON.stringify({ action: "joinChannel", authorizationToken: token, correlationId: "join-1" }));
  await message("join-1");
  await message('"command_status":2');

  const second = received.length;
  await post("/storage/register", token);
  await message('"command_status":2', second);

  await fetch("/demo/faults", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ target: "command", fault: "fail" }),
  });
  await post("/storage/register", token);
  await message('"command_status":3');
  await post("/storage/register", "T-000000000000000000000000");
  socket.send(
    JSON.stringify({ action: "leaveChannel", authorizationToken: token, correlationId: "leave-1" }),
  );
  await message("leave-1");
  socket.close(1000);
}
