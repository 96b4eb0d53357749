const programs = /^(?:npm|npx|node|privicore-inspector|git|sh|bash|curl|apt-get|sudo) /;

/**
 * The commands that a page tells its reader to run: lines of shell blocks, `run:` lines of workflows, and code in running text that
 * begins with a program. What `&&` joins counts one by one; comments and line breaks inside a command are taken out.
 */
export function commandsIn(markdown: string): string[] {
  const fences = [...markdown.matchAll(/^```(\w*)\n(.*?)^```/gms)];
  const blocks = fences.flatMap(([, language, body]) => {
    if (language === "yaml")
      return [...(body ?? "").matchAll(/^\s*-?\s*run: (.*)$/gm)].map(([, line]) => line ?? "");
    if (language === "" || language === "sh") return (body ?? "").replace(/\n +(?=\S)/g, " ").split("\n");
    return [];
  });
  const prose = markdown.replace(/^```.*?^```/gms, "");
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");
  return [...blocks, ...inline]
    .filter((line) => programs.test(line))
    .flatMap((line) => line.replace(/\s+#.*$/, "").split(" && "))
    .map((command) => command.trim());
}
