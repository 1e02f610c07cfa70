import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { faultyDevice, FaultyDatabases } from "../host/faulty-storage";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";
import { changeElsewhere, DAYS, HOUR, isUpToDate, live, M1, map, MINUTE, NOTE, previewOpen, prop, SAT, SECOND, SUN, tpl, UP_TO_DATE } from "./life";

atNoon();

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;


const REFUSE = { on: { path: "update" }, fault: { kind: "mixed", pick: () => true, code: "validation", error: "Too large" }, times: 1 } as const;
const TAGS = { mappings: [], tagMode: "chosen", chosenTags: ["gym"] };
const create = (label: string, valueType: number): object => ({ kind: "create", label, group: "sleep", valueType });
const cliJson = async (app: TestApp): Promise<Record<string, unknown>> => JSON.parse(await app.host.callCli("exist-sync status json")) as Record<string, unknown>;
async function onceSaid(app: TestApp): Promise<string> {
  await app.host.until(() => app.said() !== "" || app.host.modal() !== null, "answered");
  return `${app.said()} ${app.host.modal()?.textContent ?? ""}`;
}

describe("attributes", () => {
  it("a label that exists with another type: nothing is written to it, and not isUpToDate to date", async () => {
    const app = await TestApp.start({ [NOTE]: note({ nap: 20 }) }, settings({ ...connected, mappings: [map("n", prop("nap"), create("Nap", 3))] }));
    app.world.addAttribute(ACCOUNT, { name: "nap", label: "Nap", group: "sleep", value_type: 2, owner: OUR_CLIENT });
    app.world.setValue(ACCOUNT, "nap", "2026-09-20", "in bed");
    await app.sync();
    await live(app, 10 * MINUTE);
    expect(app.held()).toEqual({ "2026-09-20": { nap: "in bed" } });
    expect(isUpToDate(app)).toBe(false);
  });
  it("an attribute that was deleted at Exist is not remade unseen, and its values are known not to be there", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.removeAttribute(ACCOUNT, "mood");
    await app.host.write(SUN, note({ steps: 200, mood: 7 }));
    await live(app, 30 * MINUTE);
    expect(app.world.attribute(ACCOUNT, "mood")).toBeUndefined();
    expect(isUpToDate(app)).toBe(false);
    const again = await app.restart(true);
    await live(again, 10 * MINUTE);
    expect(isUpToDate(again)).toBe(false);
  });
  it("an attribute deleted and remade as text by hand gets no numbers as text unseen", async () => {
    const app = await TestApp.start({ [NOTE]: note({ nap: 20 }) }, settings({ ...connected, mappings: [map("n", prop("nap"), create("Nap", 0))] }));
    const said = await app.sync();
    await live(app, MINUTE);
    expect(app.held()[TODAY], said).toBeDefined();
    const name = Object.keys(app.held()[TODAY] ?? {})[0] ?? "";
    app.world.removeAttribute(ACCOUNT, name);
    app.world.addAttribute(ACCOUNT, { name, label: "Nap", group: "sleep", value_type: 2, owner: OUR_CLIENT });
    await app.host.write(NOTE, note({ nap: 25 }));
    await live(app, 30 * MINUTE);
    expect(app.held()[TODAY]?.[name]).toBeUndefined();
    expect(isUpToDate(app)).toBe(false);
  });
  it("an attribute deleted and remade with all values gone: old days are sent again or it is said", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.removeAttribute(ACCOUNT, "mood");
    await app.host.write(SUN, note({ steps: 200, mood: 7 }));
    await live(app, 5 * MINUTE);
    const said = await app.sync();
    await live(app, 10 * MINUTE);
    const complete = app.held()["2026-09-20"]?.["mood"] === 7 && app.held()["2026-09-19"]?.["mood"] === 5;
    expect(complete || !isUpToDate(app), `${said} ${JSON.stringify(app.held())} ${app.host.statusBarText()}`).toBe(true);
  });
  it("two mappings to one attribute do not fight, and it is said", async () => {
    const app = await TestApp.start({ [NOTE]: note({ steps: 300, walked: 400 }) }, settings({ ...connected, mappings: [M1, map("w", prop("walked"), tpl("steps"))] }));
    await app.sync();
    await live(app, 30 * MINUTE);
    expect(app.world.updateCalls().length).toBeLessThanOrEqual(1);
    expect(isUpToDate(app)).toBe(false);
  });
  it("the preview took a tag for new; the other device made it a second ago", async () => {
    const app = await TestApp.start({ [NOTE]: note({ tags: ["gym"] }) }, settings({ ...connected, ...TAGS }));
    await previewOpen(app);
    app.world.addAttribute(ACCOUNT, { name: "gym", label: "gym", group: "custom", value_type: 7, owner: OUR_CLIENT, manual: false });
    app.world.setValue(ACCOUNT, "gym", TODAY, 0);
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    await live(app, 5 * MINUTE);
    const gyms = app.world.attributes(ACCOUNT).filter(({ label }) => label.toLowerCase() === "gym");
    expect(gyms).toHaveLength(1);
    expect(app.held()[TODAY]?.["gym"] === 1 ? isUpToDate(app) : !isUpToDate(app)).toBe(true);
  });
  it("a token narrowed at Exist: nothing silent, and what was missed goes with the wide one", async () => {
    const app = await TestApp.steady(DAYS);
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: app.world.personalToken(ACCOUNT, ["activity_read", "activity_write"]), account: ACCOUNT } });
    await app.host.write(SUN, note({ steps: 201, mood: 7 }));
    await live(app, 20 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 201, mood: 6 });
    expect(isUpToDate(app)).toBe(false);
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: app.token, account: ACCOUNT } });
    await live(app, 20 * MINUTE);
    if (!isUpToDate(app)) await app.sync();
    await live(app, MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 201, mood: 7 });
    expect(isUpToDate(app)).toBe(true);
  });
});

