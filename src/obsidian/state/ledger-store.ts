import { type DBSchema, deleteDB } from "idb";
import type { LocalDate } from "../../domain/local-date";
import type { DayRecord, LedgerFacts, LedgerStore } from "../../sync/ledger";
import type { Clock } from "../../sync/ports";
import { withTimeLimit } from "../../sync/time-limit";
import { Database } from "./database";

type Month = ReadonlyMap<LocalDate, DayRecord>;

/** Months kept at hand, the last ones used: reading one from the database takes longer than all else of a day's plan. */
const AT_HAND = 3;
/** How long a device may take to delete a database, milliseconds. */
const PATIENCE = 5_000;

interface LedgerDb extends DBSchema {
  /** Day records by month: a tenth of the cost of one record a day, and still little to load. */
  months: { key: string; value: Month };
  facts: { key: string; value: LedgerFacts[keyof LedgerFacts] };
}

/** Opens the ledger of one account on this device; throws where the device keeps no databases, or does not open this one in time. */
export async function openLedgerStore(name: string, clock: Pick<Clock, "after">): Promise<DatabaseLedgerStore> {
  return new DatabaseLedgerStore(await Database.open<LedgerDb>(name, ["months", "facts"], clock));
}

/**
 * Deletes the ledger of one account on this device. Where another window has it open, the browser deletes it once that is
 * closed: this is not waited for, as it may take days.
 */
export async function deleteLedgerStore(name: string, clock: Pick<Clock, "after">): Promise<void> {
  // There is nothing to delete on devices that keep no databases.
  if (typeof indexedDB === "undefined") return;
  const deleted = new Promise<void>((resolve, reject) => { deleteDB(name, { blocked: () => { resolve(); } }).then(resolve, reject); });
  await withTimeLimit(clock, PATIENCE, "the database", deleted);
}

/** Each operation throws StorageError where it cannot be done; then nothing of it was stored. */
export class DatabaseLedgerStore implements LedgerStore {
  private readonly atHand = new Map<string, Month | undefined>();
  /** All facts, read at once: there are a dozen, and a run asks for most of them. */
  private known: Map<string, LedgerFacts[keyof LedgerFacts]> | null = null;
  /** The connection that `atHand` and `known` were read or written by. */
  private connection = 0;

  constructor(private readonly db: Database<LedgerDb>) {}

  /** Whether the device has thrown the ledger away while it was in use: then another has to be begun. */
  get isLost(): boolean {
    return this.db.isLost;
  }

  monthKeys(): Promise<readonly string[]> {
    return this.db.run(["months"], "readonly", (transaction) => transaction.objectStore("months").getAllKeys());
  }

  async months(keys: readonly string[]): Promise<ReadonlyMap<string, Month>> {
    this.forgetOfBefore();
    const unread = keys.filter((key) => !this.atHand.has(key));
    const read = unread.length === 0 ? [] : await this.read(unread);
    if (this.connection !== this.db.connection) return this.months(keys);
    const known = new Map([...this.atHand, ...read]);
    this.keep(read);
    return new Map(keys.flatMap((key) => {
      const month = known.get(key);
      return month === undefined ? [] : [[key, month] as const];
    }));
  }

  async putMonths(months: ReadonlyMap<string, Month>, facts: Partial<LedgerFacts> = {}): Promise<void> {
    this.drop(months.keys());
    try {
      // Async, as one that throws at once (DataCloneError) would leave the others' rejections to nobody.
      await this.db.run(["months", "facts"], "readwrite", (transaction) => Promise.all([
        ...[...months].map(async ([key, month]) => transaction.objectStore("months").put(month, key)),
        ...Object.entries(facts).map(async ([key, fact]) => transaction.objectStore("facts").put(fact, key)),
      ]));
    } catch (error) {
      // Read meanwhile: it is not sure which of the two is stored.
      this.drop(months.keys());
      this.known = null;
      throw error;
    }
    this.keep([...months]);
    for (const [key, fact] of Object.entries(facts)) this.known?.set(key, fact);
  }

  async facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined> {
    this.forgetOfBefore();
    // A plugin that was just disabled may still write the report of its last run.
    if (this.known === null || key === "reports") {
      const known = await this.db.run(["facts"], "readonly", async (transaction) => {
        const store = transaction.objectStore("facts");
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return new Map(keys.map((each, at) => [each, values[at] ?? null]));
      });
      this.forgetOfBefore();
      this.known = known;
    }
    return this.known.get(key) as LedgerFacts[K] | undefined;
  }

  putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void> {
    return this.putMonths(new Map(), { [key]: value });
  }

  close(): void {
    this.db.close();
  }

  private read(keys: readonly string[]): Promise<(readonly [string, Month | undefined])[]> {
    return this.db.run(["months"], "readonly", (transaction) => Promise.all(keys.map(async (key) => [key, await transaction.objectStore("months").get(key)] as const)));
  }

  private keep(months: readonly (readonly [string, Month | undefined])[]): void {
    this.forgetOfBefore();
    for (const [key, month] of months.slice(-AT_HAND)) {
      this.atHand.delete(key);
      this.atHand.set(key, month);
    }
    this.drop([...this.atHand.keys()].slice(0, -AT_HAND));
  }

  private drop(keys: Iterable<string>): void {
    for (const key of keys) this.atHand.delete(key);
  }

  /** A connection that is lost may take its last writes with it, and another window may have written since. */
  private forgetOfBefore(): void {
    if (this.connection === this.db.connection) return;
    this.connection = this.db.connection;
    this.atHand.clear();
    this.known = null;
  }
}

/** For devices that keep no databases (iOS in Lockdown Mode) or do not open them: forgets everything when the app closes. */
export class MemoryLedgerStore implements LedgerStore {
  readonly isLost = false;
  private readonly kept = new Map<string, Month>();
  private known: Partial<LedgerFacts> = {};

  monthKeys(): Promise<readonly string[]> {
    return Promise.resolve([...this.kept.keys()]);
  }

  months(keys: readonly string[]): Promise<ReadonlyMap<string, Month>> {
    const found = keys.map((key) => [key, this.kept.get(key)] as const);
    return Promise.resolve(new Map(found.flatMap(([key, month]) => (month === undefined ? [] : [[key, month] as const]))));
  }

  putMonths(months: ReadonlyMap<string, Month>, facts: Partial<LedgerFacts> = {}): Promise<void> {
    for (const [key, month] of months) this.kept.set(key, month);
    this.known = { ...this.known, ...facts };
    return Promise.resolve();
  }

  facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined> {
    return Promise.resolve(this.known[key]);
  }

  putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void> {
    return this.putMonths(new Map(), { [key]: value });
  }

  close(): void {
    this.kept.clear();
  }
}
