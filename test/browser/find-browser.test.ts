import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBrowser, installedAt } from "./find-browser";
import { browserRequired, describeInBrowser } from "./launch";

describe("findBrowser", () => {
  let folder = "";
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "exist-sync-browser-")); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  const program = (name: string, script: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it("refuses a CHROME_PATH that is not there, whatever else there is", () => {
    const CHROME_PATH = join(folder, "nowhere");
    expect(() => findBrowser({ CHROME_PATH, PATH: folder })).toThrow(CHROME_PATH);
  });

  // On Windows browsers do not answer on the console, and scripts like these do not run.
  describe.skipIf(process.platform === "win32")("where programs say their version", () => {
    it("takes CHROME_PATH before what is installed", () => {
      const CHROME_PATH = program("mine", "echo Chromium 150.0.1.2");
      program("google-chrome", "echo Google Chrome 151.0.1.2");
      expect(findBrowser({ CHROME_PATH, PATH: folder })).toEqual({ executable: CHROME_PATH, env: {} });
    });

    it.each([
      ["another program", "echo true 9.1.0"],
      ["one that says nothing", "exit 0"],
      ["a browser that fails", "echo Chromium 150.0.1.2; exit 1"],
    ])("refuses a CHROME_PATH to %s", (_, script) => {
      const CHROME_PATH = program("mine", script);
      expect(() => findBrowser({ CHROME_PATH })).toThrow("does not start as a browser");
    });

    it.runIf(process.platform === "linux")("takes an installed browser from the search path, and fails when that does not start", () => {
      const installed = program("google-chrome", "echo Google Chrome 151.0.1.2");
      expect(findBrowser({ CHROME_PATH: "", PATH: folder })).toEqual({ executable: installed, env: {} });
      program("google-chrome", "exit 1");
      expect(() => findBrowser({ PATH: folder })).toThrow("is there and does not start");
    });
  });
});

describe("installedAt", () => {
  it("knows Chrome before Edge, for everybody or for one user, on Windows", () => {
    const paths = installedAt("win32", { PROGRAMFILES: "C:\\Program Files", LOCALAPPDATA: "C:\\Users\\sam\\AppData\\Local" });
    expect(paths[0]).toBe("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
    expect(paths).toContain("C:\\Users\\sam\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe");
    expect(paths.at(-1)).toMatch(/msedge\.exe$/);
  });

  it("knows the applications of macOS", () => {
    expect(installedAt("darwin", {})[0]).toBe("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  });

  it.skipIf(process.platform === "win32")("looks in a whole search path on Linux, for the likeliest name first", () => {
    const paths = installedAt("linux", { PATH: "/nix/bin:/usr/bin" });
    expect(paths.slice(0, 3)).toEqual(["/nix/bin/google-chrome", "/usr/bin/google-chrome", "/snap/bin/google-chrome"]);
  });
});

describe("browserRequired", () => {
  it.each([
    [{}, false],
    [{ CI: "true" }, true],
    [{ REQUIRE_BROWSER: "1" }, true],
    [{ CI: "", REQUIRE_BROWSER: "1" }, true],
    [{ CI: "false" }, false],
    [{ REQUIRE_BROWSER: "0" }, false],
  ])("%o: %s", (env, required) => {
    expect(browserRequired(env)).toBe(required);
  });
});

describeInBrowser("launchBrowser", (browser) => {
  it("draws text of some width, whatever fonts there are", async () => {
    const page = await browser().newPage();
    await page.setContent("<span>Exist</span>");
    const box = await page.locator("span").boundingBox();
    expect(box?.width).toBeGreaterThan(10);
    await page.close();
  });

  it("reaches no other machine", async () => {
    const page = await browser().newPage();
    // Without the rule the first would be refused by this very machine, and not be unknown.
    for (const place of ["http://127.0.0.2:49151/", "http://exist.io/"]) await expect(page.goto(place)).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    await page.close();
  });
});
