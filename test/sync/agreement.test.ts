import { describe, expect, it } from "vitest";
import { type Target, targetKey, targetType } from "../../src/domain/mapping";
import { valueType } from "../../src/domain/value-type";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import { withoutAnyNames } from "../../src/sync/run/ownership";
import { type Agreement, NOTHING_AGREED, permission, withAttributes } from "../../src/sync/agreement";
import { isUpToDate, syncFacts, syncStatusOf } from "../../src/sync/sync-status";
import { day, mapping, property, template } from "../domain/build";
import { ACCOUNT, rig, type Rig, syncAll, TODAY } from "./rig";
import { all, gym, mood, on, pathOf, previewed, steps } from "./run/weeks";

const MOOD: Target = template("mood", "mood");
const GYM: Target = { kind: "create", label: "Gym", group: "custom", valueType: valueType.boolean, name: "gym" };

function agreedTo(attributes: Agreement["attributes"]): Agreement {
  return { ...NOTHING_AGREED, attributes };
}

describe("what may be sent", () => {
  const agreement = agreedTo(new Map([["mood", { type: valueType.scale }], ["gym", { type: valueType.boolean }]]));

  it("is what was agreed to on this device and stands in the settings, and nothing that only one of them has", () => {
    const maySend = permission(agreement, { agreed: ["mood", "steps"], mappings: [] });
    expect(maySend(MOOD, "mood")).toBe(true);
    expect(maySend(GYM, "gym")).toBe(false);
    expect(maySend(template("steps", "steps"), "steps")).toBe(false);
    expect(permission(NOTHING_AGREED, { agreed: ["mood"], mappings: [] })(MOOD, "mood")).toBe(false);
  });

  it("is not an attribute that takes values of another type now", () => {
    const maySend = permission(agreement, { agreed: ["gym", "mood"], mappings: [] });
    expect(maySend(GYM, "gym")).toBe(true);
    expect(maySend({ ...GYM, valueType: valueType.quantity }, "gym")).toBe(false);
  });

  it("is an attribute of which either side does not know the type", () => {
    const maySend = permission(agreedTo(new Map([["gym", { type: valueType.boolean }], ["walk", { type: undefined }]])), { agreed: ["gym", "walk"], mappings: [] });
    expect(maySend({ kind: "attribute", name: "gym" }, "gym")).toBe(true);
    expect(maySend({ kind: "attribute", name: "walk", valueType: valueType.quantity }, "walk")).toBe(true);
  });

  it("grows by attributes, each as it was agreed to last, and by nothing else", () => {
    const before: Agreement = { since: TODAY, attributes: agreement.attributes, pending: new Set([on(1)]) };
    expect(withAttributes(before, [["gym", { type: valueType.quantity }], ["steps", { type: undefined }]])).toEqual({
      ...before, attributes: new Map([["mood", { type: valueType.scale }], ["gym", { type: valueType.quantity }], ["steps", { type: undefined }]]),
    });
  });
});

/** One day with two values of three mappings; nothing was sent yet. */
function fresh(): Rig {
  const test = rig({ mappings: [steps, mood, gym] });
  test.notes.write(on(1), { steps: 1, mood: 5 });
  return test;
}

describe("a person's first Send", () => {
  it("is shown with everything that the mappings name, also what has no value yet, and asks no more when that comes", async () => {
    const test = fresh();
    const plan = await previewed(test);
    expect(plan.reasons).toEqual(["first-run", "agreement"]);
    expect(plan.steps.map(({ how, label }) => `${how} ${label}`).sort()).toEqual(["acquire Mood", "acquire Steps", "create Gym"]);
    await test.engine.send(plan, all(plan));
    expect(await test.ledger.agreement()).toMatchObject({ since: TODAY, pending: new Set() });
    test.notes.write(on(2), { gym: true });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, waitsFor: [] } });
  });

  it("is remembered with the value type of each attribute by Exist's name", async () => {
    const test = fresh();
    await syncAll(test);
    expect((await test.ledger.agreement()).attributes).toEqual(new Map([steps, mood, gym].map(({ to }) => [to.kind === "template" ? to.template : "gym", { type: targetType(to), rule: expect.any(String) as string, key: targetKey(to) }])));
  });

  it("is not asked about what is switched off or was left unticked", async () => {
    const test = fresh();
    await test.settings.change((now) => ({ ...now, mappings: [steps, { ...mood, enabled: false }, gym], declined: [targetKey(gym.to)] }));
    expect((await previewed(test)).steps.map(({ label }) => label)).toEqual(["Steps"]);
  });

  it("is used up neither by an automatic run nor by one note, a range, or an empty run", async () => {
    const test = fresh();
    test.notes.write(on(2), { steps: 2 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 3, waitsFor: ["first-run", "agreement"] } });
    for (const scope of [{ path: pathOf(1) }, { range: { first: on(1), last: on(1) } }]) {
      const plan = await test.engine.plan("note", scope);
      await test.engine.send(plan, all(plan));
      expect((await test.ledger.agreement()).since).toBeNull();
    }
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ [on(1)]: { steps: 1, mood: 5 } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["first-run", "agreement"] } });
    await syncAll(test);
    expect((await test.ledger.agreement()).since).toBe(TODAY);
  });

  it("stands though nothing could be sent, because Exist gave no answer to it", async () => {
    const test = fresh();
    const plan = await previewed(test);
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    expect(await test.engine.send(plan, all(plan))).toMatchObject({ values: 0, unsent: 2, failure: { kind: "offline" } });
    expect(await test.ledger.agreement()).toMatchObject({ since: TODAY, pending: new Set([on(1)]) });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2, waitsFor: [] } });
    expect((await test.ledger.agreement()).pending).toEqual(new Set());
  });
});

