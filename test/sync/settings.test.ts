import { describe, expect, it } from "vitest";
import { decodeSettings, newSettings, parseMappings, rulesOf, type Settings } from "../../src/sync/settings";
import { withAgreed, withNames, withoutNames } from "../../src/sync/run/ownership";
import { mapping, property, template } from "../domain/build";
import { TODAY } from "./rig";

/** data.json as it is promised to look. */
const CONTRACT = {
  version: 1,
  connection: { keptIn: "settings", accessToken: "a", refreshToken: "r", expiresAt: "2027-11-20", clientId: "c", clientSecret: "s", account: "sam" },
  sources: [{ follow: "daily-notes" }, { folder: "Journal", format: "YYYY/MM/YYYY-MM-DD" }, { folder: "", property: "journal-date" }],
  syncFrom: "2026-10-21",
  mappings: [
    { id: "m1", enabled: true, from: { kind: "property", key: "sleep" }, to: { kind: "template", template: "sleep" }, read: { unit: "hours" }, whenRemoved: "keep", manual: false },
    { id: "m2", enabled: false, from: { kind: "count", of: "words" }, to: { kind: "attribute", name: "words" }, read: {}, whenRemoved: "zero" },
    { id: "m3", enabled: true, from: { kind: "task", text: "Run" }, to: { kind: "create", label: "Run", group: "custom", valueType: 7 }, read: { combine: "sum", dayOffset: 1, scale: "1-5", words: { good: 7 } }, whenRemoved: "keep" },
  ],
  tagMode: "chosen", tagPrefix: "exist/", chosenTags: ["gym"], ignoredTags: [], tagNames: { gym: "gym" },
  agreed: ["sleep"], declined: [], others: {}, autoSync: true, quietSeconds: 60, maxWaitMinutes: 15,
};

