import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { CLIENT_ID, CLIENT_SECRET } from "../demo/stage";
import { describeInBrowser } from "./launch";
import { DESKTOP, PHONE, picture, playgroundPages, tokenOn } from "./playground-pages";


describeInBrowser("signing in, in a real browser", (browser) => {
  const pages = playgroundPages(browser);

  const open = (isPhone = false): Promise<Page> => pages.open(isPhone ? "/?phone" : "/", isPhone ? PHONE : DESKTOP);


  /** Presses Tab until what has the focus is called `name`. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null;
        return element?.getAttribute("aria-label") ?? (element?.textContent ?? "").trim();
      });
      if (focused === name) return;
    }
    throw new Error(`Tab does not lead to ${name}.`);
  }

  async function command(page: Page, name: string): Promise<void> {
    await page.keyboard.press("Control+p");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  }

  /** Something has to be mapped before Exist can be asked for it. */
  async function map(page: Page, tap: boolean): Promise<void> {
    const press = (name: string): Promise<void> => (tap ? page.getByRole("button", { name, exact: true }).tap() : page.getByRole("button", { name, exact: true }).click());
    await press("Settings");
    const tab = page.locator(".vertical-tab-nav-item", { hasText: "Exist Sync" });
    if (tap && (await page.getByText("Not connected", { exact: true }).isHidden())) await tab.tap();
    const suggest = page.getByText("Suggest from my notes");
    await (tap ? suggest.tap() : suggest.click());
    await press("Add selected");
    await page.locator(".setting-item-name", { hasText: /^Property mood$/ }).waitFor();
  }

  it("goes with a personal token, by keyboard alone", async () => {
    const page = await open();
    await command(page, "exist sync: connect");
    await page.getByRole("heading", { name: "Step 1 of 4 Connect" }).waitFor();
    await picture(page, "connect-token");
    await tabTo(page, "Personal token");
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("Exist doesn't accept this token.").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(await tokenOn(page));
    await page.keyboard.press("Enter");
    await page.getByText("Connected as sam.").waitFor();
    await picture(page, "connected");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".modal").count()).toBe(0);
    await page.close();
  });

  it("goes at Exist itself, by keyboard alone, with Obsidian called back", async () => {
    const page = await open();
    await map(page, false);
    await page.keyboard.press("Escape");
    await command(page, "exist sync: connect");
    await tabTo(page, "Sign in at Exist instead and allow less");
    await page.keyboard.press("Enter");
    await tabTo(page, "Client ID");
    await page.keyboard.type(CLIENT_ID);
    await tabTo(page, "Client secret");
    await page.keyboard.type(CLIENT_SECRET);
    await tabTo(page, "Allow at Exist");
    await picture(page, "connect-oauth");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Allow ${CLIENT_ID}?` }).waitFor();
    await picture(page, "exist-asks");
    await tabTo(page, "Allow");
    await page.keyboard.press("Enter");
    await page.getByText("Connected as sam.").waitFor();
    await page.close();
  });

  it("goes at Exist itself, by touch on a phone, with the address pasted", async () => {
    const page = await open(true);
    await map(page, true);
    await page.getByRole("button", { name: "Connect", exact: true }).tap();
    await page.getByRole("link", { name: "Sign in at Exist instead and allow less" }).tap();
    await page.getByLabel("Redirect address").fill("https://example.org/back");
    await page.getByLabel("Client ID").fill(CLIENT_ID);
    await page.getByLabel("Client secret").fill(CLIENT_SECRET);
    await page.getByRole("button", { name: "Allow at Exist" }).tap();
    await page.getByRole("button", { name: "Allow", exact: true }).tap();
    const address = await page.locator(".playground-page-address").innerText();
    await page.getByRole("button", { name: "Close the page" }).tap();
    await page.getByLabel("Address or code").fill(address);
    await picture(page, "connect-paste-phone");
    await page.getByRole("button", { name: "Finish" }).tap();
    await page.getByText("Connected as sam.").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.viewport.width);
    await page.close();
  });

  it("goes with a personal token, by touch on a phone", async () => {
    const page = await open(true);
    await page.getByRole("button", { name: "Settings" }).tap();
    if (await page.getByText("Not connected", { exact: true }).isHidden()) await page.locator(".vertical-tab-nav-item", { hasText: "Exist Sync" }).tap();
    await page.getByRole("button", { name: "Connect", exact: true }).tap();
    await picture(page, "connect-token-phone");
    await page.getByLabel("Personal token").fill(await tokenOn(page));
    await page.getByRole("button", { name: "Connect", exact: true }).last().tap();
    await page.getByText("Connected as sam", { exact: true }).waitFor();
    await picture(page, "account-phone");
    await page.close();
  });
});
