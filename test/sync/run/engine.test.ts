import { describe, expect, it } from "vitest";
import { mapping, property, template } from "../../domain/build";
import { valueType } from "../../../src/domain/value-type";
import { MemoryLedgerStore } from "../../../src/obsidian/state/ledger-store";
import { ACCOUNT, rig, type Rig, syncAll } from "../rig";

const HOUR = 3_600_000;
/** Half an hour into today: in whatever zone this runs, today has not come on the date line's other side. */
const EARLY = new Date(2026, 8, 21, 0, 30).getTime();
const FAR_BEHIND = "Etc/GMT+12";
const DAY_FAR_BEHIND = Date.UTC(2026, 8, 21, 12);

const steps = mapping(property("steps"), template("steps"));
const mood = mapping(property("mood"), template("mood"));
const gym = mapping(property("gym"), { kind: "create", label: "Gym & sauna", group: "custom", valueType: valueType.boolean });

function firstRun(settings: Parameters<typeof rig>[0] = {}): Rig {
  const test = rig({ mappings: [steps, mood, gym], ...settings });
  test.notes.write("2026-09-19", { steps: 100, mood: 5, gym: true });
  test.notes.write("2026-09-20", { steps: 200, mood: 6, gym: false });
  test.notes.write("2026-09-21", { steps: 300 });
  return test;
}

describe("the first run", () => {
  it("shows its plan and sends nothing before it is agreed to", async () => {
    const test = firstRun();
    const result = await test.engine.run("command");
    if (result.kind !== "preview") throw new Error("no preview");
    expect(result.plan.reasons).toEqual(["first-run", "agreement"]);
    expect(result.plan.steps.map(({ how, label }) => `${how} ${label}`)).toEqual(["acquire Steps", "acquire Mood", "create Gym & sauna"]);
    expect(test.world.calls.every(({ method }) => method === "GET")).toBe(true);
    expect(test.world.valuesOf(ACCOUNT)).toEqual({});
  });

  it("acquires, creates and sends what was agreed to, and nothing the second time", async () => {
    const test = firstRun();
    const report = await syncAll(test);
    expect(report).toMatchObject({ values: 7, days: 3, calls: 1, unsent: 0, failure: null });
    const name = test.settings.current.mappings[2]?.to.name ?? "";
    expect(test.world.attribute(ACCOUNT, name)?.label).toBe("Gym & sauna");
    expect(test.world.valuesOf(ACCOUNT)).toEqual({
      "2026-09-19": { steps: 100, mood: 5, [name]: 1 }, "2026-09-20": { steps: 200, mood: 6, [name]: 0 }, "2026-09-21": { steps: 300 },
    });
    const before = test.world.calls.length;
    const writes = test.settings.writes;
    expect(await syncAll(test)).toMatchObject({ values: 0, notes: 0 });
    expect(test.world.calls.length).toBe(before);
    expect(test.settings.writes).toBe(writes);
    expect(test.world.impolite).toEqual([]);
  });

  it("never runs by itself", async () => {
    const test = firstRun();
    expect(await test.engine.run("automatic")).toMatchObject({ kind: "report", report: { unsent: 7, waitsFor: ["first-run", "agreement"] } });
    expect(test.world.calls).toEqual([]);
  });

  it("leaves out what was not ticked, does not ask again, and asks when all is to be seen", async () => {
    const test = firstRun();
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    const result = await test.engine.run("command");
    if (result.kind !== "preview") throw new Error("no preview");
    expect(result.plan.steps[0]).toMatchObject({ how: "take-over", owner: { label: "Fitbit" } });
    const report = await test.engine.send(result.plan, new Set(["template:mood", "create:custom:gym & sauna"]));
    expect(report).toMatchObject({ values: 4, unsent: 0 });
    expect(test.world.attribute(ACCOUNT, "steps")?.owner).toBe("fitbit");
    expect(await test.engine.run("command")).toMatchObject({ kind: "report", report: { values: 0 } });
    const again = await test.engine.plan("command", { declined: true });
    expect(again.steps).toMatchObject([{ how: "take-over" }]);
    expect(again.updates.map(({ date, value }) => [date, value])).toEqual([["2026-09-19", 100], ["2026-09-20", 200], ["2026-09-21", 300]]);
  });

  it("sends only what Exist does not hold already", async () => {
    const test = firstRun({ mappings: [steps] });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    test.world.setValue(ACCOUNT, "steps", "2026-09-19", 100);
    test.world.setValue(ACCOUNT, "steps", "2026-09-20", 199);
    const result = await test.engine.run("command");
    if (result.kind !== "preview") throw new Error("no preview");
    expect(result.plan.updates.map(({ date, value, was }) => [date, value, was])).toEqual([["2026-09-20", 200, 199], ["2026-09-21", 300, undefined]]);
    await test.engine.send(result.plan, new Set(["template:steps"]));
    expect(test.world.repeated).toBe(0);
  });
});

