import { describe, expect, it } from "vitest";
import type { DayRange } from "../../../src/domain/local-date";
import type { Mapping, TargetKey } from "../../../src/domain/mapping";
import { HOURLY_LIMIT, RESERVED_FROM_BACKFILL } from "../../../src/exist/budget";
import type { DayRecord } from "../../../src/sync/ledger";
import { agreedTo, startBackfill } from "../../../src/sync/backfill/start";
import type { BackfillState } from "../../../src/sync/backfill-state";
import { rulesOf, type Settings } from "../../../src/sync/settings";
import { mapping, property, template } from "../../domain/build";
import { OUR_CLIENT } from "../../exist/world";
import { back, diary, everything, mood, steps } from "./life";
import { ACCOUNT, rig, type Rig, TODAY } from "../rig";

const MOOD: TargetKey = "template:mood";
const STEPS: TargetKey = "template:steps";

/** What a person agrees to who is shown the plan of a range. */
async function agree(test: Rig, range: DayRange, { ticked = [STEPS, MOOD], keep = false }: { readonly ticked?: readonly TargetKey[]; readonly keep?: boolean } = {}): Promise<BackfillState> {
  return agreedTo(test.deps, await test.engine.plan("command", { range }), range, new Set(ticked), keep);
}

async function open(test: Rig, state: BackfillState): Promise<BackfillState> {
  if (state.opening === null) throw new Error("It has begun already.");
  return startBackfill(test.deps, state, state.opening);
}

/** A diary of ten days whose ledger says something of a day. */
async function knowing(record: Partial<DayRecord>, settings: Partial<Settings> = {}): Promise<Rig> {
  const test = diary(10, settings);
  await test.ledger.change([back(5)], (_, day) => ({ ...day, ...record }));
  return test;
}

const recordOf = async (test: Rig): Promise<DayRecord | undefined> => (await test.ledger.days([back(5)])).get(back(5));

describe("what a person has agreed to", () => {
  it("is all of the range that was not left unticked, from its last day back", async () => {
    const test = diary(20);
    const range = { first: back(15), last: back(6) };
    expect(await agree(test, range, { ticked: [STEPS] })).toMatchObject({
      ...range, next: back(6), all: 10, answered: 0, paused: false, trouble: null, syncedFrom: null,
      opening: { steps: [{ key: STEPS, how: "acquire" }] },
      report: { at: test.clock.now(), backfill: { ...range, startedAt: test.clock.now() } },
    });
    expect(test.settings.current.declined).toEqual([MOOD]);
  });

  it("moves the start of the sync only for days before it that are to be kept in sync", async () => {
    for (const [ago, keep, syncedFrom] of [[11, true, back(10)], [10, true, null], [5, true, null], [11, false, null]] as const) {
      const test = diary(20, { syncFrom: back(10) });
      expect((await agree(test, everything(ago + 1), { keep })).syncedFrom).toBe(syncedFrom);
    }
  });

  it("makes void what the ledger says of an attribute that is to become ours", async () => {
    const test = await knowing({ values: new Map([["steps", 1005]]) });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    await agree(test, everything(10));
    expect((await recordOf(test))?.values).toEqual(new Map());
  });

  it("leaves what the ledger says of one that is ours, or is left unticked", async () => {
    for (const [owner, ticked] of [[OUR_CLIENT, [STEPS]], [null, []]] as const) {
      const test = await knowing({ values: new Map([["steps", 1005]]) });
      test.world.addAttribute(ACCOUNT, { template: "steps", owner });
      await agree(test, everything(10), { ticked });
      expect((await recordOf(test))?.values).toEqual(new Map([["steps", 1005]]));
    }
  });

  it("goes for what Exist refused before, and not for refusals of other attributes", async () => {
    const refusal = { value: 5, code: "validation", text: "No" };
    const settings = { mappings: [{ ...steps, to: template("steps", "steps") }, { ...mood, to: template("mood", "mood") }], agreed: ["steps", "mood"] };
    const test = await knowing({ values: new Map([["mood", 6]]), refused: new Map([["steps", { ...refusal, value: 1005 }], ["water", refusal]]) }, settings);
    await agree(test, everything(10));
    expect((await recordOf(test))?.refused).toEqual(new Map([["water", refusal]]));
  });

  it("leaves settled notes settled where less is sent of them than before", async () => {
    const seen = { from: back(9), settled: new Map([[back(1), "a.md"]]), told: new Set<string>() };
    const test = diary(10);
    await test.ledger.putSeen({ ...seen, rules: rulesOf(test.settings.current) });
    await agree(test, everything(10), { ticked: [STEPS] });
    expect(test.settings.current.declined).toEqual([MOOD]);
    expect(await test.ledger.settleState()).toEqual({ ...seen, rules: rulesOf(test.settings.current) });
  });

  it("has notes looked at again whose mappings have changed since", async () => {
    const test = diary(10);
    await test.ledger.putSeen({ rules: "others", from: back(9), settled: new Map([[back(1), "a.md"]]), told: new Set() });
    await agree(test, everything(10), { ticked: [STEPS] });
    expect((await test.ledger.settleState())?.rules).toBe("others");
  });
});

