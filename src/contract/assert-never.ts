/** The end of an exhaustive switch: a type error where a case is missing, a programmer's error at run time. */
export function assertNever(value: never): never {
  throw new TypeError(`Expected every case to be handled, got ${JSON.stringify(value)}`);
}
