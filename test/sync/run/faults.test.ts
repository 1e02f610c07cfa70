import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../../src/domain/local-date";
import type { Fault } from "../../exist/world";
import { mapping, property, template } from "../../domain/build";
import { ACCOUNT, rig, type Rig, syncAll } from "../rig";

const steps = mapping(property("steps"), template("steps"));
const mood = mapping(property("mood"), template("mood"));

async function steady(days = 2): Promise<Rig> {
  const test = rig({ mappings: [steps, mood] });
  for (let date = 1; date <= days; date += 1) test.notes.write(`2026-09-${String(date).padStart(2, "0")}`, { steps: date, mood: 5 });
  await syncAll(test);
  test.world.calls.length = 0;
  return test;
}

function held(test: Rig): unknown {
  return test.world.valuesOf(ACCOUNT)["2026-09-02"];
}

describe("a request that fails", () => {
  const FAULTS: readonly (readonly [name: string, fault: Fault, kind: string, done: boolean])[] = [
    ["is dropped before Exist did anything", { kind: "drop-before" }, "offline", false],
    ["is dropped after Exist did it", { kind: "drop-after" }, "offline", true],
    ["is answered by a proxy", { kind: "html" }, "unavailable", false],
    ["is answered with 500", { kind: "status", status: 500 }, "unavailable", false],
    ["is answered with 429", { kind: "status", status: 429 }, "rate-limited", false],
    ["is answered with 401", { kind: "status", status: 401, body: '{"detail":"Invalid token"}' }, "token", false],
    ["is answered with 403", { kind: "status", status: 403 }, "scope", false],
    ["is answered with 400", { kind: "status", status: 400 }, "refused", false],
    ["is answered with half of the JSON", { kind: "truncated" }, "unreadable", true],
    ["is answered with other JSON", { kind: "wrong-shape" }, "unreadable", true],
  ];

  it.each(FAULTS)("%s: is reported, loses nothing, and goes through later", async (_name, fault, kind, done) => {
    const test = await steady();
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    test.world.script({ on: { path: "update" }, fault });
    const result = await test.engine.run("automatic");
    expect(result).toMatchObject({ kind: "report", report: { values: 0, unsent: 2, failure: { kind } } });
    expect(held(test)).toEqual(done ? { steps: 99, mood: 6 } : { steps: 2, mood: 5 });
    if (kind === "rate-limited") await test.clock.pass(62 * 60_000);
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2, unsent: 0, failure: null } });
    expect(held(test)).toEqual({ steps: 99, mood: 6 });
    expect(test.world.impolite).toEqual([]);
  });

  it("after Exist did it is made up for when the note goes back to what Exist held before", async () => {
    const test = await steady();
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-after" } });
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 99, mood: 6 });
    test.notes.write("2026-09-02", { steps: 2, mood: 5 });
    expect(await test.open().engine.run("automatic")).toMatchObject({ report: { values: 2, unsent: 0 } });
    expect(held(test)).toEqual({ steps: 2, mood: 5 });
    test.notes.write("2026-09-02", { steps: 2, mood: 5, other: 1 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0 } });
  });

  it("after Exist did it is made up for when the tag is gone again", async () => {
    const test = rig({ mappings: [steps], tagMode: "all" });
    test.notes.write("2026-09-01", { steps: 1 }, { tags: ["rain"] });
    await syncAll(test);
    test.notes.write("2026-09-02", { steps: 2 }, { tags: ["rain"] });
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-after" } });
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 2, rain: 1 });
    test.notes.write("2026-09-02", { steps: 2 });
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 2, rain: 0 });
  });

  it("after Exist did it is made up for also when the 0 of a tag that is gone is lost in its turn", async () => {
    const test = rig({ mappings: [steps], tagMode: "all" });
    test.notes.write("2026-09-01", { steps: 1 }, { tags: ["rain"] });
    await syncAll(test);
    test.notes.write("2026-09-02", { steps: 2 }, { tags: ["rain"] });
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-after" } });
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-before" } });
    await test.engine.run("automatic");
    test.notes.write("2026-09-02", { steps: 2 });
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 2, rain: 1 });
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 2, rain: 0 });
  });

  it("after Exist did it is made up for also when the next try is refused", async () => {
    const test = rig({ mappings: [steps], tagMode: "all" });
    test.notes.write("2026-09-01", { steps: 1 }, { tags: ["rain"] });
    await syncAll(test);
    test.notes.write("2026-09-02", { steps: 2 }, { tags: ["rain"] });
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-after" } });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "rain" } });
    await test.engine.run("automatic");
    expect(await test.engine.run("automatic")).toMatchObject({ report: { refused: [{ label: "rain" }] } });
    test.notes.write("2026-09-02", { steps: 2 });
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 2, rain: 0 });
  });

  it("and whose outcome a preview has seen is not sent once more", async () => {
    const test = await steady();
    test.world.script({ on: { path: "update" }, fault: { kind: "drop-after" } });
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    await test.engine.run("automatic");
    await test.settings.change((now) => ({ ...now, agreed: ["mood"] }));
    expect(await syncAll(test)).toMatchObject({ values: 0, unsent: 0 });
    test.notes.write("2026-09-02", { steps: 99, mood: 6, other: 1 });
    test.world.calls.length = 0;
    expect(await syncAll(test)).toMatchObject({ values: 0, notes: 1 });
    // Who asks for it also has Exist asked for what another device may have sent since.
    expect(test.world.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /api/2/attributes/with-values/"]);
  });

  it("in the middle of many calls keeps what was acknowledged, and the rest goes on without asking again", async () => {
    const test = rig({ mappings: [steps, mood] });
    for (let date = 1; date <= 21; date += 1) test.notes.write(`2026-09-${String(date).padStart(2, "0")}`, { steps: date, mood: 5 });
    test.world.script({ on: { path: "update", nth: 2 }, fault: { kind: "drop-before" } });
    expect(await syncAll(test)).toMatchObject({ values: 35, unsent: 7, failure: { kind: "offline" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 7, failure: null } });
    expect(Object.keys(test.world.valuesOf(ACCOUNT))).toHaveLength(21);
    expect(test.world.repeated).toBe(0);
  });

  it("before the plan is shown is reported, and nothing was sent", async () => {
    const test = rig({ mappings: [steps] });
    test.notes.write("2026-09-20", { steps: 1 });
    test.world.script({ on: { path: "owned" }, fault: { kind: "drop-before" } });
    expect(await test.engine.run("command")).toMatchObject({ kind: "report", report: { failure: { kind: "offline" } } });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({});
  });

  it("while acquiring leaves the values for later", async () => {
    const test = rig({ mappings: [steps] });
    test.notes.write("2026-09-20", { steps: 1 });
    test.world.script({ on: { path: "acquire" }, fault: { kind: "drop-after" } });
    expect(await syncAll(test)).toMatchObject({ values: 0, unsent: 1, failure: { kind: "offline" } });
    expect(await syncAll(test)).toMatchObject({ values: 1, failure: null });
    expect(test.world.impolite).toEqual([]);
  });
});