describe("an agreement", () => {
  it("is of one device and one account: settings that travel do not give it", async () => {
    const test = fresh();
    await syncAll(test);
    test.notes.write(on(2), { steps: 2 });
    test.world.calls.length = 0;
    const other = test.open(new MemoryLedgerStore());
    expect(test.settings.current.agreed).toEqual(expect.arrayContaining(["steps", "mood"]));
    expect(await other.engine.run("automatic")).toMatchObject({ report: { values: 0, waitsFor: ["first-run", "agreement"] } });
    expect(test.world.calls).toEqual([]);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, waitsFor: [] } });
  });

  it.each([0, 30])("lets a tag that is removed after another account was connected meanwhile become 0, %d hours after its request was lost", async (hours) => {
    const test = rig({ mappings: [steps], tagMode: "all" });
    test.notes.write(on(1), {}, { tags: ["rain"] });
    const plan = await previewed(test);
    if (hours > 0) test.world.script({ on: { path: "update" }, fault: { kind: "drop-after" } });
    await test.engine.send(plan, all(plan));
    await test.settings.change(withoutAnyNames);
    test.notes.write(on(1), {});
    await test.clock.pass(hours * 3_600_000);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { unsent: 1, waitsFor: ["agreement"] } });
    expect(await syncAll(test)).toMatchObject({ values: 1 });
    expect(test.world.valuesOf(ACCOUNT)[on(1)]).toEqual({ rain: 0 });
  });

  it("is taken back for all devices by the settings, and given again by nobody but a person on this one", async () => {
    const test = fresh();
    await syncAll(test);
    await test.settings.change((now) => ({ ...now, agreed: now.agreed.filter((name) => name !== "mood") }));
    test.notes.write(on(2), { steps: 2, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 1, waitsFor: ["agreement"] } });
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toEqual({ steps: 2 });
    expect(await syncAll(test)).toMatchObject({ values: 1, waitsFor: [] });
  });

  it("is not given again by an older data.json that is restored after it was taken back", async () => {
    const test = fresh();
    await syncAll(test);
    const { agreed, declined } = test.settings.current;
    test.world.addService("watch", "Watch", ["mood"]);
    test.world.giveTo(ACCOUNT, "mood", "watch");
    test.notes.write(on(2), { mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, lost: [{ label: "Mood" }] } });
    await test.settings.change((now) => ({ ...now, agreed, declined }));
    test.world.calls.length = 0;
    test.notes.write(on(3), { mood: 7 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, waitsFor: ["agreement"] } });
    expect(test.world.calls).toEqual([]);
  });

  it("lets what a person has just sent wait where settings that arrive meanwhile take it back", async () => {
    const test = fresh();
    const plan = await test.engine.plan("command");
    const put = test.store.putFact.bind(test.store);
    test.store.putFact = async (key, value) => {
      await put(key, value);
      if (key === "agreement") await test.settings.change((now) => ({ ...now, agreed: [] }));
    };
    const report = await test.engine.send(plan, new Set(plan.steps.map(({ key }) => key)));
    test.store.putFact = put;
    expect(plan.updates.length).toBeGreaterThan(0);
    expect(report).toMatchObject({ values: 0, unsent: plan.updates.length, waitsFor: ["agreement"] });
    expect(isUpToDate(syncStatusOf(await syncFacts(test.ledger, await test.notes.list(), test.settings.current)))).toBe(false);
    expect(await syncAll(test)).toMatchObject({ values: plan.updates.length, unsent: 0 });
  });

  it("does not hold for a mapping that was pointed to a new attribute, or to another type of the same label", async () => {
    const test = fresh();
    await syncAll(test);
    test.notes.write(on(2), { steps: 2, gym: 45 });
    const minutes = mapping(property("gym"), { kind: "create", label: "Gym", group: "custom", valueType: valueType.quantity, name: "gym" });
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings.filter(({ to }) => targetKey(to) !== targetKey(gym.to)), minutes] }));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 1, waitsFor: ["agreement"] } });
    expect(test.world.valuesOf(ACCOUNT)[on(2)]).toEqual({ steps: 2 });
  });

  it("outlives the app, and is there after the ledger was opened again", async () => {
    const test = fresh();
    await syncAll(test);
    const later = test.open();
    expect(await later.ledger.agreement()).toEqual(await test.ledger.agreement());
    test.notes.write(on(2), { mood: 6 });
    expect(await later.engine.run("automatic")).toMatchObject({ report: { values: 1 } });
  });
});

