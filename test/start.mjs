import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import esbuild from "esbuild";

/** Builds the plugin and the program asked for, then runs it: `demo/playground` is test/demo/playground.ts. */
const [program = "demo/demo", ...passedOn] = process.argv.slice(2);
process.chdir(resolve(import.meta.dirname, ".."));

const quiet = passedOn.includes("--json");
await esbuild.build({
  entryPoints: ["src/main.ts"], outfile: "main.js", bundle: true, format: "cjs", platform: "browser", target: "es2022",
  external: ["obsidian", "electron"], minify: true, charset: "utf8", legalComments: "none", logLevel: "warning",
});
const outfile = resolve(`node_modules/.cache/exist-sync/${program.replace("/", "-")}.mjs`);
mkdirSync(resolve("node_modules/.cache/exist-sync"), { recursive: true });
await esbuild.build({
  entryPoints: [`test/${program}.ts`], outfile, bundle: true, format: "esm", platform: "node", target: "node20", external: ["happy-dom", "fake-indexeddb", "esbuild", "yaml", "moment", "playwright-core"], logLevel: "warning",
});
process.argv = [process.argv[0], outfile, ...passedOn];
if (!quiet && program !== "demo/install-plugin") console.log("Built main.js.");
await import(pathToFileURL(outfile).href);
