import * as z from "zod/mini";

/** A whole number between `least` and `most`, both inclusive, that is exact. Zod's own takes a fifth of a kilobyte of the panel's room. */
export const wholeNumber = (least = 0, most = Number.MAX_SAFE_INTEGER) =>
  z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= least && value <= most));
