import { describe, expect, it } from "vitest";
import type { Target } from "../../../src/domain/mapping";
import { targetKey } from "../../../src/domain/mapping";
import { ExistClient } from "../../../src/exist/client";
import { english } from "../../locales/english";
import { fetchCatalogue, stepFor } from "../../../src/sync/run/ownership";
import { fetchOwned, notReleased, release } from "../../../src/sync/release";
import { mapping, property, template } from "../../domain/build";
import { OUR_CLIENT } from "../../exist/world";
import { ACCOUNT, rig, type Rig, syncAll } from "../rig";

const DAY = "2026-09-20";
const gym = { kind: "create", label: "Gym", group: "custom", valueType: 7 } as const;

const clientOf = (test: Rig): ExistClient => new ExistClient(test.http, () => test.clock.now());
const bodies = (test: Rig, path: string): unknown[] => test.world.callsTo(path).map(({ body }) => body);

describe("what is acquired and created", () => {
  it("has hand entry off where it is new, and as it was where it was there, unless the mapping says so", async () => {
    const test = rig({ mappings: [
      mapping(property("steps"), template("steps")), mapping(property("mood"), template("mood"), { manual: true }), mapping(property("water"), template("water"), { manual: false }),
      mapping(property("gym"), gym), mapping(property("sauna"), { ...gym, label: "Sauna" }, { manual: true }),
    ] });
    test.notes.write(DAY, { steps: 1, mood: 5, water: 300, gym: true, sauna: true });
    await syncAll(test);
    expect(bodies(test, "acquire")).toEqual([[{ template: "steps" }, { template: "mood", manual: true }, { template: "water", manual: false }]]);
    expect(bodies(test, "create")).toEqual([[{ label: "Gym", group: "custom", value_type: 7, manual: false }, { label: "Sauna", group: "custom", value_type: 7, manual: true }]]);
  });

  it("is taken over from another service where a person ticks it, and only then", async () => {
    const test = rig({ mappings: [mapping(property("steps"), template("steps"))] });
    test.world.addService("fitbit", "Fitbit", ["steps"]);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: "fitbit" });
    test.notes.write(DAY, { steps: 7 });
    expect(await syncAll(test)).toMatchObject({ values: 1, acquired: ["Steps"], failure: null });
    expect(test.world.attribute(ACCOUNT, "steps")?.owner).toBe(OUR_CLIENT);
  });

  it("is nothing that is ours already: its name is all that is needed", async () => {
    const test = rig({ mappings: [mapping(property("steps"), template("steps"))] });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: OUR_CLIENT });
    test.notes.write(DAY, { steps: 7 });
    expect(await syncAll(test)).toMatchObject({ values: 1, acquired: [], created: [] });
    expect([...bodies(test, "acquire"), ...bodies(test, "create")]).toEqual([]);
    expect(test.settings.current).toMatchObject({ agreed: ["steps"], mappings: [{ to: { name: "steps" } }] });
  });

  it("is refused where Exist accepts it and names nothing", async () => {
    const test = rig({ mappings: [mapping(property("gym"), gym)] });
    test.notes.write(DAY, { gym: true });
    test.world.script({ on: { path: "create" }, fault: { kind: "status", status: 200, body: '{"success":[{"label":"Gym"}],"failed":[]}' } });
    expect(await syncAll(test)).toMatchObject({ values: 0, unsent: 1, created: [], refusedAttributes: [{ label: "Gym", code: "", text: "", answered: false }] });
  });
});

