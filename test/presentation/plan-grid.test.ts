import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { type Mapping, targetKey, type TargetKey } from "../../src/domain/mapping";
import { addDays } from "../../src/domain/local-date";
import { readDay } from "../../src/domain/reading";
import type { Value } from "../../src/domain/value-type";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import { NOTHING_AGREED } from "../../src/sync/agreement";
import { type DayRecord, Ledger } from "../../src/sync/ledger";
import { filterGrid, gridOf, NO_FILTER, type PlanGrid, cellStatus, tally, totalsOf } from "../../src/presentation/plan-grid";
import type { LeftOut } from "../../src/sync/ports";
import { planRun, type RunPlan } from "../../src/sync/run/run-plan";
import { newSettings } from "../../src/sync/settings";
import { day, mapping, note, property, template } from "../domain/build";

const steps = mapping(property("steps"), template("steps", "steps"));
const mood = mapping(property("mood"), template("mood"));
const weight = mapping(property("weight"), { kind: "create", label: "Rucksack", group: "health", valueType: 1 }, { read: { unit: "kg" } });
const all = (): boolean => true;

interface Given {
  readonly days: Readonly<Record<string, Readonly<Record<string, unknown>> | "broken">>;
  readonly mappings?: readonly Mapping[];
  readonly held?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  readonly refused?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  readonly leftOut?: readonly LeftOut[];
  readonly automatic?: boolean;
}

async function plan({ days, mappings = [steps, mood], held = {}, refused = {}, leftOut = [], automatic = false }: Given): Promise<RunPlan> {
  const dates = Object.keys(days).sort().map(day);
  const records = new Map(dates.map((date): [LocalDate, DayRecord] => [date, {
    values: new Map(Object.entries(held[date] ?? {})), issues: [],
    refused: new Map(Object.entries(refused[date] ?? {}).map(([name, value]) => [name, { value, code: "invalid", text: "Too much" }])),
  }]));
  const readings = dates.map((date) => {
    const properties = days[date];
    return readDay(date, [properties === "broken" ? note(date, { broken: "a colon" }) : note(date, { properties: properties ?? {} })], () => mappings);
  });
  const settings = { ...newSettings(day("2026-09-21")), mappings, agreed: ["steps"] };
  return planRun(automatic ? "automatic" : "command", { ledger: new Ledger(new MemoryLedgerStore()), gone: [], touched: new Map(), ahead: [], places: [], hasNotes: true, readAt: 0, scope: {}, unread: [], away: null, settings, rules: "", days: [], readings, records, leftOut, today: day("2026-09-21") }, { seen: null, agreement: { ...NOTHING_AGREED, attributes: new Map([["steps", { type: undefined }]]) }, now: 0 }, { names: new Map(), steps: new Map(), held: new Map() }, () => Promise.resolve());
}

/** Every cell with something in it: its day, its column, how it stands, the value and what it replaces. */
function cells({ columns, rows }: PlanGrid, ticks: (key: TargetKey) => boolean = all): unknown[] {
  return rows.flatMap(({ date, cells: byColumn }) => columns.flatMap(({ id, label }) => {
    const cell = byColumn.get(id);
    return cell === undefined ? [] : [[date, label, cellStatus(cell, ticks) ?? "held", cell.value, cell.was]];
  }));
}

describe("the grid of a plan", () => {
  it("has the newest day first, and attributes in the order of the mappings", async () => {
    const { columns, rows } = gridOf(await plan({ days: { "2026-09-19": { mood: 5 }, "2026-09-21": { steps: 3, weight: 12 }, "2026-09-20": { mood: 4 } }, mappings: [weight, steps, mood] }));
    expect(rows.map(({ date }) => date)).toEqual(["2026-09-21", "2026-09-20", "2026-09-19"]);
    expect(columns.map(({ label, unit }) => [label, unit])).toEqual([["Rucksack", "kg"], ["Steps", undefined], ["Mood", undefined]]);
  });

  it("tells what is new, replaced, left out and held already, and has no row for a day with nothing to do", async () => {
    const grid = gridOf(await plan({
      days: { "2026-09-21": { steps: 7, mood: 12 }, "2026-09-20": { steps: 6, mood: 5 }, "2026-09-19": { steps: 5 } },
      held: { "2026-09-21": { steps: 3 }, "2026-09-20": { steps: 6 }, "2026-09-19": { steps: 5 } },
    }));
    expect(cells(grid)).toEqual([
      ["2026-09-21", "Steps", "replaced", 7, 3], ["2026-09-21", "Mood", "left-out", undefined, undefined],
      ["2026-09-20", "Steps", "held", 6, undefined], ["2026-09-20", "Mood", "new", 5, undefined],
    ]);
    expect(grid.rows[0]?.cells.get("template:mood")).toMatchObject({ path: "Daily/2026-09-21.md", issues: [{ found: "12", problem: { code: "out-of-range" } }] });
  });

  it("keeps a value that is gone from its note apart from what is sent", async () => {
    const grid = gridOf(await plan({ days: { "2026-09-21": { mood: 5 } }, held: { "2026-09-21": { steps: 3 } } }));
    expect(cells(grid)).toEqual([["2026-09-21", "Steps", "left-out", undefined, 3], ["2026-09-21", "Mood", "new", 5, undefined]]);
  });

  it("puts two mappings of one attribute into one column, and what they disagree on to the value that is sent", async () => {
    const walked = mapping(property("walked"), { kind: "attribute", name: "steps", valueType: 0 });
    const grid = gridOf(await plan({ days: { "2026-09-21": { steps: 7, walked: 8 } }, mappings: [steps, walked] }));
    expect(cells(grid)).toEqual([["2026-09-21", "Steps", "new", 7, undefined]]);
    expect(grid.rows[0]?.cells.get("steps")?.issues).toMatchObject([{ key: "walked", problem: { code: "same-attribute" } }]);
  });

  it("keeps a whole note's trouble with its day", async () => {
    const grid = gridOf(await plan({ days: { "2026-09-21": "broken" } }));
    expect(grid).toMatchObject({ columns: [], rows: [{ date: "2026-09-21", issues: [{ problem: { code: "broken-frontmatter" } }] }] });
  });

  it.each([[true, "refused"], [false, "new"]])("says what Exist refused before, whether it goes again or not", async (automatic, status) => {
    const grid = gridOf(await plan({ days: { "2026-09-21": { steps: 7 }, "2026-09-20": { steps: 8 } }, refused: { "2026-09-21": { steps: 7 }, "2026-09-20": { steps: 9 } }, automatic }));
    expect(cells(grid)).toEqual([["2026-09-21", "Steps", status, 7, undefined], ["2026-09-20", "Steps", "new", 8, undefined]]);
    expect(grid.rows.map(({ cells: byColumn }) => byColumn.get("steps")?.refusal?.text)).toEqual(["Too much", undefined]);
  });
});

