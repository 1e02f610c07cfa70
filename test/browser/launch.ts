import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { findBrowser, type FoundBrowser } from "./find-browser";
import { NO_BROWSER, REMEDIES } from "./no-browser.mjs";

const ARGS = [
  "--disable-gpu", "--force-color-profile=srgb", "--no-first-run",
  // None of the calls that a browser makes by itself; and no name but this machine's leads anywhere.
  "--disable-background-networking", "--disable-component-update", "--disable-domain-reliability", "--disable-quic", "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** Whether a run without a browser has failed. */
export function browserRequired({ CI = "", REQUIRE_BROWSER = "" }: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return [CI, REQUIRE_BROWSER].some((value) => !["", "0", "false"].includes(value));
}

/** Starts a browser for our own pages, and says which. */
export async function launchBrowser({ executable, env }: FoundBrowser): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: executable,
    args: ARGS,
    // Root has no sandbox, nor have many containers; the pages are our own, and no others can be reached.
    chromiumSandbox: false,
    env: { ...process.env, ...env },
  });
  console.info(`Browser: Chromium ${browser.version()} (${executable})`);
  return browser;
}

/**
 * A suite that needs a real browser. Without one it is skipped by name, unless CI or REQUIRE_BROWSER says that there has
 * to be one. `browser` may be used inside of tests only.
 */
export function describeInBrowser(name: string, suite: (browser: () => Browser) => void): void {
  const found = findBrowser();
  if (found === null && browserRequired()) {
    throw new Error(`No browser was found, and this run has to have one: ${REMEDIES.join("; or ")}.`);
  }
  describe.skipIf(found === null)(found === null ? `${name} (${NO_BROWSER})` : name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      if (found !== null) browser = await launchBrowser(found);
    });
    afterAll(async () => { await browser?.close(); });
    suite(() => {
      if (browser === undefined) throw new Error("The browser is there only while tests run.");
      return browser;
    });
  });
}
