import { describe, expect, it, vi } from "vitest";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, atNoon, connected, ID, note, settings, TestApp, TODAY, type } from "./app";
import { changeElsewhere, DAYS, HOUR, live, M1, M2, map, MINUTE, NOTE, previewOpen, prop, SECOND, SUN, tpl, UP_TO_DATE, writes } from "./life";

atNoon();

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;


describe("settings that come from elsewhere", () => {
  it("an earlier syncFrom sends no older day unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, "2026-01-05.md": note({ steps: 5 }) });
    await changeElsewhere(app, { syncFrom: "2026-01-01" });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-01-05"]).toBeUndefined();
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
  });
  it("a mapping whose key changed does not fill the attribute with other values unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, [NOTE]: note({ steps: 300, pace: 7 }) });
    await changeElsewhere(app, { mappings: [map("m1", prop("pace"), tpl("steps")), M2] });
    await live(app, 30 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
  });
  it("another scale or word table is not used unseen for days that were sent", async () => {
    const app = await TestApp.steady(DAYS);
    await changeElsewhere(app, { mappings: [M1, { ...M2, read: { scale: "0-10" } }] });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 200, mood: 6 });
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
  });
  it("another dayOffset moves nothing unseen", async () => {
    const app = await TestApp.steady(DAYS);
    const before = JSON.stringify(app.held());
    await changeElsewhere(app, { mappings: [{ ...M1, read: { dayOffset: -1 } }, M2] });
    await live(app, 30 * MINUTE);
    expect(JSON.stringify(app.held())).toBe(before);
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
  });
  it("tags switched to all create nothing unseen", async () => {
    const app = await TestApp.steady({ ...DAYS, [NOTE]: note({ steps: 300, tags: ["secret"] }) });
    await changeElsewhere(app, { tagMode: "all" });
    await live(app, 30 * MINUTE);
    expect(writes(app)).toEqual([]);
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
  });
  it("an `agreed` list in data.json is no agreement on this device", async () => {
    const app = await TestApp.start(DAYS, settings({ ...connected, agreed: ["steps", "mood"] }));
    for (const template of ["steps", "mood"]) app.world.addAttribute(ACCOUNT, { template, owner: OUR_CLIENT });
    await live(app, 30 * MINUTE);
    expect(writes(app)).toEqual([]);
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
  });
  it("whenRemoved zero from changeElsewhere does not put zeros unseen", async () => {
    const app = await TestApp.steady(DAYS);
    await app.host.write(SUN, note({ mood: 6 }));
    await live(app, 5 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 200, mood: 6 });
    await changeElsewhere(app, { mappings: [{ ...M1, whenRemoved: "zero" }, M2] });
    await live(app, 30 * MINUTE);
    expect(app.held()["2026-09-20"]).toEqual({ steps: 200, mood: 6 });
  });
  it("data.json of a later version: nothing is sent, it is said, and nothing is written over it", async () => {
    const app = await TestApp.steady(DAYS);
    const later = JSON.stringify({ version: 2, anything: [1] });
    await app.host.changeDataFromOutside(ID, later);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 30 * MINUTE);
    expect(writes(app)).toEqual([]);
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
    const again = await app.restart(true);
    await live(again, 5 * MINUTE);
    expect(writes(again)).toEqual([]);
    expect(again.host.statusBarText()).not.toBe(UP_TO_DATE);
    expect(JSON.parse(again.host.kept.adapter.textNow(`.obsidian/plugins/${ID}/data.json`) ?? "")).toEqual(JSON.parse(later));
  });
  it("a mapping switched off and on again sends what changed between", async () => {
    const app = await TestApp.steady(DAYS);
    await changeElsewhere(app, { mappings: [{ ...M1, enabled: false }, M2] });
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    expect(app.held()[TODAY]).toEqual({ steps: 300 });
    await changeElsewhere(app, { mappings: [M1, M2] });
    await live(app, 30 * MINUTE);
    const isTrue = app.held()[TODAY]?.["steps"] === 301 || app.host.statusBarText() !== UP_TO_DATE;
    expect(isTrue).toBe(true);
  });
  it("the account is another one in data.json, with its token: nothing goes there unseen, and back again nothing is lost", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.addAccount({ username: "kim", timezone: zone });
    for (const template of ["steps", "mood"]) app.world.addAttribute("kim", { template, owner: OUR_CLIENT });
    const kim = app.world.personalToken("kim");
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: kim, account: "kim" } });
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 20 * MINUTE);
    expect(app.world.valuesOf("kim")).toEqual({});
    expect(app.host.statusBarText()).not.toBe(UP_TO_DATE);
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: app.token, account: ACCOUNT } });
    await live(app, 20 * MINUTE);
    expect(app.host.statusBarText() !== UP_TO_DATE || app.held()[TODAY]?.["steps"] === 301).toBe(true);
    await app.sync();
    expect(app.held()[TODAY]?.["steps"]).toBe(301);
    expect(app.world.valuesOf("kim")).toEqual({});
  });
});

