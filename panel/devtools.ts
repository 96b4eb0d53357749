import { createDevtoolsPanel } from "../src/platform/devtools.ts";

await createDevtoolsPanel("Privicore");
