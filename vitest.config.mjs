import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const obsidian = fileURLToPath(new URL("test/host/module.ts", import.meta.url));

// Dates and numbers are written as the region has it; the tests expect one, whatever machine they run on.
process.env.LC_ALL = "en_US.UTF-8";

/** What is tried of src/obsidian/ without the app, on odd objects in its place. */
const WITHOUT_APP = ["test/obsidian/obsidian-internals.test.ts", "test/obsidian/day-names.test.ts"];

/**
 * Three projects: `unit` is plain Node, `host` runs the built main.js in the stand-in for Obsidian under happy-dom,
 * `browser` drives a real Chromium from Node.
 */
export default defineConfig({
  resolve: { alias: { obsidian } },
  test: {
    globalSetup: ["test/build.mjs"],
    // No test tells how fast a machine is; the limit is for one that comes to no end.
    testTimeout: 120000,
    hookTimeout: 120000,
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "node", include: ["test/{demo,domain,exist,locales,presentation,proof,release,sync}/**/*.test.ts", "test/*.test.ts", ...WITHOUT_APP] },
      },
      {
        extends: true,
        test: { name: "host", environment: "happy-dom", include: ["test/{host,obsidian}/**/*.test.ts"], exclude: WITHOUT_APP },
      },
      {
        extends: true,
        test: { name: "browser", environment: "node", include: ["test/browser/**/*.test.ts"] },
      },
    ],
  },
});
