import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests that mutants of src/sync and src/exist are tried against; the plugin is not built for them. */
export default defineConfig({
  resolve: { alias: { obsidian: fileURLToPath(new URL("host/module.ts", import.meta.url)) } },
  test: { include: ["test/{exist,sync}/**/*.test.ts", "test/domain/plan.test.ts"], environment: "node" },
});