describe("an item that Exist refuses", () => {
  it("is reported in Exist's words, is not sent again by itself, and is when a person asks", async () => {
    const test = await steady();
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "validation", error: "Not today" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 0, refused: [{ label: "Mood", text: "Not today", code: "validation" }] } });
    test.notes.write("2026-09-02", { steps: 99, mood: 6, other: 1 });
    test.world.calls.length = 0;
    await test.engine.run("automatic");
    expect(test.world.calls).toEqual([]);
    expect(await test.engine.run("command")).toMatchObject({ report: { values: 1, refused: [] } });
    expect(held(test)).toEqual({ steps: 99, mood: 6 });
  });

  it("is known for its own day, and a tag that was never taken is not sent as 0 when it is gone", async () => {
    const test = rig({ mappings: [steps], tagMode: "all" });
    test.notes.write("2026-09-01", { steps: 1 }, { tags: ["rain"] });
    await syncAll(test);
    test.notes.write("2026-09-02", { steps: 2 }, { tags: ["rain"] });
    test.notes.write("2026-09-03", { steps: 3 }, { tags: ["rain"] });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name, date }) => name === "rain" && date === "2026-09-02" } });
    await test.engine.run("automatic");
    const records = await test.ledger.days(["2026-09-02", "2026-09-03"] as LocalDate[]);
    expect([...records.values()].map(({ refused }) => [...refused.keys()])).toEqual([["rain"], []]);
    test.notes.write("2026-09-02", { steps: 2 });
    await test.engine.run("automatic");
    expect(held(test)).toEqual({ steps: 2 });
  });

  it("and is an attribute keeps its values unsent, until it can be had", async () => {
    const gym = mapping(property("gym"), { kind: "create", label: "Gym", group: "custom", valueType: 7 });
    const test = rig({ mappings: [steps, gym] });
    test.notes.write("2026-09-20", { steps: 1, gym: true });
    test.world.script({ on: { path: "create" }, fault: { kind: "mixed" } });
    expect(await syncAll(test)).toMatchObject({ values: 1, unsent: 1, waitsFor: [], refusedAttributes: [{ label: "Gym", text: "Try again later" }] });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["agreement"] } });
    expect(await syncAll(test)).toMatchObject({ values: 1, unsent: 0 });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ "2026-09-20": { steps: 1, gym: 1 } });
  });

  it("without a word of it is sent again by itself", async () => {
    const test = await steady();
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "", error: "" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 1 } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 0 } });
    expect(held(test)).toEqual({ steps: 99, mood: 6 });
  });

  it("as not ours although it is is sent once more in the same run", async () => {
    const test = await steady();
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ name }) => name === "mood", code: "unauthorised", error: "" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { unsent: 0, refused: [], lost: [], failure: null } });
    expect(held(test)).toEqual({ steps: 99, mood: 6 });
    expect(test.world.callsTo("acquire")).toHaveLength(0);
  });

  it("is told from items that nobody sent", async () => {
    const test = await steady();
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    test.world.script({ on: { path: "update" }, fault: { kind: "unasked" } });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 2, unsent: 0, refused: [] } });
  });
});

