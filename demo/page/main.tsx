import { render } from "preact";
import { tell } from "./activity.ts";
import { App } from "./app.tsx";
import { Client } from "./client.ts";
import { play } from "./scenario.ts";

const root = document.getElementById("demo");
if (root === null) throw new TypeError('Expected index.html to hold an element with the ID "demo"');
const client = new Client();
render(<App client={client} />, root);

// `?play` plays the tour, `?play=correct` the part without mistakes. `data-demo` says how far it is: playing, done, failed.
const asked = new URLSearchParams(location.search).get("play");
if (asked !== null) {
  const state = document.documentElement.dataset;
  state["demo"] = "playing";
  play(client, asked === "correct" ? "correct" : "tour").then(
    () => {
      state["demo"] = "done";
    },
    (error: unknown) => {
      state["demo"] = "failed";
      tell("bad", `The scenario stopped: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
}