describe("a mapping to an attribute that was chosen by its name", () => {
  const walk = mapping(property("walk"), { kind: "attribute", name: "walk" });

  it("learns from Exist what kind of value it takes, once, and reads the note as that", async () => {
    const test = rig({ mappings: [walk] });
    test.world.addAttribute(ACCOUNT, { name: "walk", label: "Walking", group: "health", value_type: valueType.duration, owner: null });
    test.notes.write("2026-09-20", { walk: "1:30" });
    expect(await syncAll(test)).toMatchObject({ values: 1, issues: [] });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ "2026-09-20": { walk: 90 } });
    expect(test.settings.current.mappings[0]?.to).toEqual({ kind: "attribute", name: "walk", label: "Walking", group: "health", valueType: valueType.duration });
    test.world.calls.length = 0;
    test.notes.write("2026-09-21", { walk: "0:45" });
    expect(await syncAll(test)).toMatchObject({ values: 1 });
    expect(test.world.calls.map(({ path }) => path)).toEqual(["/api/2/attributes/update/"]);
  });

  it("learns it beside other mappings, which stay as they are", async () => {
    const test = rig({ mappings: [steps] });
    test.notes.write("2026-09-19", { steps: 100 });
    await syncAll(test);
    const [known] = test.settings.current.mappings;
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, walk] }));
    test.world.addAttribute(ACCOUNT, { name: "walk", label: "Walking", group: "health", value_type: valueType.duration, owner: null });
    test.notes.write("2026-09-20", { steps: 200, walk: "1:30" });
    expect(await syncAll(test)).toMatchObject({ values: 2, issues: [] });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-20"]).toEqual({ steps: 200, walk: 90 });
    expect(test.settings.current.mappings[0]).toBe(known);
  });

  it("is a mistake when Exist has no such attribute, and the rest is sent", async () => {
    const test = rig({ mappings: [walk, steps] });
    test.notes.write("2026-09-20", { walk: "1:30", steps: 100 });
    expect(await syncAll(test)).toMatchObject({ values: 1, issues: [{ key: "walk", found: "1:30", problem: { code: "unknown-type" } }] });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ "2026-09-20": { steps: 100 } });
  });
});

