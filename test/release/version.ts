import { readFileSync, writeFileSync } from "node:fs";
import { bump, nextVersion, type Versioned } from "./bump";

/** `npm run version -- 1.2.3` (or major, minor, patch): one version in every file that has it, and in the changelog. */
const PATHS: Readonly<Record<keyof Versioned, string>> = {
  manifest: "manifest.json", versions: "versions.json", pack: "package.json", lock: "package-lock.json", changelog: "CHANGELOG.md",
};

const keys = Object.keys(PATHS) as (keyof Versioned)[];
const before = Object.fromEntries(keys.map((key) => [key, readFileSync(PATHS[key], "utf8")])) as Record<keyof Versioned, string>;
try {
  const { version: present } = JSON.parse(before.manifest) as { version: string };
  const version = nextVersion(present, process.argv[2] ?? process.env.npm_new_version ?? "");
  const after = bump(before, version, new Date().toISOString().slice(0, 10));
  for (const key of keys) writeFileSync(PATHS[key], after[key]);
  console.log(`${present} → ${version}. Commit, then tag it ${version}: the release is built, attested and drafted.`);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(`${error.message} Nothing was changed.`);
  process.exitCode = 1;
}
