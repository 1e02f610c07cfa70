import { describe, expect, it } from "vitest";
import { targetKey } from "../../src/domain/mapping";
import { ExistClient } from "../../src/exist/client";
import { fetchOwned, type OwnedAttribute, release, type ReleaseReport } from "../../src/sync/release";
import { mapping, property, template } from "../domain/build";
import { type Fault, OUR_CLIENT } from "../exist/world";
import { ACCOUNT, rig, type Rig, syncAll } from "./rig";

const steps = mapping(property("steps"), template("steps"));
const mood = mapping(property("mood"), template("mood"));
const DAY = "2026-09-20";

/** Steps, mood and the tag gym, sent and agreed to. */
async function steady(): Promise<Rig> {
  const test = rig({ mappings: [steps, mood], tagMode: "chosen", chosenTags: ["gym"] });
  test.notes.write(DAY, { steps: 1, mood: 5 }, { tags: ["gym"] });
  await syncAll(test);
  test.world.calls.length = 0;
  return test;
}

/** As `steady`, with more attributes of ours that nothing here feeds. */
async function withMore(amount: number): Promise<Rig> {
  const test = await steady();
  for (let at = 1; at <= amount; at += 1) test.world.addAttribute(ACCOUNT, { name: `more_${at}`, owner: OUR_CLIENT });
  return test;
}

function clientOf(test: Rig): ExistClient {
  return new ExistClient(test.http, () => test.clock.now());
}

async function owned(test: Rig, ...names: readonly string[]): Promise<OwnedAttribute[]> {
  const all = await fetchOwned(clientOf(test), test.settings.current);
  return names.length === 0 ? all : all.filter(({ attribute }) => names.includes(attribute.name));
}

function releaseOf(test: Rig, chosen: readonly OwnedAttribute[], stopped = (): boolean => false): Promise<ReleaseReport> {
  return release(clientOf(test), test.settings, chosen, { stopped });
}

/** How many of the items came to what. */
function tally({ items }: ReleaseReport): Record<string, number> {
  const kinds = items.map(({ outcome }) => outcome.kind);
  return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]));
}

function ownerOf(test: Rig, name: string): string | null | undefined {
  return test.world.attribute(ACCOUNT, name)?.owner;
}

describe("what is owned", () => {
  it("is listed by group and label, with the mappings and tag rules that feed it", async () => {
    const test = await withMore(1);
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    const listed = await owned(test);
    expect(listed.map(({ attribute, feeds }) => [attribute.name, feeds.map(({ from }) => from)])).toEqual([
      ["steps", [steps.from]],
      ["gym", [{ kind: "tag", tag: "gym" }]],
      ["more_1", []],
      ["mood", [mood.from]],
    ]);
    expect(listed.map(({ attribute }) => attribute.otherServices)).toEqual([[{ name: "fitbit", label: "Fitbit" }], [], [], []]);
    expect(test.world.calls.map(({ path }) => path)).toEqual(["/api/2/attributes/owned/"]);
  });

  it("knows a tag by its label where its name is not kept, also behind a prefix", async () => {
    const test = rig({ tagMode: "prefix", tagPrefix: "exist/" });
    test.world.addAttribute(ACCOUNT, { name: "gym_2", label: "Gym", owner: OUR_CLIENT });
    test.world.addAttribute(ACCOUNT, { name: "long_walk", label: "Long walk", owner: OUR_CLIENT });
    test.world.addAttribute(ACCOUNT, { name: "laps", label: "Laps", owner: OUR_CLIENT, value_type: 0 });
    const feeds = async (): Promise<unknown> => (await owned(test)).map((each) => [each.attribute.name, each.feeds.map(({ from }) => from)]);
    expect(await feeds()).toEqual([["gym_2", [{ kind: "tag", tag: "exist/gym" }]], ["laps", []], ["long_walk", []]]);
    await test.settings.change((now) => ({ ...now, tagMode: "off" }));
    expect(await feeds()).toEqual([["gym_2", []], ["laps", []], ["long_walk", []]]);
  });

  it("is not fed by a mapping that is off, nor by one of another kind of value", async () => {
    const off = { ...mood, enabled: false };
    const test = rig({ mappings: [off, mapping(property("laps"), { kind: "create", label: "Laps", group: "custom", valueType: 1 })] });
    test.world.addAttribute(ACCOUNT, { template: "mood", owner: OUR_CLIENT });
    test.world.addAttribute(ACCOUNT, { name: "laps", label: "Laps", owner: OUR_CLIENT, value_type: 0 });
    expect((await owned(test)).map(({ feeds }) => feeds)).toEqual([[], []]);
  });
});

