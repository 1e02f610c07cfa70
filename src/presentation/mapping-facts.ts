import { quote } from "../domain/sanitize";
import { addDays, type LocalDate } from "../domain/local-date";
import { type Mapping, sourceLabel, targetKey } from "../domain/mapping";
import type { Value } from "../domain/value-type";
import { othersIn } from "../sync/declined";
import type { DayRecord, Ledger } from "../sync/ledger";
import type { Settings } from "../sync/settings";

/** Days back in which what went wrong is still worth a word. */
export const RECENT_DAYS = 30;

/** What this device knows of a mapping's values at Exist. */
export interface MappingFacts {
  /** The latest value that Exist acknowledged or was seen to hold. */
  readonly last: { readonly date: LocalDate; readonly value: Value } | null;
  /** Values of the last 30 days that cannot be read, and that Exist refused. */
  readonly unread: number;
  readonly refused: number;
  /** The service that fills the attribute, where it is not sent because of that. */
  readonly owner: string | null;
}

/** The facts of every mapping, by its id. Asks nobody but this device. */
export async function mappingFacts(ledger: Ledger, settings: Settings, today: LocalDate): Promise<ReadonlyMap<string, MappingFacts>> {
  const { mappings } = settings;
  const first = addDays(today, 1 - RECENT_DAYS);
  const last = new Map<string, MappingFacts["last"]>();
  const lately: [LocalDate, DayRecord][] = [];
  const months = [...(await ledger.store.monthKeys())].sort().reverse();
  for (const month of months) {
    if (month < first.slice(0, 7) && mappings.every(({ to }) => to.name === undefined || last.has(to.name))) break;
    const days = [...((await ledger.store.months([month])).get(month) ?? [])].sort(([a], [b]) => (a < b ? 1 : -1));
    for (const [date, record] of days) {
      for (const [name, value] of record.values) if (!last.has(name)) last.set(name, { date, value });
      if (date >= first) lately.push([date, record]);
    }
  }
  const others = othersIn(settings);
  const factsOf = ({ from, to }: Mapping): MappingFacts => ({
    last: to.name === undefined ? null : (last.get(to.name) ?? null),
    unread: lately.reduce((sum, [, { issues }]) => sum + issues.filter(({ key }) => key === quote(sourceLabel(from))).length, 0),
    refused: lately.filter(([, { refused }]) => to.name !== undefined && refused.has(to.name)).length,
    owner: others.get(targetKey(to))?.owner ?? null,
  });
  return new Map(mappings.map((mapping) => [mapping.id, factsOf(mapping)]));
}
