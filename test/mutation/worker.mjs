import { parentPort, workerData } from "node:worker_threads";
import { startTests } from "@vitest/runner";

/**
 * Runs the test files, of which each is imported by its function, with the mutant that `workerData` names, and tells of each test
 * when it begins and ends, and in the end of what Stryker has counted. With a mutant the first failure is the end.
 */
export async function work(files) {
  const { activeMutant, testFilter, hitLimit, first } = workerData;
  const stryker = (globalThis.__stryker__ ??= {});
  Object.assign(stryker, { activeMutant, hitLimit, hitCount: 0 });
  const wanted = testFilter === undefined || testFilter.length === 0 ? null : new Set(testFilter);
  let error;
  process.on("unhandledRejection", (reason) => { error ??= String(reason); });
  process.on("uncaughtException", (reason) => { error ??= String(reason); });
  let hasFailed = false;
  const runner = {
    config: {
      root: "", name: "", setupFiles: [], passWithNoTests: true, allowOnly: false, maxConcurrency: 1, retry: 0, testTimeout: 10_000, hookTimeout: 10_000,
      includeTaskLocation: false, tags: [], strictTags: false, sequence: { hooks: "stack", setupFiles: "list", seed: 0, shuffle: false },
    },
    importFile: (file) => files[file](),
    onBeforeRunTask: (test) => {
      if (hasFailed || (wanted !== null && !wanted.has(idOf(test)))) test.mode = "skip";
    },
    onBeforeTryTask: (test) => {
      stryker.currentTestId = idOf(test);
      parentPort.postMessage({ began: named(test) });
    },
    onAfterRunTask: (test) => {
      stryker.currentTestId = undefined;
      if (test.result === undefined || test.mode === "skip") return;
      const { state, duration = 0, errors } = test.result;
      const isFailed = state === "fail";
      hasFailed ||= isFailed && activeMutant !== undefined;
      parentPort.postMessage({ ended: { ...named(test), timeSpentMs: duration, status: isFailed ? 1 : 0, ...(isFailed ? { failureMessage: errors?.[0]?.message ?? "" } : {}) } });
    },
  };
  const order = Object.keys(files).sort((a, b) => Number(b === first) - Number(a === first));
  for (const file of order) {
    if (hasFailed) break;
    if (wanted !== null && !testFilter.some((id) => id.startsWith(`${file}#`))) continue;
    const [ran] = await startTests([file], runner);
    // A file that cannot be loaded.
    if (ran.result?.state === "fail" && ran.tasks.length === 0) {
      hasFailed = true;
      parentPort.postMessage({ ended: { id: file, name: file, timeSpentMs: 0, status: 1, failureMessage: ran.result.errors?.[0]?.message ?? "" } });
    }
  }
  parentPort.postMessage({ done: { error, hitCount: stryker.hitCount, mutantCoverage: stryker.mutantCoverage } });
}

function named(test) {
  return { id: idOf(test), name: nameOf(test), fileName: test.file.filepath };
}

function idOf(test) {
  return `${test.file.filepath}#${nameOf(test)}`;
}

function nameOf(test) {
  return (test.suite === undefined ? "" : `${nameOf(test.suite)} `) + test.name;
}
