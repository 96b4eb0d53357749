/**
 * Whether traffic to this URL leaves the machine unencrypted: `ws:` or `http:` to a host other than loopback (RFC 6761
 * `localhost`, 127.0.0.0/8, ::1). False for what is not a URL.
 */
export function isPlaintext(url: string): boolean {
  // Asked for every action that is sent, of the same connection time and again.
  if (url !== latest.url) latest = { url, isPlaintext: leavesUnencrypted(url) };
  return latest.isPlaintext;
}

let latest = { url: "", isPlaintext: false };

function leavesUnencrypted(url: string): boolean {
  if (!/^(ws|http):/i.test(url) || !URL.canParse(url)) return false;
  const { protocol, hostname: written } = new URL(url);
  const hostname = written.replace(/\.$/, "");
  if (protocol !== "ws:" && protocol !== "http:") return false;
  const loopback =
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname);
  return !loopback;
}