describe("a preview that is left open", () => {
  it("over a disable sends nothing when its button is pressed", async () => {
    const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }));
    await previewOpen(app);
    const button = app.button("Send");
    app.clear();
    app.host.disable(ID);
    button?.click();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(writes(app)).toEqual([]);
  });
  it("while the note changes sends no value that was not shown", async () => {
    const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }));
    await previewOpen(app);
    await app.host.write(NOTE, note({ steps: 999 }));
    await vi.advanceTimersByTimeAsync(SECOND);
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(app.held()[TODAY]?.["steps"]).not.toBe(999);
  });
  it("while data.json gets another account sends nothing to either that was not shown", async () => {
    const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }));
    app.world.addAccount({ username: "kim", timezone: zone });
    for (const template of ["steps", "mood"]) app.world.addAttribute("kim", { template, owner: OUR_CLIENT });
    await previewOpen(app);
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: app.world.personalToken("kim"), account: "kim" } });
    app.clear();
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(app.world.valuesOf("kim")).toEqual({});
  });
  it("while a watch takes the attribute over does not take it back", async () => {
    const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: false }));
    app.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    await previewOpen(app);
    app.world.addService("fitbit", "Fitbit", ["steps"]);
    app.world.giveTo(ACCOUNT, "steps", "fitbit");
    app.world.setValue(ACCOUNT, "steps", TODAY, 7777);
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(app.held()[TODAY]?.["steps"]).toBe(7777);
    expect(app.world.attribute(ACCOUNT, "steps")?.owner).not.toBe(OUR_CLIENT);
  });
  it("overnight, with the mapping changed by another device, sends nothing by the old one", async () => {
    const app = await TestApp.start({ ...DAYS, [NOTE]: note({ steps: 300, pace: 9 }) }, settings({ ...connected, autoSync: false }));
    await previewOpen(app);
    await changeElsewhere(app, { mappings: [map("m1", prop("pace"), tpl("steps")), M2] });
    await vi.advanceTimersByTimeAsync(14 * HOUR);
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(app.held()[TODAY]).toBeUndefined();
  });
  it("while a note changes and Exist is late is shown again, and then all is right", async () => {
    const app = await TestApp.start(DAYS, settings({ ...connected, autoSync: true }));
    await previewOpen(app);
    app.world.script({ on: (call) => call.method === "POST", fault: { kind: "delay", ms: 20 * SECOND }, times: 1 });
    app.button("Send")?.click();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    await app.host.write(NOTE, note({ steps: 301 }));
    await live(app, 5 * MINUTE);
    if (app.button("Send") !== null) app.button("Send")?.click();
    await live(app, 10 * MINUTE);
    expect(app.host.statusBarText() !== UP_TO_DATE || app.held()[TODAY]?.["steps"] === 301).toBe(true);
  });
});

describe("other windows that are left open", () => {
  it("release: not at an account that was connected meanwhile", async () => {
    const app = await TestApp.steady(DAYS);
    app.world.addAccount({ username: "kim", timezone: zone });
    for (const template of ["steps", "mood"]) app.world.addAttribute("kim", { template, owner: OUR_CLIENT });
    app.host.runCommand(`${ID}:release`);
    await app.host.until(() => app.host.modal() !== null, "opens");
    app.row("Mood").querySelector<HTMLElement>(".checkbox-container")?.click();
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: app.world.personalToken("kim"), account: "kim" } });
    app.button("Stop filling")?.click();
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(app.world.attribute("kim", "mood")?.owner).toBe(OUR_CLIENT);
  });
  it("add: not to an account that was connected meanwhile", async () => {
    const app = await TestApp.start({}, settings({ ...connected, mappings: [], autoSync: false }));
    app.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    app.world.addAccount({ username: "kim", timezone: zone });
    app.world.addAttribute("kim", { template: "coffees", owner: OUR_CLIENT });
    app.host.runCommand(`${ID}:increment`);
    await app.host.until(() => app.host.root.querySelector(".prompt .suggestion-item") !== null, "list");
    app.host.root.querySelector<HTMLElement>(".suggestion-item")?.click();
    type(app.input("Amount"), "1");
    await changeElsewhere(app, { connection: { keptIn: "settings", accessToken: app.world.personalToken("kim"), account: "kim" } });
    app.button("Add")?.click();
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect(app.world.valuesOf("kim")).toEqual({});
  });
  it("add: over a disable nothing is added", async () => {
    const app = await TestApp.start({}, settings({ ...connected, mappings: [], autoSync: false }));
    app.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    app.host.runCommand(`${ID}:increment`);
    await app.host.until(() => app.host.root.querySelector(".prompt .suggestion-item") !== null, "list");
    app.host.root.querySelector<HTMLElement>(".suggestion-item")?.click();
    type(app.input("Amount"), "1");
    const button = app.button("Add");
    app.host.disable(ID);
    button?.click();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(app.held()).toEqual({});
  });
  it("add: a request that never answers and arrives later is not said to be not added", async () => {
    const app = await TestApp.start({}, settings({ ...connected, mappings: [], autoSync: false }));
    app.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    app.world.setValue(ACCOUNT, "coffees", TODAY, 2);
    app.world.script({ on: { path: "increment" }, fault: { kind: "late", ms: 5 * MINUTE } });
    app.host.runCommand(`${ID}:increment`);
    await app.host.until(() => app.host.root.querySelector(".prompt .suggestion-item") !== null, "list");
    app.host.root.querySelector<HTMLElement>(".suggestion-item")?.click();
    type(app.input("Amount"), "1");
    app.button("Add")?.click();
    for (let at = 0; at < 120 && app.said() === ""; at += 1) await vi.advanceTimersByTimeAsync(SECOND);
    const said = app.said();
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(app.held()[TODAY]?.["coffees"]).toBe(3);
    expect(said).not.toContain("Add it again");
  });
});
