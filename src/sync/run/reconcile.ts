import { addDays, daysBetween, type LocalDate } from "../../domain/local-date";
import type { Value } from "../../domain/value-type";
import { DAYS_A_CALL, type ExistClient } from "../../exist/client";
import { NO_CONTROL, type RunControl } from "./control";

/** Values by day and attribute name. */
export type HeldByDay = ReadonlyMap<LocalDate, ReadonlyMap<string, Value>>;

/** With more names than this the address gets too long for comfort, and all attributes are asked for. */
const MOST_NAMES = 50;

/** What Exist answered about some attributes on some days. */
export interface Holdings {
  /** A day asked for is here even when Exist holds nothing. */
  readonly held: HeldByDay;
  /** The attributes that Exist told of. Those that are hidden, gone or outside the token's read scopes are not among them. */
  readonly listed: ReadonlySet<string>;
}

/**
 * Asks what Exist holds now for `names` on `dates`, in as few calls as the 31 days a call allow.
 * @param control is told how many of the calls are done; stopped, what was not asked for is missing
 */
export async function fetchHoldings(client: ExistClient, names: readonly string[], dates: readonly LocalDate[], control: RunControl = NO_CONTROL): Promise<Holdings> {
  const held = new Map(dates.map((date) => [date, new Map<string, Value>()]));
  const listed = new Set<string>();
  if (names.length === 0) return { held, listed };
  const wanted = new Set(names);
  const asked = names.length > MOST_NAMES ? [] : names;
  const spans = windows(dates);
  for (const [done, window] of spans.entries()) {
    if (control.stopped()) break;
    control.onProgress(done, spans.length);
    for (const { name, values } of await client.withValues(window.last, window.days, asked)) {
      if (!wanted.has(name)) continue;
      listed.add(name);
      for (const [date, value] of values) held.get(date as LocalDate)?.set(name, value);
    }
  }
  return { held, listed };
}

/** What Exist holds now for `names` on `dates`, as `fetchHoldings` asks; attributes that it does not tell of are missing. */
export async function reconcile(client: ExistClient, names: readonly string[], dates: readonly LocalDate[], control: RunControl = NO_CONTROL): Promise<HeldByDay> {
  return (await fetchHoldings(client, names, dates, control)).held;
}

/** The fewest spans of 31 days or less that cover all `dates`, newest first. */
export function windows(dates: readonly LocalDate[]): { readonly last: LocalDate; readonly days: number }[] {
  const spans: { last: LocalDate; days: number }[] = [];
  let span: { last: LocalDate; days: number } | undefined;
  for (const date of [...dates].sort().reverse()) {
    if (span === undefined || date <= addDays(span.last, -DAYS_A_CALL)) {
      span = { last: date, days: 1 };
      spans.push(span);
    } else {
      span.days = daysBetween(date, span.last) + 1;
    }
  }
  return spans;
}
