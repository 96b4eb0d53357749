/** Numbers, times and sizes as the panel writes them. */

const two = (value: number): string => String(value).padStart(2, "0");
const three = (value: number): string => String(value).padStart(3, "0");

/** `10:02:31.048`, in the person's own time zone. `time` is in milliseconds since the epoch. */
export function formatClock(time: number): string {
  const date = new Date(time);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${three(date.getMilliseconds())}`;
}

/** `10:02:31`, for what needs no finer time. */
export const formatClockSeconds = (time: number): string => formatClock(time).slice(0, 8);

/** `2026-11-20 10:02:31.048`. */
export function formatDateTime(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${formatClock(time)}`;
}

/** Since the session began, or before it: `+1.204 s`, `+2:03.5`, `-0.300 s`. */
export function formatSince(elapsed: number): string {
  if (elapsed < 0) return `-${formatSince(-elapsed).slice(1)}`;
  if (elapsed < 60_000) return `+${(elapsed / 1000).toFixed(3)} s`;
  return `+${Math.floor(elapsed / 60_000)}:${two(Math.floor(elapsed / 1000) % 60)}.${Math.floor((elapsed % 1000) / 100)}`;
}

/** A latency or duration, in milliseconds: `0.4 ms`, `14 ms`, `1.25 s`, `2 min 5 s`, `3 h 4 min`. */
export function formatDuration(duration: number): string {
  if (duration < 0) return `-${formatDuration(-duration)}`;
  if (duration < 9.95) return `${Number(duration.toFixed(1))} ms`;
  if (duration < 999.5) return `${Math.round(duration)} ms`;
  if (duration < 59_995) return `${Number((duration / 1000).toFixed(2))} s`;
  const seconds = Math.round(duration / 1000);
  if (seconds < 3600)
    return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** Bytes: `129 B`, `1.2 kB`, `20.0 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${bytes < 9950 ? (bytes / 1000).toFixed(1) : Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const counts = new Intl.NumberFormat("en");
/** `1,204`. */
export const formatCount = (count: number): string => counts.format(count);

/** The end of a URL that tells connections apart: host and path, without scheme and query. */
export function shortUrl(url: string): string {
  const short = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/[?#].*$/, "");
  return short.endsWith("/") ? short.slice(0, -1) : short;
}
