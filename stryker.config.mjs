/**
 * Mutation tests of what turns notes into values and proposes mappings: `npm run test:mutation`, minutes long and so no
 * part of `npm test`. CONTRIBUTING.md has the last score.
 */
export default {
  mutate: ["src/domain/convert/**/*.ts", "src/domain/suggest/**/*.ts"],
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "test/mutation.config.mjs" },
  coverageAnalysis: "perTest",
  // Patterns are constants of their modules, which are built anew for each.
  ignoreStatic: false,
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: "node_modules/.cache/mutation/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: ".mutation",
  thresholds: { high: 95, low: 90, break: 85 },
  concurrency: 2,
};
