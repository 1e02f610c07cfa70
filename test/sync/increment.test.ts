import { describe, expect, it } from "vitest";
import type { Attribute } from "../../src/domain/attribute";
import type { Mapping } from "../../src/domain/mapping";
import { type ValueType, valueType } from "../../src/domain/value-type";
import { ExistClient } from "../../src/exist/client";
import { addablesOf, increment } from "../../src/sync/increment";
import { newSettings, type Settings } from "../../src/sync/settings";
import { mapping, property, template } from "../domain/build";
import { OUR_CLIENT, type Fault } from "../exist/world";
import { ACCOUNT, rig, type Rig, TODAY } from "./rig";

function attribute(name: string, type: ValueType, rest: Partial<Attribute> = {}): Attribute {
  return { name, label: name, group: "custom", template: null, valueType: type, manual: true, active: true, service: { name: OUR_CLIENT, label: "My notes" }, ...rest };
}

const coffees = attribute("coffees", valueType.quantity, { label: "Coffees", template: "coffees" });

function addables(owned: readonly Attribute[], mappings: readonly Mapping[] = [], rest: Partial<Settings> = {}) {
  return addablesOf(owned, { ...newSettings(TODAY), mappings, ...rest });
}

describe("what can be added to", () => {
  it("is what has a sum, by label", () => {
    const every = Object.entries(valueType).map(([name, type]) => attribute(name, type));
    expect(addables([...every, coffees]).map(({ label }) => label)).toEqual(["Coffees", "decimal", "duration", "quantity"]);
    expect(addables([attribute("weather_temp_max", valueType.decimal, { template: "weather_temp_max" })])).toEqual([]);
  });

  it("is read in the units of its template, as the account prefers them", () => {
    const water = attribute("water", valueType.quantity, { template: "water" });
    expect(addables([water])[0]?.rule).toEqual({ to: template("water", "water"), read: {} });
    const imperial = { keptIn: "settings" as const, account: ACCOUNT, imperial: ["liquid" as const] };
    expect(addables([water], [], { connection: imperial })[0]?.rule.read).toEqual({ unit: "floz" });
  });

  it.each<readonly [string, readonly Mapping[], object]>([
    ["no mapping", [], { kind: "exist" }],
    ["a mapping that is off", [mapping(property("coffee"), template("coffees"), { enabled: false })], { kind: "exist" }],
    ["a mapping of something else", [mapping(property("steps"), template("steps"))], { kind: "exist" }],
    ["a property", [mapping(property("coffee"), template("coffees"))], { kind: "note" }],
    ["an inline field, by name", [mapping({ kind: "inline", key: "coffee" }, { kind: "attribute", name: "coffees" })], { kind: "note" }],
    ["a new attribute of the same label", [mapping(property("coffee"), { kind: "create", label: "coffees ", group: "food", valueType: valueType.quantity })], { kind: "note" }],
    ["one of another type", [mapping(property("coffee"), { kind: "create", label: "Coffees", group: "food", valueType: valueType.boolean })], { kind: "exist" }],
    ["a tag", [mapping({ kind: "tag", tag: "coffee" }, template("coffees"))], { kind: "none", because: "no-number" }],
    ["a task", [mapping({ kind: "task", text: "Coffee" }, template("coffees"))], { kind: "none", because: "no-number" }],
    ["a count", [mapping({ kind: "count", of: "words" }, template("coffees"))], { kind: "none", because: "no-number" }],
    ["how many there are", [mapping(property("coffee"), template("coffees"), { read: { combine: "count" } })], { kind: "none", because: "counted" }],
    ["another day", [mapping(property("coffee"), template("coffees"), { read: { dayOffset: 1 } })], { kind: "none", because: "other-day" }],
    ["two mappings", [mapping(property("a"), template("coffees")), mapping(property("b"), template("coffees"))], { kind: "none", because: "several-mappings" }],
  ])("goes where it belongs when it is fed by %s", (_name, mappings, destination) => {
    expect(addables([coffees], mappings)[0]?.destination).toMatchObject(destination);
  });

  it("goes to Exist where the mapping was left unticked", () => {
    const mappings = [mapping(property("coffee"), template("coffees"))];
    expect(addables([coffees], mappings, { declined: ["template:coffees"] })[0]?.destination).toEqual({ kind: "exist" });
  });
});