describe("what is said", () => {
  it("a refused value over two restarts, on a phone: in the status view and by the command", async () => {
    const app = await TestApp.steady(DAYS, {}, { mobile: true });
    app.world.script(REFUSE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    expect(app.said()).not.toBe("");
    const again = await (await app.restart(true)).restart(false);
    await live(again, 2 * MINUTE);
    again.clear();
    again.host.runCommand(`${ID}:sync`);
    const said = await onceSaid(again);
    expect(said).toMatch(/refused|sent/);
    expect(said.trim()).not.toBe("Nothing new to send.");
  });
  it("a refused value whose note is deleted does not haunt; one whose note comes back is refused or sent, not forgotten", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script(REFUSE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    expect(isUpToDate(app)).toBe(false);
    await app.host.remove(NOTE);
    await live(app, 20 * MINUTE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 20 * MINUTE);
    expect(app.held()[TODAY]?.["steps"] === 301 || !isUpToDate(app)).toBe(true);
  });
  it("a refused value that goes back to what Exist holds is isUpToDate to date again", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script(REFUSE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    await app.host.write(NOTE, note({ steps: 300 }));
    await live(app, 30 * MINUTE);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 300 }, UP_TO_DATE]);
  });
  it("a refused value goes when another window or device puts the settings anew", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script(REFUSE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    await changeElsewhere(app, { quietSeconds: 30 });
    await live(app, 30 * MINUTE);
    expect(app.held()[TODAY]?.["steps"] === 301 || !isUpToDate(app)).toBe(true);
  });
  it("an unreadable value on a day before syncFrom, or of a mapping that is off, does not spoil the state", async () => {
    const app = await TestApp.steady({ ...DAYS, "2026-01-01.md": note({ steps: "lots" }), [SAT]: note({ steps: 100, mood: 5, pages: "lots" }) });
    expect(isUpToDate(app)).toBe(true);
  });
  it("an unreadable value in an old note within range spoils the state after several restarts, cold too", async () => {
    const app = await TestApp.steady({ ...DAYS, "2026-09-01.md": note({ steps: "lots" }) });
    expect(isUpToDate(app)).toBe(false);
    const again = await (await app.restart(true)).restart(false, undefined, {}, true);
    await live(again, 20 * MINUTE);
    expect(isUpToDate(again)).toBe(false);
    expect(JSON.stringify(await cliJson(again))).toContain("not-a-number");
  });
  it("sync switched off: an edit is not isUpToDate to date, also after a restart", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    expect(isUpToDate(app)).toBe(false);
    const again = await app.restart(false);
    await live(again, 5 * MINUTE);
    expect(again.world.calls).toEqual([]);
    expect(isUpToDate(again)).toBe(false);
  });
  it("sync switched off: what changed while the app was closed is not isUpToDate to date", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    const again = await app.restart(false, (adapter) => { adapter.put(NOTE, note({ steps: 301 })); });
    await live(again, 30 * MINUTE);
    expect(again.world.calls).toEqual([]);
    expect(isUpToDate(again), again.host.statusBarText()).toBe(false);
    expect(await again.host.callCli("exist-sync status")).not.toContain("Nothing waits");
  });
  it("sync switched off over midnight with tomorrow's note written: not isUpToDate to date", async () => {
    const app = await TestApp.steady(DAYS, { autoSync: false });
    await app.host.write("2026-09-22.md", note({ steps: 5 }));
    await app.sync();
    await live(app, 14 * HOUR);
    expect(app.held()["2026-09-22"]).toBeUndefined();
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
  });
  it("the command says nothing false while the index lags", async () => {
    const app = await TestApp.steady(DAYS);
    app.host.app.metadataCache.hold(NOTE);
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(SECOND);
    app.host.runCommand(`${ID}:sync`);
    const said = await onceSaid(app);
    expect(said.trim(), app.host.statusBarText()).not.toBe("Nothing new to send.");
  });
  it("the command says nothing false when no notes are found", async () => {
    const app = await TestApp.steady({ [`A/${SUN}`]: note({ steps: 200 }) }, { sources: [{ folder: "A", format: "YYYY-MM-DD" }] });
    await app.host.rename("A", "Away");
    await vi.advanceTimersByTimeAsync(SECOND);
    app.host.runCommand(`${ID}:sync`);
    const said = await onceSaid(app);
    expect(said.trim()).not.toBe("Nothing new to send.");
    expect(await app.host.callCli("exist-sync status")).not.toMatch(/isUpToDate to date|Nothing is waiting to be sent\.\n?$/i);
  });
  it("the command says nothing false of an unreadable value that an automatic run has met", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(NOTE, note({ steps: "lots" }));
    await live(app, 5 * MINUTE);
    app.clear();
    app.host.runCommand(`${ID}:sync`);
    const said = await onceSaid(app);
    expect(said).toMatch(/can.t be read/);
  });
  it("a file that never finishes reading after a cold start is not isUpToDate to date", async () => {
    const app = await TestApp.steady(DAYS);
    const again = await app.restart(false, (adapter) => { adapter.put(SUN, note({ steps: 201, mood: 6 })); adapter.breakReading(SUN, { kind: "never" }); });
    await live(again, 30 * MINUTE);
    expect(isUpToDate(again), again.host.statusBarText()).toBe(false);
  });
  it("one item echoed under another value is not taken for acknowledged", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "unasked" }, times: 1 });
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 20 * MINUTE);
    expect([app.held()[TODAY], app.host.statusBarText()]).toEqual([{ steps: 301 }, UP_TO_DATE]);
  });
});

