import { describe, expect, it } from "vitest";
import type { Target } from "../../src/domain/mapping";
import { filledNames, NOTHING_AGREED, withAttributes } from "../../src/sync/agreement";
import { inPossibleGroups } from "../../src/sync/possible-groups";
import { neededScopes } from "../../src/sync/scopes";
import { decodeProgress } from "../../src/presentation/set-up";
import { decodeSettings, newSettings, parseMappings } from "../../src/sync/settings";
import { mapping, property } from "../domain/build";
import { TODAY } from "./rig";

const made = (label: string, valueType: 0 | 7, group = "custom"): Target => ({ kind: "create", label, group, valueType });
const PAGES = mapping(property("pages"), made("Pages", 0));
const GYM = mapping(property("gym"), made("Gym", 7));

describe("a number of one's own in the group of tags", () => {
  const settings = { ...newSettings(TODAY), mappings: [PAGES, GYM], declined: ["create:custom:pages", "create:custom:gym"] };

  it("is put into another group when settings are read, which say so", () => {
    const decoded = decodeSettings(JSON.parse(JSON.stringify(settings)));
    expect(decoded).toMatchObject({ kind: "settings", settings: { mappings: [{ to: { label: "Pages", group: "media" } }, { to: { label: "Gym", group: "custom" } }] }, moved: [{ label: "Pages", group: "media" }] });
    if (decoded.kind !== "settings") throw new Error(decoded.kind);
    expect(decodeSettings(decoded.settings)).toEqual({ kind: "settings", settings: decoded.settings });
    expect(neededScopes(decoded.settings)).toEqual(["custom_read", "custom_write", "media_read", "media_write"]);
  });

  it("stays declined, and so does the tag of that label", () => {
    expect(inPossibleGroups(settings).settings.declined).toEqual(["create:custom:pages", "create:custom:gym", "create:media:pages"]);
  });

  it("leaves settings without one as they are", () => {
    const others = { ...settings, mappings: [GYM] };
    expect(inPossibleGroups(others)).toEqual({ settings: others, moved: [] });
    expect(inPossibleGroups(others).settings).toBe(others);
  });

  it("is found by what was filled for it before, and a tag by its own", () => {
    const agreement = withAttributes(NOTHING_AGREED, [["pages", { type: 0, key: "create:custom:pages" }], ["gym", { type: 7, key: "create:custom:gym" }], ["rain", { type: undefined, key: "create:custom:rain" }]]);
    expect([...filledNames(agreement)]).toEqual([["create:media:pages", "pages"], ["create:custom:gym", "gym"], ["create:custom:rain", "rain"]]);
  });

  it("is put elsewhere in what is written by hand and in a set-up that was begun, too", () => {
    const [{ to } = PAGES] = parseMappings([PAGES]);
    expect(to).toEqual(made("Pages", 0, "media"));
    expect(decodeProgress({ step: "tags", made: [PAGES] })?.made[0]?.to).toEqual(to);
  });
});

describe("a label of one's own", () => {
  it.each([[" Gym ", "Gym"], [": Gym", "Gym"], [" : :  Gym :", "Gym :"], [":)", ":)"], [":", ":"], ["a : b", "a : b"]])("%j is kept as %j", (written, label) => {
    expect(parseMappings([mapping(property("x"), { kind: "create", label: written, group: "custom", valueType: 7 })])[0]?.to).toEqual(made(label, 7));
  });
});
