import { describe, expect, it } from "vitest";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import { daysFrom } from "../../src/presentation/days";
import { othersIn, withDeclined, withoutDeclined } from "../../src/sync/declined";
import { mergeSettings } from "../../src/sync/merge-settings";
import { newSettings } from "../../src/sync/settings";
import { isUpToDate, leftToOthers, type SyncStatus, syncFacts, syncStatusOf } from "../../src/sync/sync-status";
import { ACCOUNT, rig, type Rig, syncAll, TODAY } from "./rig";
import { all, mood, on, previewed, steady, steps } from "./run/weeks";

const STEPS = "template:steps";
const BY_FITBIT = { label: "Steps", owner: "Fitbit" };
const KEPT = { ...newSettings(TODAY), agreed: ["steps", "mood"] };
const LEFT = withDeclined(KEPT, [{ key: STEPS, label: "Steps", name: "steps", owner: { label: "Fitbit" } }]);

describe("settings in which a target is left out", () => {
  it("keep who fills it, and agree to it no more", () => {
    expect(LEFT).toMatchObject({ agreed: ["mood"], declined: [STEPS], others: { [STEPS]: BY_FITBIT } });
    expect(othersIn(LEFT)).toEqual(new Map([[STEPS, BY_FITBIT]]));
  });

  it("forget who filled it once nobody does, it is ours, or it is not left out any more", () => {
    expect(withDeclined(LEFT, [{ key: STEPS, label: "Steps" }])).toMatchObject({ declined: [STEPS], others: {} });
    expect(withoutDeclined(LEFT, new Set([STEPS]))).toMatchObject({ declined: [], others: {} });
    expect(othersIn({ ...LEFT, declined: [] }).size).toBe(0);
  });

  it("come together from two devices", () => {
    expect(mergeSettings(KEPT, { ...KEPT, quietSeconds: 5 }, LEFT)).toMatchObject({ quietSeconds: 5, declined: [STEPS], others: { [STEPS]: BY_FITBIT } });
  });
});

async function standing({ ledger, notes, settings }: Pick<Rig, "ledger" | "notes" | "settings">): Promise<SyncStatus> {
  return syncStatusOf(await syncFacts(ledger, await notes.list(), settings.current));
}

/** Steps and mood were sent for one day; then Fitbit took the steps over, and the notes of two more days have some. */
async function taken(): Promise<Rig> {
  const test = await steady();
  test.world.addService("fitbit", "Fitbit", ["steps"]);
  test.world.giveTo(ACCOUNT, "steps", "fitbit");
  for (const day of [2, 3]) test.notes.write(on(day), { steps: day, mood: day });
  await test.engine.run("automatic");
  return test;
}

