/** What `--help` prints. */
export const helpText = `privicore-inspector – judges what a page and Privicore said to each other

Usage
  privicore-inspector analyze FILE [options]            what happened, and what went wrong
  privicore-inspector redact FILE --out FILE            the same capture without its secrets
  privicore-inspector convert FILE --out FILE.har       a capture as a HAR, or FILE.jsonl a HAR as a capture
  privicore-inspector simulate [--port N]               a Privicore stand-in with a demo page

FILE is a capture (.jsonl), a HAR, or - for standard input; its kind is recognised by content.

Options of analyze
  --json                      the report as JSON (docs/report.md) instead of text
  --fail-on SEVERITY          error (default), warning, info or never: exit with 1 for a finding at or above it
  --response-timeout MS       how long an action may go unanswered, default 10000
  --command-timeout MS        how long a command or data request may go unsettled, default 30000
  --reveal-secrets            do not mask tokens, passwords and the like

Options of redact and convert
  --out FILE                  where to write; - for standard output, where convert makes a capture a HAR and a HAR a capture
  --reveal-secrets            convert only: keep the secrets in the clear

Everywhere
  --help, --version

Exit codes
  0  nothing at or above --fail-on      1  something      2  unusable input or arguments
`;
