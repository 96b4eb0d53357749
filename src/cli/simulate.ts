import type { Request } from "./arguments.ts";
import { fileProblem } from "./open-input.ts";
import { type ExitCode, type Surroundings, UnusableError } from "./surroundings.ts";

/** `simulate`: runs the demo server until the person ends it. */
export async function simulate(
  request: Extract<Request, { command: "simulate" }>,
  { startSimulator, stdout, interrupted }: Surroundings,
): Promise<ExitCode> {
  const simulator = await startSimulator({ port: request.port }).catch((error: unknown) => {
    const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw new UnusableError(
      busy
        ? `expected port ${request.port} to be free, got one in use`
        : `the demo server: ${fileProblem(error)}`,
    );
  });
  stdout.write(`Privicore stand-in with a demo page: ${simulator.url}\nCtrl+C ends it.\n`);
  await interrupted();
  await simulator.close();
  return 0;
}
