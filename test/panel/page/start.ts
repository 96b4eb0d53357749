import "../../setup/messages.ts";

// Afterwards, not beside it: the panel reads its messages while its files are loaded.
await import("./page.ts");
