import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installPlugin } from "./install";

describe("installPlugin", () => {
  let vault = "";
  beforeEach(() => { vault = mkdtempSync(join(tmpdir(), "exist-sync-vault-")); });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(vault, { recursive: true });
  });

  it("copies the three files of a release, and leaves settings alone", () => {
    const folder = join(vault, ".obsidian/plugins/exist-sync");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "data.json"), "mine");
    expect(installPlugin([vault]).join(" ")).toContain("left as they are");
    for (const file of ["main.js", "manifest.json", "styles.css"]) expect(readFileSync(join(folder, file)).equals(readFileSync(file)), file).toBe(true);
    expect(readFileSync(join(folder, "data.json"), "utf8")).toBe("mine");
  });

  it("takes a path from where the command was typed", () => {
    mkdirSync(join(vault, ".obsidian"));
    vi.stubEnv("INIT_CWD", dirname(vault));
    installPlugin([basename(vault)]);
    expect(existsSync(join(vault, ".obsidian/plugins/exist-sync/main.js"))).toBe(true);
  });

  it("refuses what is no vault, with a sentence, and writes nothing", () => {
    expect(() => installPlugin([vault])).toThrow("no .obsidian folder");
    expect(existsSync(join(vault, ".obsidian"))).toBe(false);
    expect(() => installPlugin([join(vault, "nowhere")])).toThrow("There is no folder");
    expect(() => installPlugin([])).toThrow("Name one vault");
  });
});