describe("devices and accounts", () => {
  it("disconnect, and connect again as the same: edits between are sent, and nothing is asked twice or lost", async () => {
    const app = await TestApp.steady(DAYS);
    await app.plugin.disconnect();
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 3 * MINUTE);
    app.host.runCommand(`${ID}:connect`);
    type(app.input("Personal token"), app.world.personalToken(ACCOUNT));
    app.button("Connect")?.click();
    await app.host.until(() => app.plugin.isConnected, "connected");
    await live(app, 5 * MINUTE);
    expect(app.held()[TODAY]?.["steps"] === 301 || !isUpToDate(app)).toBe(true);
    app.clear();
    await app.sync();
    expect(app.held()[TODAY]?.["steps"]).toBe(301);
  });
  it("a second device of the same vault replaces nothing of the first unseen", async () => {
    const first = await TestApp.steady(DAYS);
    first.world.setValue(ACCOUNT, "steps", TODAY, 8888);
    const second = await first.restart(false, (adapter) => { adapter.put(NOTE, note({ steps: 302 })); }, { indexedDB: new FaultyDatabases().factory, device: faultyDevice() });
    await live(second, 30 * MINUTE);
    expect(second.held()[TODAY]?.["steps"]).toBe(8888);
    expect(isUpToDate(second)).toBe(false);
  });
  it("the plugin disabled while a run waits for Exist, enabled again: the edit is sent once it can be", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.script({ on: { path: "update" }, fault: { kind: "silent", done: false } });
    await app.host.write(NOTE, note({ steps: 301 }));
    await vi.advanceTimersByTimeAsync(61 * SECOND);
    app.host.disable(ID);
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    const again = await app.restart(false);
    await live(again, 30 * MINUTE);
    expect([again.held()[TODAY], again.host.statusBarText()]).toEqual([{ steps: 301 }, UP_TO_DATE]);
  });
  it("a range that was begun for one account does not go on for another", async () => {
    const files: Record<string, string> = {};
    for (let ago = 0; ago < 300; ago += 1) files[`${new Date(Date.UTC(2026, 8, 21 - ago)).toISOString().slice(0, 10)}.md`] = note({ steps: 1000 + ago, mood: 5 });
    const app = await TestApp.steady(files);
    app.world.addAccount({ username: "kim", timezone: zone });
    for (const template of ["steps", "mood"]) app.world.addAttribute("kim", { template, owner: OUR_CLIENT });
    app.host.runCommand(`${ID}:backfill`);
    await app.host.until(() => app.host.root.querySelector(".exist-sync-counts")?.textContent?.startsWith("Notes") === true, "the notes are counted");
    app.button("All notes")?.click();
    await vi.advanceTimersByTimeAsync(SECOND);
    app.button("See what would be sent")?.click();
    await app.host.until(() => app.button("Send ") !== null, "plan");
    app.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "status", status: 429, headers: { "retry-after": "600" } } });
    app.button("Send ")?.click();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: app.world.personalToken("kim"), account: "kim" } });
    await live(app, 30 * MINUTE);
    expect(app.world.valuesOf("kim")).toEqual({});
  });
});
