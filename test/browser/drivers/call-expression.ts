/**
 * The source of an expression that calls the function with the argument, wherever it is evaluated. `__name` is what
 * esbuild (tsx) writes into functions to keep their names; it does not exist over there. `argument` must survive JSON.
 */
export function callExpression(run: (argument: never) => unknown, argument: unknown): string {
  const json = JSON.stringify(argument ?? null);
  return `((__name) => (${run.toString()})(${json}))((named) => named)`;
}
