import { describe, expect, it } from "vitest";
import { decodeSettings, newSettings, parseMappings } from "../../src/sync/settings";
import { withNames, withoutNames } from "../../src/sync/ownership";
import { mapping, property, template } from "../domain/build";
import { TODAY } from "./rig";

/** data.json as it is promised to look. */
const CONTRACT = {
  version: 1,
  connection: { keptIn: "settings", accessToken: "a", refreshToken: "r", expiresAt: "2027-11-20", clientId: "c", clientSecret: "s", account: "sam" },
  sources: [{ follow: "daily-notes" }, { folder: "Journal", format: "YYYY/MM/YYYY-MM-DD" }],
  syncFrom: "2026-10-21",
  mappings: [
    { id: "m1", enabled: true, from: { kind: "property", key: "sleep" }, to: { kind: "template", template: "sleep" }, read: { unit: "hours" }, whenRemoved: "keep", manual: false },
    { id: "m2", enabled: false, from: { kind: "count", of: "words" }, to: { kind: "attribute", name: "words" }, read: {}, whenRemoved: "zero" },
    { id: "m3", enabled: true, from: { kind: "task", text: "Run" }, to: { kind: "create", label: "Run", group: "custom", valueType: 7 }, read: { combine: "sum", dayOffset: 1, scale: "1-5", words: { good: 7 } }, whenRemoved: "keep" },
  ],
  tagMode: "chosen", tagPrefix: "exist/", chosenTags: ["gym"], ignoredTags: [], tagNames: { gym: "gym" },
  agreed: ["sleep"], declined: [], autoSync: true, quietSeconds: 60, maxWaitMinutes: 15,
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
    expect(decodeSettings(undefined)).toEqual({ kind: "none" });
    expect(decodeSettings({ version: 2, anything: true })).toEqual({ kind: "newer", version: 2 });
    expect(decodeSettings({ ...CONTRACT, quietSeconds: "soon" })).toEqual({ kind: "damaged", place: "quietSeconds" });
    expect(decodeSettings({ ...CONTRACT, syncFrom: "2026-02-30" })).toEqual({ kind: "damaged", place: "syncFrom" });
    expect(decodeSettings({ ...CONTRACT, mappings: [{ ...CONTRACT.mappings[0], to: { kind: "template" } }] })).toEqual({ kind: "damaged", place: "mappings.0.to.template" });
    for (const odd of [7, "text", [], { version: "1" }]) expect(decodeSettings(odd).kind).toBe("damaged");
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

describe("names from Exist", () => {
  const gym = { kind: "create", label: "Gym", group: "custom", valueType: 7 } as const;
  const settings = { ...newSettings(TODAY), mappings: [mapping(property("mood"), template("mood")), mapping(property("gym"), gym)], declined: ["template:mood", "template:steps"] };
  const named = withNames(settings, new Map([["template:mood", "mood"], ["create:custom:gym", "gym_2"], ["create:custom:rain", "rain"]]));

  it("are kept in the mapping or with the tags, and end a refusal", () => {
    expect(named.mappings.map(({ to }) => to.name)).toEqual(["mood", "gym_2"]);
    expect(named.tagNames).toEqual({ rain: "rain" });
    expect(named.agreed).toEqual(["mood", "gym_2", "rain"]);
    expect(named.declined).toEqual(["template:steps"]);
  });

  it("are let go together with the agreement", () => {
    const less = withoutNames(named, ["create:custom:gym", "create:custom:rain"], ["create:custom:rain"]);
    expect(less.mappings.map(({ to }) => to.name)).toEqual(["mood", undefined]);
    expect(less.tagNames).toEqual({});
    expect(less.agreed).toEqual(["mood"]);
    expect(less.declined).toEqual(["template:steps", "create:custom:rain"]);
  });
});
