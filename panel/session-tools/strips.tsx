import { JobStrip } from "./job-strip.tsx";
import { SessionStrip } from "./session-strip.tsx";

/** What stands below the toolbar once there is more than the live session: the open sessions, and work under way. */
export function Strips() {
  return (
    <>
      <SessionStrip />
      <JobStrip />
    </>
  );
}
