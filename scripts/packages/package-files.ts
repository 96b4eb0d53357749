import { readFileSync } from "node:fs";

/** Where `npm run package` leaves everything. */
export const packagesFolder = "out/packages";

/** The version of all packages: package.json's, which the manifests derive theirs from. */
export const packageVersion: string = JSON.parse(readFileSync("package.json", "utf8")).version;

const stem = `privicore-inspector-${packageVersion}`;

/** The packages by what they are for, as file names in {@link packagesFolder}. */
export const packageFiles = {
  chromium: `${stem}-chromium.zip`,
  firefox: `${stem}-firefox.zip`,
  source: `${stem}-source.zip`,
  /** As `npm pack` names it. */
  npm: `${stem}.tgz`,
} as const;

/** The folder that the source archive unpacks into. */
export const sourceFolder = stem;

/** The list of the packages' SHA-256, in the form that `sha256sum --check` reads. */
export const checksumFile = "SHA256SUMS";
