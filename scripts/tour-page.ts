import { readFile } from "node:fs/promises";
import { Marked } from "marked";
import type { Plugin } from "vite";

const source = "docs/tour.md";
const styles = "panel/first-run/tour.css";

/** Puts the tour into the extension as a page of its own: the extension has no network, and the page is there offline too. */
export function tourPage(): Plugin {
  return {
    name: "tour-page",
    async generateBundle() {
      this.addWatchFile(source);
      this.emitFile({ type: "asset", fileName: "panel/tour.html", source: await tourHtml() });
      this.emitFile({ type: "asset", fileName: "panel/tour.css", source: await readFile(styles, "utf8") });
    },
  };
}

/** The tour as a page. Links to other pages of the docs lead nowhere from there, so only their words stay. */
async function tourHtml(): Promise<string> {
  const markdown = new Marked({
    renderer: {
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        return /^https?:/.test(href) ? `<a href="${href}" rel="noreferrer">${words}</a>` : words;
      },
    },
  });
  const body = await markdown.parse(await readFile(source, "utf8"));
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Privicore Inspector: a tour in five minutes</title>
    <meta name="viewport" content="width=device-width" />
    <link rel="stylesheet" href="./tour.css" />
  </head>
  <body>
    <main>
${body}
    </main>
  </body>
</html>
`;
}
