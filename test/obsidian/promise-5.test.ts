import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY } from "./app";
import { changeElsewhere, DAYS, HOUR, isUpToDate, live, M1, M2, map, MINUTE, NOTE, previewOpen, prop, SAT, SECOND, SUN, tpl, UP_TO_DATE } from "./life";

atNoon();


const diary = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, ago) => [`${new Date(Date.UTC(2026, 8, 21 - ago)).toISOString().slice(0, 10)}.md`, note({ steps: 1000 + ago, mood: 1 + (ago % 9) })]));
const ALL_TAGS = { mappings: [], tagMode: "all" };

describe("settings from elsewhere that replace nothing at Exist", () => {
  it("a mapping of an agreed attribute reads another key: free days are not filled unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, [SUN]: note({ mood: 6, pace: 7 }) });
    await changeElsewhere(app, { mappings: [map("m1", prop("pace"), tpl("steps")), M2] });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ mood: 6 });
    expect(isUpToDate(app)).toBe(false);
  });
  it("another dayOffset: free days are not filled unseen", async () => {
    const app = await TestApp.steady({ [SUN]: note({ steps: 200 }) }, { mappings: [M1] });
    await changeElsewhere(app, { mappings: [{ ...M1, read: { dayOffset: -1 } }] });
    await live(app, 30 * MINUTE);
    expect(app.held()).toEqual({ "2026-09-20": { steps: 200 } });
    expect(isUpToDate(app)).toBe(false);
  });
  it("a first run that was cut short: what is left does not go by another mapping unseen", async () => {
    const app = await TestApp.start({ ...diary(21), "2026-09-02.md": note({ mood: 3, pace: 7 }) }, settings(connected));
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "status", status: 503 }, times: 1 });
    await previewOpen(app);
    app.button("Send")?.click();
    await app.host.until(() => app.world.updateCalls().length === 2, "second");
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(app.held()["2026-09-02"]).toBeUndefined();
    await changeElsewhere(app, { mappings: [map("m1", prop("pace"), tpl("steps")), M2] });
    await live(app, 60 * MINUTE);
    expect(app.held()["2026-09-02"]?.["steps"]).toBeUndefined();
    expect(isUpToDate(app)).toBe(false);
  });
  it("the other way of reading (sum, unit) of an agreed attribute: free days are not filled unseen", async () => {
    const app = await TestApp.steady({ [SUN]: "nap:: 10\nnap:: 20\n", [SAT]: "nap:: 30\n" }, { mappings: [map("n", { kind: "inline", key: "nap" }, tpl("sleep"), { read: { unit: "minutes" } })] });
    const before = JSON.stringify(app.held());
    await changeElsewhere(app, { mappings: [map("n", { kind: "inline", key: "nap" }, tpl("sleep"), { read: { unit: "minutes", combine: "sum" } })] });
    await live(app, 30 * MINUTE);
    expect(JSON.stringify(app.held())).toBe(before);
  });
});

describe("doors", () => {
  it("a page that opens the sync address fifty times causes no requests while nothing changed", async () => {
    const app = await TestApp.steady({ ...DAYS, [SUN]: note({ steps: 200, tags: ["gym"] }) }, { tagMode: "chosen", chosenTags: ["gym"] });
    for (let at = 0; at < 50; at += 1) {
      app.host.openAddress("obsidian://exist-sync?do=sync");
      await vi.advanceTimersByTimeAsync(SECOND);
      await app.host.until(() => !app.plugin.schedule.now.running, "over");
    }
    expect(app.world.calls.length).toBeLessThanOrEqual(2);
  });
  it("a page that opens the preview address fifty times does not use the hour up", async () => {
    const app = await TestApp.steady({ ...DAYS });
    for (let at = 0; at < 50; at += 1) {
      app.host.openAddress("obsidian://exist-sync?do=preview");
      await vi.advanceTimersByTimeAsync(SECOND);
      app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    }
    expect(app.world.calls.length).toBeLessThanOrEqual(30);
  });
  it("tags named like keys of objects are created once and sent", async () => {
    const app = await TestApp.start({ [NOTE]: note({ tags: ["constructor", "__proto__", "toString"] }) }, settings({ ...connected, ...ALL_TAGS }));
    await app.sync();
    await live(app, 5 * MINUTE);
    expect(app.world.attributes(ACCOUNT).map(({ label }) => label).sort()).toEqual(["__proto__", "constructor", "tostring"].sort().map((label) => expect.stringMatching(new RegExp(label.replace(/_/g, "."), "i")) as unknown as string));
    expect(Object.keys(app.held()[TODAY] ?? {})).toHaveLength(3);
  });
});