describe("the attribute that a target means", () => {
  async function catalogue(): Promise<{ step: (to: Target) => unknown; size: number }> {
    const test = rig();
    test.world.addService("fitbit", "Fitbit", ["mood"]);
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Fitness", group: "custom", value_type: 7, owner: OUR_CLIENT });
    test.world.addAttribute(ACCOUNT, { name: "gym_2", label: "GYM", group: "custom", value_type: 7, owner: null });
    test.world.addAttribute(ACCOUNT, { name: "steps", label: "Steps", group: "custom", value_type: 0, owner: null });
    test.world.addAttribute(ACCOUNT, { template: "mood", owner: "fitbit" });
    const listed = await fetchCatalogue(clientOf(test), test.settings.current, [template("steps")]);
    return {
      size: listed.attributes.length,
      step: (to) => {
        const { how, name, owner } = stepFor(to, listed);
        return [how, name, owner?.label];
      },
    };
  }

  it("is told by its name, then by its label, and a template's by nothing but the template", async () => {
    const { step, size } = await catalogue();
    expect(size).toBe(4);
    expect(step(gym)).toEqual(["acquire", "gym_2", undefined]);
    expect(step({ ...gym, name: "gym" })).toEqual(["owned", "gym", undefined]);
    expect(step({ ...gym, name: "gone" })).toEqual(["acquire", "gym_2", undefined]);
    expect(step({ ...gym, label: "Sauna" })).toEqual(["create", undefined, undefined]);
    expect(step({ ...gym, valueType: 0 })).toEqual(["conflict", "gym_2", undefined]);
    expect(step({ kind: "attribute", name: "gym" })).toEqual(["owned", "gym", undefined]);
    expect(step({ kind: "attribute", name: "gym", valueType: 3 })).toEqual(["conflict", "gym", undefined]);
    expect(step({ kind: "attribute", name: "nowhere" })).toEqual(["acquire", undefined, undefined]);
    expect(step(template("steps"))).toEqual(["acquire", undefined, undefined]);
    expect(step(template("mood"))).toEqual(["take-over", "mood", "Fitbit"]);
  });

  it("is known also where the token may write it and not read it", async () => {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { template: "mood", owner: OUR_CLIENT });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    test.useToken(test.world.personalToken(ACCOUNT, ["mood_write", "activity_read"]));
    const listed = await fetchCatalogue(clientOf(test), test.settings.current, []);
    expect(listed.attributes.map(({ name }) => name).sort()).toEqual(["mood", "steps"]);
    expect(stepFor(template("mood"), listed)).toMatchObject({ how: "owned", name: "mood" });
  });
});

