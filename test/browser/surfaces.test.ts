import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { controls, focused, outOfBounds, tooSmall } from "./examine";
import { describeInBrowser } from "./launch";
import { DESKTOP, PHONE, picture, playgroundPages } from "./playground-pages";
import { Hand, type Surface, SURFACES } from "./surfaces";


const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What Obsidian's own controls do not say (see `test/host/ui/assumptions.ts`): drawn by it from our definitions, in its tab. */
const LEFT_TO_OBSIDIAN: Readonly<Record<string, string>> = {
  label: ".vertical-tab-content .setting-item:not(.exist-sync-row) input",
  "select-name": ".vertical-tab-content .setting-item:not(.exist-sync-row) select",
  "aria-prohibited-attr": ".clickable-icon",
  // The colours of its default theme for links, errors and what is to be pressed; and days that have not come are inactive.
  "color-contrast": "button.mod-cta, button.mod-destructive, a, .setting-item-error, .exist-sync-future",
};

const CONTROLS = "button, a[href], input, select, textarea, [role='button'], [tabindex='0']";
/** Obsidian's own rows and controls in its settings tab; the list of its suggester, which has arrow keys of its own. */
const NOT_OURS = ".vertical-tab-content .setting-item:not(.exist-sync-row, .exist-sync-pressable), .vertical-tab-content .setting-item:not(.exist-sync-row, .exist-sync-pressable) *, .setting-page-titlebar *";
/** The grid of the preview has arrow keys of its own, and a test of its own. */
const GRID = ".exist-sync-grid *";
/** Links within sentences may be as small as the text (WCAG 2.5.8, inline). */
const MAY_BE_SMALL = `${NOT_OURS}, ${GRID}, p a, .exist-sync-steps a`;

/** Ways the page can look. What each sets is taken back before the next. */
const LOOKS = {
  light: () => undefined,
  dark: () => { document.body.classList.replace("theme-light", "theme-dark"); },
  rtl: () => {
    document.documentElement.dir = "rtl";
    document.body.classList.add("mod-rtl");
  },
  // Text of 200 %: what Obsidian's sizes of text are multiplied by, as a phone's own setting does it.
  large: () => {
    const sizes = { "--font-ui-smaller": 24, "--font-ui-small": 26, "--font-ui-medium": 30, "--font-ui-larger": 40, "--font-text-size": 32, "--input-height": 60 };
    for (const [name, size] of Object.entries(sizes)) document.body.style.setProperty(name, `${size}px`);
  },
} as const;
type Look = keyof typeof LOOKS;

function usual(): void {
  document.documentElement.dir = "";
  document.body.removeAttribute("style");
  document.body.classList.remove("mod-rtl", "theme-dark");
  document.body.classList.add("theme-light");
}

