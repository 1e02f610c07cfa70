import type { Locator, Page } from "playwright-core";
import type { Host } from "../host/host";
import type { ExistWorld } from "../exist/world";
import { PLUGIN } from "../demo/stage";

declare global {
  /** What the playground leaves on its window. */
  var playground: { readonly world: ExistWorld; readonly host: Host };
  /** What had the focus when the last thing was pressed. */
  var opened: Element | null;
}

/** What people do on the page, by keyboard on a desktop and by touch on a phone. */
export class Hand {
  constructor(readonly page: Page, readonly isPhone: boolean) {}

  /** Presses what is called so: with Enter, or with a finger. */
  async press(target: Locator | string): Promise<void> {
    const found = typeof target === "string" ? this.page.getByRole("button", { name: target, exact: true }).last() : target;
    if (this.isPhone) {
      await found.tap();
      return;
    }
    await found.focus();
    await this.remember();
    await this.page.keyboard.press("Enter");
  }

  /** Runs a command as a hotkey does, from within the note. */
  async command(id: string): Promise<void> {
    if (!this.isPhone) await this.page.getByLabel("Text of the note").focus();
    await this.remember();
    await this.page.evaluate((command) => playground.host.runCommand(command), `${PLUGIN}:${id}`);
  }

  async settings(): Promise<void> {
    await this.press("Settings");
    const nav = this.page.locator(".vertical-tab-nav-item", { hasText: "Exist Sync" });
    if (this.isPhone && (await nav.isVisible())) await nav.tap();
    await this.page.getByText("Daily notes", { exact: true }).waitFor();
  }

  row(name: string): Locator {
    return this.page.locator(".setting-item-name", { hasText: new RegExp(`^${name}$`) });
  }

  modal(): Locator {
    return this.page.locator(".modal").last();
  }

  async write(path: string, change: readonly [string, string]): Promise<void> {
    await this.page.evaluate(async ([at, [from, to]]) => {
      const { host } = playground;
      const file = host.app.vault.getFileByPath(at);
      if (file === null) throw new Error(`No ${at}`);
      await host.write(at, (await host.app.vault.read(file)).replace(from, to));
      await host.until(() => host.app.metadataCache.isQuiet(), "it is indexed");
    }, [path, change] as const);
  }

  /** Closes all that floats, and the view at the side. */
  async clear(): Promise<void> {
    for (let open = await this.floating(); open > 0; open = await this.floating()) await this.page.keyboard.press("Escape");
    await this.page.evaluate(() => {
      for (const leaf of playground.host.app.workspace.getLeavesOfType("exist-sync-status")) leaf.detach();
      for (const notice of document.querySelectorAll<HTMLElement>(".notice")) notice.click();
    });
  }

  private floating(): Promise<number> {
    return this.page.locator(".modal-container").count();
  }

  private async remember(): Promise<void> {
    await this.page.evaluate(() => { if (document.querySelector("[role=dialog]") === null) globalThis.opened = document.activeElement; });
  }
}

/** A place where people meet the plugin. */
export interface Surface {
  readonly name: string;
  /** Leads there from where nothing is open; what the surfaces before it have set up is there. */
  readonly open: (hand: Hand) => Promise<unknown>;
  /** Its outermost element that is ours to answer for. */
  readonly root: string;
  /** Whether Escape closes it and gives the focus back. */
  readonly kind: "modal" | "prompt" | "tab" | "view" | "notice";
  readonly desktopOnly?: true;
}

const TAB = ".vertical-tab-content";
const DIALOG = ".modal-container > .modal";