describe("an attribute that is in no list", () => {
  const scoped = (...scopes: string[]) => ({ connection: { keptIn: "settings", account: ACCOUNT, scopes } }) as const;
  const STEPS = template("steps");
  const how = async (test: Rig, to: Target, settings: Parameters<typeof fetchCatalogue>[1] = test.settings.current, asked: readonly Target[] = [to]) => stepFor(to, await fetchCatalogue(clientOf(test), settings, asked));
  const listings = (test: Rig): number => test.world.callsTo("with-values").length;

  it("and whose group the token may not read may be another service's: that is unknown", async () => {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: "Fitbit", manual: false });
    test.useToken(test.world.personalToken(ACCOUNT, ["activity_write", "mood_read", "manual_read", "custom_read"]));
    const settings = scoped("activity_write", "mood_read", "manual_read", "custom_read");
    expect(await how(test, STEPS, settings)).toMatchObject({ how: "unknown", label: "Steps" });
    expect(listings(test)).toBe(0);
    expect(await how(test, template("mood"), settings)).toMatchObject({ how: "acquire" });
    expect(await how(test, gym, settings)).toMatchObject({ how: "create" });
    expect(await how(test, { ...gym, group: "health" }, settings)).toMatchObject({ how: "unknown" });
    expect(await how(test, { kind: "attribute", name: "walk" }, settings)).toMatchObject({ how: "unknown" });
    expect(await how(test, { kind: "attribute", name: "walk" })).toMatchObject({ how: "acquire" });
  });

  it("or is in one that the token may read and not write, is told with what the sign-in lacks of the group it is in", async () => {
    const test = rig();
    const scopes = ["activity_read", "mood_read", "mood_write", "health_read"];
    for (const given of [{ template: "steps" }, { template: "mood" }, { name: "gym", label: "gym", group: "health" }, { name: "walk", group: "sleep", owner: OUR_CLIENT }]) test.world.addAttribute(ACCOUNT, { manual: false, ...given });
    test.useToken(test.world.personalToken(ACCOUNT, scopes));
    const withheld = async (to: Target, granted = scopes) => {
      test.useToken(test.world.personalToken(ACCOUNT, granted));
      return (await fetchCatalogue(clientOf(test), scoped(...granted), [to]).then((catalogue) => stepFor(to, catalogue))).withheld;
    };
    expect(await withheld(STEPS)).toEqual(["activity_write"]);
    expect(await withheld(template("mood"))).toBeUndefined();
    expect(await withheld({ ...gym, group: "mood" })).toEqual(["health_write"]);
    expect(await withheld({ kind: "attribute", name: "walk" }, ["sleep_write"])).toEqual(["sleep_read"]);
    expect(await withheld(template("coffees"))).toEqual(["food_read", "food_write"]);
    expect(await withheld({ kind: "attribute", name: "nowhere" })).toBeUndefined();
    expect((await fetchCatalogue(clientOf(test), test.settings.current, [STEPS])).withheld("activity", false)).toEqual([]);
  });

  it("because it is in a group out of sight makes Exist refuse a new one of its label, and the report says why", async () => {
    const scopes = ["health_read", "health_write"];
    const test = rig({ mappings: [mapping(property("gym"), { ...gym, group: "health" })], ...scoped(...scopes) });
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", manual: false });
    test.useToken(test.world.personalToken(ACCOUNT, scopes));
    test.notes.write(DAY, { gym: true });
    const report = await syncAll(test);
    expect(report).toMatchObject({ values: 0, unsent: 1, refusedAttributes: [{ label: "Gym", code: "exists" }] });
    expect(english.report(report).join(" ")).toContain("Exist has it and doesn't show it here: it is inactive there, or in a group that the sign-in doesn't cover.");
  });

  it.each(["as sent", "title"] as const)("because it is not there yet is refused with Exist's words, where a failed acquire carries what was %s", async (failedAcquire) => {
    const scopes = ["activity_read", "mood_read", "mood_write"];
    const test = rig({ mappings: [mapping(property("steps"), STEPS), mapping(property("mood"), template("mood"))], ...scoped(...scopes) }, undefined, { failedAcquire });
    test.useToken(test.world.personalToken(ACCOUNT, scopes));
    test.notes.write(DAY, { steps: 7, mood: 5 });
    expect(await syncAll(test)).toMatchObject({ values: 1, acquired: ["Mood"], refusedAttributes: [{ label: "Steps", code: "not_allowed", text: "No permission to write to attributes in group 'activity'" }] });
  });

  it("and was named by hand, in a group out of sight, is told to be one that the sign-in may not cover", async () => {
    const scopes = ["mood_read", "mood_write"];
    const test = rig({ mappings: [mapping(property("laps"), { kind: "attribute", name: "laps" }), mapping(property("mood"), template("mood"))], ...scoped(...scopes) });
    test.world.addAttribute(ACCOUNT, { name: "laps", label: "Laps", group: "health", value_type: 0, manual: false });
    test.useToken(test.world.personalToken(ACCOUNT, scopes));
    test.notes.write(DAY, { laps: 7, mood: 5 });
    const shown = await test.engine.run("command");
    expect(shown.kind === "preview" && shown.plan.issues.map((issue) => english.issue(issue)).join()).toContain("the sign-in doesn't cover its group");
    expect(test.world.calls.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it.each(["true", "1", "none"] as const)("because it has low priority is found once more, where the service understands %s as a flag", async (flags) => {
    const test = rig({}, undefined, { flags });
    test.world.addAttribute(ACCOUNT, { name: "steps_goal", label: "Step goal", group: "activity", value_type: 0, priority: 11, owner: "Fitbit" });
    test.world.addAttribute(ACCOUNT, { template: "steps", priority: 11, owner: "Garmin" });
    expect(await how(test, { kind: "attribute", name: "steps_goal", valueType: 0 })).toMatchObject({ how: "take-over", owner: { label: "Fitbit" } });
    expect(await how(test, STEPS)).toMatchObject({ how: "take-over", owner: { label: "Garmin" } });
    expect(listings(test)).toBe(flags === "true" ? 0 : 2);
  });

  it("is looked for in one more list at most, and in none where all was found", async () => {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    await how(test, STEPS);
    expect(listings(test)).toBe(0);
    const listed = await fetchCatalogue(clientOf(test), test.settings.current, [STEPS, template("mood"), template("coffees"), gym]);
    expect(listings(test)).toBe(1);
    expect([template("mood"), template("coffees"), gym].map((to) => stepFor(to, listed).how)).toEqual(["acquire", "acquire", "create"]);
  });

  it("and was not looked for is unknown", async () => {
    expect(await how(rig(), template("mood"), undefined, [])).toMatchObject({ how: "unknown" });
  });

  it("that is not to be seen for all its parts is unknown, too, as long as a list has an item without a name", async () => {
    const test = rig();
    const page = (results: readonly unknown[]) => ({ kind: "status", status: 200, body: JSON.stringify({ results }) }) as const;
    test.world.script({ on: { path: "attributes" }, fault: page([{ group: { name: "activity" } }]) });
    expect(await how(test, STEPS)).toMatchObject({ how: "unknown" });
    test.world.script({ on: { path: "attributes" }, fault: page([{ name: "mood" }]) });
    expect(await how(test, STEPS)).toMatchObject({ how: "acquire" });
  });
});

describe("an attribute of a type that is not known", () => {
  it("is in the way of whatever means it, and of nothing else", async () => {
    const test = rig();
    const group = { name: "activity" };
    const results = [
      { name: "steps", label: "Steps", template: "steps", group, value_type: 12, service: null }, { name: "gym", label: "gym", group: { name: "custom" }, value_type: "7", service: null },
      { name: "floors", label: "Floors", template: "floors", group, value_type: 0, service: null },
    ];
    test.world.script({ on: { path: "attributes" }, fault: { kind: "status", status: 200, body: JSON.stringify({ results }) } });
    const targets: readonly Target[] = [template("steps"), gym, { kind: "attribute", name: "steps" }, template("floors")];
    const listed = await fetchCatalogue(clientOf(test), test.settings.current, targets);
    expect(targets.map((to) => stepFor(to, listed).how)).toEqual(["conflict", "conflict", "conflict", "acquire"]);
  });
});

describe("what could be done only in part", () => {
  const tags = (count: number) => Array.from({ length: count }, (_, at) => mapping(property(`t${at}`), { ...gym, label: `T${at}` }));

  it("is kept and told with the failure, and the rest is done the next time", async () => {
    const test = rig({ mappings: [mapping(property("steps"), template("steps")), ...tags(40)] });
    test.notes.write(DAY, { steps: 1, ...Object.fromEntries(tags(40).map((_, at) => [`t${at}`, true])) });
    test.world.script({ on: { path: "create", nth: 2 }, fault: { kind: "drop-before" } });
    const report = await syncAll(test);
    expect(report).toMatchObject({ acquired: ["Steps"], created: { length: 35 }, values: 0, unsent: 41, failure: { kind: "offline" } });
    expect(test.settings.current.agreed).toHaveLength(36);
    expect(await syncAll(test)).toMatchObject({ acquired: [], created: { length: 5 }, values: 41, unsent: 0, failure: null });
    expect(test.world.impolite).toEqual([]);
  });

  it("has what Exist did not name looked up in its list", async () => {
    const test = rig({ mappings: [...tags(1), mapping(property("steps"), template("steps"))] });
    test.notes.write(DAY, { t0: true, steps: 1 });
    // Exist does it, and its answers are cut down to the labels.
    const cut: typeof test.http = async (request) => {
      const answer = await test.http(request);
      const label = /\/(acquire|create)\/$/.exec(request.path)?.[1] === "create" ? " t0" : "steps";
      return /\/(acquire|create)\/$/.test(request.path) ? { ...answer, text: JSON.stringify({ success: [{ label }] }) } : answer;
    };
    const app = test.open(undefined, cut);
    expect(await syncAll(app)).toMatchObject({ acquired: ["Steps"], created: ["T0"], refusedAttributes: [], values: 2, unsent: 0 });
    expect(test.world.callsTo("owned")).toHaveLength(2);
    expect([...test.settings.current.agreed].sort()).toEqual(["steps", "t0"]);
  });

  it("has what the answer says nothing of looked up, before it is told as unanswered", async () => {
    const test = rig({ mappings: [...tags(2), mapping(property("steps"), template("steps"))] });
    test.notes.write(DAY, { t0: true, t1: true, steps: 1 });
    // Exist makes them, and speaks of something else.
    const mute: typeof test.http = async (request) => {
      const answer = await test.http(request);
      return /\/(acquire|create)\/$/.test(request.path) ? { ...answer, text: JSON.stringify({ success: [{ id: 7 }] }) } : answer;
    };
    expect(await syncAll(test.open(undefined, mute))).toMatchObject({ acquired: ["Steps"], created: ["T0", "T1"], refusedAttributes: [], values: 3, unsent: 0 });
  });

  it("has one of two attributes of one label made, and the other refused in Exist's words", async () => {
    const test = rig({ mappings: [mapping(property("a"), { ...gym, group: "health", valueType: 0 }), mapping(property("b"), { ...gym, label: "GYM " })] });
    test.notes.write(DAY, { a: 3, b: true });
    expect(await syncAll(test)).toMatchObject({ created: ["Gym"], refusedAttributes: [{ label: "GYM ", code: "exists" }], values: 1, unsent: 1 });
    expect(test.world.attribute(ACCOUNT, "gym")).toMatchObject({ group: "health", value_type: 0 });
  });

  it("is never taken for the other one whose label is written with other characters, or began with a colon", async () => {
    for (const label of ["Cafe\u0301", ": Caf\u00e9"]) {
      const test = rig({ mappings: [mapping(property("a"), { ...gym, label: "Caf\u00e9", group: "health", valueType: 0 }), mapping(property("b"), { ...gym, label })] });
      test.notes.write(DAY, { a: 3, b: true });
      await syncAll(test);
      expect(bodies(test, "create")).toHaveLength(2);
      const names = test.settings.current.mappings.flatMap(({ to }) => to.name ?? []);
      expect(new Set(names).size).toBe(names.length);
      expect(Object.values(test.world.valuesOf(ACCOUNT)[DAY] ?? {})).toContain(3);
    }
  });

  it("is found at Exist under the label as it would be made", async () => {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", owner: null });
    const listed = await fetchCatalogue(clientOf(test), test.settings.current, []);
    expect(stepFor({ ...gym, label: ": GYM " }, listed)).toMatchObject({ how: "acquire", name: "gym" });
  });

  it("is made under a label as Exist keeps it", async () => {
    const test = rig({ mappings: [mapping(property("a"), { ...gym, label: ": Gym " })] });
    test.notes.write(DAY, { a: true });
    expect(await syncAll(test)).toMatchObject({ values: 1, unsent: 0, refusedAttributes: [] });
    expect(test.world.attribute(ACCOUNT, "gym")?.label).toBe("Gym");
  });

  it("has an item that Exist passes over told as unanswered, and not as refused", async () => {
    const test = rig({ mappings: [mapping(property("steps"), template("steps")), mapping(property("mood"), template("mood"))] });
    test.notes.write(DAY, { steps: 1, mood: 5 });
    const answer = JSON.stringify({ success: [{ name: "steps", date: DAY, value: 1 }], failed: [] });
    test.world.script({ on: { path: "update" }, fault: { kind: "status", status: 200, body: answer } });
    expect(await syncAll(test)).toMatchObject({ values: 1, unsent: 1, failure: null, refused: [{ label: "Mood", answered: false }] });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 0, refused: [] } });
  });

  it("keeps the words of what is not allowed", async () => {
    const test = rig({ mappings: [mapping(property("steps"), template("steps"))] });
    test.notes.write(DAY, { steps: 1 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", code: "not_allowed", error: "Missing scope activity_write" } });
    const report = await syncAll(test);
    expect(report.refused).toEqual([{ label: "Steps", date: DAY, value: 1, path: `Daily/${DAY}.md`, code: "not_allowed", text: "Missing scope activity_write" }]);
  });
});

