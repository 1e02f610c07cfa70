import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { faultyDevice } from "../host/faulty-storage";
import { ACCOUNT, atNoon, ID, note, settings, sleep, TestApp, TODAY } from "./app";
import { changeElsewhere, DAYS, HOUR, isUpToDate, live, MINUTE, NOTE, SAT, SECOND, SUN, UP_TO_DATE } from "./life";

atNoon();


const GYM = { mappings: [], tagMode: "chosen", chosenTags: ["gym"] };
const REFUSE = { on: { path: "update" }, fault: { kind: "mixed", pick: () => true, code: "validation", error: "Too large" }, times: 1 } as const;

describe("a day that comes", () => {
  it("while the device slept, and the app is brought to the front: sent, and never said to be isUpToDate to date before", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write("2026-09-22.md", note({ steps: 5, mood: 3 }));
    await live(app, 5 * MINUTE);
    app.host.hide();
    sleep(20 * HOUR);
    app.host.show();
    await live(app, 10 * MINUTE);
    expect([app.held()["2026-09-22"], app.host.statusBarText()]).toEqual([{ steps: 5, mood: 3 }, UP_TO_DATE]);
  });
  it("in an account behind the device's, whose zone is known: today's note goes later by itself, without a refusal", async () => {
    const app = await TestApp.start(DAYS, settings({ connection: { keptIn: "settings", accessToken: "TOKEN", account: ACCOUNT, timezone: "Pacific/Pago_Pago" } }));
    app.world.addAccount({ username: ACCOUNT, timezone: "Pacific/Pago_Pago" });
    const token = app.world.personalToken(ACCOUNT);
    vi.setSystemTime(new Date(2026, 8, 21, 1));
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: token, account: ACCOUNT, timezone: "Pacific/Pago_Pago" } });
    await vi.advanceTimersByTimeAsync(SECOND);
    await app.sync();
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
    await live(app, 23 * HOUR);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 300 }, UP_TO_DATE]);
  });
  it("the status view and the command line say so of tomorrow's note, with sync switched off", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await app.host.write("2026-09-22.md", note({ steps: 5 }));
    await app.sync();
    await live(app, 14 * HOUR);
    const answer = await app.host.callCli("exist-sync status");
    expect(answer).not.toContain("Nothing is waiting to be sent.");
  });
});

describe("owners", () => {
  it("a watch gives the attribute back: it is not claimed unseen", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.giveTo(ACCOUNT, "steps", "fitbit");
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    app.world.giveTo(ACCOUNT, "steps", null);
    await app.host.write(NOTE, note({ steps: 302 }));
    await live(app, 20 * MINUTE);
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).toBeNull();
  });
  it("the release window: an attribute that a watch took meanwhile stays the watch's", async () => {
    const app = await TestApp.steady(DAYS);
    app.host.runCommand(`${ID}:release`);
    await app.host.until(() => app.host.modal() !== null, "opens");
    app.row("Mood").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.world.addService("fitbit", "Fitbit", ["mood"]);
    app.world.giveTo(ACCOUNT, "mood", "fitbit");
    app.button("Stop filling")?.click();
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(app.world.attribute(ACCOUNT, "mood")?.owner).toBe("fitbit");
    await app.host.write(SUN, note({ steps: 200, mood: 8 }));
    await live(app, 10 * MINUTE);
    expect(app.world.attribute(ACCOUNT, "mood")?.owner).toBe("fitbit");
  });
  it("a released attribute whose note is edited is not claimed again by itself, and two restarts change nothing", async () => {
    const app = await TestApp.steady(DAYS);
    app.host.runCommand(`${ID}:release`);
    await app.host.until(() => app.host.modal() !== null, "opens");
    app.row("Mood").querySelector<HTMLElement>(".checkbox-container")?.click();
    app.button("Stop filling")?.click();
    await app.host.until(() => app.button("Close") !== null, "over");
    app.button("Close")?.click();
    const again = await (await app.restart(true)).restart(false);
    await again.host.write(SUN, note({ steps: 200, mood: 8 }));
    await live(again, 20 * MINUTE);
    expect(again.world.attribute(ACCOUNT, "mood")?.owner).not.toBe(OUR_CLIENT);
  });
  it("a preview of a tag that is to become 0 is not sent when the tag came back while it was open", async () => {
    const app = await TestApp.steady({ [SUN]: note({ tags: ["gym"] }) }, { ...GYM, autoSync: false });
    const gym = (await app.data()).tagNames["gym"] as string;
    await app.host.write(SUN, note({ a: 1 }));
    await vi.advanceTimersByTimeAsync(SECOND);
    app.host.runCommand(`${ID}:preview`);
    await app.host.until(() => app.button("Send") !== null, "opens");
    await app.host.write(SUN, note({ tags: ["gym"] }));
    await vi.advanceTimersByTimeAsync(SECOND);
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    await app.sync().catch(() => "");
    expect(app.held()["2026-09-20"]?.[gym]).toBe(1);
  });
});

