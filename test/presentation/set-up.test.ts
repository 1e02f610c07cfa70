import { describe, expect, it } from "vitest";
import type { Suggestion, Suggestions } from "../../src/domain/suggest";
import type { Mapping } from "../../src/domain/mapping";
import type { OwnershipStep } from "../../src/sync/run/ownership";
import { applyChoices, INITIAL_PROGRESS, choicesIn, decodeProgress, isInFront, isSetUp, isTicked, isUnfinished, type Progress, scopesFor, tickSource } from "../../src/presentation/set-up";
import { newSettings, type Settings } from "../../src/sync/settings";
import { mapping, property, template } from "../domain/build";
import { TODAY } from "../sync/rig";

const MOOD = mapping(property("mood"), template("mood"));
const STEPS = mapping(property("steps"), template("steps"));
const MEDICATION = mapping(property("medication"), { kind: "create", label: "medication", group: "custom", valueType: 7 });
const CONNECTION = { keptIn: "settings", account: "sam" } as const;

const suggestion = (of: Mapping, selected = true): Suggestion => ({ mapping: of, reason: { code: "numbers" }, days: 9, examples: [], isPrivate: !selected, selected });
const SUGGESTIONS: Suggestions = {
  notes: 9, unclear: [],
  mappings: [suggestion(MOOD), suggestion(STEPS), suggestion(MEDICATION, false)],
  tags: [{ tag: "gym", days: 4, selected: true }, { tag: "therapy", days: 4, selected: false }],
};
const NEW = newSettings(TODAY);
const nobodyAsked = (): undefined => undefined;
const choose = (progress: Progress, settings: Settings = NEW, stepOf: (mapping: Mapping) => OwnershipStep | undefined = nobodyAsked) => choicesIn(progress, settings, SUGGESTIONS, stepOf);
const step = (how: OwnershipStep["how"]): OwnershipStep => ({ key: "template:steps", to: STEPS.to, label: "Steps", how });

describe("a vault", () => {
  it("is set up once something is mapped and somebody was signed in, on whatever device", () => {
    expect(isSetUp(NEW)).toBe(false);
    expect(isSetUp({ ...NEW, connection: CONNECTION })).toBe(false);
    expect(isSetUp({ ...NEW, mappings: [MOOD] })).toBe(false);
    expect(isSetUp({ ...NEW, mappings: [MOOD], connection: CONNECTION })).toBe(true);
    expect(isSetUp({ ...NEW, tagMode: "all", connection: CONNECTION })).toBe(true);
    expect(isSetUp({ ...NEW, mappings: [MOOD], agreed: ["mood"] })).toBe(true);
  });

  it("has an unfinished set-up until something was agreed to", () => {
    const done = { ...NEW, mappings: [MOOD], connection: CONNECTION };
    expect(isUnfinished(done, null)).toBe(false);
    expect(isUnfinished(done, INITIAL_PROGRESS)).toBe(true);
    expect(isUnfinished({ ...done, agreed: ["mood"] }, INITIAL_PROGRESS)).toBe(false);
  });
});