describe("decodeSettings", () => {
  it("takes the contract whole, and keeps what it does not know", () => {
    const data = { ...CONTRACT, future: { a: 1 }, mappings: [{ ...CONTRACT.mappings[0], note: "mine" }] };
    expect(decodeSettings(data)).toEqual({ kind: "settings", settings: data });
  });

  it("fills in what is left out", () => {
    expect(decodeSettings({ version: 1, syncFrom: "2026-10-21" })).toMatchObject({
      kind: "settings",
      settings: { connection: null, sources: [{ follow: "daily-notes" }], mappings: [], tagMode: "off", autoSync: true, quietSeconds: 60, maxWaitMinutes: 15 },
    });
  });

  it("tells nothing, newer and damaged apart", () => {
    expect(decodeSettings(null)).toEqual({ kind: "none" });
    expect(decodeSettings(undefined)).toEqual({ kind: "damaged", place: "" });
    expect(decodeSettings({ version: 2, anything: true })).toEqual({ kind: "newer", version: 2 });
    expect(decodeSettings({ ...CONTRACT, quietSeconds: "soon" })).toEqual({ kind: "damaged", place: "quietSeconds" });
    expect(decodeSettings({ ...CONTRACT, syncFrom: "2026-02-30" })).toEqual({ kind: "damaged", place: "syncFrom" });
    expect(decodeSettings({ ...CONTRACT, mappings: [{ ...CONTRACT.mappings[0], to: { kind: "template" } }] })).toEqual({ kind: "damaged", place: "mappings.0.to.template" });
    for (const odd of [7, "text", [], { version: "1" }]) expect(decodeSettings(odd).kind).toBe("damaged");
  });

  it("is at its defaults in a new vault", () => {
    expect(newSettings(TODAY)).toEqual({
      version: 1, connection: null, sources: [{ follow: "daily-notes" }], syncFrom: "2026-08-22", mappings: [], tagMode: "off", tagPrefix: "exist/", chosenTags: [], ignoredTags: [], tagNames: {},
      agreed: [], declined: [], others: {}, autoSync: true, quietSeconds: 60, maxWaitMinutes: 15,
    });
  });

  it("fills in what a mapping leaves out", () => {
    const from = { kind: "property", key: " sleep " };
    expect(parseMappings([{ id: "m1", from, to: { kind: "template", template: "sleep" } }])).toEqual([
      { id: "m1", enabled: true, from: { kind: "property", key: "sleep" }, to: { kind: "template", template: "sleep" }, read: {}, whenRemoved: "keep" },
    ]);
  });

  it.each<[string, unknown]>([
    ["connection.keptIn", { connection: { account: "sam", keptIn: "memory" } }],
    ["connection.account", { connection: { keptIn: "settings", account: " " } }],
    ["connection.standing", { connection: { keptIn: "settings", account: "sam", standing: "rich" } }],
    ["connection.imperial.0", { connection: { keptIn: "settings", account: "sam", imperial: ["time"] } }],
    ["connection.scopes.0", { connection: { keptIn: "settings", account: "sam", scopes: [7] } }],
    ["sources.0", { sources: [{ folder: "Journal" }] }],
    ["sources.0.property", { sources: [{ folder: "Journal", property: " " }] }],
    ["syncFrom", { syncFrom: 7 }],
    ["mappings", { mappings: {} }],
    ["mappings.0.id", { mappings: [{ ...CONTRACT.mappings[0], id: "" }] }],
    ["mappings.0.enabled", { mappings: [{ ...CONTRACT.mappings[0], enabled: "yes" }] }],
    ["mappings.0.whenRemoved", { mappings: [{ ...CONTRACT.mappings[0], whenRemoved: "one" }] }],
    ["mappings.0.manual", { mappings: [{ ...CONTRACT.mappings[0], manual: 1 }] }],
    ["mappings.0.from.key", { mappings: [{ ...CONTRACT.mappings[0], from: { kind: "inline", key: " " } }] }],
    ["mappings.0.from.tag", { mappings: [{ ...CONTRACT.mappings[0], from: { kind: "tag" } }] }],
    ["mappings.0.from.text", { mappings: [{ ...CONTRACT.mappings[0], from: { kind: "task", text: "" } }] }],
    ["mappings.0.from.of", { mappings: [{ ...CONTRACT.mappings[0], from: { kind: "count", of: "stars" } }] }],
    ["mappings.0.to.name", { mappings: [{ ...CONTRACT.mappings[0], to: { kind: "attribute" } }] }],
    ["mappings.0.to.valueType", { mappings: [{ ...CONTRACT.mappings[0], to: { kind: "create", label: "Run", group: "custom", valueType: 99 } }] }],
    ["mappings.0.to.group", { mappings: [{ ...CONTRACT.mappings[0], to: { kind: "create", label: "Run", valueType: 7 } }] }],
    ["mappings.0.to.label", { mappings: [{ ...CONTRACT.mappings[0], to: { kind: "create", group: "custom", valueType: 7 } }] }],
    ["mappings.0.read.unit", { mappings: [{ ...CONTRACT.mappings[0], read: { unit: "parsecs" } }] }],
    ["mappings.0.read.scale", { mappings: [{ ...CONTRACT.mappings[0], read: { scale: "1-99" } }] }],
    ["mappings.0.read.round", { mappings: [{ ...CONTRACT.mappings[0], read: { round: 1 } }] }],
    ["mappings.0.read.glass", { mappings: [{ ...CONTRACT.mappings[0], read: { glass: 0 } }] }],
    ["mappings.0.read.glass", { mappings: [{ ...CONTRACT.mappings[0], read: { glass: 5001 } }] }],
    ["mappings.0.read.words", { mappings: [{ ...CONTRACT.mappings[0], read: { words: { good: "7" } } }] }],
    ["mappings.0.read.words", { mappings: [{ ...CONTRACT.mappings[0], read: { words: [7] } }] }],
    ["mappings.0.read.words", { mappings: [{ ...CONTRACT.mappings[0], read: { words: null } }] }],
    ["mappings.0.read.combine", { mappings: [{ ...CONTRACT.mappings[0], read: { combine: "product" } }] }],
    ["mappings.0.read.dayOffset", { mappings: [{ ...CONTRACT.mappings[0], read: { dayOffset: 2 } }] }],
    ["tagMode", { tagMode: "some" }],
    ["tagPrefix", { tagPrefix: 7 }],
    ["chosenTags.0", { chosenTags: [""] }],
    ["ignoredTags.0", { ignoredTags: [7] }],
    ["tagNames", { tagNames: { gym: "" } }],
    ["agreed.0", { agreed: [""] }],
    ["declined.0", { declined: [""] }],
    ["autoSync", { autoSync: "yes" }],
    ["quietSeconds", { quietSeconds: 0 }],
    ["quietSeconds", { quietSeconds: 3601 }],
    ["maxWaitMinutes", { maxWaitMinutes: 0 }],
    ["maxWaitMinutes", { maxWaitMinutes: 241 }],
  ])("names %s as damaged", (place, part) => {
    expect(decodeSettings({ ...CONTRACT, ...(part as object) })).toEqual({ kind: "damaged", place });
  });

  it("takes what is just allowed", () => {
    const read = { glass: 5000, words: { constructor: 7 }, dayOffset: -1 };
    for (const part of [{ quietSeconds: 1, maxWaitMinutes: 1 }, { quietSeconds: 3600, maxWaitMinutes: 240 }, { tagNames: { constructor: "constructor_2" } }, { mappings: [{ ...CONTRACT.mappings[0], read }] }, { mappings: [{ ...CONTRACT.mappings[0], read: { glass: 1, dayOffset: 0 } }] }]) {
      expect(decodeSettings({ ...CONTRACT, ...part })).toEqual({ kind: "settings", settings: { ...CONTRACT, ...part } });
    }
  });

  it("begins 30 days back", () => {
    expect(newSettings(TODAY).syncFrom).toBe("2026-08-22");
  });

  it("names the place of a mistake in mappings written by hand", () => {
    expect(parseMappings(CONTRACT.mappings)).toHaveLength(3);
    expect(() => parseMappings([{ id: "x", from: { kind: "smell" }, to: {} }])).toThrow("0.from.kind");
    expect(() => parseMappings({})).toThrow("the top");
  });
});

