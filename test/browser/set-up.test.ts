import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "./launch";
import { DESKTOP, PHONE, picture, playgroundPages, tokenOn } from "./playground-pages";

/**
 * What it may take from enabling the plugin to the first day at Exist: pasting a token, connecting, going on twice, sending. A
 * token has to be made at Exist before, which is counted for an app that is made there anew: the link to the page, a name, an
 * address, saving.
 */
const MOST_CLICKS = 9;
const AT_EXIST = 4;

/** Longer than the time within which Chromium takes two presses for a double-click, milliseconds. */
const DOUBLE_CLICK = 600;

/** Does what a person does, and counts it: every click or tap, and every field that is typed into. */
class Person {
  count = 0;

  constructor(readonly page: Page, private readonly touches: boolean) {}

  async press(target: Locator): Promise<void> {
    this.count += 1;
    // Two presses in one place count as a double-click where they follow each other faster than a person decides.
    await this.page.waitForTimeout(DOUBLE_CLICK);
    await (this.touches ? target.tap() : target.click());
  }

  async button(name: string | RegExp): Promise<void> {
    await this.press(this.page.locator(".modal").last().getByRole("button", { name, exact: typeof name === "string" }));
  }

  async type(name: string, text: string): Promise<void> {
    this.count += 1;
    await this.page.getByLabel(name, { exact: true }).fill(text);
  }
}

describeInBrowser("the guided set-up, in a real browser", (browser) => {
  const pages = playgroundPages(browser);

  /** The app at the moment the user has enabled the plugin. */
  async function enabled(isPhone = false, isDark = false): Promise<Page> {
    const page = await pages.open(`/?new${isPhone ? "&phone" : ""}`, isPhone ? PHONE : DESKTOP);
    if (isDark) await page.evaluate(() => { document.body.classList.replace("theme-light", "theme-dark"); });
    return page;
  }

  const heading = (page: Page, name: string): Promise<void> => page.getByRole("heading", { name }).waitFor();
  const fits = async (page: Page): Promise<void> => { expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0); };

  /** From enabling to values at Exist, the straight way, with a picture of every step. */
  async function goThrough(page: Page, isPhone: boolean, kind: string): Promise<Person> {
    const person = new Person(page, isPhone);
    const began = Date.now();
    await heading(page, "Step 1 of 4 Connect");
    await picture(page, `set-up-1-${kind}`);
    await person.type("Personal token", await tokenOn(page));
    await person.button("Connect");
    await heading(page, "Step 2 of 4 Daily notes");
    await page.getByText("43 notes found").waitFor();
    await page.getByText("What would be read of today's note").waitFor();
    await picture(page, `set-up-2-${kind}`);
    await fits(page);
    await person.button("Continue");
    await heading(page, "Step 3 of 4 What to send");
    await page.getByText(/^\d+ of \d+ selected, found in your last 43 notes\.$/).waitFor();
    await page.getByText(/^\d+ tags? to be sent/).waitFor();
    await picture(page, `set-up-3-${kind}`);
    await page.locator(".modal").evaluate((modal) => { for (const each of [modal, ...modal.querySelectorAll("*")]) each.scrollTop = 1e6; });
    await picture(page, `set-up-3-end-${kind}`);
    await fits(page);
    await person.button("Continue");
    await heading(page, "Step 4 of 4 Check and send");
    await page.getByText(/^\d+ values for \d+ days since /).waitFor();
    await picture(page, `set-up-4-${kind}`);
    await fits(page);
    expect(await page.locator(".playground-exist-body").innerText()).toContain("No values yet.");
    await person.button(/^Send \d+ values$/);
    await page.getByText(/^\d+ values for \d+ days sent\.$/).waitFor();
    console.info(`Set up (${kind}): ${person.count} clicks and fields in Obsidian, ${((Date.now() - began) / 1000).toFixed(1)} s of machine time.`);
    expect(person.count).toBe(5);
    expect(person.count + AT_EXIST).toBeLessThanOrEqual(MOST_CLICKS);
    await picture(page, `set-up-5-${kind}`);
    await fits(page);
    const panel = await page.locator(".playground-exist-body").innerText();
    expect(panel).toContain("Nothing impolite");
    expect(panel).toMatch(/Mood\s+7/);
    return person;
  }

  it.each([
    ["desktop-light", false, false],
    ["desktop-dark", false, true],
    ["phone-light", true, false],
    ["phone-dark", true, true],
  ])("leads from enabling to the first day at Exist in few clicks (%s)", async (kind, isPhone, isDark) => {
    const page = await enabled(isPhone, isDark);
    const person = await goThrough(page, isPhone, kind);
    await person.button("Close");
    await expect.poll(() => page.locator(".modal").count()).toBe(0);
    await page.close();
  });
});
