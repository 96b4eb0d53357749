import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The test page's script with the real clients in it, as one text. */
export async function bundleClients(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("./clients/page.ts", import.meta.url)),
        formats: ["iife"],
        name: "page",
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const bundle of outputs) {
    if (!("output" in bundle)) continue;
    const chunk = bundle.output.find((part) => part.type === "chunk");
    if (chunk?.type === "chunk") return chunk.code;
  }
  throw new Error("Expected a bundle of the clients, got none");
}
