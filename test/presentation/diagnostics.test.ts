import { describe, expect, it } from "vitest";
import { diagnostics } from "../../src/presentation/diagnostics";
import { emptyReport } from "../../src/sync/report";
import { newSettings } from "../../src/sync/settings";
import { mapping, property, template } from "../domain/build";
import { TODAY } from "../sync/rig";

const surroundings = { plugin: "1.0.0", obsidian: "1.13.1", platform: "desktop", language: "en", timeZone: "UTC" };

describe("diagnostics", () => {
  it("hold kinds, counts and times of a sign-in and of runs that failed, and nothing that a person wrote", () => {
    const connection = { keptIn: "settings" as const, account: "secret-sam", accessToken: "secret-access", refreshToken: "secret-refresh", clientId: "secret-client", clientSecret: "secret-secret", scopes: ["mood_read"] };
    const settings = { ...newSettings(TODAY), connection, sources: [{ folder: "secret-folder", format: "YYYY" }], chosenTags: ["secret-tag"], mappings: [mapping(property("secret-key"), template("mood", "secret-name"), { read: { words: { "secret-word": 3 } } })] };
    const report = {
      ...emptyReport("automatic", 5), failure: { kind: "offline" as const, text: "secret-text", retryAt: 7, waitingHelps: true },
      refused: [{ code: "validation", text: "secret-text", label: "secret-label", date: TODAY, value: "secret-value", path: "secret-path" }],
    };
    const text = diagnostics({ environment: surroundings, settings, isConnected: true, seen: null, requests: null, reports: [report, emptyReport("command", 4)] });
    expect(text).not.toContain("secret");
    expect(JSON.parse(text)).toMatchObject({
      connection: { way: "oauth", scopes: ["mood_read"] }, settings: { sources: ["named"], chosenTags: 1, mappings: [{ from: "property", to: "mood", named: true, words: 1 }] }, ledger: null,
      runs: [{ trigger: "automatic", refused: { validation: 1 }, failure: { kind: "offline", retryAt: 7 } }, { trigger: "command", failure: null }],
    });
  });

  it("name what was set, what the ledger knows and what became of the last five runs, and nothing else", () => {
    const refused = { code: "validation", text: "x", label: "x", date: TODAY, value: 1, path: "x" };
    const run = {
      ...emptyReport("command", 9), notes: 1, values: 2, days: 3, calls: 4, acquired: ["x"], created: ["x", "x"], unsent: 5, waitsFor: ["agreement" as const], cancelled: true,
      leftOut: [{ path: "x", date: null, reason: "almost" as const }, { path: "y", date: null, reason: "almost" as const }], refused: [refused, refused, { ...refused, code: "unavailable" }],
      refusedAttributes: [{ code: "exists", text: "x", label: "x" }], lost: [{ label: "x", owner: "x" }],
      issues: [{ path: "x", date: TODAY, key: "x", found: "x", problem: { code: "not-indexed" as const } }],
    };
    const settings = {
      ...newSettings(TODAY), sources: [{ follow: "daily-notes" as const }], connection: { keptIn: "keychain" as const, account: "sam", expiresAt: "2027-09-21", timezone: "UTC" },
      mappings: [
        mapping(property("x"), { kind: "create", label: "x", group: "custom", valueType: 7 }, { read: { unit: "hours", scale: "1-5", round: true, combine: "sum", dayOffset: 1 }, manual: true }),
        mapping(property("x"), template("mood"), { enabled: false, whenRemoved: "zero" }),
      ],
      agreed: ["x"], declined: ["template:steps" as const], chosenTags: ["x"],
    };
    const seen = { rules: "x", from: TODAY, settled: new Map([[TODAY, "x"]]), told: new Set(["x"]) };
    const told: unknown = JSON.parse(diagnostics({ environment: surroundings, settings, isConnected: false, seen, requests: 2, reports: [run, ...Array.from({ length: 9 }, () => emptyReport("automatic", 1))] }));
    const nothing = { at: 1, trigger: "automatic", notes: 0, values: 0, days: 0, calls: 0, acquired: 0, created: 0, issues: {}, leftOut: {}, refused: {}, refusedAttributes: {}, lost: 0, unsent: 0, waitsFor: [], failure: null, cancelled: false };
    expect(told).toEqual({
      ...surroundings,
      connection: { isConnected: false, keptIn: "keychain", way: "token", expiresAt: "2027-09-21", timezone: "UTC" },
      settings: {
        sources: ["followed"], syncFrom: "2026-08-22", tagMode: "off", chosenTags: 1, agreed: 1, declined: 1, autoSync: true, quietSeconds: 60, maxWaitMinutes: 15,
        mappings: [
          { enabled: true, from: "property", to: "create", type: 7, named: false, unit: "hours", scale: "1-5", round: true, words: 0, combine: "sum", dayOffset: 1, whenRemoved: "keep", manual: true },
          { enabled: false, from: "property", to: "mood", named: false, words: 0, whenRemoved: "zero" },
        ],
      },
      ledger: { from: TODAY, settled: 1, told: 1 },
      requests: 2,
      runs: [
        {
          at: 9, trigger: "command", notes: 1, values: 2, days: 3, calls: 4, acquired: 1, created: 2, issues: { "not-indexed": 1 }, leftOut: { almost: 2 }, refused: { validation: 2, unavailable: 1 },
          refusedAttributes: { exists: 1 }, lost: 1, unsent: 5, waitsFor: ["agreement"], failure: null, cancelled: true,
        },
        nothing, nothing, nothing, nothing,
      ],
    });
    expect(JSON.parse(diagnostics({ environment: surroundings, settings: newSettings(TODAY), isConnected: false, seen: null, requests: null, reports: [] }))).toMatchObject({ connection: null, ledger: null, runs: [] });
  });
});
