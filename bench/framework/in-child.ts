import { fork } from "node:child_process";
import { resolve } from "node:path";
import { build } from "vite";
import { type MeasurementInput, type Samples, samplesSchema } from "./child-message.ts";

const builtFolder = "out/bench/measurements";
const built = new Map<string, Promise<string>>();

/**
 * Runs a measurement in a fresh Node process, with the garbage collector exposed, and returns its samples. The code is
 * bundled first, as it is for release: a development loader would be measured too.
 *
 * @param module name of a file in bench/measurements/; it exports `measure(input)`, which returns samples
 * @throws an Error with the child's last words where the measurement fails
 */
export async function inChild(module: string, input: MeasurementInput): Promise<Samples> {
  const script = await bundled(`bench/measurements/${module}.ts`, module);
  const entry = await bundled("bench/framework/child.entry.ts", "child");
  const child = fork(entry, [resolve(script), JSON.stringify(input)], {
    execArgv: ["--expose-gc", "--max-old-space-size=12288"],
    stdio: ["ignore", "inherit", "pipe", "ipc"],
    serialization: "advanced",
  });
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const answer = await new Promise<unknown>((resolveAnswer, reject) => {
    child.once("message", resolveAnswer);
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(
        new Error(
          `Expected samples from the measurement ${module}, got its end (${signal ?? code}). ${complaint}`,
        ),
      ),
    );
  });
  return samplesSchema.parse(answer);
}

/** Samples of one name. Throws where the measurement did not take them. */
export function series(samples: Samples, name: string): readonly number[] {
  const found = samples[name];
  if (found === undefined)
    throw new Error(`Expected samples of ${name}, got ${Object.keys(samples).join(", ")}`);
  return found;
}

/** Bundles a script for Node into out/, once a run, and returns its path. */
export function bundled(entry: string, name: string): Promise<string> {
  const known = built.get(entry);
  if (known !== undefined) return known;
  const made = bundle(entry, name);
  built.set(entry, made);
  return made;
}

async function bundle(entry: string, name: string): Promise<string> {
  const outDir = `${builtFolder}/${name}`;
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rollupOptions: { input: { [name]: entry }, output: { entryFileNames: "[name].mjs" } },
    },
  });
  return `${outDir}/${name}.mjs`;
}
