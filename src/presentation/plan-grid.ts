import { sentUnit } from "../domain/convert";
import type { LocalDate } from "../domain/local-date";
import { type Target, targetKey, type TargetKey, targetLabel, targetType, type Unit } from "../domain/mapping";
import type { PlannedUpdate } from "../domain/plan";
import type { Issue } from "../domain/reading";
import type { Value, ValueType } from "../domain/value-type";
import { BATCH } from "../exist/client";
import type { RefusedValue } from "../sync/ledger";
import { namesIn, type RunPlan } from "../sync/run/run-plan";

/** An attribute of a plan. */
export interface GridColumn {
  /** Exist's name, or what the target is called before it has one. */
  readonly id: string;
  readonly label: string;
  readonly type: ValueType | undefined;
  /** The unit its values are sent in. */
  readonly unit: Unit | undefined;
}

/** What a plan has for one attribute on one day. */
export interface GridCell {
  readonly key: TargetKey;
  /** Whether the plan sends it, did not get it (`left-out`), keeps back what Exist refused, or finds it at Exist already. */
  readonly state: "planned" | "left-out" | "refused" | "held";
  /** As the note says; undefined for what could not be read or is gone. */
  readonly value: Value | undefined;
  /** What Exist holds, where that is another value and known. */
  readonly was: Value | undefined;
  /** Why it is left out, or what is to be said of a value that is sent. */
  readonly issues: readonly Issue[];
  /** What Exist said when it refused the same value before. */
  readonly refusal: RefusedValue | undefined;
  /** The note it comes from. */
  readonly path: string;
}

/** One of Exist's days, with what its plan has by `GridColumn.id`. */
export interface GridRow {
  readonly date: LocalDate;
  readonly path: string;
  /** What is wrong with a whole note. */
  readonly issues: readonly Issue[];
  readonly cells: ReadonlyMap<string, GridCell>;
}

/** A plan as days by attributes: days newest first, attributes in the order of the mappings. */
export interface PlanGrid {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
}

/** How the values of a plan stand once the user's ticks are known, in the order in which they are told. */
export const CELL_STATUSES = ["new", "replaced", "unticked", "left-out", "refused"] as const;
export type CellStatus = (typeof CELL_STATUSES)[number];

/** Whether values for a target are sent as things are ticked. */
export type Ticks = (key: TargetKey) => boolean;

/** What is looked at; null for all of it. */
export interface GridFilter {
  readonly status: CellStatus | null;
  /** `GridColumn.id` */
  readonly column: string | null;
}

export const NO_FILTER: GridFilter = { status: null, column: null };

/** How many values there are to look at. */
export interface Tally {
  /** By status, in the column of the filter. */
  readonly statuses: Readonly<Record<CellStatus, number>>;
  /** By `GridColumn.id`, of the filter's status. */
  readonly columns: ReadonlyMap<string, number>;
}

/** What sending comes to as things are ticked. */
export interface Totals {
  readonly values: number;
  readonly days: number;
  /** The earliest of the days; null where there is none. */
  readonly since: LocalDate | null;
  readonly replaced: number;
  /** Update calls. */
  readonly calls: number;
}

/** Lays a plan out by days and attributes; every update and every issue is looked at once. */
export function gridOf(plan: RunPlan): PlanGrid {
  const builder = new Builder(plan);
  for (const update of plan.updates) builder.put(update, "planned");
  for (const update of plan.refused) builder.put(update, "refused");
  for (const issue of plan.issues) builder.leaveOut(issue);
  builder.fillWithHeld();
  return builder.grid();
}

interface Cell extends GridCell {
  readonly issues: Issue[];
}

interface Row extends GridRow {
  readonly issues: Issue[];
  readonly cells: Map<string, Cell>;
}

class Builder {
  private readonly rows = new Map<LocalDate, Row>();
  private readonly columns = new Map<string, GridColumn & { readonly rank: number }>();
  /** The targets of mappings, by their place among them; what is not here comes from tag rules. */
  private readonly mapped: ReadonlyMap<TargetKey, { readonly unit: Unit | undefined; readonly rank: number }>;
  private readonly nameOf: (to: Target) => string | undefined;

  constructor(private readonly plan: RunPlan) {
    this.nameOf = namesIn(plan.known);
    this.mapped = new Map(plan.draft.settings.mappings.map(({ to, read }, rank) => [targetKey(to), { unit: sentUnit(to, read), rank }] as const).reverse());
  }

  put(update: PlannedUpdate, state: "planned" | "refused"): void {
    const { key, to, date, value, was, path } = update;
    const name = this.nameOf(to);
    const before = name === undefined ? undefined : this.plan.draft.records.get(date)?.refused.get(name);
    const refusal = before?.value === value ? before : undefined;
    this.row(date, path).cells.set(this.columnOf(key, to), { key, state, value, was, issues: [], refusal, path });
  }

