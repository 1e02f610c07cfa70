import { readFileSync } from "node:fs";
import type { Result } from "axe-core";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { addDays, type LocalDate } from "../../src/domain/local-date";
import type { Scene } from "../demo/playground/page-data";
import { describeInBrowser } from "./launch";
import { DESKTOP, PHONE, picture, playgroundPages, type PlaygroundPages, tokenOn } from "./playground-pages";

const TODAY = "2026-09-21" as LocalDate;
const NOON = new Date(2026, 8, 21, 12).getTime();

const KEYS: Readonly<Record<string, (day: number) => string | number>> = {
  steps: (day) => 4000 + ((day * 737) % 9000), mood: (day) => (day % 50 === 3 ? 12 : 1 + (day % 9)), energy_level: (day) => 1 + ((day * 5) % 9),
  stress_level: (day) => 1 + ((day * 7) % 9), sleep: (day) => `${6 + (day % 3)}h ${(day * 7) % 60}m`, sleep_start: (day) => `23:${10 + (day % 50)}`,
  weight: (day) => 70 + (day % 40) / 10, water: (day) => 1000 + ((day * 50) % 1500), coffees: (day) => day % 5, workouts_min: (day) => `${(day * 13) % 90} min`,
  meditation_min: (day) => `${day % 30} min`, heartrate_resting: (day) => 52 + (day % 12), pages_read: (day) => (day * 3) % 60,
  mood_note: (day) => `A day like day ${day}, with a walk along the river and a good talk`, body_fat: (day) => `${(180 + (day % 30)) / 10}%`,
};

/** So many days with fifteen values each, some of which cannot be read, and an account that holds a few already. */
function scene(days: number): Scene {
  const mappings = Object.keys(KEYS).map((key) => ({ id: key, from: { kind: "property", key }, to: { kind: "template", template: key } }));
  const files: Record<string, string> = {};
  for (let day = 0; day < days; day += 1) {
    files[`${addDays(TODAY, -day)}.md`] = `---\n${Object.entries(KEYS).map(([key, valueOn]) => `${key}: ${valueOn(day)}`).join("\n")}\n---\n`;
  }
  files[`${addDays(TODAY, -4)}.md`] = "---\nsteps: 3\nnote: lost: one umbrella\n---\n";
  files[".obsidian/plugins/exist-sync/data.json"] = JSON.stringify({ version: 1, connection: null, syncFrom: addDays(TODAY, -days), mappings, autoSync: false });
  const held = { steps: { [TODAY]: 3000, [addDays(TODAY, -1)]: 4737, [addDays(TODAY, -2)]: 99 }, sleep: { [TODAY]: 361, [addDays(TODAY, -1)]: 425 } };
  return { files, now: NOON, held };
}

