/** The tabs, in their order. */
export const viewIds = ["frames", "exchanges", "channels", "commands", "problems"] as const;
export type ViewId = (typeof viewIds)[number];