  leaveOut(issue: Issue): void {
    const { date, path, target: to, problem } = issue;
    const row = this.row(date, path);
    if (to === undefined) {
      row.issues.push(issue);
      return;
    }
    const key = targetKey(to);
    const column = this.columnOf(key, to);
    const there = row.cells.get(column);
    const was = problem.code === "removed" ? problem.value : undefined;
    if (there === undefined) row.cells.set(column, { key, state: "left-out", value: undefined, was, issues: [issue], refusal: undefined, path });
    else there.issues.push(issue);
  }

  /** What Exist holds already, on days and for attributes that are shown for something else. */
  fillWithHeld(): void {
    const { draft: { readings, records }, known } = this.plan;
    for (const { date, values } of readings) {
      const row = this.rows.get(date);
      if (row === undefined) continue;
      for (const { key, to, value, path } of values) {
        const name = this.nameOf(to);
        if (name === undefined || !this.columns.has(name) || row.cells.has(name)) continue;
        const held = known.held.get(date)?.get(name) ?? records.get(date)?.values.get(name);
        if (held === value) row.cells.set(name, { key, state: "held", value, was: undefined, issues: [], refusal: undefined, path });
      }
    }
  }

  grid(): PlanGrid {
    const labels = new Intl.Collator(undefined, { numeric: true });
    const byRank = [...this.columns.values()].sort((a, b) => a.rank - b.rank || labels.compare(a.label, b.label));
    return {
      columns: byRank.map(({ id, label, type, unit }) => ({ id, label, type, unit })),
      rows: [...this.rows.values()].sort((a, b) => (a.date < b.date ? 1 : -1)),
    };
  }

  private row(date: LocalDate, path: string): Row {
    const row = this.rows.get(date) ?? { date, path, issues: [], cells: new Map<string, Cell>() };
    this.rows.set(date, row);
    return row;
  }

  private columnOf(key: TargetKey, to: Target): string {
    const id = this.nameOf(to) ?? key;
    if (!this.columns.has(id)) {
      const { unit, rank } = this.mapped.get(key) ?? { unit: sentUnit(to, {}), rank: this.mapped.size };
      this.columns.set(id, { id, label: this.plan.known.steps.get(key)?.label ?? targetLabel(to), type: targetType(to), unit, rank });
    }
    return id;
  }
}

/** How a cell stands; null for what Exist holds already, with which nothing happens. */
export function cellStatus({ state, key, was }: GridCell, ticks: Ticks): CellStatus | null {
  switch (state) {
    case "planned":
      if (!ticks(key)) return "unticked";
      return was === undefined ? "new" : "replaced";
    case "held":
      return null;
    default:
      return state;
  }
}

/** Whether a cell is among what the filter lets through. */
export function isShown(cell: GridCell, column: string, filter: GridFilter, ticks: Ticks): boolean {
  if (filter.column !== null && filter.column !== column) return false;
  return filter.status === null || cellStatus(cell, ticks) === filter.status;
}

/** The days and attributes that the filter leaves. What is wrong with a whole note is left out of every attribute. */
export function filterGrid(grid: PlanGrid, filter: GridFilter, ticks: Ticks): PlanGrid {
  if (filter.status === null && filter.column === null) return grid;
  const used = new Set<string>();
  const rows = grid.rows.filter(({ cells, issues }) => {
    const shown = [...cells].filter(([column, cell]) => cellStatus(cell, ticks) !== null && isShown(cell, column, filter, ticks));
    for (const [column] of shown) used.add(column);
    return shown.length > 0 || (filter.status === "left-out" && filter.column === null && issues.length > 0);
  });
  return { columns: grid.columns.filter(({ id }) => used.has(id)), rows };
}

/** Counts what each filter would show beside the other that is set. */
export function tally(grid: PlanGrid, filter: GridFilter, ticks: Ticks): Tally {
  const statuses: Record<CellStatus, number> = { new: 0, replaced: 0, unticked: 0, "left-out": 0, refused: 0 };
  const columns = new Map<string, number>(grid.columns.map(({ id }) => [id, 0]));
  for (const { cells, issues } of grid.rows) {
    if (filter.column === null) statuses["left-out"] += issues.length;
    for (const [column, cell] of cells) {
      const status = cellStatus(cell, ticks);
      if (status !== null && (filter.column === null || filter.column === column)) statuses[status] += 1;
      if (filter.status === null ? status !== null : status === filter.status) columns.set(column, (columns.get(column) ?? 0) + 1);
    }
  }
  return { statuses, columns };
}

/** What sending the plan comes to. */
export function totalsOf({ updates }: RunPlan, ticks: Ticks): Totals {
  const going = updates.filter(({ key }) => ticks(key));
  const days = [...new Set(going.map(({ date }) => date))].sort();
  return {
    values: going.length,
    days: days.length,
    since: days[0] ?? null,
    replaced: going.filter(({ was }) => was !== undefined).length,
    calls: Math.ceil(going.length / BATCH),
  };
}
