import { describe, expect, it, vi } from "vitest";
import { atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";

atNoon();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const UP_TO_DATE = "Exist: up to date";
const TOMORROW = "2026-09-22";
const DAYS = { "2026-09-19.md": note({ steps: 100, mood: 5 }), "2026-09-20.md": note({ steps: 200, mood: 6 }), [`${TODAY}.md`]: note({ steps: 300 }) };

async function live(app: TestApp, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 30 * SECOND) {
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    await app.host.until(() => !app.plugin.schedule.now.running, "the run is over");
  }
}

/** Exist takes nothing of a day, as one that has not come by its clock. */
function refuse(app: TestApp, day: string, times = 1): void {
  app.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: (item) => JSON.stringify(item).includes(day), code: "validation", error: "Date must not be in the future." }, times });
}

describe("a day that has not come at Exist", () => {
  it("because the account is behind, whose zone data.json does not tell, is not refused but goes by itself when it has come", async () => {
    // Early enough for it to be yesterday there from America as well.
    vi.setSystemTime(new Date(2026, 8, 21, 1));
    const app = await TestApp.start(DAYS, settings(connected));
    app.world.addAccount({ username: "kim", timezone: "Pacific/Pago_Pago" });
    await app.host.changeDataFromOutside(ID, JSON.stringify({ ...(await app.data()), connection: { keptIn: "settings", accessToken: app.world.personalToken("kim"), account: "kim" } }));
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await app.sync()).toBe("Now filled from your notes: Steps and Mood.\n4 values for 2 days sent.");
    expect(app.host.statusBarText()).not.toMatch(/check|up to date/);
    await live(app, 23 * HOUR);
    expect([app.world.valuesOf("kim")[TODAY], app.host.statusBarText()]).toEqual([{ steps: 300 }, UP_TO_DATE]);
  });

  it("because the device's clock was a day ahead goes when it has come", async () => {
    const app = await TestApp.steady(DAYS);
    const real = Date.now();
    refuse(app, TOMORROW);
    vi.setSystemTime(real + 24 * HOUR);
    await app.host.write(`${TOMORROW}.md`, note({ steps: 5 }));
    await live(app, 5 * MINUTE);
    expect(app.host.statusBarText()).toBe("Exist: check 1 value");
    vi.setSystemTime(real + 10 * MINUTE);
    await live(app, 30 * HOUR);
    expect([app.held()[TOMORROW], app.host.statusBarText()]).toEqual([{ steps: 5 }, UP_TO_DATE]);
  });

  it("because the device's clock is some minutes ahead goes a day later at the latest, also after a restart", async () => {
    const app = await TestApp.steady(DAYS);
    vi.setSystemTime(new Date(2026, 8, 22, 0, 1));
    refuse(app, TOMORROW);
    await app.host.write(`${TOMORROW}.md`, note({ steps: 5 }));
    await live(app, 5 * MINUTE);
    expect([app.held()[TOMORROW], app.host.statusBarText()]).toEqual([undefined, "Exist: check 1 value"]);
    const again = await app.restart(false);
    await live(again, 24 * HOUR);
    expect([again.held()[TOMORROW], again.host.statusBarText()]).toEqual([{ steps: 5 }, UP_TO_DATE]);
  });

  it("is not told from a value that Exist never takes: that one is tried on two days, and asks nothing after that", async () => {
    const app = await TestApp.steady(DAYS);
    refuse(app, TODAY, 9);
    await app.host.write(`${TODAY}.md`, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    expect(app.world.updateCalls()).toHaveLength(1);
    await live(app, 40 * HOUR);
    expect(app.world.updateCalls()).toHaveLength(2);
    expect(app.world.callsTo("profile").length).toBeLessThanOrEqual(1);
    expect(app.host.statusBarText()).toBe("Exist: check 1 value");
  });
});