describe("releasing", () => {
  it("takes names and agreement with it, and no run acquires or sends any of it by itself", async () => {
    const test = await steady();
    const report = await releaseOf(test, await owned(test, "mood", "gym"));
    expect(tally(report)).toEqual({ released: 2 });
    expect(report.failure).toBeNull();
    const { mappings, tagNames, agreed, declined } = test.settings.current;
    expect(mappings.map(({ to }) => to.name)).toEqual(["steps", undefined]);
    expect({ tagNames, agreed, declined }).toEqual({ tagNames: {}, agreed: ["steps"], declined: ["create:custom:gym", "template:mood"] });

    test.world.calls.length = 0;
    test.notes.write(DAY, { steps: 2, mood: 6 }, { tags: ["gym"] });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 0, waitsFor: [], lost: [], failure: null } });
    expect(test.world.calls.map(({ path, body }) => [path, body])).toEqual([["/api/2/attributes/update/", [{ name: "steps", date: DAY, value: 2 }]]]);
    expect([ownerOf(test, "mood"), ownerOf(test, "gym")]).toEqual([null, null]);
    expect(test.world.valuesOf(ACCOUNT)[DAY]).toEqual({ steps: 2, mood: 5, gym: 1 });
    expect(test.world.impolite).toEqual([]);
  });

  it("leaves the way back: what was released is offered where a person asks for everything", async () => {
    const test = await steady();
    await releaseOf(test, await owned(test, "mood"));
    test.notes.write(DAY, { steps: 1, mood: 6 });
    const plan = await test.engine.plan("command", { declined: true });
    expect(plan.steps).toMatchObject([{ key: "template:mood", how: "acquire" }]);
    expect(await test.engine.send(plan, new Set(["template:mood"]))).toMatchObject({ acquired: ["Mood"], failure: null });
    expect(ownerOf(test, "mood")).toBe(OUR_CLIENT);
    expect(test.settings.current).toMatchObject({ agreed: ["steps", "gym", "mood"], declined: [] });
  });

  it("forgets the agreement where no mapping is left, or where it is off or its tag rule is", async () => {
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: now.mappings.slice(1).map((each) => ({ ...each, enabled: false })), tagMode: "off" }));
    await releaseOf(test, await owned(test));
    expect(test.settings.current).toMatchObject({ agreed: [], declined: [], tagNames: {} });
    expect(test.settings.current.mappings.map(({ to }) => to.name)).toEqual([undefined]);
  });

  it("lets every mapping go that feeds the attribute, also one by its name", async () => {
    const byName = mapping(property("feeling"), { kind: "attribute", name: "mood", valueType: 8 });
    const test = await steady();
    await test.settings.change((now) => ({ ...now, mappings: [...now.mappings, byName] }));
    await releaseOf(test, await owned(test, "mood"));
    expect(test.settings.current.declined).toEqual([targetKey(mood.to), targetKey(byName.to)]);
    expect(test.settings.current.mappings.at(-1)?.to).toEqual(byName.to);
    expect(test.settings.current.agreed).toEqual(["steps", "gym"]);
  });

  it("goes 35 to a call, and makes no call for nothing", async () => {
    const test = await withMore(37);
    const all = await owned(test);
    test.world.calls.length = 0;
    expect(tally(await releaseOf(test, all))).toEqual({ released: 40 });
    expect(test.world.callsTo("release").map(({ body }) => (body as unknown[]).length)).toEqual([35, 5]);
    expect(await owned(test)).toEqual([]);
    test.world.calls.length = 0;
    expect(await releaseOf(test, [])).toEqual({ items: [], failure: null });
    expect(test.world.calls).toEqual([]);
    expect(test.world.impolite).toEqual([]);
  });

  it("keeps what Exist refused as it was, and tells it in Exist's words", async () => {
    const test = await steady();
    test.world.script({ on: { path: "release" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "unavailable", error: "Not today" } });
    const report = await releaseOf(test, await owned(test, "mood", "steps"));
    expect(report.items.map(({ attribute, outcome }) => [attribute.label, outcome])).toEqual([
      ["Steps", { kind: "released" }],
      ["Mood", { kind: "refused", refusal: { code: "unavailable", text: "Not today" } }],
    ]);
    expect(test.settings.current).toMatchObject({ agreed: ["mood", "gym"], declined: ["template:steps"] });
    test.notes.write(DAY, { steps: 2, mood: 6 }, { tags: ["gym"] });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, refused: [] } });
    expect(test.world.valuesOf(ACCOUNT)[DAY]).toMatchObject({ steps: 1, mood: 6 });
  });

  it("lets go of what turns out not to be ours any more", async () => {
    const test = await steady();
    const chosen = await owned(test, "mood");
    test.world.giveTo(ACCOUNT, "mood", null);
    expect((await releaseOf(test, chosen)).items).toMatchObject([{ outcome: { kind: "refused", refusal: { code: "unauthorised" } } }]);
    test.notes.write(DAY, { steps: 1, mood: 6 }, { tags: ["gym"] });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 0 } });
    expect(ownerOf(test, "mood")).toBeNull();
  });

  it("ends after the present call when it is stopped", async () => {
    const test = await withMore(37);
    const chosen = await owned(test);
    const report = await releaseOf(test, chosen, () => test.world.callsTo("release").length === 1);
    expect(tally(report)).toEqual({ released: 35, untouched: 5 });
    expect(report.failure).toBeNull();
  });
});