describeInBrowser("every surface, for everyone", (browser) => {
  const pages = playgroundPages(browser);

  describe.each([
    { device: "desktop", query: "/", screen: DESKTOP },
    { device: "phone", query: "/?phone", screen: { ...PHONE, isMobile: true } },
  ])("on a $device", ({ device, query, screen }) => {
    const isPhone = device === "phone";
    let page: Page;
    let hand: Hand;

    beforeAll(async () => {
      page = await pages.open(query, { ...screen, reducedMotion: "reduce" });
      page.setDefaultTimeout(10_000);
      await page.evaluate(AXE);
      hand = new Hand(page, isPhone);
    });
    afterAll(async () => { await page.close(); });

    it.each(SURFACES.filter(({ desktopOnly }) => !isPhone || desktopOnly === undefined))("$name", async (surface) => {
      await surface.open(hand);
      const root = page.locator(surface.root).last();
      await root.waitFor();
      const faults: string[] = [];
      const note = (what: string, found: readonly string[]): void => { faults.push(...found.map((fault) => `${what}: ${fault}`)); };
      for (const look of Object.keys(LOOKS) as Look[]) {
        await page.evaluate(LOOKS[look]);
        await picture(page, `${surface.name}-${device}-${look}`);
        if (look === "light" || look === "dark") note(`${look}, axe`, await violations(root, look === "dark"));
        else note(look, await root.evaluate(outOfBounds));
        await page.evaluate(usual);
      }
      note("as usual", await root.evaluate(outOfBounds));
      note("motion", await root.evaluate((element) => document.getAnimations().filter(({ effect }) => effect instanceof KeyframeEffect && element.contains(effect.target)).map(() => "something moves")));
      if (isPhone) note("target", await root.evaluate(tooSmall, [CONTROLS, MAY_BE_SMALL] as const));
      // A prompt has one field, and its list has the arrow keys.
      else if (surface.kind !== "prompt") note("keyboard", await unreachable(root, surface));
      if (!isPhone && (surface.kind === "modal" || surface.kind === "prompt")) note("escape", await leave());
      // What a run says stays until the next row has looked at it.
      if (surface.name !== "progress") await hand.clear();
      expect(faults).toEqual([]);
    });

    it("tells the states of days apart where the system chooses the colours", async () => {
      await hand.command("status");
      await page.locator(".exist-sync-legend").waitFor();
      await page.emulateMedia({ forcedColors: "active" });
      await picture(page, `status-${device}-forced`);
      const shapes = await Promise.all((await page.locator(".exist-sync-legend .exist-sync-mark").all()).map(async (mark) => (await mark.screenshot()).toString("base64")));
      await page.emulateMedia({ forcedColors: "none" });
      await hand.clear();
      expect(shapes).toHaveLength(6);
      expect(new Set(shapes).size).toBe(6);
    });

    /** What axe finds; in the dark only the colours are other ones. */
    async function violations(root: Locator, colours: boolean): Promise<string[]> {
      return root.evaluate(async (element, [left, only]) => {
        const run = (globalThis as unknown as { readonly axe: typeof axe }).axe;
        const { violations: found } = await run.run(element, only ? { runOnly: ["color-contrast"], resultTypes: ["violations"] } : { resultTypes: ["violations"], rules: { region: { enabled: false } } });
        return found.flatMap(({ id, help, nodes }) => nodes.flatMap(({ target, any }) => {
          const at = document.querySelector(String(target[0]));
          const except = left[id];
          return at !== null && except !== undefined && at.matches(except) ? [] : [`${id} (${help}) at ${String(target[0])} ${(any[0]?.message ?? "").slice(0, 120)}`];
        }));
      }, [LEFT_TO_OBSIDIAN, colours] as const);
    }

    /** Walks with Tab: every control is reached, shows that it is, and what is open keeps the focus. */
    async function unreachable(root: Locator, { kind }: Surface): Promise<string[]> {
      const all = await root.evaluate(controls, [CONTROLS, `${NOT_OURS}, ${GRID}`] as const);
      const faults: string[] = [];
      if (kind === "modal" && !(await root.evaluate(focused, CONTROLS)).inside) faults.push("the focus is not in it from the start");
      if (kind !== "modal") {
        await root.evaluate((element, selector) => { (element.matches(selector) ? (element as HTMLElement) : element.querySelector<HTMLElement>(selector))?.focus(); }, CONTROLS);
        await page.keyboard.press("Shift+Tab");
      }
      const reached = new Set<number>();
      for (let presses = 0; presses <= all.length + 8; presses += 1) {
        await page.keyboard.press("Tab");
        const { at, inside, look } = await root.evaluate(focused, CONTROLS);
        if (kind === "modal" && !inside) faults.push("the focus leaves it");
        const control = all[at];
        if (control === undefined || reached.has(at)) continue;
        reached.add(at);
        if (control.needed && control.look === look) faults.push(`${control.name} does not show that it has the focus`);
      }
      return [...faults, ...all.filter(({ needed }, at) => needed && !reached.has(at)).map(({ name }) => `Tab does not lead to ${name}`)];
    }

    async function leave(): Promise<string[]> {
      const before = await page.locator(".modal-container").count();
      await page.keyboard.press("Escape");
      const after = await page.locator(".modal-container").count();
      const returned = await page.evaluate(() => document.activeElement === opened);
      return [...(after < before ? [] : ["it stays open"]), ...(returned ? [] : ["the focus is not given back"])];
    }
  });
});
