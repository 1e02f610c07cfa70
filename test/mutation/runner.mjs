import { rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { PluginKind, declareClassPlugin } from "@stryker-mutator/api/plugin";
import { DryRunStatus, TestStatus, determineHitLimitReached, toMutantRunResult } from "@stryker-mutator/api/test-runner";
import { bundle } from "./bundle.mjs";

/**
 * Runs Stryker's mutants against the tests of `bundle.mjs`: they are put together once, and each mutant has a worker thread of its
 * own, with only the test files and tests that reach it, up to the first that fails. Vitest itself takes ten times as long to start
 * over; the tests, their runner and `expect` are the same.
 */
class BundledTestRunner {
  /** The file of the test that killed last: it often kills the next one, too. */
  killer = undefined;
  file = path.resolve(`.mutants-${process.env.STRYKER_MUTATOR_WORKER ?? "0"}.mjs`);

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    return bundle(this.file);
  }

  async dryRun({ timeout }) {
    const { mutantCoverage, ...result } = await this.run({ timeout });
    return { ...result, mutantCoverage };
  }

  async mutantRun({ timeout, activeMutant, testFilter, hitLimit, sandboxFileName }) {
    const { hitCount, ...result } = await this.run({ timeout, activeMutant: activeMutant.id, testFilter: concise(testFilter, sandboxFileName), hitLimit, first: this.killer });
    this.killer = result.tests?.find(({ status }) => status === TestStatus.Failed)?.fileName ?? this.killer;
    return toMutantRunResult(determineHitLimitReached(hitCount, hitLimit) ?? result);
  }

  dispose() {
    return rm(this.file, { force: true });
  }

  /** One worker's life. One that ends before its tests have waited for what never comes: the test under way has failed. */
  run({ timeout, ...work }) {
    const worker = new Worker(pathToFileURL(this.file), { workerData: work, stdout: true, stderr: true });
    const tests = [];
    let underWay = null;
    return new Promise((resolve) => {
      const end = (result) => {
        clearTimeout(timer);
        void worker.terminate();
        resolve(result);
      };
      // Before Stryker's own patience ends, which would end this process and its bundle with it.
      const timer = setTimeout(() => { end({ status: DryRunStatus.Timeout }); }, timeout - 250);
      worker.on("message", ({ began, ended, done }) => {
        if (began !== undefined) underWay = began;
        if (ended !== undefined) {
          underWay = null;
          tests.push(ended);
        }
        if (done !== undefined) end(outcome(tests, done));
      });
      worker.on("error", (error) => { end({ status: DryRunStatus.Error, errorMessage: String(error) }); });
      worker.on("exit", () => {
        if (underWay === null) end({ status: DryRunStatus.Error, errorMessage: "The worker ended outside of a test." });
        else end(outcome([...tests, { ...underWay, status: TestStatus.Failed, timeSpentMs: 0, failureMessage: "It waits for what never comes." }], {}));
      });
    });
  }
}

/** Whole backfills are for the mutants of backfills, and for those that no other test reaches. */
function concise(testFilter, sandboxFileName) {
  if (testFilter === undefined || sandboxFileName.includes("/sync/backfill/")) return testFilter;
  const others = testFilter.filter((id) => !id.startsWith("test/sync/backfill/backfill.test.ts#"));
  return others.length === 0 ? testFilter : others;
}

/** What went wrong outside of tests counts when every test is content, as in Vitest. */
function outcome(tests, { error, ...rest }) {
  const isFailure = tests.some(({ status }) => status === TestStatus.Failed);
  return error === undefined || isFailure ? { status: DryRunStatus.Complete, tests, ...rest } : { status: DryRunStatus.Error, errorMessage: error };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "bundled", BundledTestRunner)];
