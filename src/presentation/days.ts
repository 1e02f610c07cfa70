import type { LocalDate } from "../domain/local-date";
import { type Target, targetLabel, targetType } from "../domain/mapping";
import { type Value, type ValueType, valueType } from "../domain/value-type";
import { type DayRecord, type Ledger, openDayOf } from "../sync/ledger";
import type { NoteList } from "../sync/ports";
import type { Settings } from "../sync/settings";
import { notesOn } from "../sync/settled";
import { syncFacts, waits } from "../sync/sync-status";

/** How a day stands, the worst first: what needs a person comes before what needs none. */
export const DAY_STATES = ["refused", "issue", "elsewhere", "waiting", "sent", "nothing"] as const;
export type DayState = (typeof DAY_STATES)[number];

/** A day as the ledger and the vault know it. */
export interface Day {
  readonly date: LocalDate;
  readonly state: DayState;
  /** The day's note, the first of several, or null where there is none that is read. */
  readonly path: string | null;
  readonly record: DayRecord;
}

/** The days that have a note or were sent, from `first` to `today`. Asks nobody but this device. */
export async function daysFrom(ledger: Ledger, list: NoteList, settings: Settings, first: LocalDate, today: LocalDate): Promise<ReadonlyMap<LocalDate, Day>> {
  const { notes } = list;
  const facts = await syncFacts(ledger, list, settings);
  const months = await ledger.store.monthKeys();
  const stored = await ledger.store.months(months.filter((month) => month >= first.slice(0, 7) && month <= today.slice(0, 7)));
  const records = new Map([...stored.values()].flatMap((month) => [...month]));
  const days = new Map<LocalDate, Day>();
  for (const date of new Set([...notes.keys(), ...records.keys()])) {
    if (date < first || date > today) continue;
    const refs = notesOn(facts.settled ?? undefined, list, date);
    const record = records.get(date) ?? { values: new Map(), refused: new Map(), issues: [] };
    days.set(date, { date, path: refs?.[0]?.path ?? null, record, state: stateOf(record, refs !== undefined && waits(facts, date, refs)) });
  }
  return days;
}

function stateOf(record: DayRecord, isWaiting: boolean): DayState {
  const { values, refused, elsewhere, issues } = record;
  if (refused.size > 0) return "refused";
  if (issues.length > 0) return "issue";
  if (elsewhere !== undefined) return "elsewhere";
  if (isWaiting || openDayOf(record) !== null) return "waiting";
  return values.size > 0 ? "sent" : "nothing";
}

/** What people call an attribute, and what its values are. */
export interface KnownAttribute {
  readonly label: string;
  readonly type: ValueType | undefined;
  readonly to: Target | null;
}

/** The attributes that the settings know, by Exist's name. */
export function knownAttributes({ mappings, tagNames }: Settings): ReadonlyMap<string, KnownAttribute> {
  const tags = Object.entries(tagNames).map(([label, name]) => [name, { label, type: valueType.boolean, to: null }] as const);
  const mapped = mappings.flatMap(({ to }) => (to.name === undefined ? [] : [[to.name, { label: targetLabel(to), type: targetType(to), to }] as const]));
  return new Map<string, KnownAttribute>([...tags, ...mapped]);
}

/** The numbers of each attribute that has two days of them at least, in the order of days. */
export function trendsOf(days: ReadonlyMap<LocalDate, Day>): ReadonlyMap<string, readonly { readonly date: LocalDate; readonly value: number }[]> {
  const found = new Map<string, { date: LocalDate; value: number }[]>();
  const collect = (date: LocalDate, name: string, value: Value): void => {
    if (typeof value !== "number") return;
    const points = found.get(name);
    if (points === undefined) found.set(name, [{ date, value }]);
    else points.push({ date, value });
  };
  for (const { date, record } of [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1))) for (const [name, value] of record.values) collect(date, name, value);
  return new Map([...found].filter(([, points]) => points.length > 1));
}