describe("a steady run", () => {
  async function steady(): Promise<Rig> {
    const test = firstRun();
    await syncAll(test);
    test.world.calls.length = 0;
    return test;
  }

  it("sends one edit in one call, by itself", async () => {
    const test = await steady();
    test.notes.write("2026-09-21", { steps: 301, mood: 7 });
    const result = await test.engine.run("automatic");
    expect(result).toMatchObject({ kind: "report", report: { notes: 1, values: 2, calls: 1 } });
    expect(test.world.calls).toHaveLength(1);
  });

  it("makes no call for an edit that changes no mapped value", async () => {
    const test = await steady();
    test.notes.write("2026-09-21", { steps: 300, weather: "rain" });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 1, values: 0, unsent: 0 } });
    expect(test.world.calls).toEqual([]);
  });

  it("packs 35 values to a call", async () => {
    const test = rig({ mappings: [steps, mood] });
    for (let date = 1; date <= 21; date += 1) test.notes.write(`2026-09-${String(date).padStart(2, "0")}`, { steps: date, mood: 5 });
    const report = await syncAll(test);
    expect(report).toMatchObject({ values: 42, calls: 2 });
    const sent = test.world.updateCalls().flatMap(({ body }) => (body as readonly { readonly date: string; readonly name: string }[]).map(({ date, name }) => `${date} ${name}`));
    expect(sent.slice(0, 3)).toEqual(["2026-09-21 mood", "2026-09-21 steps", "2026-09-20 mood"]);
    expect(sent.at(-1)).toBe("2026-09-01 steps");
    expect(test.world.updateCalls()).toHaveLength(2);
  });

  it("asks before more than 14 days are sent, and before a start that was moved back", async () => {
    const test = rig({ mappings: [steps], syncFrom: "2026-09-18" as never });
    for (let date = 1; date <= 21; date += 1) test.notes.write(`2026-09-${String(date).padStart(2, "0")}`, { steps: date });
    await syncAll(test);
    await test.settings.change((now) => ({ ...now, syncFrom: "2026-09-10" as never }));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, waitsFor: ["earlier-days"] } });
    await test.settings.change((now) => ({ ...now, syncFrom: "2026-09-01" as never }));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, waitsFor: ["many-days", "earlier-days"] } });
    expect(await syncAll(test)).toMatchObject({ values: 17 });
  });

  it("looks at every note again when the mappings change, and sends only what is new", async () => {
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, mapping(property("steps"), { kind: "create", label: "Walks", group: "health", valueType: 0 })] }));
    expect(await syncAll(test)).toMatchObject({ notes: 3, values: 3 });
  });

  it("looks at every note again when the mappings were changed while a run was under way", async () => {
    const test = await steady();
    test.notes.write("2026-09-21", { steps: 301, mood: 7 });
    test.world.script({ on: ({ path }) => { if (path.endsWith("/update/")) void test.settings.change((now) => ({ ...now, mappings: now.mappings.map((each) => (each.id === steps.id ? { ...each, from: property("mood") } : each)) })); return false; }, fault: { kind: "html" } });
    await test.engine.run("automatic");
    // What another mapping reads is shown before it replaces what was agreed to.
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 3, values: 0, unsent: 3, waitsFor: ["agreement"] } });
    expect(await syncAll(test)).toMatchObject({ values: 3 });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-19"]).toMatchObject({ steps: 5, mood: 5 });
  });

  it("sends 0 for a tag that is gone, and for nothing else", async () => {
    const test = rig({ mappings: [steps], tagMode: "all", ignoredTags: ["daily"] });
    test.notes.write("2026-09-20", { steps: 5 }, { tags: ["daily", "Rain", "work/deadline"] });
    await syncAll(test);
    const names = test.settings.current.tagNames;
    expect(test.world.valuesOf(ACCOUNT)["2026-09-20"]).toEqual({ steps: 5, [names.rain ?? ""]: 1, [names["work/deadline"] ?? ""]: 1 });
    test.notes.write("2026-09-20", {}, { tags: ["daily", "rain"] });
    const report = await syncAll(test);
    expect(report).toMatchObject({ values: 1, issues: [{ problem: { code: "removed", value: 5 } }] });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-20"]).toEqual({ steps: 5, [names.rain ?? ""]: 1, [names["work/deadline"] ?? ""]: 0 });
  });

  it("changes nothing at Exist when a note is deleted", async () => {
    const test = await steady();
    const held = test.world.valuesOf(ACCOUNT);
    test.notes.remove("2026-09-20");
    await test.engine.run("automatic");
    expect(test.world.valuesOf(ACCOUNT)).toEqual(held);
    expect(test.world.calls).toEqual([]);
  });

  it("lets the note of today wait where the account's day has not come yet, and sends it then", async () => {
    const behind = { keptIn: "settings" as const, account: ACCOUNT, timezone: "Etc/GMT+12" };
    const test = rig({ mappings: [steps], connection: behind });
    test.world.addAccount({ username: ACCOUNT, timezone: "Etc/GMT+12" });
    test.notes.write("2026-09-21", { steps: 1 });
    await test.clock.pass(12.5 * 3_600_000);
    test.notes.write("2026-09-22", { steps: 2 });
    expect(await syncAll(test)).toMatchObject({ values: 1, refused: [] });
    await test.clock.pass(24 * 3_600_000);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, refused: [] } });
    expect(test.world.impolite).toEqual([]);
  });

  it("asks once where the account is when today is refused, and takes what came too early for no refusal", async () => {
    const test = rig({ mappings: [steps, mood], connection: { keptIn: "settings", account: ACCOUNT } }, EARLY);
    test.world.addAccount({ username: ACCOUNT, timezone: FAR_BEHIND });
    test.notes.write("2026-09-21", { steps: 2, mood: 5 });
    const waiting = { refused: [], open: { refused: 0 } };
    const report = await syncAll(test);
    expect(report).toMatchObject({ ...waiting, leftOut: [{ date: "2026-09-21", reason: "future" }] });
    expect(report.lookAgainAt).toBeLessThanOrEqual(DAY_FAR_BEHIND);
    expect(test.settings.current.connection?.timezone).toBe(FAR_BEHIND);
    test.world.calls.length = 0;
    await test.clock.pass(DAY_FAR_BEHIND - 1 - test.clock.now());
    expect(await test.engine.run("automatic")).toMatchObject({ report: { ...waiting, values: 0 } });
    expect(test.world.calls).toEqual([]);
    await test.clock.pass(1);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { ...waiting, values: 2 } });
  });

  it("sends what was refused of a day that was not over once more when another day has come, and then no more", async () => {
    const test = rig({ mappings: [steps], connection: { keptIn: "settings", account: ACCOUNT } });
    test.notes.write("2026-09-21", { steps: 2 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: () => true, code: "validation", error: "Too many." }, times: 9 });
    const tomorrow = new Date(2026, 8, 22).getTime();
    expect(await syncAll(test)).toMatchObject({ refused: [{ text: "Too many." }], lookAgainAt: tomorrow });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { calls: 0, open: { refused: 1 }, lookAgainAt: tomorrow } });
    await test.clock.pass(tomorrow - test.clock.now());
    expect(await test.engine.run("automatic")).toMatchObject({ report: { calls: 1, open: { refused: 1 }, lookAgainAt: null } });
    await test.clock.pass(48 * HOUR);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { calls: 0, open: { refused: 1 } } });
    expect(test.world.callsTo("profile")).toHaveLength(1);
  });

  it("lets the refusal stand where Exist cannot be asked where the account is", async () => {
    const test = rig({ mappings: [steps], connection: { keptIn: "settings", account: ACCOUNT } }, EARLY);
    test.world.addAccount({ username: ACCOUNT, timezone: FAR_BEHIND });
    test.notes.write("2026-09-21", { steps: 2 });
    test.world.script({ on: { path: "profile" }, fault: { kind: "status", status: 503 } });
    expect(await syncAll(test)).toMatchObject({ failure: null, refused: [{ date: "2026-09-21" }], open: { refused: 1 } });
  });

  it("lets a value wait whose day has not come, and sends it then", async () => {
    const bedtime = mapping(property("bedtime"), template("sleep_start"), { read: { dayOffset: 1 } });
    const test = rig({ mappings: [steps, bedtime] });
    test.notes.write("2026-09-20", { steps: 1, bedtime: "23:00" });
    test.notes.write("2026-09-21", { steps: 2, bedtime: "00:30" });
    await syncAll(test);
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ "2026-09-20": { steps: 1 }, "2026-09-21": { steps: 2, sleep_start: 660 } });
    await test.clock.pass(24 * 3_600_000);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1 } });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-22"]).toEqual({ sleep_start: 750 });
  });
});

