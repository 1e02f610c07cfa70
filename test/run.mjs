import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * `npm test`: builds the plugin and runs the suite, the parts that know days and times once more in other time zones.
 * Ends with one plain line of counts, summed from the runner's own reports. Arguments are passed on to the runner; then
 * only one zone is run (the environment's TZ, or UTC).
 */
const ELSEWHERE = ["America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata"];
const passedOn = process.argv.slice(2);
const runs = passedOn.length > 0
  ? [{ zone: process.env.TZ ?? "UTC", arguments: passedOn }]
  : [{ zone: "UTC", arguments: [] }, ...ELSEWHERE.map((zone) => ({ zone, arguments: ["--project", "unit", "--project", "host"] }))];

const sum = { passed: 0, failed: 0, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), "exist-sync-test-"));
let broken = false;
for (const [index, run] of runs.entries()) {
  console.log(`\nTime zone ${run.zone}`);
  const report = join(reports, `${index}.json`);
  const vitest = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...run.arguments],
    { stdio: "inherit", env: { ...process.env, TZ: run.zone } },
  );
  const counts = countsOf(report);
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
  // A run that ends badly without a failed test (an unhandled error, a crash) has failed all the same, and so has one without tests.
  if ((vitest.status !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0) {
    broken = true;
    sum.failed += 1;
  }
}
rmSync(reports, { recursive: true, force: true });

if (broken) console.log("\nA run ended badly although no test of it failed: see above.");
if (sum.skipped > 0) {
  const lines = [
    `${sum.skipped} tests were skipped because no browser was found.`,
    "To run them: install Chrome, Chromium or Edge;",
    "or set CHROME_PATH to a browser;",
    "or run npm ci without --omit=optional (Linux on x64).",
  ];
  const width = Math.max(...lines.map((line) => line.length));
  console.log(`\n┌${"─".repeat(width + 2)}┐\n${lines.map((line) => `│ ${line.padEnd(width)} │`).join("\n")}\n└${"─".repeat(width + 2)}┘`);
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
process.exit(sum.failed > 0 ? 1 : 0);

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, "utf8"));
    // A file that could not be loaded has no tests to fail; it counts as one.
    const unloaded = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
    return { passed: numPassedTests, failed: numFailedTests + Math.min(unloaded, numFailedTestSuites), skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
