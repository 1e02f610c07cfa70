import shared from "./stryker.config.mjs";

const { vitest: _vitest, ...rest } = shared;

/**
 * A lane of its own for what talks to Exist and keeps the books: `npm run test:mutation:sync`; one file with
 * `npm run test:mutation:sync -- --mutate src/sync/push.ts`. The matrices and the model of test/proof would kill more, and
 * take a day.
 */
export default {
  ...rest,
  mutate: ["src/sync/**/*.ts", "src/exist/**/*.ts"],
  testRunner: "bundled",
  plugins: ["./test/mutation/runner.mjs"],
  jsonReporter: { fileName: "node_modules/.cache/mutation/report-sync.json" },
  thresholds: { high: 90, low: 80, break: null },
};