describe("filters and totals", async () => {
  const run = await plan({
    days: { "2026-09-21": { steps: 7, mood: 12 }, "2026-09-20": { steps: 6, mood: 5 }, "2026-09-19": { mood: 4 }, "2026-09-18": "broken" },
    held: { "2026-09-21": { steps: 3 } },
  });
  const grid = gridOf(run);
  const noMood = (key: TargetKey): boolean => key !== targetKey(mood.to);

  it("follow the ticks", () => {
    expect(totalsOf(run, all)).toEqual({ values: 4, days: 3, since: "2026-09-19", replaced: 1, calls: 1 });
    expect(totalsOf(run, noMood)).toEqual({ values: 2, days: 2, since: "2026-09-20", replaced: 1, calls: 1 });
    expect(totalsOf(run, () => false)).toEqual({ values: 0, days: 0, since: null, replaced: 0, calls: 0 });
    expect(tally(grid, NO_FILTER, all).statuses).toEqual({ new: 3, replaced: 1, unticked: 0, "left-out": 2, refused: 0 });
    expect(tally(grid, NO_FILTER, noMood).statuses).toEqual({ new: 1, replaced: 1, unticked: 2, "left-out": 2, refused: 0 });
  });

  it("leave the days and attributes that have what is looked for", () => {
    const shown = (filter: Partial<typeof NO_FILTER>): unknown => {
      const { columns, rows } = filterGrid(grid, { ...NO_FILTER, ...filter }, all);
      return [columns.map(({ label }) => label), rows.map(({ date }) => date)];
    };
    expect(filterGrid(grid, NO_FILTER, all)).toBe(grid);
    expect(shown({ status: "replaced" })).toEqual([["Steps"], ["2026-09-21"]]);
    expect(shown({ status: "left-out" })).toEqual([["Mood"], ["2026-09-21", "2026-09-18"]]);
    expect(shown({ column: "steps" })).toEqual([["Steps"], ["2026-09-21", "2026-09-20"]]);
    expect(shown({ column: "template:mood", status: "left-out" })).toEqual([["Mood"], ["2026-09-21"]]);
    expect(shown({ column: "steps", status: "left-out" })).toEqual([[], []]);
  });

  it("count what each would show beside the other", () => {
    expect([...tally(grid, { status: null, column: null }, all).columns]).toEqual([["steps", 2], ["template:mood", 3]]);
    expect([...tally(grid, { status: "new", column: "steps" }, all).columns]).toEqual([["steps", 1], ["template:mood", 2]]);
    expect(tally(grid, { status: "new", column: "steps" }, all).statuses).toEqual({ new: 1, replaced: 1, unticked: 0, "left-out": 0, refused: 0 });
  });

  it("take updates and issues once each, however many there are", async () => {
    const days = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [addDays(day("2026-09-21"), -at), { steps: at + 1, mood: (at % 12) + 1 }]));
    const large = await plan({ days });
    const counted = { updates: 0, issues: 0 };
    const counting = <T>(list: readonly T[], key: keyof typeof counted): readonly T[] => new Proxy(list, { get: (from, name, self) => {
      if (typeof name === "string" && /^\d+$/.test(name)) counted[key] += 1;
      return Reflect.get(from, name, self) as unknown;
    } });
    expect(gridOf({ ...large, updates: counting(large.updates, "updates"), issues: counting(large.issues, "issues") }).rows).toHaveLength(3000);
    expect(counted).toEqual({ updates: large.updates.length, issues: large.issues.length });
  });
});
