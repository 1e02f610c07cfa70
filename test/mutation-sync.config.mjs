import { fileURLToPath } from "node:url";
import { BaseSequencer } from "vitest/node";
import { defineConfig } from "vitest/config";

/** Whole backfills last: most mutants are killed by something quicker, and the first that fails ends a run. */
class QuickFirst extends BaseSequencer {
  sort(files) {
    return Promise.resolve([...files].sort((a, b) => weight(a) - weight(b) || a.moduleId.localeCompare(b.moduleId)));
  }
}

function weight({ moduleId }) {
  return ["engine", "faults", "backfill"].findIndex((name) => moduleId.endsWith(`/sync/${name}.test.ts`));
}

/**
 * The tests that mutants of src/sync and src/exist are tried against, in one worker without walls between the files; the plugin
 * is not built for them. What ten years of days cost takes seconds a mutant, and kills none that the rest lets live.
 */
export default defineConfig({
  resolve: { alias: { obsidian: fileURLToPath(new URL("host/module.ts", import.meta.url)) } },
  test: {
    include: ["test/{exist,sync}/**/*.test.ts", "test/domain/plan.test.ts"],
    exclude: ["**/backfill-costs.test.ts"],
    environment: "node",
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