/** Every surface, in the order of a story: a vault is connected, mapped, previewed, sent, and looked back on. */
export const SURFACES: readonly Surface[] = [
  { name: "status-bar", kind: "view", desktopOnly: true, root: ".exist-sync-status", open: ({ page }) => page.locator(".exist-sync-status").waitFor() },
  { name: "status-not-connected", kind: "view", root: ".exist-sync-status-view", open: (hand) => hand.command("status") },
  { name: "settings-not-connected", kind: "tab", root: TAB, open: (hand) => hand.settings() },
  { name: "connect-token", kind: "modal", root: DIALOG, open: (hand) => settingsThen(hand, "Connect") },
  {
    name: "connect-wrong-token", kind: "modal", root: DIALOG, open: async (hand) => {
      await settingsThen(hand, "Connect");
      await hand.page.getByLabel("Personal token").fill("wrong");
      await hand.page.keyboard.press("Enter");
      await hand.page.getByText("Exist doesn't accept this token.").waitFor();
    },
  },
  {
    name: "connect-nothing-mapped", kind: "modal", root: DIALOG, open: async (hand) => {
      await settingsThen(hand, "Connect");
      await toOAuth(hand);
    },
  },
  { name: "source", kind: "modal", root: DIALOG, open: (hand) => settingsThen(hand, hand.row("Add a folder")) },
  { name: "suggestions", kind: "modal", root: DIALOG, open: (hand) => settingsThen(hand, hand.row("Suggest from my notes")) },
  {
    name: "settings-mapped", kind: "tab", root: TAB, open: async (hand) => {
      await settingsThen(hand, hand.row("Suggest from my notes"));
      await hand.press("Add selected");
      await hand.row("Property mood").waitFor();
    },
  },
  {
    name: "connect-oauth", kind: "modal", root: DIALOG, open: async (hand) => {
      await settingsThen(hand, "Connect");
      await toOAuth(hand);
      await hand.page.getByLabel("Client ID").waitFor();
    },
  },
  {
    name: "settings-connected", kind: "tab", root: TAB, open: async (hand) => {
      await settingsThen(hand, "Connect");
      await hand.page.getByLabel("Personal token").fill(await hand.page.locator(".playground-token-text").first().innerText());
      await hand.page.keyboard.press("Enter");
      await hand.page.getByText("Connected as sam", { exact: true }).waitFor();
    },
  },
  { name: "settings-advanced", kind: "tab", root: `${TAB}.setting-page`, open: async (hand) => {
    await hand.settings();
    // A page is Obsidian's own, and opened by pointer alone as far as is known.
    await hand.row("Advanced").click();
  } },
  {
    name: "mapping", kind: "modal", root: DIALOG, open: async (hand) => {
      await settingsThen(hand, hand.row("Property sleep"));
      await hand.page.getByText("The last values in your notes").waitFor();
    },
  },
  {
    name: "mapping-new", kind: "modal", root: DIALOG, open: async (hand) => {
      await settingsThen(hand, hand.row("Add a mapping"));
      await hand.press("Save");
      await hand.page.getByText("Choose what to read and where it goes.").waitFor();
    },
  },
  { name: "disconnect", kind: "modal", root: DIALOG, open: (hand) => settingsThen(hand, "Disconnect") },
  {
    name: "preview", kind: "modal", root: DIALOG, open: async (hand) => {
      await hand.command("preview");
      await hand.page.getByText("What would be sent to Exist").first().waitFor();
    },
  },
  {
    name: "progress", kind: "notice", root: ".notice", open: async (hand) => {
      await hand.page.evaluate(() => { playground.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "delay", ms: 7000 } }); });
      await hand.command("sync");
      await hand.page.getByRole("button", { name: /^Send \d+ values$/ }).click();
      await hand.page.getByRole("button", { name: "Stop" }).waitFor();
    },
  },
  { name: "notice", kind: "notice", root: ".notice", open: (hand) => hand.page.getByText(/^\d+ values for 31 days sent\.$/).waitFor() },
  {
    name: "status", kind: "view", root: ".exist-sync-status-view", open: async (hand) => {
      await hand.page.evaluate(() => { playground.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: () => true, code: "validation", error: "Steps are counted by your watch" } }); });
      await hand.write("Daily/2026-11-12.md", ["steps: ", "steps: 1"]);
      await hand.command("sync");
      await hand.page.getByText("Exist refused Steps").waitFor();
      await hand.page.locator(".notice").click();
      await hand.write("Daily/2026-11-14.md", ["steps: ", "steps: 1"]);
      await hand.command("status");
      await hand.page.locator(".exist-sync-runs").waitFor();
    },
  },
  {
    name: "status-refused-day", kind: "view", root: ".exist-sync-status-view", open: async (hand) => {
      await hand.command("status");
      await hand.press(hand.page.locator('[data-date="2026-11-12"]'));
      await hand.page.getByText("Steps: Exist refused it: Steps are counted by your watch").waitFor();
    },
  },
  {
    name: "status-trends", kind: "view", root: ".exist-sync-status-view", open: async (hand) => {
      await hand.command("status");
      await hand.page.locator(".exist-sync-runs").scrollIntoViewIfNeeded();
    },
  },
  { name: "increment-choose", kind: "prompt", root: ".prompt", open: async (hand) => {
    await hand.command("increment");
    await hand.page.locator(".suggestion-item").first().waitFor();
  } },
  {
    name: "increment", kind: "modal", root: DIALOG, open: async (hand) => {
      await hand.command("increment");
      await hand.page.locator(".suggestion-item").first().waitFor();
      await hand.page.keyboard.type("coff");
      await hand.page.keyboard.press("Enter");
      await hand.page.getByLabel("Amount").fill("much");
      await hand.page.keyboard.press("Enter");
    },
  },
  {
    name: "compare", kind: "modal", root: DIALOG, open: async (hand) => {
      await hand.command("compare");
      await hand.page.getByRole("button", { name: "Compare", exact: true }).waitFor();
    },
  },
  {
    name: "range", kind: "modal", root: DIALOG, open: async (hand) => {
      await hand.command("backfill");
      await hand.page.getByText("Not known to be at Exist").waitFor();
    },
  },
  {
    name: "set-up", kind: "modal", root: DIALOG, open: async (hand) => {
      await hand.page.evaluate((id) => { (playground.host.plugin(id) as unknown as { setUp: { open: () => void } }).setUp.open(); }, PLUGIN);
      await hand.page.getByText(/Step \d of 4/).waitFor();
    },
  },
  {
    name: "release", kind: "modal", root: DIALOG, open: async (hand) => {
      await hand.command("release");
      await hand.page.getByRole("button", { name: "Select all" }).waitFor();
    },
  },
];

/** The other way in, which is behind a link. */
async function toOAuth(hand: Hand): Promise<void> {
  await hand.press(hand.page.getByRole("link", { name: "Sign in at Exist instead and allow less" }));
}

async function settingsThen(hand: Hand, target: Locator | string): Promise<void> {
  await hand.settings();
  await hand.press(target);
  await hand.page.locator(".modal-container").nth(1).waitFor();
}
