import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "./launch";
import { DESKTOP, PHONE, picture, playgroundPages, tokenOn } from "./playground-pages";

/** Connects, and maps everything that notes suggest. */
async function connectAndMap(page: Page, isPhone: boolean): Promise<void> {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const tab = page.locator(".vertical-tab-nav-item", { hasText: "Exist Sync" });
  if (isPhone && (await page.getByText("Not connected", { exact: true }).isHidden())) await tab.tap();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByLabel("Personal token").fill(await tokenOn(page));
  await page.keyboard.press("Enter");
  await page.getByText("Connected as sam").first().waitFor();
  await page.getByText("Suggest from my notes").click();
  await page.getByRole("button", { name: "Add selected" }).click();
  await page.locator(".setting-item-name", { hasText: /^Property mood$/ }).waitFor();
  await page.keyboard.press("Escape");
  for (const notice of await page.locator(".notice").all()) await notice.click({ timeout: 1000 }).catch(() => undefined);
}

async function command(page: Page): Promise<void> {
  await page.keyboard.press("Control+p");
  await page.keyboard.type("past days");
  await page.keyboard.press("Enter");
}

describeInBrowser("sending a range of days, in a real browser", (browser) => {
  const pages = playgroundPages(browser);

  /** Opens the playground with an Exist that takes its time. */
  async function open(isPhone: boolean, isDark = false): Promise<Page> {
    const page = await pages.open(`/?lag=400${isPhone ? "&phone" : ""}`, { ...(isPhone ? PHONE : DESKTOP), reducedMotion: "reduce" });
    if (isDark) await page.getByRole("button", { name: "Dark or light" }).click();
    await connectAndMap(page, isPhone);
    return page;
  }

  for (const look of [{ name: "light", isPhone: false, isDark: false }, { name: "dark", isPhone: false, isDark: true }, { name: "phone", isPhone: true, isDark: false }, { name: "phone-dark", isPhone: true, isDark: true }]) {
    it(`chooses days, shows the plan, its progress and what it came to: ${look.name}`, async () => {
      const page = await open(look.isPhone, look.isDark);
      await command(page);
      await page.getByText("Values in them").waitFor();
      await page.getByRole("button", { name: "All notes" }).click();
      expect(await page.getByLabel("First day").inputValue()).toBe("2026-10-09");
      await picture(page, `backfill-range-${look.name}`);
      await page.getByLabel("First day").fill("2026-11-30");
      await page.getByText("This day is in the future.").waitFor();
      await picture(page, `backfill-problem-${look.name}`);
      await page.getByLabel("First day").fill("2026-10-09");
      await page.getByRole("button", { name: "See what would be sent" }).click();
      await page.getByText("Asking Exist what it already has").waitFor();
      await picture(page, `backfill-asking-${look.name}`);
      await page.getByRole("button", { name: /^Send \d+ values$/ }).click();
      const bar = page.getByRole("progressbar", { name: "Values sent" });
      await bar.waitFor();
      await expect.poll(() => bar.evaluate((element) => (element as HTMLProgressElement).value), { timeout: 15_000 }).toBeGreaterThan(30);
      // It takes some seconds, so there is nothing to pause.
      expect(await page.locator(".exist-sync-backfill button:visible").allInnerTexts()).toEqual(["Cancel"]);
      await picture(page, `backfill-sending-${look.name}`);
      if (look.isPhone) {
        for (const button of await page.locator(".exist-sync-backfill button:visible").all()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.viewport.width);
      }
      await page.getByText(/values for \d+ days sent, in \d+ requests\./).first().waitFor();
      await picture(page, `backfill-done-${look.name}`);
      await page.close();
    });
  }

  it("goes by keyboard alone", async () => {
    const page = await open(false);
    await command(page);
    await page.getByText("Values in them").waitFor();
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? (document.activeElement?.textContent ?? "").trim());
        if (focused.startsWith(name)) return;
      }
      throw new Error(`Tab does not lead to ${name}.`);
    };
    await tabTo("All notes");
    await page.keyboard.press("Enter");
    await tabTo("See what would be sent");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Send \d+ values$/ }).waitFor();
    await tabTo("Send ");
    await page.keyboard.press("Enter");
    await page.getByRole("progressbar", { name: "Values sent" }).waitFor();
    await tabTo("Cancel");
    await page.keyboard.press("Enter");
    await page.getByText("Stopped").waitFor();
    await page.close();
  });
});

/** Three years of notes with two values each: more than a minute's calls. */
const YEARS = Object.fromEntries([
  ...Array.from({ length: 1100 }, (_, ago) => [`${new Date(Date.UTC(2026, 10, 20 - ago)).toISOString().slice(0, 10)}.md`, `---\nmood: ${1 + (ago % 9)}\nsteps: ${1000 + ago}\n---\n`]),
  [".obsidian/plugins/exist-sync/data.json", JSON.stringify({
    version: 1, connection: null, syncFrom: "2026-10-21", autoSync: false,
    mappings: ["mood", "steps"].map((key) => ({ id: key, from: { kind: "property", key }, to: { kind: "template", template: key } })),
  })],
]) as Readonly<Record<string, string>>;

describeInBrowser("sending years of days, in a real browser", (browser) => {
  const pages = playgroundPages(browser, { vault: { files: YEARS, now: new Date(2026, 10, 20, 21).getTime(), held: {} } });

  it("can be paused, and goes on", async () => {
    const page = await pages.open("/?lag=400", { ...DESKTOP, reducedMotion: "reduce" });
    await page.getByRole("button", { name: "Settings", exact: true }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByLabel("Personal token").fill(await tokenOn(page));
    await page.keyboard.press("Enter");
    await page.getByText("Connected as sam").first().waitFor();
    await page.keyboard.press("Escape");
    await command(page);
    await page.getByText("Values in them").waitFor();
    await page.getByRole("button", { name: "All notes" }).click();
    await page.getByRole("button", { name: "See what would be sent" }).click();
    await page.getByRole("button", { name: /^Send [\d,]+ values$/ }).click();
    await page.getByRole("progressbar", { name: "Values sent" }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await expect.poll(() => page.locator(".exist-sync-backfill").innerText()).toContain("Paused.");
    await page.getByText(/Exist: waiting, paused at [\d,]+ of 2,200/).waitFor();
    await picture(page, "backfill-paused");
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Stopped").first().waitFor();
    await page.close();
  });
});
