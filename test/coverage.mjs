import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { relative, resolve } from "node:path";
import { mergeProcessCovs } from "@bcoe/v8-coverage";
import { convert } from "ast-v8-to-istanbul";
import coverage from "istanbul-lib-coverage";
import report from "istanbul-lib-report";
import reports from "istanbul-reports";
import { parseAstAsync } from "vite";

/**
 * `npm run test:coverage`: lines and branches of src/ that the tests reach, in the terminal and as pages in coverage/. Unit
 * tests import the sources. Host tests run the built main.js, which is built with a source map here and not minified, and
 * counted by Node itself.
 */
const ROOT = resolve(import.meta.dirname, "..");
const RAW = resolve(ROOT, "coverage/raw");
const MAIN = resolve(ROOT, "main.js");

rmSync(resolve(ROOT, "coverage"), { recursive: true, force: true });
run("unit", {});
run("host", { SOURCE_MAP: "external", NODE_V8_COVERAGE: RAW });

const unit = coverage.createCoverageMap(JSON.parse(readFileSync(resolve(ROOT, "coverage/unit/coverage-final.json"), "utf8")));
const host = coverage.createCoverageMap(await hostCoverage());
host.filter((path) => path.startsWith(`${ROOT}/src/`));
for (const [name, coverageMap] of [["unit", unit], ["host", host]]) {
  console.log(`\nReached by ${name} tests:`);
  const context = report.createContext({ dir: resolve(ROOT, "coverage", name), coverageMap, defaultSummarizer: "nested" });
  for (const kind of ["text", "html"]) reports.create(kind).execute(context);
}
rooms();
// What is left is what is released.
rmSync(`${MAIN}.map`);
spawnSync(process.execPath, ["esbuild.config.mjs"], { stdio: "inherit", cwd: ROOT });

function run(project, env) {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "test/coverage.config.mjs", "--project", project];
  const { status } = spawnSync(process.execPath, vitest, { stdio: "inherit", cwd: ROOT, env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

/** What Node counted in main.js, by the sources that its map names. */
async function hostCoverage() {
  const url = `file://${MAIN}`;
  const counted = readdirSync(RAW).filter((name) => name.startsWith("coverage-")).map((name) => JSON.parse(readFileSync(resolve(RAW, name), "utf8")))
    .flatMap(({ result }) => result.filter((script) => script.url === url).map((script) => ({ result: [script] })));
  if (counted.length === 0) throw new Error("No host test has run main.js.");
  const [{ functions }] = mergeProcessCovs(counted).result;
  const code = readFileSync(MAIN, "utf8");
  const sourceMap = JSON.parse(readFileSync(`${MAIN}.map`, "utf8"));
  sourceMap.sources = sourceMap.sources.map((source) => `file://${resolve(ROOT, source)}`);
  return convert({ code, sourceMap, ast: parseAstAsync(code), coverage: { functions, url }, wrapperLength: 0 });
}

/**
 * Both together, a line for each file and room. The two maps do not name the same columns, so branches are put together line
 * by line: arm for arm where both see the same arms, else as the test saw it that reached more of them. A map in which
 * nothing of the file was run says nothing about it, and would count what the other map names at other places twice.
 */
function rooms() {
  const rooms = new Map();
  for (const path of new Set([...unit.files(), ...host.files()])) {
    const known = [unit, host].filter((map) => map.files().includes(path)).map((map) => map.fileCoverageFor(path));
    const run = known.filter(({ s }) => Object.values(s).some((count) => count > 0));
    const seen = run.length > 0 ? run : known;
    const sum = { lines: together(seen.map((file) => new Map(Object.entries(file.getLineCoverage()).map(([line, hits]) => [line, [hits]])))), branches: together(seen.map(armsOf)) };
    const [room] = relative(`${ROOT}/src`, path).split("/");
    rooms.set(room, [...(rooms.get(room) ?? []), { path: relative(ROOT, path), ...sum }]);
  }
  const share = (files, what) => {
    const [reached, all] = [0, 1].map((at) => files.reduce((sum, each) => sum + each[what][at], 0));
    return `${all === 0 ? 100 : Math.floor((reached / all) * 1000) / 10} % of ${all} ${what}`;
  };
  console.log("\nReached by either:");
  for (const [room, files] of [...rooms].sort()) {
    console.log(`src/${room}: ${share(files, "lines")}, ${share(files, "branches")}`);
    for (const file of files) if (["lines", "branches"].some((what) => file[what][0] < 0.95 * file[what][1])) console.log(`  ${file.path}: ${share([file], "lines")}, ${share([file], "branches")}`);
  }
}

function armsOf({ branchMap, b }) {
  const arms = new Map();
  for (const [id, { loc }] of Object.entries(branchMap)) arms.set(loc.start.line, [...(arms.get(loc.start.line) ?? []), ...b[id]]);
  return arms;
}

/** How many of how many were reached, of lists of hits by line. */
function together(maps) {
  let [reached, all] = [0, 0];
  for (const line of new Set(maps.flatMap((map) => [...map.keys()]))) {
    const lists = maps.map((map) => map.get(line)).filter((list) => list !== undefined);
    const isSame = lists.every((list) => list.length === lists[0].length);
    const hits = isSame ? lists[0].map((_, at) => Math.max(...lists.map((list) => list[at]))) : lists.sort((x, y) => shareOf(y) - shareOf(x))[0];
    reached += hits.filter((count) => count > 0).length;
    all += hits.length;
  }
  return [reached, all];
}

function shareOf(hits) {
  return hits.filter((count) => count > 0).length / hits.length;
}
