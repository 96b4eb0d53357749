import fc from "fast-check";

/**
 * In CI the property tests draw the same cases every time, so that a run says something about the change and not about chance. At
 * one's desk they draw new ones: what they find there, the seed in their report repeats.
 */
if (process.env["CI"] !== undefined) fc.configureGlobal({ seed: 20_261_120 });