describe("ownership lost in mid-run", () => {
  it("to nobody: is acquired once, and in the same run all values go that somebody may have changed meanwhile", async () => {
    const test = await steady();
    test.world.giveTo(ACCOUNT, "mood", null);
    test.world.setValue(ACCOUNT, "mood", "2026-09-01", 2);
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 3, unsent: 0, refused: [], lost: [] } });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-01"]).toEqual({ steps: 1, mood: 5 });
    expect(test.world.callsTo("acquire")).toHaveLength(1);
    expect(held(test)).toEqual({ steps: 99, mood: 6 });
  });

  it("to another service: is let go, said once, and never fought for", async () => {
    const test = await steady();
    test.world.addService("fitbit", "Fitbit", ["mood"]);
    test.world.giveTo(ACCOUNT, "mood", "fitbit");
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 0, lost: [{ label: "Mood", owner: "Fitbit" }] } });
    test.world.calls.length = 0;
    test.notes.write("2026-09-02", { steps: 100, mood: 7 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, lost: [] } });
    expect(test.world.calls).toHaveLength(1);
    expect(test.world.attribute(ACCOUNT, "mood")?.owner).toBe("fitbit");
    expect(test.world.callsTo("acquire")).toHaveLength(0);
    expect(test.world.impolite).toEqual([]);
  });

  it("to another service, under a mapping that was made anew: is shown as a take-over, and left alone when it is not ticked", async () => {
    const test = await steady();
    test.world.addService("fitbit", "Fitbit", ["mood"]);
    test.world.giveTo(ACCOUNT, "mood", "fitbit");
    await test.settings.change((now) => ({ ...now, mappings: [steps, mood] }));
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    const result = await test.engine.run("command");
    if (result.kind !== "preview") throw new Error("no preview");
    expect(result.plan.steps).toMatchObject([{ how: "take-over", label: "Mood", owner: { label: "Fitbit" } }]);
    expect(await test.engine.send(result.plan, new Set())).toMatchObject({ values: 1, unsent: 0, lost: [], refused: [] });
    expect(test.settings.current.agreed).toEqual(["steps"]);
    test.notes.write("2026-09-02", { steps: 100, mood: 7 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 0 } });
    expect(test.world.attribute(ACCOUNT, "mood")?.owner).toBe("fitbit");
    expect(test.world.impolite).toEqual([]);
  });

  it.each(["owned", "acquire"])("is settled before anything is sent again when the request to %s failed", async (path) => {
    const test = await steady();
    test.world.giveTo(ACCOUNT, "mood", null);
    test.world.script({ on: { path }, fault: { kind: "drop-before" } });
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 1, failure: { kind: "offline" } } });
    expect(await test.open().engine.run("automatic")).toMatchObject({ report: { unsent: 0, failure: null, refused: [] } });
    expect(held(test)).toEqual({ steps: 99, mood: 6 });
    expect(test.world.impolite).toEqual([]);
    expect(await test.store.facts("disowned")).toEqual(new Map());
  });

  it("because the attribute is gone: is not made anew unasked, also when the request to ask failed", async () => {
    const test = await steady();
    test.world.removeAttribute(ACCOUNT, "mood");
    test.world.script({ on: { path: "owned" }, fault: { kind: "drop-before" } });
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    await test.engine.run("automatic");
    expect(await test.engine.run("automatic")).toMatchObject({ report: { unsent: 1, waitsFor: ["agreement"] } });
    expect(test.world.attribute(ACCOUNT, "mood")).toBeUndefined();
  });

  it("of an attribute that was chosen by its name and is gone: waits for the user, who may make it again", async () => {
    const walk = mapping(property("walk"), { kind: "attribute", name: "walk", label: "Walk", group: "health", valueType: 0 });
    const test = rig({ mappings: [walk] });
    test.world.addAttribute(ACCOUNT, { name: "walk", label: "Walk", group: "health", value_type: 0, owner: null });
    test.notes.write("2026-09-01", { walk: 1 });
    await syncAll(test);
    test.world.removeAttribute(ACCOUNT, "walk");
    test.notes.write("2026-09-02", { walk: 2 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["agreement"] } });
    expect(test.settings.current).toMatchObject({ agreed: [], mappings: [{ to: { kind: "attribute", name: "walk" } }] });
  });

  it("with a token that may not read who has it: is not taken back unasked, and asked about without another call", async () => {
    const test = rig({ mappings: [mood] });
    test.useToken(test.world.personalToken(ACCOUNT, ["mood_write"]));
    test.notes.write("2026-09-01", { mood: 5 });
    await syncAll(test);
    test.world.giveTo(ACCOUNT, "mood", null);
    test.notes.write("2026-09-02", { mood: 6 });
    await test.settings.change((now) => ({ ...now, connection: { keptIn: "settings", account: ACCOUNT, scopes: ["mood_write"] } }));
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, waitsFor: ["agreement"] } });
    test.world.calls.length = 0;
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 2, waitsFor: ["agreement"] } });
    expect(test.world.calls).toEqual([]);
    expect(await test.engine.run("command")).toMatchObject({ kind: "preview", plan: { steps: [{ how: "unknown", label: "Mood" }] } });
    expect(await syncAll(test)).toMatchObject({ unsent: 0 });
    expect(test.world.valuesOf(ACCOUNT)["2026-09-02"]).toEqual({ mood: 6 });
  });

  it("whose value type is another one now: is said, and not sent", async () => {
    const gym = mapping(property("gym"), { kind: "create", label: "Gym", group: "custom", valueType: 7 });
    const test = rig({ mappings: [gym] });
    test.notes.write("2026-09-01", { gym: true });
    await syncAll(test);
    test.world.removeAttribute(ACCOUNT, "gym");
    test.world.addAttribute(ACCOUNT, { name: "gym", label: "Gym", group: "health", value_type: 0, owner: null });
    test.notes.write("2026-09-02", { gym: true });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 1, refused: [], waitsFor: ["agreement"], refusedAttributes: [{ label: "Gym", held: 0 }] } });
    expect(test.world.attribute(ACCOUNT, "gym")?.owner).toBeNull();
    expect(await test.store.facts("disowned")).toEqual(new Map());
    test.world.calls.length = 0;
    expect(await test.open().engine.run("automatic")).toMatchObject({ report: { values: 0, unsent: 2 } });
    expect(test.world.calls).toEqual([]);
    // A person who asks is told, though there is nothing to preview.
    expect(await test.engine.run("command")).toMatchObject({ report: { values: 0, refusedAttributes: [{ label: "Gym", held: 0 }] } });
  });

  it("because the attribute is gone: waits for the user before it is made again", async () => {
    const test = await steady();
    test.world.removeAttribute(ACCOUNT, "mood");
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    expect(await test.engine.run("automatic")).toMatchObject({ report: { values: 1, unsent: 1, waitsFor: ["agreement"] } });
    expect(test.world.attribute(ACCOUNT, "mood")).toBeUndefined();
    const result = await test.engine.run("command");
    expect(result).toMatchObject({ kind: "preview", plan: { steps: [{ how: "acquire", label: "Mood" }] } });
  });
});

