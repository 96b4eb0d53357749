/** Copies a full typed array into a larger one of its kind, and returns that. */
export function enlarged<Values extends { set(from: Values): void }>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