describe("the rules by which notes become values", () => {
  const settings = { ...newSettings(TODAY), mappings: [mapping(property("mood"), template("mood"))] };
  const [first] = settings.mappings;
  const now = rulesOf(settings);

  it("are others when anything changes that decides on values", () => {
    const others: Partial<Settings>[] = [
      { sources: [{ folder: "Journal", format: "YYYY" }] }, { sources: [{ folder: "Journal", property: "date" }] }, { mappings: [] }, { mappings: settings.mappings.map((each) => ({ ...each, enabled: false })) },
      { mappings: settings.mappings.map((each) => ({ ...each, from: property("m") })) }, { mappings: settings.mappings.map((each) => ({ ...each, to: template("steps") })) },
      { mappings: settings.mappings.map((each) => ({ ...each, read: { round: true } })) }, { mappings: settings.mappings.map((each) => ({ ...each, whenRemoved: "zero" })) },
      { connection: { keptIn: "settings", account: "sam", imperial: ["distance"] } }, { tagMode: "all" }, { tagPrefix: "e/" }, { chosenTags: ["gym"] }, { ignoredTags: ["gym"] }, { declined: ["template:mood"] },
    ];
    for (const other of others) expect(rulesOf({ ...settings, ...other })).not.toBe(now);
  });

  it("stay the same when Exist gives a name, something is agreed to, or what was declined changes its order", () => {
    if (first === undefined) throw new Error("no mapping");
    expect(rulesOf({ ...settings, mappings: [{ ...first, id: "other", to: template("mood", "mood_2"), manual: true }], agreed: ["mood"], tagNames: { gym: "gym" }, quietSeconds: 5 })).toBe(now);
    expect(rulesOf({ ...settings, declined: ["template:b", "template:a"] })).toBe(rulesOf({ ...settings, declined: ["template:a", "template:b"] }));
  });
});

describe("names from Exist", () => {
  const gym = { kind: "create", label: "Gym", group: "custom", valueType: 7 } as const;
  const settings = { ...newSettings(TODAY), mappings: [mapping(property("mood"), template("mood")), mapping(property("gym"), gym)], declined: ["template:mood", "template:steps"] };
  const named = withAgreed(settings, new Map([["template:mood", "mood"], ["create:custom:gym", "gym_2"], ["create:custom:rain", "rain"]]));

  it("are kept in the mapping or with the tags, and end a refusal where they are agreed to", () => {
    expect(named.mappings.map(({ to }) => to.name)).toEqual(["mood", "gym_2"]);
    expect(named.tagNames).toEqual({ rain: "rain" });
    expect(named.agreed).toEqual(["mood", "gym_2", "rain"]);
    expect(named.declined).toEqual(["template:steps"]);
  });

  it("permit nothing where they were only learned", () => {
    const learned = withNames(settings, new Map([["template:mood", "mood"], ["create:custom:rain", "rain"]]));
    expect(learned.mappings.map(({ to }) => to.name)).toEqual(["mood", undefined]);
    expect(learned).toMatchObject({ tagNames: { rain: "rain" }, agreed: [], declined: settings.declined });
  });

  it("are let go together with the agreement", () => {
    const less = withoutNames(named, ["create:custom:gym", "create:custom:rain"], ["create:custom:rain"]);
    expect(less.mappings.map(({ to }) => to.name)).toEqual(["mood", undefined]);
    expect(less.tagNames).toEqual({});
    expect(less.agreed).toEqual(["mood"]);
    expect(less.declined).toEqual(["template:steps", "create:custom:rain"]);
  });
});
