/** A command that the docs tell, and what shows that it works. */
export type DocumentedCommand =
  | {
      readonly command: RegExp;
      /** A file that runs it, and the words there that do. */
      readonly runBy: string;
      readonly words: string;
    }
  | {
      readonly command: RegExp;
      /** Why no test runs it. */
      readonly byHand: string;
    };

/** Every command of the docs' shell blocks, workflows and running text, in the order in which a newcomer meets them. */
export const documentedCommands: readonly DocumentedCommand[] = [
  { command: /^npm ci$/, runBy: ".ci/run", words: "npm ci" },
  { command: /^npm test$/, runBy: ".ci/run", words: "npm test" },
  {
    command: /^npm start( -- --browser firefox)?$/,
    runBy: "test/browser/started-demo.ts",
    words: '"start"',
  },
  { command: /^npm run check$/, byHand: "it is the first three stages of `npm test`" },
  { command: /^npm run build$/, runBy: "scripts/test.ts", words: "scripts/build.ts" },
  { command: /^npm run package$/, runBy: "test/package/rebuild.spec.ts", words: '"run", "package"' },
  {
    command: /^npm run package -- --built$/,
    runBy: "scripts/test.ts",
    words: '"scripts/package.ts", "--built"',
  },
  { command: /^npm run build-for-amo$/, byHand: "it is `npm run package` by the name that AMO looks for" },
  { command: /^npm run format$/, byHand: "it changes the sources; `npm test` checks the same rules" },
  { command: /^npm run audit$/, byHand: "its answer is the registry's and changes without us" },
  { command: /^npm run coverage$/, byHand: "it reports; the tests that it runs are those of `npm test`" },
  {
    command: /^npm run mutation( -- --mutate \S+)?$/,
    byHand: "it takes hours: it runs the tests once for each of thousands of changes",
  },
  {
    command: /^npm run screenshots( -- frames problems)?$/,
    byHand: "it changes the docs' pictures, which differ in every run: clocks and IDs",
  },
  {
    command: /^npm run bench -- --list$/,
    runBy: "test/package/documented-commands.spec.ts",
    words: '"--list"',
  },
  {
    command: /^npm run bench( -- (--docs|--quick|engine-throughput))?$/,
    byHand:
      "it measures for minutes and writes results; test/house/performance-page.test.ts holds what --docs writes",
  },
  {
    command: /^npx vitest run --project (unit|browser) PATH$/,
    runBy: "scripts/stages/vitest-stage.ts",
    words: "--project=",
  },
  {
    command: /^npx tsx scripts\/generate-rule-docs\.ts$/,
    runBy: "test/unit/core/find-problems/rules.test.ts",
    words: "generate-rule-docs",
  },
  {
    command: /^npx tsx scripts\/generate-demo-capture\.ts$/,
    runBy: "test/unit/scripts/demo-capture.test.ts",
    words: "generate-demo-capture",
  },
  {
    command: /^npx tsx scripts\/pictures\/promo-tile\.ts$/,
    byHand: "it draws a picture that is committed; test/house/store-listing.test.ts measures it",
  },
  { command: /^npx tsx scripts\/screenshots\.ts$/, byHand: "it is `npm run screenshots`" },
  {
    command: /^npm install --save-dev PATH\/out\/packages\/privicore-inspector-VERSION\.tgz$/,
    runBy: "test/package/npm-package.spec.ts",
    words: '"install"',
  },
  {
    command: /^npx playwright install( --with-deps)? chromium$/,
    byHand: "it downloads a browser; our own come from the system",
  },
  { command: /^npx playwright test$/, byHand: "it is the reader's own tests" },
  {
    command: /^(npx )?privicore-inspector analyze [\w/.-]+( --fail-on warning| --json)?$/,
    runBy: "test/package/npm-package.spec.ts",
    words: '"analyze"',
  },
  {
    command: /^privicore-inspector (analyze|redact|convert|simulate)\b.*(FILE|PORT|\[)/,
    runBy: "test/package/documented-commands.spec.ts",
    words: "usage",
  },
  {
    command: /^(node dist\/node\/privicore-inspector\.js|privicore-inspector) simulate$/,
    runBy: "test/package/npm-package.spec.ts",
    words: '"simulate"',
  },
  { command: /^node --test$/, runBy: "test/panel/over-time/sessions.spec.ts", words: '"--test"' },
  { command: /^npm version --no-git-tag-version minor$/, byHand: "it changes the version" },
  {
    command: /^npm publish out\/packages\/privicore-inspector-VERSION\.tgz$/,
    byHand: "it publishes; test/package/npm-package.spec.ts installs the same file",
  },
];