describe("a token without every scope", () => {
  it("names the missing one and sends the rest", async () => {
    const test = rig({ mappings: [steps, mood] });
    test.useToken(test.world.personalToken(ACCOUNT, ["activity_read", "activity_write"]));
    test.notes.write("2026-09-20", { steps: 1, mood: 5 });
    const report = await syncAll(test);
    expect(report.values).toBe(1);
    expect(report.refusedAttributes).toMatchObject([{ label: "Mood", code: "not_allowed" }]);
    expect(report.refusedAttributes[0]?.text).toContain("mood");
  });
});

describe("the hour's budget", () => {
  it("is counted across restarts, and automatic runs leave 60 requests to people", async () => {
    const test = await steady();
    await test.store.putFact("budget", { minutes: [[Math.floor(test.clock.now() / 60_000), 240]], closedUntil: 0 });
    const later = test.open();
    test.notes.write("2026-09-02", { steps: 99, mood: 6 });
    expect(await later.engine.run("automatic")).toMatchObject({ report: { unsent: 2, failure: { kind: "rate-limited", retryAt: expect.any(Number) as number } } });
    expect(test.world.calls).toEqual([]);
    expect(await later.engine.run("command")).toMatchObject({ report: { values: 2 } });
    expect(await later.budget.left(0)).toBe(59);
  });
});