describe("a release whose second call fails", () => {
  const FAULTS: readonly (readonly [name: string, fault: Fault, kind: string, second: "unanswered" | "untouched"])[] = [
    ["is dropped before Exist did anything", { kind: "drop-before" }, "offline", "unanswered"],
    ["is dropped after Exist did it", { kind: "drop-after" }, "offline", "unanswered"],
    ["is answered by a proxy", { kind: "html" }, "unavailable", "unanswered"],
    ["is answered with half of the JSON", { kind: "truncated" }, "unreadable", "unanswered"],
    ["is answered with 429", { kind: "status", status: 429 }, "rate-limited", "untouched"],
    ["is answered with 401", { kind: "status", status: 401, body: '{"detail":"Invalid token"}' }, "token", "untouched"],
  ];

  it.each(FAULTS)("%s: says which are released, which are not, and which nobody knows of", async (_name, fault, kind, second) => {
    const test = await withMore(77);
    const feeding = await owned(test, "steps", "mood", "gym");
    const rest = (await owned(test)).filter(({ attribute }) => !feeding.some((each) => each.attribute.name === attribute.name));
    // Steps go with the first call, mood with the second, the tag with the third.
    const [first, next, last] = feeding.sort((a, b) => b.attribute.name.localeCompare(a.attribute.name));
    const chosen = [first, ...rest.slice(0, 34), next, ...rest.slice(34, 68), last, ...rest.slice(68)].filter((each) => each !== undefined);
    test.world.script({ on: { path: "release", nth: 2 }, fault });
    const report = await releaseOf(test, chosen);
    expect(report.failure).toMatchObject({ kind, waitingHelps: false });
    expect(tally(report)).toEqual(second === "unanswered" ? { released: 35, unanswered: 35, untouched: 10 } : { released: 35, untouched: 45 });
    expect(test.world.callsTo("release")).toHaveLength(2);
    expect(test.settings.current.agreed).toEqual(second === "unanswered" ? ["gym"] : ["mood", "gym"]);

    if (kind !== "rate-limited") test.notes.write(DAY, { steps: 2, mood: 6 });
    await test.engine.run("automatic");
    expect(test.world.callsTo("acquire")).toHaveLength(0);
    expect(tally(await releaseOf(test, await owned(test)))).toEqual({ released: fault.kind === "drop-after" || fault.kind === "truncated" ? 10 : 45 });
    expect(await owned(test)).toEqual([]);
    expect(test.settings.current.agreed).toEqual([]);
  });

  it("ends at a device that cannot keep the settings, and still says what was released", async () => {
    const test = await steady();
    const chosen = await owned(test, "mood");
    const full = { current: test.settings.current, change: () => Promise.reject(new Error("The disk is full.")) };
    const report = await release(clientOf(test), full, chosen);
    expect(report).toMatchObject({ items: [{ outcome: { kind: "released" } }], failure: { kind: "unexpected", text: "The disk is full." } });
  });
});