describe("a range of days under way", () => {
  async function begun(app: TestApp): Promise<void> {
    app.host.runCommand(`${ID}:backfill`);
    await app.host.until(() => app.host.root.querySelector(".exist-sync-counts")?.textContent?.startsWith("Notes") === true, "the notes are counted");
    await vi.advanceTimersByTimeAsync(SECOND);
    app.button("All notes")?.click();
    await vi.advanceTimersByTimeAsync(SECOND);
    app.button("See what would be sent")?.click();
    await app.host.until(() => app.button("Send ") !== null, "plan");
    app.button("Send ")?.click();
    await app.host.until(() => app.world.updateCalls().length > 1, "begun");
  }
  it("cut short by an hour's limit, with an edit in it: in the end Exist holds what the note says last", async () => {
    const app = await TestApp.steady(diary(200));
    app.world.script({ on: { path: "update", nth: 3 }, fault: { kind: "status", status: 429, headers: { "retry-after": "600" } } });
    await begun(app);
    await app.host.write("2026-05-01.md", note({ steps: 77, mood: 7 }));
    await app.host.write(NOTE, note({ steps: 78, mood: 7 }));
    expect(isUpToDate(app) && app.held()["2026-05-01"]?.["steps"] !== 77).toBe(false);
    await live(app, 2 * HOUR);
    expect([app.held()[TODAY]]).toEqual([{ steps: 78, mood: 7 }]);
    expect(app.held()["2026-05-01"]?.["steps"] === 77 || app.host.statusBarText() !== UP_TO_DATE, JSON.stringify(app.held()["2026-05-01"]) + app.host.statusBarText()).toBe(true);
  });
  it("with sync from before, killed while it waits, an edit within, restarted: nothing lost", async () => {
    const app = await TestApp.steady(diary(60), { syncFrom: "2026-07-20" });
    app.world.removeAttribute(ACCOUNT, "mood");
    const again = await app.restart(true);
    await again.host.write("2026-08-01.md", note({ steps: 77, mood: 3 }));
    await live(again, 30 * MINUTE);
    expect(again.held()["2026-08-01"]?.["mood"] === 3 || !isUpToDate(again), `${again.host.statusBarText()} ${JSON.stringify(again.held()["2026-08-01"])} ${again.said()} ${JSON.stringify(again.world.calls.map(({ path, status, body }) => [path, status, body]))} ${JSON.stringify((await again.data()))}`.slice(0, 1500)).toBe(true);
    await again.sync();
    await live(again, 30 * MINUTE);
    const whole = Object.values(again.held()).filter((day) => "mood" in day).length;
    expect(whole === 60 || whole === 64 || !isUpToDate(again), `${whole} ${again.host.statusBarText()}`).toBe(true);
  });
});

describe("the command line", () => {
  it("sync is not ok while a note is not indexed", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    app.host.app.metadataCache.hold(NOTE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    const answer = JSON.parse(await app.host.callCli("exist-sync sync json")) as { ok: boolean };
    expect(answer.ok).toBe(false);
  });
  it("sync is not ok while a value is refused, and says that again next time", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    app.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: () => true, code: "validation", error: "Too large" }, times: 1 });
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(SECOND);
    const first = JSON.parse(await app.host.callCli("exist-sync sync json")) as { ok: boolean };
    const second = JSON.parse(await app.host.callCli("exist-sync sync json")) as { ok: boolean };
    expect(first.ok).toBe(false);
    expect(second.ok, `held: ${JSON.stringify(app.held()[TODAY])}, status bar: ${app.host.statusBarText()}`).toBe(app.held()[TODAY]?.["steps"] === 301);
  });
  it("sync is not ok when no notes are found", async () => {
    const app = await TestApp.steady({ [`A/${SUN}`]: note({ steps: 200 }) }, { sources: [{ folder: "A", format: "YYYY-MM-DD" }], autoSync: false });
    await app.host.rename("A", "Away");
    await vi.advanceTimersByTimeAsync(SECOND);
    const answer = JSON.parse(await app.host.callCli("exist-sync sync json")) as { ok: boolean };
    expect(answer.ok).toBe(false);
  });
});

describe("a first run", () => {
  it("killed while attributes are acquired: nothing more is claimed or sent than was agreed to, and it ends well", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    app.world.script({ on: { path: "acquire" }, fault: { kind: "silent" } });
    await previewOpen(app);
    app.button("Send")?.click();
    await app.host.until(() => app.world.callsTo("acquire").length > 0, "acquiring");
    const again = await app.restart(true);
    await live(again, 20 * MINUTE);
    expect(isUpToDate(again) && again.held()[TODAY] === undefined).toBe(false);
    await again.sync();
    await live(again, 10 * MINUTE);
    expect([again.held()[TODAY], again.host.statusBarText()]).toEqual([{ steps: 300 }, UP_TO_DATE]);
  });
  it("with an unticked attribute: it is never claimed afterwards, by edits, restarts or the command", async () => {
    const app = await TestApp.start(DAYS, settings(connected));
    await previewOpen(app);
    const box = app.host.modal()?.querySelectorAll<HTMLElement>(".checkbox-container");
    box?.[box.length - 1]?.click();
    app.button("Send")?.click();
    await app.host.until(() => app.said() !== "", "sent");
    const claimed = app.world.attributes(ACCOUNT).filter(({ owner }) => owner === OUR_CLIENT).length;
    const again = await app.restart(true);
    await again.host.write(SUN, note({ steps: 201, mood: 8 }));
    await live(again, 20 * MINUTE);
    await again.sync();
    expect(again.world.attributes(ACCOUNT).filter(({ owner }) => owner === OUR_CLIENT)).toHaveLength(claimed);
    expect(claimed).toBe(1);
  });
});