describeInBrowser("the preview, in a real browser", (browser) => {
  const many = playgroundPages(browser, { vault: scene(3000) });
  const few = playgroundPages(browser, { vault: scene(12) });

  /** Connects, and has the preview open. */
  async function preview(pages: PlaygroundPages, { isPhone = false, isDark = false } = {}): Promise<Page> {
    const page = await pages.open(isPhone ? "/?phone" : "/", isPhone ? PHONE : DESKTOP);
    if (isDark) await page.getByRole("button", { name: "Dark or light" }).click();
    const token = await tokenOn(page);
    await command(page, "exist sync: connect");
    await page.getByLabel("Personal token").fill(token);
    await page.keyboard.press("Enter");
    await page.getByText("Connected as sam").first().waitFor();
    // The guided set-up would go on.
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".modal").count()).toBe(0);
    await command(page, "exist sync: preview");
    await page.getByText("What would be sent to Exist").first().waitFor({ timeout: 30_000 });
    return page;
  }

  async function command(page: Page, name: string): Promise<void> {
    await page.getByRole("button", { name: "Commands" }).click();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  }

  const grid = (page: Page): Locator => page.getByRole("grid");
  const rowCount = (page: Page): Promise<number> => grid(page).getAttribute("aria-rowcount").then(Number);
  const drawn = (page: Page): Promise<number> => grid(page).getByRole("row").count();
  const focused = (page: Page): Promise<string> => page.evaluate(() => {
    const element = document.activeElement;
    return `${element?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex") ?? ""}:${element?.closest("[aria-colindex]")?.getAttribute("aria-colindex") ?? ""}`;
  });
  /** Whether what has the focus can be seen whole, inside the grid, under its head and above the buttons. */
  const inSight = (page: Page): Promise<boolean> => page.evaluate(() => {
    const cell = document.activeElement?.closest("[aria-colindex]")?.getBoundingClientRect();
    const head = document.querySelector(".exist-sync-grid-head")?.getBoundingClientRect();
    const around = document.querySelector(".exist-sync-grid")?.getBoundingClientRect();
    const footer = document.querySelector(".modal-button-container")?.getBoundingClientRect();
    return cell !== undefined && head !== undefined && around !== undefined && footer !== undefined && cell.bottom <= footer.top + 1 && cell.top >= head.bottom - 1 && cell.bottom <= around.bottom + 1 && cell.left >= around.left - 1 && cell.right <= around.right + 1;
  });

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(readFileSync("node_modules/axe-core/axe.min.js", "utf8"));
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { readonly axe: { run(where: string): Promise<{ violations: Result[] }> } };
      return (await axe.run(".exist-sync-preview .modal-content")).violations;
    });
    // The colours of buttons and toggles are the app's.
    return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`)).filter((each) => each !== "color-contrast: .mod-cta");
  }

  it("shows 3,000 days by 15 attributes, of which a screenful is in the page", async () => {
    const page = await preview(many);
    await picture(page, "plan-light");
    expect(await rowCount(page)).toBe(3001);
    expect(await drawn(page)).toBeLessThan(60);
    await grid(page).evaluate((element) => { element.scrollTop = element.scrollHeight; });
    await page.getByRole("link", { name: `open ${addDays(TODAY, -2999)}` }).waitFor();
    expect(await drawn(page)).toBeLessThan(60);
    expect(await violations(page)).toEqual([]);
    await picture(page, "plan-end-light");

    const toggle = page.locator(".exist-sync-fold summary");
    await toggle.click();
    await page.locator(".setting-item", { hasText: "Mood note" }).locator(".checkbox-container").click();
    await page.getByRole("button", { name: "Send 41,925 values" }).waitFor();
    await page.getByText(/^41,925 values for 2,999 days since .* Sending takes about 4 hours\.$/).waitFor();
    await page.getByRole("button", { name: "Not selected (2,999)" }).waitFor();
    await picture(page, "plan-steps-light");
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it("filters what is shown, by keyboard too, and never what is sent", async () => {
    const page = await preview(many);
    await page.getByRole("button", { name: "Replaced (4)" }).click();
    expect(await rowCount(page)).toBe(4);
    expect(await grid(page).getAttribute("aria-colcount")).toBe("3");
    await page.getByRole("gridcell", { name: "3,000 → 4,000, replaces what Exist holds." }).waitFor();
    await page.getByText("3 of 3,000 days shown. This choice changes what you see, not what is sent: 44,924 values.").waitFor();
    await picture(page, "plan-replaced-light");
    await page.getByRole("button", { name: "Left out" }).focus();
    await page.keyboard.press("Enter");
    expect(await rowCount(page)).toBe(62);
    await page.getByRole("gridcell", { name: "12, not sent: 12 isn't between 1 and 9." }).first().waitFor();
    await picture(page, "plan-left-out-light");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Everything" }).click();
    await page.getByRole("combobox", { name: "Attribute" }).selectOption({ label: "Weight (2,999)" });
    expect(await grid(page).getAttribute("aria-colcount")).toBe("2");
    expect(await rowCount(page)).toBe(3000);
    await page.close();
  });

  it("leads through the grid by keyboard, and keeps the focus while rows come and go", async () => {
    const page = await preview(many);
    await page.getByRole("combobox", { name: "Attribute" }).focus();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("2:1");
    for (const [key, place] of [["ArrowDown", "3:1"], ["ArrowRight", "3:2"], ["End", "3:16"], ["Control+End", "3001:16"], ["Home", "3001:1"], ["Control+Home", "2:1"], ["ArrowUp", "2:1"]] as const) {
      await page.keyboard.press(key);
      expect(await focused(page), key).toBe(place);
      expect(await inSight(page), key).toBe(true);
    }
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    const place = await focused(page);
    expect(Number(place.split(":")[0])).toBeGreaterThan(15);
    await grid(page).evaluate((element) => { element.scrollTop = 60_000; });
    await page.waitForTimeout(100);
    expect(await focused(page)).toBe(place);
    await page.keyboard.press("ArrowDown");
    expect(await inSight(page)).toBe(true);

    await page.evaluate(() => { document.body.style.setProperty("--font-ui-small", "26px"); });
    // The rows are placed anew once the text has grown.
    await expect.poll(() => grid(page).getByRole("row").last().evaluate((row) => row.getBoundingClientRect().height)).toBeGreaterThan(70);
    await page.waitForTimeout(100);
    await page.keyboard.press("Control+End");
    const tops = await grid(page).getByRole("row").evaluateAll((rows) => rows.slice(-3).map((row) => row.getBoundingClientRect().top));
    expect((tops[2] ?? 0) - (tops[1] ?? 0)).toBeGreaterThan(70);
    expect(await inSight(page)).toBe(true);
    expect(await focused(page)).toBe("3001:16");
    await picture(page, "plan-large-text-light");
    expect(await drawn(page)).toBeLessThan(60);
    await page.close();
  });

  it("opens the note behind a day, and behind what could not be read", async () => {
    const page = await preview(few);
    await page.getByRole("gridcell", { name: "12, not sent: 12 isn't between 1 and 9." }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".modal").count()).toBe(0);
    expect(await page.locator(".playground-note-title").innerText()).toBe(addDays(TODAY, -3));
    await command(page, "exist sync: preview");
    await page.getByRole("link", { name: `open ${addDays(TODAY, -1)}` }).click();
    await expect.poll(() => page.locator(".playground-note-title").innerText()).toBe(addDays(TODAY, -1));
    await page.close();
  });

  it("sends what was ticked, whatever is filtered", async () => {
    const page = await preview(few, { isDark: true });
    await picture(page, "plan-dark");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Replaced" }).click();
    await picture(page, "plan-replaced-dark");
    await page.getByRole("button", { name: "Send 163 values" }).click();
    await page.getByText("163 values for 11 days sent.").waitFor();
    await page.close();
  });

  it.each([["light", false], ["dark", true]] as const)("can be read and sent on a phone, by touch, when it is %s", async (theme, isDark) => {
    const page = await preview(few, { isPhone: true, isDark });
    await picture(page, `plan-phone-${theme}`);
    const send = page.getByRole("button", { name: "Send 163 values" });
    expect(await send.evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    await grid(page).evaluate((element) => { element.scrollIntoView({ block: "start" }); });
    await picture(page, `plan-phone-grid-${theme}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.viewport.width);
    expect(await page.locator(".exist-sync-preview .modal-content").evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    const low = await page.locator(".exist-sync-preview").locator("button, select, summary, [role='row']").evaluateAll((elements) => elements.filter((element) => { const { height } = element.getBoundingClientRect(); return height > 0 && height < 43.5; }).map((element) => element.textContent));
    expect(low).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await grid(page).evaluate((element) => { element.scrollLeft = 400; });
    await picture(page, `plan-phone-scrolled-${theme}`);
    await send.tap();
    await page.getByText("163 values for 11 days sent.").waitFor();
    await page.close();
  });
});