describe("notes from other places than before", () => {
  async function moved(): Promise<Rig> {
    const test = fresh();
    await syncAll(test);
    test.notes.places = [{ folder: "Theirs", format: "YYYY-MM-DD", isMissing: false }];
    test.notes.write(on(2), { steps: 2 }, { path: "Theirs/2026-09-02.md" });
    return test;
  }

  it("are shown before anything of them goes, and once", async () => {
    const test = await moved();
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["other-places"] } });
    const plan = await previewed(test);
    expect(plan).toMatchObject({ reasons: ["other-places"], steps: [], updates: [{ value: 2 }] });
    expect(await test.engine.confirm(plan, new Set())).toMatchObject({ report: { values: 1, waitsFor: [] } });
    test.notes.write(on(3), { mood: 3 }, { path: "Theirs/2026-09-03.md" });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, waitsFor: [] } });
  });

  it("are not agreed to by sending one of them", async () => {
    const test = await moved();
    test.notes.write(on(3), { steps: 3 }, { path: "Theirs/2026-09-03.md" });
    const result = await test.engine.run("note", { path: "Theirs/2026-09-02.md" });
    expect(result).toMatchObject({ kind: "preview", plan: { reasons: ["other-places"] } });
    if (result.kind === "preview") expect(await test.engine.confirm(result.plan, new Set())).toMatchObject({ report: { values: 1, waitsFor: [] } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["other-places"] } });
    expect(test.world.valuesOf(ACCOUNT)).toMatchObject({ [on(2)]: { steps: 2 } });
    expect(test.world.valuesOf(ACCOUNT)[on(3)]).toBeUndefined();
  });

  it("are no others because a folder is missing for a while, and ask for nobody while they hold nothing new", async () => {
    const test = fresh();
    await syncAll(test);
    test.notes.places = [{ folder: "Daily", format: "YYYY-MM-DD", isMissing: true }];
    test.notes.write(on(2), { steps: 2 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, waitsFor: [], missing: ["Daily"] } });
    test.notes.places = [{ folder: "Theirs", format: "YYYY-MM-DD", isMissing: false }];
    expect(await test.engine.run("automatic")).toMatchObject({ report: { unsent: 0, waitsFor: [], missing: [] } });
  });
});

describe("a note of a day that was over before this device first sent", () => {
  async function withLateNote(): Promise<Rig> {
    const test = fresh();
    await syncAll(test);
    test.world.setValue(ACCOUNT, "steps", on(5), 500);
    test.world.calls.length = 0;
    return test;
  }

  it("replaces nothing that Exist holds before a person has seen it", async () => {
    const test = await withLateNote();
    test.notes.write(on(5), { steps: 5 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["replaces"] } });
    expect(test.world.valuesOf(ACCOUNT)[on(5)]).toEqual({ steps: 500 });
    const plan = await previewed(test);
    expect(plan).toMatchObject({ reasons: ["replaces"], updates: [{ date: day("2026-09-05"), was: 500, value: 5 }] });
    expect(await test.engine.send(plan, new Set())).toMatchObject({ values: 1 });
    test.notes.write(on(5), { steps: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, waitsFor: [] } });
  });

  it("is sent by itself where Exist holds nothing else for it, after Exist was asked once", async () => {
    const test = await withLateNote();
    test.notes.write(on(5), { steps: 500 });
    test.notes.write(on(6), { steps: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, waitsFor: [] } });
    expect(test.world.callsTo("with-values")).toHaveLength(1);
    expect(test.world.valuesOf(ACCOUNT)[on(6)]).toEqual({ steps: 6 });
  });

  it("costs no question from the day on which this device first sent", async () => {
    const test = await withLateNote();
    test.notes.write(TODAY, { steps: 21 });
    await test.engine.run("automatic");
    expect(test.world.callsTo("with-values")).toEqual([]);
    expect(test.world.valuesOf(ACCOUNT)[TODAY]).toEqual({ steps: 21 });
  });
});
