/** Frames of every kind, each with a socket that says which it is. */
const url = `${location.origin.replace("http", "ws")}/echo`;

type OtherWindow = Window & typeof globalThis;

function addFrame(attributes: Readonly<Record<string, string>> = {}): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  document.body.append(frame);
  return frame;
}

function say(from: OtherWindow, text: string): void {
  const socket = new from.WebSocket(url);
  socket.addEventListener("open", () => socket.send(text));
}

addEventListener("load", () => {
  say(addFrame().contentWindow as OtherWindow, "about:blank, at once");

  addFrame({ src: "/inner?frame=src" });

  // The window of the empty document is used again for the first document of the same origin.
  const replaced = addFrame();
  void (replaced.contentWindow as OtherWindow).WebSocket;
  replaced.src = "/inner?frame=replaced";

  const script = `const s = new WebSocket("${url}"); s.onopen = () => s.send("srcdoc");`;
  addFrame({ srcdoc: `<script>${script}</${"script"}>` });

  const written = addFrame();
  written.contentDocument?.open();
  written.contentDocument?.write("<p>written");
  written.contentDocument?.close();
  say(written.contentWindow as OtherWindow, "written");
});

export {};