describe("a release", () => {
  it("for which Exist has no word is unknown, and the agreement to it is let go", async () => {
    const test = rig({ mappings: [mapping(property("mood"), template("mood"))] });
    test.notes.write(DAY, { mood: 5 });
    await syncAll(test);
    const chosen = await fetchOwned(clientOf(test), test.settings.current);
    test.world.script({ on: { path: "release" }, fault: { kind: "status", status: 200, body: '{"success":[],"failed":[]}' } });
    expect((await release(clientOf(test), test.settings, chosen)).items).toMatchObject([{ outcome: { kind: "unanswered" } }]);
    expect(test.settings.current).toMatchObject({ agreed: [], declined: [targetKey(template("mood"))] });
  });

  it("that was refused with a word and no code, or a code and no word, is refused", async () => {
    for (const refusal of [{ code: "", text: "Not today" }, { code: "unavailable", text: "" }]) {
      const test = rig();
      test.world.addAttribute(ACCOUNT, { name: "walk", owner: OUR_CLIENT });
      const chosen = await fetchOwned(clientOf(test), test.settings.current);
      test.world.script({ on: { path: "release" }, fault: { kind: "mixed", code: refusal.code, error: refusal.text } });
      expect((await release(clientOf(test), test.settings, chosen)).items).toMatchObject([{ outcome: { kind: "refused", refusal } }]);
    }
  });

  it("that could not even be asked for leaves all untouched", async () => {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { name: "walk", owner: OUR_CLIENT });
    const chosen = await fetchOwned(clientOf(test), test.settings.current);
    const failure = { kind: "not-connected" as const, text: "", retryAt: null, waitingHelps: false };
    expect(notReleased(chosen, failure)).toEqual({ items: chosen.map(({ attribute }) => ({ attribute, outcome: { kind: "untouched" } })), failure });
  });

  it.each([[403, "scope"], [400, "refused"]])("that Exist answers with %s was not carried out", async (status, kind) => {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { name: "walk", owner: OUR_CLIENT });
    const chosen = await fetchOwned(clientOf(test), test.settings.current);
    test.world.script({ on: { path: "release" }, fault: { kind: "status", status } });
    expect(await release(clientOf(test), test.settings, chosen)).toMatchObject({ items: [{ outcome: { kind: "untouched" } }], failure: { kind } });
  });
});
