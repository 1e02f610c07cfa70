import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

it("Two builds of the same sources are the same file, byte for byte", () => {
  const folder = mkdtempSync(join(tmpdir(), "exist-sync-build-"));
  const again = join(folder, "main.js");
  const { status } = spawnSync(process.execPath, ["esbuild.config.mjs", "--outfile", again], { cwd: ROOT });
  expect(status).toBe(0);
  const built = readFileSync(again);
  rmSync(folder, { recursive: true });
  expect(built.length).toBeGreaterThan(100_000);
  expect(built.equals(readFileSync(join(ROOT, "main.js")))).toBe(true);
});
