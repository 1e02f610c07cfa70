import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const MINUTE = 60_000;
const UP_TO_DATE = "Exist: up to date";
const NOTE = `${TODAY}.md`;
const DAYS = { "2026-09-20.md": note({ steps: 200, mood: 6 }), [NOTE]: note({ steps: 300 }) };
const OTHER = "The token in the settings opens another Exist account (kim) than the one that they name.";

async function live(app: TestApp, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += MINUTE / 2) {
    await vi.advanceTimersByTimeAsync(MINUTE / 2);
    await app.host.until(() => !app.plugin.schedule.now.running, "the run is over");
  }
}

/** Another account whose attributes the plugin may fill. */
function addKim(app: TestApp): string {
  app.world.addAccount({ username: "kim", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  for (const template of ["steps", "mood"]) app.world.addAttribute("kim", { template, owner: OUR_CLIENT });
  return app.world.personalToken("kim");
}

async function bring(app: TestApp, accessToken: string): Promise<void> {
  await app.host.changeDataFromOutside(ID, JSON.stringify({ ...(await app.data()), connection: { keptIn: "settings", accessToken, account: ACCOUNT } }));
}

const profiles = (app: TestApp): number => app.world.callsTo("accounts/profile").length;

describe("settings that bring the token of another account than they name", () => {
  it("send nothing there, ask once whose it is, and say what to do", async () => {
    const app = await TestApp.steady(DAYS);
    await bring(app, addKim(app));
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 20 * MINUTE);
    expect(app.world.valuesOf("kim")).toEqual({});
    expect(app.host.statusBarText()).toBe("Exist: check connection");
    expect(app.said()).toContain(`${OTHER} Nothing was sent there. Connect again in the settings.`);
    await app.host.write(NOTE, note({ steps: 302 }));
    await live(app, 20 * MINUTE);
    const again = await app.restart(false);
    await live(again, 20 * MINUTE);
    expect(app.world.calls.map(({ path }) => path)).toEqual(["/api/2/accounts/profile/"]);
  });

  it("answer a person with the same sentence, whatever is asked for", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await bring(app, addKim(app));
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(1000);
    for (const command of ["sync", "increment", "release"]) {
      app.clear();
      app.host.runCommand(`${ID}:${command}`);
      await app.host.until(() => app.said() !== "", "it is answered");
      expect(app.said()).toContain(OTHER);
    }
    expect(app.world.valuesOf("kim")).toEqual({});
  });

  it("go on by themselves when the right token comes back", async () => {
    const app = await TestApp.steady(DAYS);
    await bring(app, addKim(app));
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    await bring(app, app.token);
    await live(app, 20 * MINUTE);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 301 }, UP_TO_DATE]);
    expect(app.world.valuesOf("kim")).toEqual({});
  });
});

describe("a token that came with the settings", () => {
  it("is asked about once on a device, and not by the runs after that, nor after a restart", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await app.sync();
    expect(profiles(app)).toBe(1);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    const again = await app.restart(true);
    await again.host.write(NOTE, note({ steps: 302 }));
    await live(again, 5 * MINUTE);
    expect([profiles(app), app.held()[TODAY]]).toEqual([1, { steps: 302 }]);
  });
});
