import { afterEach, describe, expect, it, vi } from "vitest";
import { findBrowser } from "./find-browser";

describe("findBrowser", () => {
  afterEach(() => { vi.unstubAllEnvs(); });

  it("refuses a CHROME_PATH that is no browser, whatever else there is", () => {
    vi.stubEnv("CHROME_PATH", "/nowhere/chrome");
    expect(() => findBrowser()).toThrow("/nowhere/chrome");
  });

  it("finds a browser that says its version, or none", () => {
    vi.stubEnv("CHROME_PATH", "");
    const found = findBrowser();
    if (found !== null) expect(found.version).toMatch(/\d+|\.exe$/);
    else expect(process.env.CI ?? "").toBe("");
  });
});
