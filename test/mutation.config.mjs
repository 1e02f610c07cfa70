import { defineConfig } from "vitest/config";

/** The tests that mutants are tried against; the plugin is not built for them, and random values would take hours. */
export default defineConfig({ test: { include: ["test/domain/**/*.test.ts"], exclude: ["**/anything.test.ts"], environment: "node" } });
