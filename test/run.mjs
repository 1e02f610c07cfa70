import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_BROWSER, REMEDIES } from "./browser/no-browser.mjs";

/**
 * `npm test`: builds the plugin (test/build.mjs, before any test) and runs the suite, the parts that know days and times
 * once more in other time zones (projects of their own in vitest.config.mjs). Ends with one plain line of counts, summed from the runner's own reports. Arguments are
 * passed on to the runner; then only one zone is run: `--zone Asia/Kolkata`, else the environment's TZ, else UTC.
 */
const ELSEWHERE = ["America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata"];
const HERE = ["unit", "host", "browser"];
const THERE = ["days", "days-in-app"];
const { zone, passedOn } = readArguments(process.argv.slice(2));
const runs = zone !== undefined || passedOn.length > 0
  ? [{ zone: zone ?? process.env.TZ ?? "UTC", arguments: passedOn.includes("--project") ? passedOn : [...projects(HERE), ...passedOn] }]
  : [{ zone: "UTC", arguments: projects(HERE) }, ...ELSEWHERE.map((elsewhere) => ({ zone: elsewhere, arguments: projects(THERE) }))];

const sum = { passed: 0, failed: 0, skipped: 0, withoutBrowser: 0 };
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
  for (const key of Object.keys(sum)) sum[key] += counts[key];
  // A run that ends badly without a failed test (an unhandled error, a crash) has failed all the same, and so has one without tests.
  if ((vitest.status !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0) {
    broken = true;
    sum.failed += 1;
  }
}
rmSync(reports, { recursive: true, force: true });

if (broken) console.log("\nA run ended badly although no test of it failed, or had no tests: see above.");
if (sum.withoutBrowser > 0) {
  console.log(`\n${boxed([
    `${sum.withoutBrowser} of the skipped tests were skipped because no browser was found.`,
    "To run them:",
    ...REMEDIES.map((remedy, index) => `${index + 1}. ${remedy}`),
  ])}`);
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
process.exitCode = sum.failed > 0 ? 1 : 0;

function projects(names) {
  return names.flatMap((name) => ["--project", name]);
}

function readArguments(argv) {
  const at = argv.findIndex((argument) => argument === "--zone" || argument.startsWith("--zone="));
  if (at < 0) return { passedOn: argv };
  const separate = argv[at] === "--zone";
  const named = separate ? argv[at + 1] : argv[at].slice("--zone=".length);
  try {
    // Node takes an unknown TZ for UTC without a word.
    new Intl.DateTimeFormat("en", { timeZone: named ?? "" });
  } catch {
    console.error(`--zone takes a time zone like Asia/Kolkata, not ${named ?? "nothing"}.`);
    console.log("0 passed, 1 failed");
    process.exit(1);
  }
  return { zone: named, passedOn: argv.toSpliced(at, separate ? 2 : 1) };
}

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, "utf8"));
    // A file that could not be loaded has no tests to fail; it counts as one.
    const unloaded = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
    const withoutBrowser = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ ancestorTitles }) => ancestorTitles.some((title) => title.endsWith(`(${NO_BROWSER})`))).length;
    return { passed: numPassedTests, failed: numFailedTests + Math.min(unloaded, numFailedTestSuites), skipped: numPendingTests + numTodoTests, withoutBrowser };
  } catch {
    return { passed: 0, failed: 0, skipped: 0, withoutBrowser: 0 };
  }
}

function boxed(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = "─".repeat(width + 2);
  return [`┌${edge}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${edge}┘`].join("\n");
}
