import type { Plugin } from "vite";

/**
 * Lets `import()` be what it is. Vite wraps it in a function that fetches styles and modules ahead; the panel has all its styles from
 * the beginning, and nothing to fetch ahead, so that the function would only cost bytes.
 */
export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    enforce: "pre",
    load: (id) =>
      id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null,
    generateBundle(_options, bundle) {
      const styles = Object.values(bundle)
        .map(({ fileName }) => fileName)
        .filter((name) => name.endsWith(".css"));
      if (styles.length > 1) this.error(`Expected one file of styles, got ${styles.join(", ")}`);
    },
  };
}
