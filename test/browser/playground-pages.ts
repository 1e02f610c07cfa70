import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Playground, servePlayground } from "../demo/playground/serve";

/** Where pictures are left, to be looked at after a run. */
const PICTURES = process.env.PICTURES ?? join(tmpdir(), "exist-sync-pictures");

export const DESKTOP = { viewport: { width: 1100, height: 800 } };
/** The narrowest phone there is. */
export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** Pages of a playground that is served while a suite runs. */
export interface PlaygroundPages {
  /** Opens one and waits until the app has started; an error on it fails the test under way. */
  open(query?: string, screen?: BrowserContextOptions): Promise<Page>;
}

/**
 * Serves a playground of its own to the suite in which it is called.
 * @param given which vault; the sample vault with null
 */
export function playgroundPages(browser: () => Browser, given: Parameters<typeof servePlayground>[0] = { vault: null }): PlaygroundPages {
  let playground: Playground;
  const problems: string[] = [];
  beforeAll(async () => { playground = await servePlayground(given); });
  afterAll(async () => { await playground.close(); });
  afterEach(() => { expect(problems.splice(0)).toEqual([]); });
  return {
    async open(query = "/", screen: BrowserContextOptions = DESKTOP) {
      const page = await browser().newPage({ locale: "en-GB", ...screen });
      page.on("pageerror", (error) => { problems.push(`page error: ${error.message}`); });
      page.on("console", (message) => { if (message.type() === "error") problems.push(`console: ${message.text()}`); });
      await page.goto(playground.url + query);
      await page.locator("body[data-ready]").waitFor();
      return page;
    },
  };
}

/** The token that the playground's account can connect with. */
export function tokenOn(page: Page): Promise<string> {
  return page.locator(".playground-token-text").first().innerText();
}

/** Leaves a picture of what is to be seen. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
