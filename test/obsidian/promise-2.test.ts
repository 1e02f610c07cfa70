import { describe, expect, it, vi } from "vitest";
import { faultyDevice, FaultyDatabases } from "../host/faulty-storage";
import { ACCOUNT, atNoon, connected, ID, note, settings, sleep, TestApp, TODAY } from "./app";
import { DAYS, HOUR, isUpToDate, live, map, MINUTE, NOTE, previewOpen, prop, SECOND, SUN, tpl, UP_TO_DATE, writes } from "./life";

atNoon();


const SOURCES = [{ folder: "A", format: "YYYY-MM-DD" }, { folder: "B", format: "YYYY-MM-DD" }];
const TAGS = { mappings: [], tagMode: "chosen", chosenTags: ["gym"] };
const gymOf = async (app: TestApp): Promise<string> => (await app.data()).tagNames["gym"] as string;

describe("sources and days", () => {
  it("all notes are gone from the only folder at the next start: not isUpToDate to date", async () => {
    const app = await TestApp.steady({ [`A/${SUN}`]: note({ steps: 200 }) }, { sources: [SOURCES[0]] });
    const again = await app.restart(false, (adapter) => adapter.remove(`A/${SUN}`));
    await live(again, 5 * MINUTE);
    expect(again.host.statusBarText()).not.toBe(UP_TO_DATE);
    expect(writes(again)).toEqual([]);
  });
  it("dayOffset -1 with a sum of inline fields: an edit on the day changes the day before only", async () => {
    const app = await TestApp.steady({ [NOTE]: "nap:: 10 min\nnap:: 20 min\n" }, { mappings: [map("n", { kind: "inline", key: "nap" }, tpl("sleep"), { read: { combine: "sum", dayOffset: -1 } })] });
    expect(app.held()).toEqual({ "2026-09-20": { sleep: 30 } });
    await app.host.write(NOTE, "nap:: 10 min\nnap:: 25 min\n");
    await live(app, 5 * MINUTE);
    expect(app.held()).toEqual({ "2026-09-20": { sleep: 35 } });
    expect(app.world.updateCalls()).toHaveLength(1);
    await app.host.write(NOTE, "nap:: 25 min\ntext\nnap:: 10 min\n");
    await live(app, 20 * MINUTE);
    expect(app.world.updateCalls()).toHaveLength(1);
    expect(isUpToDate(app)).toBe(true);
  });
  it("dayOffset +1 of today's note waits for tomorrow, and is sent then by itself", async () => {
    const app = await TestApp.steady({ [NOTE]: note({ sleep: "7h" }), [SUN]: note({ sleep: "8h" }) }, { mappings: [map("n", prop("sleep"), tpl("sleep"), { read: { dayOffset: 1 } })] });
    expect(app.held()).toEqual({ [TODAY]: { sleep: 480 } });
    await live(app, 13 * HOUR);
    expect(app.held()["2026-09-22"]).toEqual({ sleep: 420 });
    expect(isUpToDate(app)).toBe(true);
  });
  it("tomorrow's note, written today, is sent when the day comes, while the app stays open", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write("2026-09-22.md", note({ steps: 5, mood: 3 }));
    await live(app, 5 * MINUTE);
    expect(app.held()["2026-09-22"]).toBeUndefined();
    await live(app, 14 * HOUR);
    expect(app.held()["2026-09-22"]).toEqual({ steps: 5, mood: 3 });
  });
  it("and when the device sleeps over midnight and nothing happens afterwards", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write("2026-09-22.md", note({ steps: 5, mood: 3 }));
    await live(app, 5 * MINUTE);
    sleep(20 * HOUR);
    await live(app, 30 * MINUTE);
    expect([app.held()["2026-09-22"], app.host.statusBarText()]).toEqual([{ steps: 5, mood: 3 }, UP_TO_DATE]);
  });
  it("a tag that is removed while the app is closed is sent as 0, once", async () => {
    const app = await TestApp.steady({ [SUN]: note({ tags: ["gym"] }) }, TAGS);
    const gym = await gymOf(app);
    const again = await app.restart(true, (adapter) => { adapter.put(SUN, note({ a: 1 })); });
    await live(again, 20 * MINUTE);
    expect(again.held()["2026-09-20"]?.[gym]).toBe(0);
    expect(again.world.updateCalls()).toHaveLength(1);
  });
  it("a tag in the note whose properties are broken for a while is not sent as 0", async () => {
    const app = await TestApp.steady({ [SUN]: note({ tags: ["gym"] }) }, TAGS);
    const gym = await gymOf(app);
    await app.host.write(SUN, "---\ntags: [gym\nx: [\n---\n");
    await live(app, 10 * MINUTE);
    expect(app.held()["2026-09-20"]?.[gym]).toBe(1);
    expect(isUpToDate(app)).toBe(false);
  });
  it("a file of a sync program that is empty for a while does not zero its tags for good", async () => {
    const app = await TestApp.steady({ [SUN]: note({ tags: ["gym"] }) }, TAGS);
    const gym = await gymOf(app);
    app.host.disk.write(SUN, "");
    await live(app, 10 * MINUTE);
    app.host.disk.write(SUN, note({ tags: ["gym"] }));
    await live(app, 20 * MINUTE);
    expect([app.held()["2026-09-20"]?.[gym], app.host.statusBarText()]).toEqual([1, UP_TO_DATE]);
  });
});