describe("what is ticked", () => {
  it("is what was proposed, without what is private or another service's", () => {
    expect(choose(INITIAL_PROGRESS).mappings).toEqual([MOOD, STEPS]);
    expect(choose(INITIAL_PROGRESS, NEW, ({ to }) => (to === STEPS.to ? step("take-over") : undefined)).mappings).toEqual([MOOD]);
  });

  it("is nothing of which Exist does not show who fills it, until a person ticks it", () => {
    const unseen = ({ to }: Mapping): OwnershipStep | undefined => (to === STEPS.to ? step("unknown") : undefined);
    expect(choose(INITIAL_PROGRESS, NEW, unseen).mappings).toEqual([MOOD]);
    expect(choose(tickSource(INITIAL_PROGRESS, STEPS.from, true), NEW, unseen).mappings).toEqual([MOOD, STEPS]);
    for (const how of ["owned", "acquire", "create"] as const) expect(isTicked(INITIAL_PROGRESS, suggestion(STEPS), step(how))).toBe(true);
  });

  it("is what a person says, but never what Exist has with another type", () => {
    const said = tickSource(tickSource(tickSource(INITIAL_PROGRESS, MOOD.from, false), STEPS.from, true), MEDICATION.from, true);
    expect(choose(said, NEW, ({ to }) => (to === STEPS.to ? step("take-over") : undefined)).mappings).toEqual([STEPS, MEDICATION]);
    expect(isTicked(said, suggestion(STEPS), step("conflict"))).toBe(false);
  });

  it("holds for tags too, and no tag is sent where none is ticked", () => {
    expect(choose(INITIAL_PROGRESS)).toMatchObject({ tagMode: "chosen", chosenTags: ["gym"] });
    expect(choose({ ...INITIAL_PROGRESS, tags: { gym: false } })).toMatchObject({ tagMode: "off", chosenTags: [] });
    expect(choose({ ...INITIAL_PROGRESS, tags: { gym: false, therapy: true } }, { ...NEW, chosenTags: ["gym", "walk"] })).toMatchObject({ tagMode: "chosen", chosenTags: ["walk", "therapy"] });
    expect(choose({ ...INITIAL_PROGRESS, tagMode: "prefix", tagPrefix: "e/" })).toMatchObject({ tagMode: "prefix", tagPrefix: "e/", chosenTags: [] });
    expect(choose(INITIAL_PROGRESS, { ...NEW, tagMode: "all" })).toMatchObject({ tagMode: "all" });
  });
});

describe("taking it into force", () => {
  it("adds to what is there, twice the same as once, and asks again about what was declined", () => {
    const before = { ...NEW, mappings: [MOOD], declined: ["template:steps", "template:sleep"] };
    const once = applyChoices(before, choose(INITIAL_PROGRESS));
    expect(once.mappings).toEqual([MOOD, STEPS]);
    expect(once.declined).toEqual(["template:sleep"]);
    expect(applyChoices(once, choose(INITIAL_PROGRESS))).toEqual(once);
  });
});

describe("the scopes that are asked for", () => {
  it("are those of all that could be ticked, and always those of the user's own attributes", () => {
    expect(scopesFor(NEW, INITIAL_PROGRESS, null)).toEqual(["custom_read", "custom_write"]);
    expect(scopesFor(NEW, INITIAL_PROGRESS, SUGGESTIONS)).toEqual(["activity_read", "activity_write", "custom_read", "custom_write", "mood_read", "mood_write"]);
  });
});

describe("what is seen at once", () => {
  const asked: Suggestion = { ...suggestion(MEDICATION, false), question: { about: "scale", options: [{ mapping: MEDICATION, examples: [] }] } };

  it("is what was proposed, asks something, or was ticked; the rest is folded", () => {
    expect([isInFront(INITIAL_PROGRESS, suggestion(MOOD)), isInFront(INITIAL_PROGRESS, asked), isInFront(INITIAL_PROGRESS, suggestion(MEDICATION, false))]).toEqual([true, true, false]);
    expect(isInFront(tickSource(INITIAL_PROGRESS, MEDICATION.from, true), suggestion(MEDICATION, false))).toBe(true);
    expect(isInFront(tickSource(INITIAL_PROGRESS, MOOD.from, false), suggestion(MOOD))).toBe(true);
  });
});

describe("what is kept of it", () => {
  it("comes back as it was, also from when there were six steps, and is nothing where it cannot be read", () => {
    const progress: Progress = { step: "choose", sources: { "property mood": false }, tags: { gym: true }, tagMode: "prefix", tagPrefix: "e/", made: [STEPS] };
    expect(decodeProgress(JSON.parse(JSON.stringify(progress)))).toEqual(progress);
    for (const [before, now] of [["sign-in", "connect"], ["notes", "notes"], ["suggestions", "choose"], ["tags", "choose"], ["preview", "check"], ["send", "check"]]) {
      expect(decodeProgress({ ...progress, step: before })).toEqual({ ...progress, step: now });
    }
    for (const bad of [null, undefined, "", { step: "dance" }, { step: "constructor" }, { step: "tags", made: [{ id: 1 }] }]) expect(decodeProgress(bad)).toBeNull();
  });
});
