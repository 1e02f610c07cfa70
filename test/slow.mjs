import { spawnSync } from "node:child_process";

/** `npm run test:slow`: new random lives of test/proof/model.test.ts, in numbers that are too many for every day. SEED=… begins with a certain one. */
const seed = String(Math.floor(Math.random() * 2 ** 31));
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "test/proof/model.test.ts"], {
  stdio: "inherit", env: { TZ: "UTC", SEQUENCES: "2000", SEED: seed, ...process.env },
});
process.exitCode = status ?? 1;