describe("clocks", () => {
  it("a clock put back a day does not stop the automatic run", async () => {
    const app = await TestApp.steady(DAYS);
    vi.setSystemTime(Date.now() - 24 * HOUR);
    await app.host.write(SUN, note({ steps: 201, mood: 6 }));
    await live(app, 30 * MINUTE);
    expect([app.held()["2026-09-20"], app.host.statusBarText()]).toEqual([{ steps: 201, mood: 6 }, UP_TO_DATE]);
  });
  it("a clock put a year ahead and back, with edits at each, ends well", async () => {
    const app = await TestApp.steady(DAYS);
    const real = Date.now();
    vi.setSystemTime(real + 365 * 24 * HOUR);
    await app.host.write(SUN, note({ steps: 201, mood: 6 }));
    await live(app, 3 * MINUTE);
    vi.setSystemTime(real + 5 * MINUTE);
    await app.host.write(SUN, note({ steps: 202, mood: 6 }));
    await live(app, 30 * MINUTE);
    if (!isUpToDate(app)) await app.sync();
    await live(app, 5 * MINUTE);
    expect([app.held()["2026-09-20"], app.host.statusBarText()]).toEqual([{ steps: 202, mood: 6 }, UP_TO_DATE]);
  });
  it("an hour used isUpToDate while the clock was ahead does not block for a year", async () => {
    const app = await TestApp.steady(DAYS);
    const real = Date.now();
    vi.setSystemTime(real + 30 * 24 * HOUR);
    app.world.script({ on: { path: "update" }, fault: { kind: "status", status: 429, headers: { "retry-after": "1800" } } });
    await app.host.write(SUN, note({ steps: 201, mood: 6 }));
    await live(app, 3 * MINUTE);
    vi.setSystemTime(real + 5 * MINUTE);
    await app.host.write(SUN, note({ steps: 202, mood: 6 }));
    await live(app, 90 * MINUTE);
    expect([app.held()["2026-09-20"], app.host.statusBarText()]).toEqual([{ steps: 202, mood: 6 }, UP_TO_DATE]);
  });
});

describe("quiet", () => {
  it("a value that is changed and changed back asks nothing", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    await app.host.write(NOTE, note({ steps: 300 }));
    await live(app, 20 * MINUTE);
    expect([app.world.calls, app.host.statusBarText()]).toEqual([[], UP_TO_DATE]);
  });
  it("a linter that writes the same value otherwise asks nothing", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(NOTE, "---\r\nsteps: \"300\"\r\nlinted: yes\r\n---\r\n");
    await live(app, 20 * MINUTE);
    expect([app.world.calls, app.host.statusBarText()]).toEqual([[], UP_TO_DATE]);
  });
  it("five presses at once ask once", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(50);
    for (let at = 0; at < 5; at += 1) app.host.runCommand(`${ID}:sync`);
    await live(app, 3 * MINUTE);
    expect(app.world.updateCalls()).toHaveLength(1);
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
  });
});