describe("an attribute that another service has taken", () => {
  it("is told with the days that it misses, and not with those that Exist acknowledged before", async () => {
    const test = await taken();
    expect(await standing(test)).toMatchObject({ waiting: [], hold: null, others: [{ ...BY_FITBIT, days: 2 }] });
    expect(isUpToDate(await standing(test))).toBe(false);
    expect(leftToOthers(await test.ledger.open(), test.settings.current)).toEqual([{ ...BY_FITBIT, days: [on(2), on(3)] }]);
    const days = await daysFrom(test.ledger, await test.notes.list(), test.settings.current, on(1), TODAY);
    expect([1, 2, 3].map((day) => days.get(on(day))?.state)).toEqual(["sent", "elsewhere", "elsewhere"]);
  });

  it("is told on, with every day that comes, and asks Exist nothing", async () => {
    const test = await taken();
    test.world.calls.length = 0;
    test.notes.write(on(4), { steps: 4 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 0, lost: [], open: { others: [{ ...BY_FITBIT, days: 3 }] } } });
    expect(test.world.calls).toEqual([]);
  });

  it("is told no more of notes that hold nothing for it, or what Exist acknowledged, or are gone", async () => {
    const test = await taken();
    test.notes.write(on(1), { steps: 1, mood: 6 });
    test.notes.write(on(2), { mood: 2 });
    test.notes.remove(on(3));
    await test.engine.run("automatic");
    expect(await standing(test)).toMatchObject({ others: [] });
    expect(isUpToDate(await standing(test))).toBe(true);
  });

  it("is told no more once its mapping is off, and again when it is on", async () => {
    const test = await taken();
    const { mappings } = test.settings.current;
    await test.settings.change((now) => ({ ...now, mappings: mappings.filter(({ from }) => from.kind === "property" && from.key !== "steps") }));
    await test.engine.run("automatic");
    expect(isUpToDate(await standing(test))).toBe(true);
    await test.settings.change((now) => ({ ...now, mappings }));
    await test.engine.run("automatic");
    expect(await standing(test)).toMatchObject({ others: [{ ...BY_FITBIT, days: 2 }] });
  });

  it("is told by another device, too, from what the settings say", async () => {
    const test = await taken();
    const other = test.open(new MemoryLedgerStore());
    const result = await other.engine.run("command");
    if (result.kind === "preview") await other.engine.confirm(result.plan, all(result.plan));
    expect(await standing({ ...test, ledger: other.ledger })).toMatchObject({ others: [{ label: "Steps", owner: "Fitbit" }] });
  });

  it("is taken back through a preview, and then everything goes that is not at Exist", async () => {
    const test = await taken();
    test.world.setValue(ACCOUNT, "steps", on(1), 77);
    const plan = await test.engine.plan("command", { declined: true });
    expect(plan.steps).toMatchObject([{ how: "take-over", label: "Steps" }]);
    await test.engine.confirm(plan, all(plan));
    expect(test.world.valuesOf(ACCOUNT)).toMatchObject({ [on(1)]: { steps: 1 }, [on(2)]: { steps: 2 }, [on(3)]: { steps: 3 } });
    expect(isUpToDate(await standing(test))).toBe(true);
    expect(test.settings.current).toMatchObject({ declined: [], others: {} });
  });

  it("is not claimed when the service gives it back; the next preview asks, and knows what was changed meanwhile", async () => {
    for (const owner of [null, "ours"]) {
      const test = await taken();
      const ours = test.world.attribute(ACCOUNT, "mood")?.owner ?? null;
      test.world.setValue(ACCOUNT, "steps", on(1), 77);
      test.world.giveTo(ACCOUNT, "steps", owner === null ? null : ours);
      test.notes.write(on(3), { steps: 33, mood: 3 });
      await test.engine.run("automatic");
      expect(test.world.valuesOf(ACCOUNT)[on(3)]).toEqual({ mood: 3 });
      expect(isUpToDate(await standing(test))).toBe(false);
      const plan = await test.engine.plan("command", { declined: true });
      expect(plan.steps).toMatchObject([{ how: owner === null ? "acquire" : "owned" }]);
      await test.engine.confirm(plan, all(plan));
      expect(test.world.valuesOf(ACCOUNT)).toMatchObject({ [on(1)]: { steps: 1 }, [on(3)]: { steps: 33 } });
      expect(isUpToDate(await standing(test))).toBe(true);
    }
  });
});

describe("a take-over that a person leaves unticked", () => {
  async function unticked(change: Record<string, unknown> = {}): Promise<Rig> {
    const test = rig({ mappings: [steps, mood], ...change });
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    test.world.setValue(ACCOUNT, "steps", on(1), 1);
    test.notes.write(on(1), { steps: 1, mood: 5 });
    test.notes.write(on(2), { steps: 2, mood: 5 });
    const plan = await previewed(test);
    await test.engine.confirm(plan, new Set(["template:mood"]));
    return test;
  }

  it("is told with the days on which notes say something else than Exist holds", async () => {
    const test = await unticked();
    expect(await standing(test)).toMatchObject({ others: [{ ...BY_FITBIT, days: 1 }] });
    await test.settings.change((now) => ({ ...now, ignoredTags: ["x"] }));
    await test.engine.run("automatic");
    expect(await standing(test)).toMatchObject({ waiting: [], others: [{ ...BY_FITBIT, days: 1 }] });
    expect(test.world.attribute(ACCOUNT, "steps")?.owner).toBe("fitbit");
  });

  it("is not asked about by the next run that a person starts", async () => {
    const test = await unticked();
    expect(await syncAll(test)).toMatchObject({ values: 0, waitsFor: [], open: { others: [{ ...BY_FITBIT, days: 1 }] } });
  });

  it("is left in silence once nobody fills it and it is left unticked again", async () => {
    const test = await unticked();
    test.world.giveTo(ACCOUNT, "steps", null);
    const plan = await test.engine.plan("command", { declined: true });
    await test.engine.confirm(plan, new Set());
    expect(test.settings.current).toMatchObject({ declined: [STEPS], others: {} });
    expect(isUpToDate(await standing(test))).toBe(true);
  });
});
