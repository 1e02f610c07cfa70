import { describe, expect, it } from "vitest";
import { diagnostics } from "../../src/sync/diagnostics";
import { emptyReport } from "../../src/sync/report";
import { newSettings } from "../../src/sync/settings";
import { mapping, property, template } from "../domain/build";
import { TODAY } from "./rig";

const surroundings = { plugin: "1.0.0", obsidian: "1.13.1", platform: "desktop", language: "en", timeZone: "UTC" };

describe("diagnostics", () => {
  it("hold kinds, counts and times of a sign-in and of runs that failed, and nothing that a person wrote", () => {
    const connection = { keptIn: "settings" as const, account: "secret-sam", accessToken: "secret-access", refreshToken: "secret-refresh", clientId: "secret-client", clientSecret: "secret-secret", scopes: ["mood_read"] };
    const settings = { ...newSettings(TODAY), connection, sources: [{ folder: "secret-folder", format: "YYYY" }], chosenTags: ["secret-tag"], mappings: [mapping(property("secret-key"), template("mood", "secret-name"), { read: { words: { "secret-word": 3 } } })] };
    const report = {
      ...emptyReport("automatic", 5), failure: { kind: "offline" as const, text: "secret-text", retryAt: 7, waitingHelps: true },
      refused: [{ code: "validation", text: "secret-text", label: "secret-label", date: TODAY, value: "secret-value", path: "secret-path" }],
    };
    const text = diagnostics({ surroundings, settings, isConnected: true, seen: null, budget: undefined, reports: [report, emptyReport("command", 4)] });
    expect(text).not.toContain("secret");
    expect(JSON.parse(text)).toMatchObject({
      connection: { way: "oauth", scopes: ["mood_read"] }, settings: { sources: ["named"], chosenTags: 1, mappings: [{ from: "property", to: "mood", named: true, words: 1 }] }, ledger: null,
      runs: [{ trigger: "automatic", refused: { validation: 1 }, failure: { kind: "offline", retryAt: 7 } }, { trigger: "command", failure: null }],
    });
  });
});