describe("a backfill that begins", () => {
  const gym: Mapping = mapping(property("gym"), { kind: "create", label: "Gym", group: "custom", valueType: 7 });

  it("acquires and creates what was ticked, and is in the ledger as begun", async () => {
    const test = rig({ mappings: [steps, gym] });
    test.notes.write(TODAY, { steps: 5, gym: true });
    const begun = await open(test, await agree(test, everything(1), { ticked: [STEPS, "create:custom:gym"] }));
    expect(begun).toMatchObject({ opening: null, report: { acquired: ["Steps"], created: ["Gym"], lost: [] } });
    expect(await test.ledger.backfill()).toBe(begun);
  });

  it("tells at the end of what was created before a failure, though it was tried again", async () => {
    const tags = Array.from({ length: 40 }, (_, at) => mapping(property(`t${at}`), { kind: "create", label: `T${at}`, group: "custom", valueType: 7 }));
    const test = rig({ mappings: [steps, ...tags] });
    test.notes.write(TODAY, { steps: 5, ...Object.fromEntries(tags.map((_, at) => [`t${at}`, true])) });
    const plan = await test.engine.plan("command", { range: everything(1) });
    const state = await agreedTo(test.deps, plan, everything(1), new Set(plan.steps.map(({ key }) => key)), false);
    test.world.script({ on: { path: "create", nth: 2 }, fault: { kind: "drop-before" } });
    await expect(open(test, state)).rejects.toMatchObject({ kind: "offline" });
    const kept = await test.ledger.backfill();
    expect(kept).toMatchObject({ opening: state.opening, report: { acquired: ["Steps"], created: { length: 35 } } });
    expect(kept === null ? null : await open(test, kept)).toMatchObject({ opening: null, report: { acquired: ["Steps"], created: { length: 40 }, refusedAttributes: [], lost: [] } });
    expect(test.world.impolite).toEqual([]);
  });

  it("asks Exist nothing where nothing is to be acquired", async () => {
    const test = diary(10, { mappings: [{ ...steps, to: template("steps", "steps") }], agreed: ["steps"] });
    const state = await agree(test, everything(10));
    test.world.calls.length = 0;
    expect(await open(test, state)).toMatchObject({ opening: null, report: { acquired: [] } });
    expect(test.world.calls).toEqual([]);
  });

  it("leaves the last requests of an hour to other runs", async () => {
    const test = diary(10);
    const state = await agree(test, everything(10));
    const used = HOURLY_LIMIT - RESERVED_FROM_BACKFILL;
    await test.store.putFact("budget", { minutes: [[Math.floor(test.clock.now() / 60_000), used]], closedUntil: 0 });
    test.world.calls.length = 0;
    const { deps } = test.open();
    await expect(startBackfill(deps, state, { steps: state.opening?.steps ?? [] })).rejects.toMatchObject({ kind: "rate-limited" });
    expect(test.world.calls).toEqual([]);
  });

  it("moves the start of the sync back, and not forward where a person has moved it further since", async () => {
    const test = diary(20, { syncFrom: back(10) });
    const state = await agree(test, everything(15), { keep: true });
    expect(test.settings.current.syncFrom).toBe(back(10));
    await open(test, state);
    expect(test.settings.current.syncFrom).toBe(back(14));
    await test.settings.change((now) => ({ ...now, syncFrom: back(18) }));
    await open(test, state);
    expect(test.settings.current.syncFrom).toBe(back(18));
  });

  it("takes over from the service that a person has seen, or from none where that has let go", async () => {
    for (const owner of ["fitbit", null]) {
      const test = diary(10, { mappings: [steps] });
      test.world.addService("fitbit", "Fitbit", ["steps"]);
      test.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
      const state = await agree(test, everything(10));
      test.world.giveTo(ACCOUNT, "steps", owner);
      expect((await open(test, state)).report).toMatchObject({ acquired: ["Steps"], lost: [] });
      expect(test.world.attribute(ACCOUNT, "steps")?.owner).toBe(OUR_CLIENT);
    }
  });

  it("takes nothing over from another service than a person has seen, and says whose it is", async () => {
    const test = diary(10, { mappings: [steps] });
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    test.world.addService("withings", "Withings", ["steps"]);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    const state = await agree(test, everything(10));
    test.world.giveTo(ACCOUNT, "steps", "withings");
    expect((await open(test, state)).report).toMatchObject({ acquired: [], lost: [{ label: "Steps", owner: "Withings" }] });
    expect(test.world.attribute(ACCOUNT, "steps")?.owner).toBe("withings");
  });

  it("takes nothing that has come to be of another value type", async () => {
    const test = rig({ mappings: [gym] });
    test.notes.write(TODAY, { gym: true });
    const state = await agree(test, everything(1), { ticked: ["create:custom:gym"] });
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", group: "health", value_type: 0, owner: null });
    expect((await open(test, state)).report).toMatchObject({ acquired: [], created: [], lost: [], refusedAttributes: [{ label: "Gym", held: 0 }] });
    expect(test.world.attribute(ACCOUNT, "gym")?.owner).toBeNull();
  });

  it("makes void what the ledger says of an attribute that is made anew, of another life as it is", async () => {
    const test = await knowing({ values: new Map([["steps", 1005], ["water", 3]]) });
    await open(test, await agree(test, everything(10)));
    expect((await recordOf(test))?.values).toEqual(new Map([["water", 3]]));
  });

  it("keeps what Exist was seen to hold of an attribute that was there", async () => {
    const test = diary(10);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    test.world.setValue(ACCOUNT, "steps", back(5), 1005);
    await open(test, await agree(test, everything(10)));
    expect((await recordOf(test))?.values).toEqual(new Map([["steps", 1005]]));
  });
});
