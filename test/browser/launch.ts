import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { findBrowser } from "./find-browser";

/** No sandbox for root, which containers run as; and none of the calls a browser makes home by itself. */
const ARGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-color-profile=srgb"];

export const REMEDIES = ["install Chrome, Chromium or Edge", "set CHROME_PATH to a browser", "run npm ci without --omit=optional (Linux on x64)"];

/**
 * A suite that needs a real browser. Without one it is skipped by name, unless CI or REQUIRE_BROWSER says that there has
 * to be one. `browser` may be used inside of tests only.
 */
export function describeInBrowser(name: string, suite: (browser: () => Browser) => void): void {
  const found = findBrowser();
  if (found === null && (process.env.CI ?? process.env.REQUIRE_BROWSER ?? "") !== "") {
    throw new Error(`No browser was found, and this run has to have one: ${REMEDIES.join("; or ")}.`);
  }
  describe.skipIf(found === null)(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      if (found === null) return;
      console.info(`Browser: ${found.version}`);
      const env = { ...process.env, ...found.env } as Record<string, string>;
      browser = await chromium.launch({ executablePath: found.executable, args: ARGS, chromiumSandbox: process.getuid?.() !== 0, env });
    });
    afterAll(async () => { await browser?.close(); });
    suite(() => {
      if (browser === undefined) throw new Error("The browser is there only while tests run.");
      return browser;
    });
  });
}
