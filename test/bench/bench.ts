import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import esbuild from "esbuild";
import { chromium } from "playwright-core";
import { findBrowser } from "../browser/find-browser";
import { openPage } from "../demo/page-in-node";
import type { PluginFiles } from "../host/host";
import type { Manifest } from "../host/plugin";
import { bundleParts } from "./bundle";
import { countCalls } from "./calls";
import { type Figure, measure } from "./scenes";

/**
 * `npm run bench`: every row of the budgets, in Node and in Chromium, as value, budget and ratio. Writes docs/bench.json.
 * Ends with 1 when a row is over its budget.
 */
const main = readFileSync("main.js", "utf8");
const files: PluginFiles = { manifest: JSON.parse(readFileSync("manifest.json", "utf8")) as Manifest, main };
const say = (text: string): void => { process.stderr.write(`  ${text}\n`); };

// Those in this process first: what is counted leaves much behind that others would have to step over.
openPage();
const node = await measure({ files, indexedDB, heap: () => Promise.resolve(null), disk: () => Promise.resolve(null) }, say);
const browser = await inChromium();
const results: Record<string, readonly Figure[]> = {
  "counted, wherever it runs": [{ name: "main.js minified", value: Buffer.byteLength(main) / 1000, unit: "kB", budget: 100 }, ...(await countCalls(say))],
  ...(browser === null ? {} : { "in Chromium": browser }),
  "in Node": node,
};

for (const [where, figures] of Object.entries(results)) {
  console.log(`\n${where}`);
  for (const figure of figures) console.log(`  ${row(figure)}`);
}
const parts = await bundleParts();
console.log("\nmain.js, by what it is made of");
for (const [part, bytes] of parts) console.log(`  ${part.padEnd(56)} ${shown(bytes / 1000).padStart(9)} kB`);
writeFileSync("docs/bench.json", `${JSON.stringify({ measured: results, bundle: Object.fromEntries(parts) }, null, 2)}\n`);
const over = Object.values(results).flat().filter(({ value, budget }) => budget !== undefined && value > budget);
console.log(over.length === 0 ? "\nEvery budget is kept." : `\nOver budget: ${over.map(({ name }) => name).join("; ")}.`);
process.exit(over.length === 0 ? 0 : 1);

function row({ name, value, unit, budget, bound }: Figure): string {
  const figure = `${name.padEnd(56)} ${shown(value).padStart(9)} ${unit.padEnd(6)}`;
  const ofBudget = budget === undefined ? "" : budget === 0 ? `budget 0` : `budget ${shown(budget)}, ${shown(value / budget)} of it`;
  const ofBound = bound === undefined ? "" : `bare ${shown(bound)}, ${shown(value / bound)} times that`;
  return [figure, ofBudget, ofBound].filter((part) => part !== "").join("  ").trimEnd();
}

function shown(number: number): string {
  return number >= 100 || Number.isInteger(number) ? String(Math.round(number)) : number.toPrecision(2);
}

async function inChromium(): Promise<Figure[] | null> {
  const found = findBrowser();
  if (found === null) {
    console.log("No browser was found, so nothing is measured in Chromium.");
    return null;
  }
  const { outputFiles } = await esbuild.build({ entryPoints: ["test/bench/in-page.ts"], bundle: true, format: "iife", platform: "browser", target: "es2022", write: false, logLevel: "warning" });
  // Databases and their size on disk need an address, even if it is this machine's.
  const server = createServer((request, response) => {
    const script = request.url === "/page.js";
    response.writeHead(200, { "content-type": script ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8" }).end(script ? outputFiles[0]?.text : '<!doctype html><title>Bench</title><body><script src="/page.js"></script>');
  });
  await new Promise<void>((ready) => { server.listen(0, "127.0.0.1", ready); });
  const chrome = await chromium.launch({
    executablePath: found.executable, chromiumSandbox: false, env: { ...process.env, ...found.env },
    args: ["--disable-gpu", "--no-first-run", "--enable-precise-memory-info", "--js-flags=--expose-gc"],
  });
  try {
    const page = await chrome.newPage();
    page.on("console", (message) => { say(`Chromium: ${message.text()}`); });
    page.setDefaultTimeout(0);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate((given) => window.playScenes(given), files);
  } finally {
    await chrome.close();
    server.close();
  }
}
