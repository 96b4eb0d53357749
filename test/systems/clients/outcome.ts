/** What a client said of a call: `ok`, or how it told the refusal, in its own words. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return "ok";
  } catch (error) {
    if (error instanceof Response) return `${error.status} ${await error.text()}`;
    return error instanceof Error ? error.message : JSON.stringify(error);
  }
}
