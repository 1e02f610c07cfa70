import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../vitest.config.mjs";

const isHost = process.env.NODE_V8_COVERAGE !== undefined;

/** What `test/coverage.mjs` measures with: the runner's own coverage where tests import the sources, Node's for main.js. */
export default mergeConfig(shared, defineConfig({
  test: isHost
    ? { setupFiles: ["test/coverage-host.mjs"] }
    : { coverage: { enabled: true, provider: "v8", include: ["src/**/*.ts"], exclude: ["src/main.ts"], reporter: ["json"], reportsDirectory: "coverage/unit" } },
}));