describe("one note alone", () => {
  it("is sent as the very first thing, and the other notes wait for their own first run", async () => {
    const test = firstRun();
    const scope = { path: "Daily/2026-09-20.md" };
    const result = await test.engine.run("note", scope);
    if (result.kind !== "preview") throw new Error("no preview");
    expect(result.plan.updates.every(({ date }) => date === "2026-09-20")).toBe(true);
    expect(await test.engine.send(result.plan, new Set(result.plan.steps.map(({ key }) => key)))).toMatchObject({ values: 3, days: 1, unsent: 0 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { waitsFor: ["first-run"] } });
    expect(await syncAll(test)).toMatchObject({ values: 4, days: 2 });
  });

  it("is settled among others, and read under new mappings without settling the rest", async () => {
    const test = firstRun();
    await syncAll(test);
    test.notes.write("2026-09-20", { steps: 201, mood: 6, gym: false });
    expect(await test.engine.run("note", { path: "Daily/2026-09-20.md" })).toMatchObject({ report: { values: 1 } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 0 } });
    await test.settings.change((now) => ({ ...now, mappings: now.mappings.slice(0, 1) }));
    await test.engine.run("note", { path: "Daily/2026-09-20.md" });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { notes: 3, values: 0 } });
  });
});

describe("a device whose storage fails", () => {
  it("says so, and sends everything once it works again", async () => {
    const test = firstRun();
    const write = test.store.putMonths.bind(test.store);
    test.store.putMonths = (months, facts) => (months.size > 0 ? Promise.reject(new Error("The disk is full.")) : write(months, facts));
    const report = await syncAll(test);
    expect(report).toMatchObject({ values: 0, unsent: 7, failure: { kind: "unexpected", text: "The disk is full.", waitingHelps: false } });
    expect(test.world.updateCalls()).toEqual([]);
    test.store.putMonths = write;
    expect(await syncAll(test)).toMatchObject({ values: 7, failure: null });
  });

  it("says so when only the report cannot be kept", async () => {
    const test = firstRun();
    const put = test.store.putFact.bind(test.store);
    test.store.putFact = (key, value) => (key === "reports" ? Promise.reject(new Error("The disk is full.")) : put(key, value));
    expect(await syncAll(test)).toMatchObject({ values: 7, failure: { kind: "unexpected", text: "The disk is full." } });
  });
});

