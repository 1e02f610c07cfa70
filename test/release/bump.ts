/** The files that have the version in them, as text. */
export interface Versioned {
  readonly manifest: string;
  readonly versions: string;
  readonly pack: string;
  readonly lock: string;
  readonly changelog: string;
}

const PARTS = ["major", "minor", "patch"];
const HEADING = "## Unreleased";

/** The version that `wanted` means: itself, or the present one with a part of it counted up. Throws RangeError. */
export function nextVersion(present: string, wanted: string): string {
  const numbers = present.split(".").map(Number);
  const part = PARTS.indexOf(wanted);
  const next = part < 0 ? wanted : numbers.map((number, at) => (at < part ? number : at === part ? number + 1 : 0)).join(".");
  if (!/^\d+\.\d+\.\d+$/.test(next)) throw new RangeError(`${next} is no version; write one like 1.2.3, or major, minor or patch.`);
  const [before, after] = [numbers, next.split(".").map(Number)];
  const first = after.findIndex((number, at) => number !== before[at]);
  if (first < 0 || (after[first] ?? 0) < (before[first] ?? 0)) throw new RangeError(`${next} does not come after ${present}.`);
  return next;
}

/**
 * Gives the version to all of them, and what is written under "Unreleased" its heading. Throws RangeError when nothing is
 * written there: a version that changes nothing has no reason to be.
 */
export function bump({ manifest, versions, pack, lock, changelog }: Versioned, version: string, date: string): Versioned {
  const { minAppVersion } = JSON.parse(manifest) as { minAppVersion: string };
  const [, rest] = changelog.split(`${HEADING}\n`);
  if (rest === undefined || rest.split(/^## /m)[0]?.trim() === "") throw new RangeError(`CHANGELOG.md has nothing under "${HEADING}". Write down what changes for people.`);
  const lockJson = JSON.parse(lock) as { version: string; packages: Record<string, { version?: string }> };
  return {
    manifest: written({ ...(JSON.parse(manifest) as object), version }),
    versions: written({ ...(JSON.parse(versions) as object), [version]: minAppVersion }),
    pack: written({ ...(JSON.parse(pack) as object), version }),
    lock: written({ ...lockJson, version, packages: { ...lockJson.packages, "": { ...lockJson.packages[""], version } } }),
    changelog: changelog.replace(`${HEADING}\n`, `${HEADING}\n\n## ${version} (${date})\n`),
  };
}

function written(json: object): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
