import { builtinModules } from "node:module";
import esbuild from "esbuild";

/** Only for `npm run test:coverage`, which has to find its way back from main.js to the sources. */
const measured = process.env.SOURCE_MAP === "external";

/** Only for the test that builds twice: `--outfile PATH` leaves main.js alone. */
const elsewhere = process.argv.includes("--outfile") ? process.argv[process.argv.indexOf("--outfile") + 1] : undefined;

/** What the release and the directory's own build verification both run: same input, same bytes. */
const context = await esbuild.context({
  entryPoints: ["src/main.ts"],
  outfile: elsewhere ?? "main.js",
  bundle: true,
  format: "cjs",
  platform: "browser",
  target: "es2022",
  external: ["obsidian", "electron", "@codemirror/*", "@lezer/*", ...builtinModules],
  // Umlauts and quotation marks are one letter each in UTF-8, and four or six as escapes.
  charset: "utf8",
  minify: !process.argv.includes("--watch") && !measured,
  ...(measured ? { sourcemap: "external" } : {}),
  legalComments: "none",
  logLevel: "info",
});

if (process.argv.includes("--watch")) {
  await context.watch();
} else {
  await context.rebuild();
  await context.dispose();
}
