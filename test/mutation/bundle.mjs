import { readdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

/** Whole lives many times over: seconds for every mutant. */
const SLOW = ["backfill/costs.test.ts", "backfill/killed.test.ts"];

/** The tests that reach src/sync and src/exist; those not named of test/exist are of the stand-in alone. The longest come last. */
function testFiles() {
  const sync = readdirSync("test/sync", { recursive: true }).filter((name) => name.endsWith(".test.ts") && !SLOW.includes(name)).map((name) => `test/sync/${name}`);
  const weight = (file) => ["engine", "faults", "backfill"].findIndex((name) => file.endsWith(`/${name}.test.ts`));
  return ["test/domain/plan.test.ts", "test/exist/client.test.ts", "test/exist/redirect.test.ts", ...sync].sort((a, b) => weight(a) - weight(b));
}

/** Puts `worker.mjs` and the tests, each of them evaluated when it is asked for, into one file. */
export async function bundle(outfile) {
  const here = import.meta.dirname;
  const tests = testFiles().map((file) => `  ${JSON.stringify(file)}: () => import(${JSON.stringify(`./${file}`)}),`);
  await build({
    stdin: { contents: `import { work } from ${JSON.stringify(path.join(here, "worker.mjs"))};\nvoid work({\n${tests.join("\n")}\n});\n`, resolveDir: process.cwd() },
    alias: { vitest: path.join(here, "vitest.mjs"), obsidian: path.resolve("test/host/module.ts") },
    bundle: true, format: "esm", platform: "node", target: "node20", outfile, logLevel: "error",
  });
}
