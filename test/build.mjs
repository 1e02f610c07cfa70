import { spawnSync } from "node:child_process";

/** Builds main.js before any test: what is tested is what is released. */
export default function build() {
  const { status } = spawnSync(process.execPath, ["esbuild.config.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("The plugin could not be built, so nothing was tested.");
}
