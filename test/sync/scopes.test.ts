import { describe, expect, it } from "vitest";
import { groupsIn, missingScopes, neededScopes, withheldScopes } from "../../src/sync/scopes";
import { newSettings } from "../../src/sync/settings";
import { mapping, property, template } from "../domain/build";
import { ACCOUNT, TODAY } from "./rig";

const mappings = [
  mapping(property("steps"), template("steps")),
  mapping(property("mood"), template("mood"), { enabled: false }),
  mapping(property("walk"), { kind: "attribute", name: "walk", group: "health" }, { manual: true }),
  mapping(property("new"), { kind: "attribute", name: "new" }),
];

describe("scopes", () => {
  it("are those of the groups that are fed, of custom tags, and of hand entry that stays on", () => {
    expect(neededScopes({ mappings, tagMode: "off" })).toEqual(["activity_read", "activity_write", "health_read", "health_write", "manual_read", "manual_write"]);
    expect(neededScopes({ mappings: [], tagMode: "chosen" })).toEqual(["custom_read", "custom_write"]);
  });

  it("are missing where a sign-in did not grant them, and never for a personal token", () => {
    const connection = { keptIn: "settings" as const, account: ACCOUNT };
    expect(missingScopes({ ...newSettings(TODAY), mappings, connection })).toEqual([]);
    const missing = missingScopes({ ...newSettings(TODAY), mappings, connection: { ...connection, scopes: ["activity_read", "activity_write", "health_read"] } });
    expect(groupsIn(missing)).toEqual(["health", "manual"]);
  });

  it("of a group are withheld one by one, unless entering by hand reaches the attribute too", () => {
    const connection = { keptIn: "settings" as const, account: ACCOUNT };
    const asked = (scopes: string[] | undefined, group: string | undefined, manual = false) => withheldScopes({ connection: { ...connection, ...(scopes === undefined ? {} : { scopes }) } }, group, manual);
    expect(asked(["mood_read"], "mood")).toEqual(["mood_write"]);
    expect(asked(["mood_write"], "mood")).toEqual(["mood_read"]);
    expect(asked(["mood_read", "mood_write"], "sleep")).toEqual(["sleep_read", "sleep_write"]);
    expect(asked(["manual_write"], "sleep", true)).toEqual(["sleep_read"]);
    expect(asked(["manual_write"], "sleep")).toEqual(["sleep_read", "sleep_write"]);
    expect(asked([], undefined)).toEqual([]);
    expect(asked(undefined, "mood")).toEqual([]);
    expect(withheldScopes({ connection: null }, "mood", false)).toEqual([]);
  });
});
