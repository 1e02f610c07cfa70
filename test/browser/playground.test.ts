import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "./launch";
import { PHONE, picture, playgroundPages, tokenOn } from "./playground-pages";


describeInBrowser("the plugin in a real browser", (browser) => {
  const pages = playgroundPages(browser);

  const row = (page: Page, name: string) => page.locator(".setting-item", { has: page.locator(".setting-item-name", { hasText: new RegExp(`^${name}$`) }) });

  async function connect(page: Page): Promise<void> {
    const token = await tokenOn(page);
    if ((await page.getByLabel("Personal token").count()) === 0) await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByLabel("Personal token").fill(token);
    await page.keyboard.press("Enter");
    await page.getByText("Connected as sam").first().waitFor();
  }

  it("is set up, previews, sends, and follows an edit", async () => {
    const page = await pages.open();
    await picture(page, "window-light");

    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await picture(page, "connect-light");
    await page.getByLabel("Personal token").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("Exist doesn't accept this token.").waitFor();
    await picture(page, "settings-wrong-token-light");
    await connect(page);
    await page.getByText("43 notes found").waitFor();

    await page.getByText("Suggest from my notes").click();
    await page.getByText("What your notes keep track of").waitFor();
    // The template names the scale of mood alone.
    await page.getByRole("combobox", { name: "Property energy → Energy level" }).selectOption({ index: 1 });
    await picture(page, "suggestions-light");
    await page.getByRole("button", { name: "Add selected" }).click();
    await row(page, "Property mood").waitFor();
    await row(page, "Advanced").click();
    await page.getByRole("spinbutton").first().fill("1");
    await page.keyboard.press("Enter");
    await picture(page, "settings-advanced-light");
    await page.keyboard.press("Escape");

    await page.keyboard.press("Control+p");
    await page.keyboard.type("sync now");
    await picture(page, "palette-light");
    await page.keyboard.press("Enter");
    const send = page.getByRole("button", { name: /^Send \d+ values$/ });
    await send.waitFor();
    await picture(page, "preview-light");
    await send.click();
    await page.getByText(/^\d+ values for 31 days sent\.$/).waitFor();
    // Four notes of the sample vault hold something that cannot be read.
    await page.getByText("Exist: check 4 values").waitFor();
    await picture(page, "sent-light");
    const panel = page.locator(".playground-exist-body");
    expect(await panel.innerText()).toContain("Nothing impolite");
    expect(await panel.innerText()).toMatch(/Mood\s+7/);

    const text = page.getByLabel("Text of the note");
    await page.locator(".playground-note", { hasText: "2026-11-20" }).click();
    await text.fill((await text.inputValue()).replace("steps: 9210", "steps: 9999"));
    await expect.poll(() => panel.innerText(), { timeout: 15_000 }).toMatch(/Steps\s+9999/);

    await page.keyboard.press("Control+p");
    await page.keyboard.type("add to a value");
    await page.keyboard.press("Enter");
    await page.keyboard.type("coff");
    await picture(page, "adding-choose-light");
    await page.keyboard.press("Enter");
    await page.keyboard.type("2");
    await picture(page, "adding-light");
    await page.keyboard.press("Enter");
    await page.getByText("2 was added to coffee in today's note.").waitFor();
    await expect.poll(() => panel.innerText(), { timeout: 15_000 }).toMatch(/Steps\s+9999\s+Coffees\s+4/);

    await page.keyboard.press("Control+p");
    await page.keyboard.type("compare with exist");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Compare" }).waitFor();
    await picture(page, "compare-light");
    await page.getByRole("button", { name: "Compare" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(/^Nothing differs: Exist holds what your notes of \d+ days say/).waitFor();
    await picture(page, "compared-light");

    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByText(/To Steps, whole number · /).waitFor();
    await page.getByText("Mappings", { exact: true }).scrollIntoViewIfNeeded();
    await picture(page, "settings-rows-light");
    await page.keyboard.press("Escape");

    await page.keyboard.press("Control+p");
    await page.keyboard.type("stop filling attributes");
    await page.keyboard.press("Enter");
    const release = page.getByRole("button", { name: /^Stop filling \d+ attributes?$/ });
    await release.waitFor();
    expect(await release.isDisabled()).toBe(true);
    await picture(page, "release-light");
    await page.getByRole("button", { name: "Select all" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await release.innerText()).toBe("Stop filling 1 attribute");
    await release.focus();
    await page.keyboard.press("Enter");
    await page.getByText(/^1 attribute no longer filled\./).waitFor();
    await picture(page, "released-light");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".modal").count()).toBe(0);
    await page.close();
  });

  it("looks right in the dark", async () => {
    const page = await pages.open();
    await page.getByRole("button", { name: "Dark or light" }).click();
    await picture(page, "window-dark");
    await page.getByRole("button", { name: "Settings" }).click();
    await connect(page);
    await picture(page, "settings-dark");
    await page.getByText("Suggest from my notes").click();
    await page.getByRole("button", { name: "Add selected" }).click();
    await page.locator(".setting-item-name", { hasText: "Property sleep" }).click();
    await page.getByText("More options").waitFor();
    await picture(page, "mapping-dark");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+p");
    await page.keyboard.type("preview");
    await page.keyboard.press("Enter");
    await page.getByText("What would be sent to Exist").first().waitFor();
    await picture(page, "preview-dark");
    const background = await page.locator(".modal").last().evaluate((modal) => getComputedStyle(modal).backgroundColor);
    expect(background).not.toBe("rgb(255, 255, 255)");
    await page.close();
  });

  it("works on a phone, by touch", async () => {
    const page = await pages.open("/?phone", PHONE);
    await picture(page, "window-phone");
    expect(await page.locator(".status-bar-item").count()).toBe(0);
    await page.getByRole("button", { name: "Settings" }).tap();
    if (await page.getByText("Not connected", { exact: true }).isHidden()) await page.locator(".vertical-tab-nav-item", { hasText: "Exist Sync" }).tap();
    await picture(page, "settings-phone");
    const token = await tokenOn(page);
    await page.getByRole("button", { name: "Connect", exact: true }).tap();
    await picture(page, "connect-phone");
    await page.getByLabel("Personal token").fill(token);
    await page.getByRole("button", { name: "Connect", exact: true }).last().tap();
    await page.getByText("Connected as sam").first().waitFor();
    await page.getByText("Suggest from my notes").tap();
    await page.getByRole("button", { name: "Add selected" }).waitFor();
    await picture(page, "suggestions-phone");
    await page.getByRole("button", { name: "Add selected" }).tap();
    await picture(page, "settings-mapped-phone");
    await row(page, "Advanced").tap();
    await picture(page, "settings-advanced-phone");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(PHONE.viewport.width);
    await page.close();
  });
});
