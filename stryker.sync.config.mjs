import shared from "./stryker.config.mjs";

const { vitest: _vitest, ...rest } = shared;

/**
 * A lane of its own for what talks to Exist and keeps the books: `npm run test:mutation:sync`; one file with
 * `npm run test:mutation:sync -- --mutate src/sync/run/push.ts`. Its runner is in test/mutation, docs/proof.md has the score. The
 * matrices and the model of test/proof would kill more, and take a day.
 */
export default {
  ...rest,
  mutate: ["src/sync/**/*.ts", "src/exist/**/*.ts"],
  testRunner: "bundled",
  plugins: ["./test/mutation/runner.mjs"],
  jsonReporter: { fileName: "node_modules/.cache/mutation/report-sync.json" },
  // Nothing counts as killed for a machine that is busy: what never ends is told by its test's own patience, or by how often it comes by.
  timeoutMS: 60_000,
  thresholds: { high: 90, low: 80, break: null },
};
