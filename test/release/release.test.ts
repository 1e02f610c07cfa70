import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bump, nextVersion } from "./bump";
import { type Repository, RULES } from "./rules";

const PATHS = ["README.md", "LICENSE", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "manifest.json", "versions.json", "package.json", "package-lock.json", "styles.css", ".github/workflows/release.yml", "src/main.ts"];
const files = new Map(PATHS.filter((path) => existsSync(path)).map((path) => [path, readFileSync(path, "utf8")]));
const repository: Repository = { files, main: readFileSync("main.js", "utf8") };

const problemsOf = (of: Repository): string[] => RULES.flatMap(({ check }) => check(of));
const withFile = (path: string, change: (text: string) => string): Repository => ({ ...repository, files: new Map([...files, [path, change(files.get(path) ?? "")]]) });
const inManifest = (change: Readonly<Record<string, unknown>>): Repository => withFile("manifest.json", (text) => JSON.stringify({ ...(JSON.parse(text) as object), ...change }));

describe("the check before a release", () => {
  it("finds nothing in this repository", () => {
    expect(problemsOf(repository)).toEqual([]);
  });

  const broken: readonly (readonly [string, Repository])[] = [
    ["the id my-obsidian-plugin has", inManifest({ id: "my-obsidian-plugin" })],
    ["the id exist_sync has", inManifest({ id: "exist_sync" })],
    ["the name Exist Sync Plugin has", inManifest({ name: "Exist Sync Plugin" })],
    ["the description is no sentence.", inManifest({ description: "Sends values to Exist" })],
    ["the description has a sign", inManifest({ description: "Send values & tags." })],
    ["the description speaks of Obsidian", inManifest({ description: "Send notes of Obsidian." })],
    ["funding is not a key of manifests.", inManifest({ funding: "x" })],
    ["it does not run on phones.", inManifest({ isDesktopOnly: true })],
    ["package.json has", withFile("package.json", (text) => text.replace(/"version": "[^"]+"/, '"version": "9.9.9"'))],
    ["package-lock.json has", withFile("package-lock.json", (text) => text.replace(/"version": "[^"]+"/, '"version": "9.9.9"'))],
    ["versions.json does not give", withFile("versions.json", () => "{}")],
    ["CHANGELOG.md has no heading for", withFile("CHANGELOG.md", () => "# Changelog\n")],
    ["manifest.json has the version v1, not three numbers.", inManifest({ version: "v1" })],
    ["SECURITY.md is missing.", withFile("SECURITY.md", () => " ")],
    ["LICENSE is not the text of the MIT licence.", withFile("LICENSE", (text) => text.replace("MIT", "My"))],
    ["main.js is committed", withFile("main.js", () => "x")],
    ["README.md does not say that an account is needed.", withFile("README.md", (text) => text.replace(/you need an account at Exist/i, ""))],
    ["README.md does not say that there is no telemetry.", withFile("README.md", (text) => text.replace(/No telemetry/g, ""))],
    ["README.md does not say that the clipboard is written to.", withFile("README.md", (text) => text.replace(/clipboard/gi, ""))],
    ["src/main.ts has fetch(", withFile("src/main.ts", (text) => `${text}\nawait fetch(page);`)],
    ["src/main.ts has .innerHTML", withFile("src/main.ts", (text) => `${text}\nelement.innerHTML = text;`)],
    ["src/main.ts has vault.getFiles(", withFile("src/main.ts", (text) => `${text}\napp.vault.getFiles();`)],
    ["main.js has eval(", { ...repository, main: `${repository.main}\neval("1")` }],
    ["main.js names the host example.com.", { ...repository, main: `${repository.main}\n"https://example.com/x"` }],
    ["main.js does not name exist.io", { ...repository, main: "" }],
    ["styles.css uses --made-up, which", withFile("styles.css", (text) => `${text} .exist-sync-x { color: var(--made-up); }`)],
    ["styles.css has #fff.", withFile("styles.css", (text) => `${text} .exist-sync-x { color: #fff; }`)],
    ["node_modules/idb is locked to one place", withFile("package-lock.json", (text) => text.replace('"node_modules/idb": {', '"node_modules/idb": { "resolved": "https://elsewhere.example/idb.tgz",'))],
    ["the release workflow does not attest", withFile(".github/workflows/release.yml", (text) => text.replaceAll("actions/attest", "actions/nothing"))],
    ["the release has main.js, manifest.json, styles.css, data.json,", withFile(".github/workflows/release.yml", (text) => text.replace("styles.css --draft", "styles.css data.json --draft"))],
  ];
  it.each(broken)("finds: %s", (problem, of) => {
    expect(problemsOf(of).filter((each) => each.startsWith(problem))).toHaveLength(1);
  });
});

describe("a new version", () => {
  const before = {
    manifest: '{"version":"1.2.3","minAppVersion":"1.13.1"}', versions: '{"1.0.0":"1.12.0"}', pack: '{"version":"1.2.3"}', lock: '{"version":"1.2.3","packages":{"":{"version":"1.2.3"},"a":{"version":"1.2.3"}}}',
    changelog: "# Changelog\n\n## Unreleased\n\nMore of it.\n\n## 1.2.3 (2026-01-01)\n\nAll of it.\n",
  };

  it("counts up a part, or takes a version that comes after", () => {
    expect(["major", "minor", "patch", "1.10.0"].map((wanted) => nextVersion("1.2.3", wanted))).toEqual(["2.0.0", "1.3.0", "1.2.4", "1.10.0"]);
    for (const wanted of ["1.2.3", "1.2.2", "0.9.9", "v1.3.0", "1.3", ""]) expect(() => nextVersion("1.2.3", wanted)).toThrow(RangeError);
  });

  it("is in every file, and heads what was written down of it", () => {
    const after = bump(before, "1.3.0", "2026-11-21");
    expect(JSON.parse(after.manifest)).toEqual({ version: "1.3.0", minAppVersion: "1.13.1" });
    expect(JSON.parse(after.versions)).toEqual({ "1.0.0": "1.12.0", "1.3.0": "1.13.1" });
    expect(JSON.parse(after.pack)).toEqual({ version: "1.3.0" });
    expect(JSON.parse(after.lock)).toEqual({ version: "1.3.0", packages: { "": { version: "1.3.0" }, a: { version: "1.2.3" } } });
    expect(after.changelog).toBe("# Changelog\n\n## Unreleased\n\n## 1.3.0 (2026-11-21)\n\nMore of it.\n\n## 1.2.3 (2026-01-01)\n\nAll of it.\n");
  });

  it("is not made of nothing", () => {
    expect(() => bump({ ...before, changelog: "# Changelog\n\n## Unreleased\n\n## 1.2.3 (2026-01-01)\n\nAll of it.\n" }, "1.3.0", "2026-11-21")).toThrow('nothing under "## Unreleased"');
  });

  it("leaves this repository's files as they are written, so that a bump changes lines and not the layout", () => {
    const layout = (path: string): boolean => `${JSON.stringify(JSON.parse(readFileSync(path, "utf8")), null, 2)}\n` === readFileSync(path, "utf8");
    expect(["manifest.json", "versions.json", "package.json", "package-lock.json"].filter((path) => !layout(path))).toEqual([]);
  });
});
