import { describe, expect, it, vi } from "vitest";
import { FaultyDatabases } from "../host/faulty-storage";
import { atNoon, note, sleep, TestApp, TODAY } from "./app";

atNoon();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const UP_TO_DATE = "Exist: up to date";
const NOTE = `${TODAY}.md`;
const OTHER = "2026-09-19.md";
const DAYS = { [OTHER]: note({ steps: 100, mood: 5 }), [NOTE]: note({ steps: 300 }) };

async function live(app: TestApp, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 30 * SECOND) {
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    await app.host.until(() => !app.plugin.schedule.now.running, "the run is over");
  }
}

/** Writes for ten minutes: every half a minute another value, and after each of them `leave`, which takes up to 15 seconds. */
async function write(app: TestApp, leave: () => Promise<void>): Promise<void> {
  for (let at = 1; at <= 20; at += 1) {
    app.host.type(NOTE, note({ steps: 300 + at }));
    await vi.advanceTimersByTimeAsync(15 * SECOND);
    await leave();
  }
}

async function putAway(app: TestApp): Promise<void> {
  app.host.hide();
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  app.host.show();
  await vi.advanceTimersByTimeAsync(5 * SECOND);
}

describe("ten minutes of writing make two requests at most, and nothing is lost", () => {
  it("in two notes by turns", async () => {
    const app = await TestApp.steady(DAYS);
    await write(app, async () => {
      app.host.openNote(OTHER);
      await vi.advanceTimersByTimeAsync(15 * SECOND);
    });
    expect(app.world.calls.length).toBeLessThanOrEqual(2);
    app.host.openNote(null);
    await live(app, 20 * MINUTE);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 320 }, UP_TO_DATE]);
  });

  it("on a phone that is put away and taken up again", async () => {
    const app = await TestApp.steady(DAYS, {}, { mobile: true });
    await write(app, () => putAway(app));
    expect(app.world.calls.length).toBeLessThanOrEqual(2);
    await live(app, 20 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 320 });
  });

  it("on a phone whose app is closed then, so that the rest goes at the next start", async () => {
    const app = await TestApp.steady(DAYS, {}, { mobile: true });
    await write(app, () => putAway(app));
    const again = await app.restart(true);
    await live(again, MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 320 });
  });

  it("on a phone that sleeps then, so that the rest goes when it is taken up again", async () => {
    const app = await TestApp.steady(DAYS, {}, { mobile: true });
    await write(app, () => putAway(app));
    app.host.hide();
    sleep(8 * HOUR);
    app.host.show();
    await vi.advanceTimersByTimeAsync(SECOND);
    await app.host.until(() => app.held()[TODAY]?.["steps"] === 320, "the rest is sent");
  });
});

describe("storage that fails for a while", () => {
  it("is tried again by itself, though nothing is edited any more", async () => {
    const databases = new FaultyDatabases();
    const app = await TestApp.steady(DAYS, {}, { indexedDB: databases.factory });
    databases.fault = "full";
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 300 }, "Exist: check storage of this device"]);
    databases.fault = null;
    await live(app, 30 * MINUTE);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 301 }, UP_TO_DATE]);
  });
});
