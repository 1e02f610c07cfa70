import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const obsidian = fileURLToPath(new URL("test/host/module.ts", import.meta.url));

// Dates and numbers are written as the region has it; the tests expect one, whatever machine they run on.
process.env.LC_ALL = "en_US.UTF-8";

/** What is tried of src/obsidian/ without the app, on odd objects in its place. */
const WITHOUT_APP = ["test/obsidian/obsidian-internals.test.ts", "test/obsidian/day-names.test.ts"];

/** What knows days and times, and is run once more in other time zones: without the app, and in it. */
const DAYS = ["test/{domain,locales,presentation,sync}/**/*.test.ts", "test/proof/model.test.ts", "test/obsidian/day-names.test.ts"];
const DAYS_IN_APP = ["test/obsidian/{account-day,automatic,backfill,dated-life,dated-notes,days,late,status,sync}.test.ts"];

/** Tests that need nothing but Node. Their files share one module graph, since none of them leaves anything behind in it. */
const node = { environment: "node", isolate: false };
/** Tests of the built main.js in the stand-in for Obsidian, which each of them starts anew. */
const app = { environment: "happy-dom", isolate: false };

/**
 * The projects: `unit` is plain Node, `host` runs the built main.js in the stand-in for Obsidian under happy-dom, `browser`
 * drives a real Chromium from Node. `days` and `days-in-app` are the parts of the first two that test/run.mjs runs in other
 * time zones.
 */
export default defineConfig({
  resolve: { alias: { obsidian } },
  test: {
    globalSetup: ["test/build.mjs"],
    // No test tells how fast a machine is; the limit is for one that comes to no end.
    testTimeout: 120000,
    hookTimeout: 120000,
    projects: [
      { extends: true, test: { name: "unit", ...node, include: ["test/{demo,domain,exist,locales,presentation,proof,release,sync}/**/*.test.ts", "test/*.test.ts", ...WITHOUT_APP] } },
      { extends: true, test: { name: "host", ...app, include: ["test/{host,obsidian}/**/*.test.ts"], exclude: WITHOUT_APP } },
      { extends: true, test: { name: "browser", environment: "node", include: ["test/browser/**/*.test.ts"] } },
      { extends: true, test: { name: "days", ...node, include: DAYS } },
      { extends: true, test: { name: "days-in-app", ...app, include: DAYS_IN_APP } },
    ],
  },
});