describe("adding at Exist", () => {
  function begin(scopes?: readonly string[]): Rig & { add: (amount?: number) => ReturnType<typeof increment> } {
    const test = rig();
    test.world.addAttribute(ACCOUNT, { template: "coffees", owner: OUR_CLIENT });
    test.world.setValue(ACCOUNT, "coffees", TODAY, 2);
    if (scopes !== undefined) test.useToken(test.world.personalToken(ACCOUNT, scopes));
    const client = new ExistClient(test.http, () => test.clock.now());
    return { ...test, add: (amount = 1) => increment({ client, ledger: test.ledger }, "coffees", TODAY, amount) };
  }

  const held = ({ world }: Rig): unknown => world.valuesOf(ACCOUNT)[TODAY]?.coffees;
  const times = ({ world }: Rig): number => world.callsTo("increment").length;

  it("takes one request and gives the new total", async () => {
    const test = begin();
    expect(await test.add(3)).toEqual({ kind: "added", total: 5 });
    expect(test.world.callsTo("increment").map(({ body }) => body)).toEqual([[{ name: "coffees", value: 3, date: TODAY }]]);
    expect(test.world.calls).toHaveLength(2);
    expect(test.world.impolite).toEqual([]);
  });

  it.each<readonly [string, Fault, "found-added" | "found-unchanged", number]>([
    ["dropped before", { kind: "drop-before" }, "found-unchanged", 2],
    ["dropped after", { kind: "drop-after" }, "found-added", 3],
    ["silent after", { kind: "silent" }, "found-added", 3],
    ["silent before", { kind: "silent", done: false }, "found-unchanged", 2],
    ["answered with 500", { kind: "status", status: 500 }, "found-unchanged", 2],
    ["answered by a proxy", { kind: "html" }, "found-unchanged", 2],
    ["answered with half of the JSON", { kind: "truncated" }, "found-added", 3],
    ["answered with other JSON", { kind: "wrong-shape" }, "found-added", 3],
  ])("says what happened when the request is %s, and never repeats it", async (_name, fault, kind, total) => {
    const test = begin();
    test.world.script({ on: { path: "increment" }, fault });
    expect(await test.add()).toEqual({ kind, total });
    expect(held(test)).toBe(total);
    expect(times(test)).toBe(1);
  });

  it("tells no value from 0 added to it", async () => {
    const test = begin();
    test.world.addAttribute(ACCOUNT, { template: "water", owner: OUR_CLIENT });
    const client = new ExistClient(test.http, () => test.clock.now());
    test.world.script({ on: { path: "increment" }, fault: { kind: "drop-before" } });
    expect(await increment({ client, ledger: test.ledger }, "water", TODAY, 250)).toEqual({ kind: "found-unchanged", total: null });
    test.world.script({ on: { path: "increment" }, fault: { kind: "drop-after" } });
    expect(await increment({ client, ledger: test.ledger }, "water", TODAY, 250)).toEqual({ kind: "found-added", total: 250 });
  });

  it("does not know where the token may not read, or Exist cannot be asked again", async () => {
    const blind = begin(["food_write"]);
    expect(await blind.add()).toEqual({ kind: "added", total: 3 });
    blind.world.script({ on: { path: "increment" }, fault: { kind: "drop-after" } });
    expect(await blind.add()).toEqual({ kind: "unknown", because: "hidden" });
    expect(times(blind)).toBe(2);

    const away = begin();
    away.world.script({ on: { path: "increment" }, fault: { kind: "drop-after" } });
    away.world.script({ on: { path: "with-values", nth: 2 }, fault: { kind: "drop-before" } });
    expect(await away.add()).toEqual({ kind: "unknown", because: "unreachable" });
    expect(times(away)).toBe(1);
  });

  it("does not know when the value became another one meanwhile", async () => {
    const test = begin();
    test.world.script({ on: ({ path }) => { if (path.includes("increment")) test.world.setValue(ACCOUNT, "coffees", TODAY, 9); return path.includes("increment"); }, fault: { kind: "drop-before" } });
    expect(await test.add()).toEqual({ kind: "unknown", because: "changed" });
    expect(times(test)).toBe(1);
  });

  it("gives a refusal in Exist's words", async () => {
    const test = begin();
    test.world.giveTo(ACCOUNT, "coffees", "fitbit");
    expect(await test.add()).toEqual({ kind: "refused", refusal: { code: "unauthorised", text: "Attribute 'coffees' does not belong to this service" } });
    expect(times(test)).toBe(1);
  });

  it.each([[401, "token"], [403, "scope"], [429, "rate-limited"], [400, "refused"]] as const)("is certain that nothing was added after %i", async (status, kind) => {
    const test = begin();
    test.world.script({ on: { path: "increment" }, fault: { kind: "status", status } });
    expect(await test.add()).toMatchObject({ kind: "failed", failure: { kind } });
    expect(test.world.calls).toHaveLength(2);
  });

  it("asks for nothing when the value cannot be read for want of a connection", async () => {
    const test = begin();
    test.world.script({ on: { path: "with-values" }, fault: { kind: "drop-before" } });
    expect(await test.add()).toMatchObject({ kind: "failed", failure: { kind: "offline" } });
    expect(times(test)).toBe(0);
  });

  it("adds all the same when reading is not allowed at all", async () => {
    const test = begin();
    test.world.script({ on: { path: "with-values" }, fault: { kind: "status", status: 403 } });
    expect(await test.add()).toEqual({ kind: "added", total: 3 });
  });

  it("leaves nothing in the ledger that is not true any more, and the day's other values in it", async () => {
    const test = begin();
    const record = { refused: new Map(), issues: [] };
    await test.ledger.change([TODAY], () => ({ ...record, values: new Map([["coffees", 2], ["mood", 5]]) }));
    await test.add();
    expect((await test.ledger.days([TODAY])).get(TODAY)).toEqual({ ...record, values: new Map([["mood", 5]]) });
  });

  it("looks itself when Exist answers, but not for the item", async () => {
    const test = begin();
    test.world.script({ on: { path: "increment" }, fault: { kind: "status", status: 200, body: '{"success":[],"failed":[]}' } });
    expect(await test.add()).toEqual({ kind: "found-unchanged", total: 2 });
  });
});
