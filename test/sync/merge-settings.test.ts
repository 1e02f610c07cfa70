import { describe, expect, it } from "vitest";
import { mergeSettings } from "../../src/sync/merge-settings";
import { type Connection, newSettings, type Settings } from "../../src/sync/settings";
import { mapping, property, template } from "../domain/build";
import { TODAY } from "./rig";

const STEPS = { ...mapping(property("steps"), template("steps")), id: "steps" };
const MOOD = { ...mapping(property("mood"), template("mood")), id: "mood" };
const SLEEP = { ...mapping(property("sleep"), template("sleep")), id: "sleep" };
const SAM: Connection = { keptIn: "settings", account: "sam", accessToken: "a1", refreshToken: "r1", expiresAt: "2027-09-21" };

const base: Settings = { ...newSettings(TODAY), connection: SAM, mappings: [STEPS, MOOD], chosenTags: ["gym", "rain"], tagNames: { gym: "gym", constructor: "c" }, agreed: ["steps"] };
const but = (part: Partial<Settings>): Settings => ({ ...base, ...part });
const novel = (key: string, value: unknown): Settings => ({ ...base, [key]: value });

describe("settings that two have changed", () => {
  it("are as one of them has made them where the other has changed nothing", () => {
    const changed = but({ mappings: [MOOD, SLEEP], chosenTags: [], autoSync: false, connection: null, namesFrom: "sam" });
    expect(mergeSettings(base, changed, base)).toEqual(changed);
    expect(mergeSettings(base, base, changed)).toEqual(changed);
  });

  it("keep what each added to a list and what neither removed", () => {
    const merged = mergeSettings(base, but({ chosenTags: ["rain", "sun"], agreed: ["steps", "mood"], declined: ["template:a"] }), but({ chosenTags: ["gym", "rain", "snow"], agreed: [], declined: ["template:b"] }));
    expect(merged).toMatchObject({ chosenTags: ["rain", "sun", "snow"], agreed: ["mood"], declined: ["template:a", "template:b"] });
    expect(mergeSettings(base, but({ sources: [{ folder: "A", format: "YYYY" }] }), but({ sources: [...base.sources, { folder: "B", format: "YYYY" }] })).sources).toEqual([{ folder: "A", format: "YYYY" }, { folder: "B", format: "YYYY" }]);
    expect(mergeSettings(base, but({ sources: [...base.sources, { folder: "A", property: "date" }] }), but({ sources: [...base.sources, { folder: "A", property: "day" }] })).sources).toEqual([...base.sources, { folder: "A", property: "date" }, { folder: "A", property: "day" }]);
  });

  it("merge tables by key, whatever the keys are called", () => {
    const merged = mergeSettings(base, but({ tagNames: { constructor: "c", "__proto__x": "p", sun: "sun" } }), but({ tagNames: { gym: "gym", constructor: "c2" } }));
    expect(Object.entries(merged.tagNames).sort()).toEqual([["__proto__x", "p"], ["constructor", "c2"], ["sun", "sun"]]);
  });

  it("merge mappings by id: added, removed, and each part of one that both have changed", () => {
    const mine = but({ mappings: [{ ...STEPS, whenRemoved: "zero" }, SLEEP] });
    const other = but({ mappings: [{ ...STEPS, enabled: false, to: template("steps", "steps") }, MOOD] });
    expect(mergeSettings(base, mine, other).mappings).toEqual([{ ...STEPS, whenRemoved: "zero", enabled: false, to: template("steps", "steps") }, SLEEP]);
  });

  it("keep a mapping that one removed and the other changed, but not for a name that Exist gave it", () => {
    const without = but({ mappings: [STEPS] });
    expect(mergeSettings(base, without, but({ mappings: [STEPS, { ...MOOD, whenRemoved: "zero" }] })).mappings).toHaveLength(2);
    expect(mergeSettings(base, without, but({ mappings: [STEPS, { ...MOOD, to: template("mood", "mood") }] })).mappings).toEqual([STEPS]);
  });

  it("lose no mapping where a file written by hand gives two of them one id", () => {
    const twins = [...base.mappings, { ...SLEEP, id: "steps" }];
    expect(mergeSettings(base, but({ autoSync: false }), but({ mappings: twins }))).toMatchObject({ autoSync: false, mappings: twins });
  });

  it("keep keys of later versions, by whomever they were added, changed, or removed", () => {
    const both = mergeSettings(base, novel("a", null), novel("b", { deep: [1] })) as Settings & { readonly a: unknown; readonly b: unknown };
    expect([both.a, both.b]).toEqual([null, { deep: [1] }]);
    expect("a" in mergeSettings(novel("a", 1), base, novel("a", 1))).toBe(false);
  });

  it("go by mine where both have changed the same thing", () => {
    expect(mergeSettings(base, but({ quietSeconds: 10 }), but({ quietSeconds: 20, maxWaitMinutes: 5 }))).toMatchObject({ quietSeconds: 10, maxWaitMinutes: 5 });
  });
});

describe("a connection that two have changed", () => {
  it("is taken whole from one of them, and from the one that was refreshed later", () => {
    const early = { ...SAM, accessToken: "a2", refreshToken: "r2", expiresAt: "2027-10-01" };
    const late = { ...SAM, accessToken: "a3", refreshToken: "r3", expiresAt: "2027-10-02" };
    for (const [mine, other] of [[early, late], [late, early]] as const) expect(mergeSettings(base, but({ connection: mine }), but({ connection: other })).connection).toEqual(late);
  });

  it("takes no name along that belongs to another account", () => {
    const kim = { ...but({ agreed: [], tagNames: {} }), connection: { ...SAM, account: "kim" } };
    const learned = but({ agreed: ["steps", "mood"], tagNames: { sun: "sun" }, declined: ["template:sleep"], mappings: [STEPS, { ...MOOD, to: template("mood", "mood") }, SLEEP] });
    for (const merged of [mergeSettings(base, kim, learned), mergeSettings(base, { ...kim, mappings: [STEPS] }, learned)]) {
      expect(merged).toMatchObject({ connection: { account: "kim" }, agreed: [], tagNames: {}, declined: [] });
      expect(merged.mappings.map(({ to }) => to.name)).toEqual(merged.mappings.map(() => undefined));
      expect(merged.mappings.map(({ id }) => id)).toContain("sleep");
    }
  });
});
