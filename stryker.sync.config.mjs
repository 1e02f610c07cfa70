import shared from "./stryker.config.mjs";

/**
 * A lane of its own for what talks to Exist and keeps the books: `npm run test:mutation:sync`, an hour or more; one file with
 * `npm run test:mutation:sync -- --mutate src/sync/push.ts`. The matrices and the model of test/proof would kill more, and
 * take a day.
 */
export default {
  ...shared,
  mutate: ["src/sync/**/*.ts", "src/exist/**/*.ts"],
  vitest: { configFile: "test/mutation-sync.config.mjs" },
  jsonReporter: { fileName: "node_modules/.cache/mutation/report-sync.json" },
  thresholds: { high: 90, low: 80, break: null },
};
