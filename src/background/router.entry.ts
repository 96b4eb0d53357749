import * as z from "zod/mini";
import { messageTab, onConnect, onMessage } from "../platform/runtime.ts";
import { createRouter } from "./router.ts";

// Extension pages forbid eval, which zod would try.
z.config({ jitless: true });

// Registered in the first turn of the event loop, or the event that woke this worker is lost.
const router = createRouter({ messageTab });
onConnect(router.connect);
onMessage(router.answer);