describe("combinations", () => {
  it("two notes swap while the app is closed, one update is late, and the app is killed in the run", async () => {
    const app = await TestApp.steady(DAYS);
    // Another time than the other's: of one time and one size the app itself has nothing to notice.
    await app.host.write(SAT, note({ steps: 100, mood: 5, seen: true }));
    await live(app, 5 * MINUTE);
    const again = await app.restart(true, async (adapter) => {
      await adapter.rename(SAT, "x.md"); await adapter.rename(SUN, SAT); await adapter.rename("x.md", SUN);
    });
    again.world.script({ on: { path: "update" }, fault: { kind: "late", ms: 10 * MINUTE } });
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    const third = await again.restart(true);
    await live(third, 3 * HOUR);
    expect([third.held()["2026-09-19"], third.held()["2026-09-20"], third.host.statusBarText()]).toEqual([{ steps: 200, mood: 6 }, { steps: 100, mood: 5 }, UP_TO_DATE]);
  });
  it("refused, then the attribute's type is changed at Exist, then restarted cold: still not isUpToDate to date or sent", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script(REFUSE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    const again = await app.restart(true, undefined, {}, true);
    await live(again, 20 * MINUTE);
    expect(again.held()[TODAY]?.["steps"] === 301 || !isUpToDate(again)).toBe(true);
  });
  it("three broken days among many: the others go, the phone's view tells the three, and quiet is kept", async () => {
    const app = await TestApp.steady({ ...DAYS, "2026-09-10.md": note({ steps: "a" }), "2026-09-11.md": "---\nsteps: [1\n---\n", "2026-09-12.md": note({ mood: 77 }) }, {}, { mobile: true });
    await live(app, 60 * MINUTE);
    expect(app.world.calls).toEqual([]);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 301 });
    expect(app.world.calls).toHaveLength(1);
  });
  it("data.json damaged while an edit waits: nothing is sent, not isUpToDate to date, and repaired it goes", async () => {
    const app = await TestApp.steady(DAYS);
    const good = JSON.stringify(await app.data());
    await app.host.write(NOTE, note({ steps: 301 }));
    await app.host.changeDataFromOutside(ID, '{"version":1,"mappings":');
    await live(app, 20 * MINUTE);
    expect(isUpToDate(app)).toBe(false);
    await app.host.changeDataFromOutside(ID, good);
    await live(app, 20 * MINUTE);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 301 }, UP_TO_DATE]);
  });
  it("an answer that is half: the ledger does not take it for sent when the connection of the restarted app is offline", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "truncated" } });
    app.world.script({ on: () => true, fault: { kind: "drop-before" }, times: 3 });
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 2 * MINUTE);
    const again = await app.restart(true);
    await live(again, 2 * HOUR);
    expect([again.held()[TODAY], again.host.statusBarText()]).toEqual([{ steps: 301 }, UP_TO_DATE]);
  });
  it("a person changes an owned value at Exist after we sent it; an edit of another value of the day leaves it", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.setValue(ACCOUNT, "steps", "2026-09-20", 12345);
    await app.host.write(SUN, note({ steps: 200, mood: 8 }));
    await live(app, 20 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 12345, mood: 8 });
  });
  it("ten minutes of 429 from a proxy without a header, then a clock put back an hour: sent within two hours", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "status", status: 429 }, times: 2 });
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    vi.setSystemTime(Date.now() - HOUR);
    await live(app, 3 * HOUR);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 301 }, UP_TO_DATE]);
  });
  it("local storage that forgets, and the plugin switched off and on: the first agreement still stands, nothing is sent twice", async () => {
    const device = faultyDevice();
    const app = await TestApp.steady(DAYS, {}, { device });
    device.local.fault = "forgetful";
    const again = await app.restart(false);
    await live(again, 10 * MINUTE);
    expect(again.world.calls).toEqual([]);
    await again.host.write(NOTE, note({ steps: 301 }));
    await live(again, 10 * MINUTE);
    expect(again.held()[TODAY]?.["steps"] === 301 || !isUpToDate(again)).toBe(true);
  });
});