describe("hand entry at Exist", () => {
  it("is set as the mapping says, for a template and for an attribute chosen by name", async () => {
    const walk = mapping(property("walk"), { kind: "attribute", name: "walk", label: "Walk", group: "health", valueType: valueType.quantity }, { manual: false });
    const test = rig({ mappings: [mapping(property("steps"), template("steps"), { manual: false }), walk] });
    test.world.addAttribute(ACCOUNT, { name: "walk", label: "Walk", group: "health", value_type: valueType.quantity, owner: null, manual: true });
    test.notes.write("2026-09-20", { steps: 1, walk: 2 });
    expect(await syncAll(test)).toMatchObject({ values: 2, acquired: ["Steps", "Walk"] });
    expect(test.world.callsTo("acquire")[0]?.body).toEqual([{ template: "steps", manual: false }, { name: "walk", manual: false }]);
    expect(test.world.attribute(ACCOUNT, "walk")?.manual).toBe(false);
  });
});

describe("a second device", () => {
  it("with its own empty ledger has agreed to nothing, sees a preview, and sends nothing that Exist holds", async () => {
    const test = firstRun();
    await syncAll(test);
    test.world.calls.length = 0;
    const other = test.open(new MemoryLedgerStore());
    expect(await other.engine.run("automatic")).toMatchObject({ report: { waitsFor: ["first-run", "agreement"] } });
    expect(test.world.calls).toEqual([]);
    expect(await syncAll(other)).toMatchObject({ values: 0 });
    expect(test.world.updateCalls()).toEqual([]);
    expect(test.world.impolite).toEqual([]);
  });
});
