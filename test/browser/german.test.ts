import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "./launch";
import { DESKTOP, PHONE, picture, playgroundPages, tokenOn } from "./playground-pages";

/** German words are long: a desktop window, and the narrowest phone there is. */
const SCREENS = [["desktop", "/?lang=de", DESKTOP], ["phone", "/?lang=de&phone", PHONE]] as const;

/** The elements whose text is cut off, or that stick out of the window; of a dropdown, what is chosen in it. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    const isCut = (element: HTMLElement): boolean => {
      const { clientWidth, scrollWidth } = element;
      const { left, right, width } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (width === 0 || element.matches("input, textarea")) return false;
      if (left < -1 || right > document.documentElement.clientWidth + 1) return true;
      if (element instanceof HTMLSelectElement) {
        if (pen === null) throw new Error("There is nothing to measure with.");
        pen.font = style.font;
        return pen.measureText(element.selectedOptions[0]?.text ?? "").width > clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 1;
      }
      return style.overflowX !== "visible" && clientWidth > 0 && scrollWidth > clientWidth + 1;
    };
    return [...document.querySelectorAll<HTMLElement>(".modal *, .notice, .status-bar-item")]
      // The grid of the preview scrolls by itself.
      .filter((element) => element.closest(".exist-sync-grid") === null)
      .filter((element) => element.textContent.trim() !== "" && isCut(element))
      .map((element) => `${element.tagName} ${element.getAttribute("class") ?? ""}: ${(element instanceof HTMLSelectElement ? element.selectedOptions[0]?.text : element.textContent)?.slice(0, 60) ?? ""}`);
  });
}

describeInBrowser("in German, in a real browser", (browser) => {
  const pages = playgroundPages(browser);

  it.each(SCREENS)("nothing is cut off on a %s", async (screen, query, size) => {
    const page = await pages.open(query, { ...size, locale: "de-DE" });
    const look = async (name: string): Promise<void> => {
      await picture(page, `german-${name}-${screen}`);
      expect(await cut(page), name).toEqual([]);
    };
    const scrollTo = (name: string): Promise<void> => page.locator(".setting-item-name", { hasText: name }).last().scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Settings" }).click();
    if (await page.getByText("Nicht verbunden", { exact: true }).isHidden()) await page.locator(".vertical-tab-nav-item", { hasText: "Exist Sync" }).click();
    await page.getByRole("button", { name: "Verbinden", exact: true }).click();
    await page.getByRole("link", { name: "Stattdessen bei Exist anmelden und weniger erlauben" }).click();
    await look("sign-in");
    await page.getByRole("link", { name: "Stattdessen ein persönliches Token verwenden" }).click();
    await page.getByLabel("Persönliches Token").fill(await tokenOn(page));
    await look("connect");
    await page.keyboard.press("Enter");
    await page.getByText("Verbunden als sam").first().waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Abbrechen" }).count()).toBe(0);
    await page.locator(".notice").click();
    await look("settings");
    await page.getByText("Aus meinen Notizen vorschlagen").click();
    await page.getByRole("button", { name: "Auswahl hinzufügen" }).waitFor();
    await look("suggestions");
    await page.getByRole("button", { name: "Auswahl hinzufügen" }).click();
    await page.locator(".setting-item-name", { hasText: /^Eigenschaft mood$/ }).waitFor();
    await scrollTo("Eigenschaft mood");
    await look("mappings");
    await scrollTo("Von selbst synchronisieren");
    await look("automatic");
    await page.locator(".setting-item-name", { hasText: /^Eigenschaft sleep$/ }).click();
    await page.getByText("Die letzten Werte in deinen Notizen").waitFor();
    await look("mapping");
    await page.getByText("Weitere Optionen").click();
    await page.getByText("Weitere Optionen").evaluate((line) => { line.scrollIntoView(); });
    await look("more");
    await page.getByRole("button", { name: "Abbrechen" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+p");
    await page.keyboard.type("Vorschau");
    await look("palette");
    await page.keyboard.press("Enter");
    const send = page.getByRole("button", { name: /^\d+ Werte senden$/ });
    await send.waitFor();
    await look("preview");
    await send.click();
    await page.getByText(/^\d+ Werte für \d+ Tage gesendet\.$/).waitFor();
    await look("sent");
    await page.locator(".notice").last().click();
    await page.keyboard.press("Control+p");
    await page.keyboard.type("Attribute nicht mehr");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Alle auswählen" }).waitFor();
    await look("release");
    await page.getByRole("button", { name: "Abbrechen" }).click();
    await page.keyboard.press("Control+p");
    await page.keyboard.type("Status anzeigen");
    await page.keyboard.press("Enter");
    await page.locator(".exist-sync-runs").waitFor();
    await look("status");
    await page.close();
  });
});
