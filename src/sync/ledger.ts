import type { LocalDate } from "../domain/local-date";
import type { Issue } from "../domain/reading";
import type { Value } from "../domain/value-type";
import type { BudgetState } from "../exist/budget";
import type { Refusal } from "../exist/client";
import type { BackfillState } from "./backfill/state";
import type { Report } from "./report";
import type { SettledNotes } from "./settled";

/** A value Exist refused; it is not sent again by itself. */
export interface RefusedValue extends Refusal {
  readonly value: Value;
}

/** What is known of one of Exist's days. Keys are attribute names. */
export interface DayRecord {
  /** What Exist acknowledged, or was seen to hold. */
  readonly values: ReadonlyMap<string, Value>;
  /** What was sent last and never answered for: Exist may hold it, or still what it held before. */
  readonly unanswered?: ReadonlyMap<string, Value>;
  readonly refused: ReadonlyMap<string, RefusedValue>;
  /** What could not be read when the day's notes were last looked at. */
  readonly issues: readonly Issue[];
}

/** Which notes have nothing left to send, and under which rules that was found. */
export interface SeenNotes {
  /** `rulesOf` the settings. */
  readonly rules: string;
  /** The earliest day that was looked at. */
  readonly from: LocalDate;
  readonly modified: SettledNotes;
  /** Days that the user agreed to send and that could not be sent yet. */
  readonly pending: ReadonlySet<LocalDate>;
  /** Files left out that the user has been told of. */
  readonly told: ReadonlySet<string>;
}

/** Where the ledger of one account is kept on this device. All of it can be rebuilt. */
export interface LedgerStore {
  /** Every month with a record (`YYYY-MM`). */
  monthKeys(): Promise<readonly string[]>;
  /** The day records of the given months. */
  months(months: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<LocalDate, DayRecord>>>;
  /** Replaces whole months, all of them or none. */
  putMonths(months: ReadonlyMap<string, ReadonlyMap<LocalDate, DayRecord>>): Promise<void>;
  facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined>;
  putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void>;
}

/** What the ledger knows besides days. */
export interface LedgerFacts {
  readonly seen: SeenNotes;
  readonly budget: BudgetState;
  /** Latest first. */
  readonly reports: readonly Report[];
  /** Null when none is under way. */
  readonly backfill: BackfillState | null;
  /** Attributes that Exist refused because they are not ours or not there and that could not be settled yet, by name with its code. */
  readonly disowned: ReadonlyMap<string, string>;
}

const REPORTS_KEPT = 20;

const NOTHING: DayRecord = { values: new Map(), refused: new Map(), issues: [] };

/** What Exist has acknowledged, on this device and for one account. */
export class Ledger {
  private seen: SeenNotes | null | undefined;
  private underWay: BackfillState | null | undefined;

  constructor(readonly store: LedgerStore) {}

  /** Null before the first run has come to its end: this device knows nothing yet. */
  async seenNotes(): Promise<SeenNotes | null> {
    if (this.seen === undefined) this.seen = (await this.store.facts("seen")) ?? null;
    return this.seen;
  }

  async putSeen(seen: SeenNotes): Promise<void> {
    await this.store.putFact("seen", seen);
    this.seen = seen;
  }

  /** The backfill that is under way or paused, or null. */
  async backfill(): Promise<BackfillState | null> {
    if (this.underWay === undefined) this.underWay = (await this.store.facts("backfill")) ?? null;
    return this.underWay;
  }

  async putBackfill(state: BackfillState | null): Promise<void> {
    await this.store.putFact("backfill", state);
    this.underWay = state;
  }

  /** Keeps a report among the latest. That of a backfill is kept once, also where the app was killed while it ended. */
  async keepReport(report: Report): Promise<void> {
    const of = report.backfill?.startedAt;
    const kept = ((await this.store.facts("reports")) ?? []).filter(({ backfill }) => of === undefined || backfill?.startedAt !== of);
    await this.store.putFact("reports", [report, ...kept].slice(0, REPORTS_KEPT));
  }

  async disowned(): Promise<ReadonlyMap<string, string>> {
    return (await this.store.facts("disowned")) ?? new Map<string, string>();
  }

  async putDisowned(codes: ReadonlyMap<string, string>): Promise<void> {
    const before = await this.disowned();
    if (codes.size !== before.size || [...codes].some(([name, code]) => before.get(name) !== code)) await this.store.putFact("disowned", codes);
  }

  /** The records of the given days; days without one come as empty records. */
  async days(dates: readonly LocalDate[]): Promise<Map<LocalDate, DayRecord>> {
    const months = await this.store.months([...new Set(dates.map(monthOf))]);
    return new Map(dates.map((date) => [date, months.get(monthOf(date))?.get(date) ?? NOTHING]));
  }

  /** Changes the records of some days, in one write. */
  async change(dates: readonly LocalDate[], change: (date: LocalDate, record: DayRecord) => DayRecord): Promise<void> {
    if (dates.length === 0) return;
    const keys = [...new Set(dates.map(monthOf))];
    const stored = await this.store.months(keys);
    const months = new Map(keys.map((key) => [key, new Map(stored.get(key))]));
    for (const date of new Set(dates)) {
      const month = months.get(monthOf(date));
      month?.set(date, change(date, month.get(date) ?? NOTHING));
    }
    await this.store.putMonths(months);
  }

  /**
   * Forgets what is known of attributes that were somebody else's meanwhile, and looks at every note again.
   * @returns whether anything was known
   */
  async forget(names: readonly string[]): Promise<boolean> {
    const stored = await this.store.months(names.length === 0 ? [] : await this.store.monthKeys());
    const knows = ({ values, unanswered, refused }: DayRecord): boolean => names.some((name) => values.has(name) || unanswered?.has(name) === true || refused.has(name));
    const without = <T>(known: ReadonlyMap<string, T>): ReadonlyMap<string, T> => new Map([...known].filter(([name]) => !names.includes(name)));
    const concerned = [...stored].filter(([, month]) => [...month.values()].some(knows));
    if (concerned.length === 0) return false;
    await this.store.putMonths(new Map(concerned.map(([key, month]) => [
      key, new Map([...month].map(([date, record]) => [date, {
        ...record, values: without(record.values), unanswered: without(record.unanswered ?? new Map<string, Value>()), refused: without(record.refused),
      }] as const)),
    ])));
    const seen = await this.seenNotes();
    if (seen !== null) await this.putSeen({ ...seen, modified: new Map() });
    return true;
  }
}

function monthOf(date: LocalDate): string {
  return date.slice(0, 7);
}