describe("storage", () => {
  it("IndexedDB lost between two calls of a run: all arrives, and the state is true", async () => {
    const databases = new FaultyDatabases();
    const days: Record<string, string> = {};
    for (let date = 1; date <= 21; date += 1) days[`2026-09-${String(date).padStart(2, "0")}.md`] = note({ steps: date, mood: 5 });
    const app = await TestApp.start(days, settings(connected), { indexedDB: databases.factory });
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "delay", ms: 5000 } });
    await previewOpen(app);
    app.button("Send")?.click();
    await app.host.until(() => app.world.updateCalls().length === 2, "second call");
    await databases.evict();
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    await live(app, 10 * MINUTE);
    const all = Object.keys(app.held()).length === 21;
    expect(all || !isUpToDate(app)).toBe(true);
    // A note changes afterwards.
    await app.host.write(NOTE, note({ steps: 999, mood: 5 }));
    await live(app, 20 * MINUTE);
    expect(app.held()[TODAY]?.["steps"] === 999 || !isUpToDate(app)).toBe(true);
  });
  it("local storage full, an edit, killed, restarted: sent, and true", async () => {
    const device = faultyDevice();
    const app = await TestApp.steady(DAYS, {}, { device });
    device.local.fault = "full";
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(SECOND);
    const again = await app.restart(true);
    await live(again, 20 * MINUTE);
    expect(again.held()[TODAY]?.["steps"] === 301 || !isUpToDate(again)).toBe(true);
    await again.host.write(NOTE, note({ steps: 302 }));
    await live(again, 20 * MINUTE);
    expect(again.held()[TODAY]?.["steps"] === 302 || !isUpToDate(again)).toBe(true);
  });
  it("IndexedDB evicted while closed: nothing is replaced unseen that a person has changed at Exist meanwhile", async () => {
    const databases = new FaultyDatabases();
    const app = await TestApp.steady(DAYS, {}, { indexedDB: databases.factory });
    app.world.setValue(ACCOUNT, "steps", TODAY, 5555);
    const again = await app.restart(false, () => databases.evict());
    await live(again, 20 * MINUTE);
    expect(again.held()[TODAY]?.["steps"]).toBe(5555);
    expect(isUpToDate(again)).toBe(false);
  });
  it("the ledger cannot be written after an update, then the note changes back: the old value is sent again", async () => {
    const databases = new FaultyDatabases();
    const app = await TestApp.steady(DAYS, {}, { indexedDB: databases.factory });
    await app.host.write(NOTE, note({ steps: 301 }));
    app.world.script({ on: { path: "update" }, fault: { kind: "delay", ms: 3000 } });
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.world.updateCalls().length === 1, "on its way");
    databases.fault = "full";
    await live(app, 2 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
    await app.host.write(NOTE, note({ steps: 300 }));
    await live(app, MINUTE);
    databases.fault = null;
    const again = await app.restart(true);
    await live(again, 30 * MINUTE);
    expect(again.held()[TODAY]?.["steps"] === 300 || !isUpToDate(again)).toBe(true);
    expect(again.held()[TODAY]?.["steps"]).toBe(300);
  });
  it("killed while an update is late; the note goes back meanwhile; the late one arrives after the restart", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "late" } });
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    await app.host.until(() => app.world.updateCalls().length === 1, "on its way");
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    const again = await app.restart(true, (adapter) => { adapter.put(NOTE, note({ steps: 300 })); });
    await live(again, MINUTE);
    again.world.letArrive();
    await live(again, 60 * MINUTE);
    expect([again.held()[TODAY]?.["steps"], again.host.statusBarText()]).toEqual([300, UP_TO_DATE]);
  });
  it("two late updates arrive in the wrong order, over two restarts", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "late", ms: 8 * MINUTE } });
    app.world.script({ on: { path: "update" }, fault: { kind: "late", ms: 1 * MINUTE } });
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(100 * SECOND);
    const second = await app.restart(true);
    await second.host.write(NOTE, note({ steps: 302 }));
    await vi.advanceTimersByTimeAsync(100 * SECOND);
    const third = await second.restart(false);
    await live(third, 2 * HOUR);
    expect([third.held()[TODAY]?.["steps"], third.host.statusBarText()]).toEqual([302, UP_TO_DATE]);
  });
});
