import { describe, expect, it } from "vitest";
import type { Target } from "../../../src/domain/mapping";
import { targetKey } from "../../../src/domain/mapping";
import { ExistClient } from "../../../src/exist/client";
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
