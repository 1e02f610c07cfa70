import type { DBSchema } from "idb";
import type { LocalDate } from "../../domain/local-date";
import type { DayRecord, LedgerFacts, LedgerStore } from "../../sync/ledger";
import type { Clock } from "../../sync/ports";
import { Database } from "./database";

type Month = ReadonlyMap<LocalDate, DayRecord>;

/** Months kept at hand, the last ones used: reading one from the database takes longer than all else of a day's plan. */
const AT_HAND = 3;

interface LedgerDb extends DBSchema {
  /** Day records by month: a tenth of the cost of one record a day, and still little to load. */
  months: { key: string; value: Month };
  facts: { key: string; value: LedgerFacts[keyof LedgerFacts] };
}

/** Opens the ledger of one account on this device; throws where the device keeps no databases, or does not open this one in time. */
export async function openLedgerStore(name: string, clock: Pick<Clock, "after">): Promise<DatabaseLedgerStore> {
  return new DatabaseLedgerStore(await Database.open<LedgerDb>(name, ["months", "facts"], clock));
}

/** Each operation throws StorageError where it cannot be done; then nothing of it was stored. */
export class DatabaseLedgerStore implements LedgerStore {
  private readonly atHand = new Map<string, Month | undefined>();
  /** The connection that `atHand` was read or written by. */
  private connection = 0;

  constructor(private readonly db: Database<LedgerDb>) {}

  /** Whether the device has thrown the ledger away while it was in use: then another has to be begun. */
  get isLost(): boolean {
    return this.db.isLost;
  }

  monthKeys(): Promise<readonly string[]> {
    return this.db.run("months", "readonly", (store) => store.getAllKeys());
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

  async putMonths(months: ReadonlyMap<string, Month>): Promise<void> {
    this.drop(months.keys());
    try {
      await this.db.run("months", "readwrite", (store) => Promise.all([...months].map(async ([key, month]) => store.put(month, key))));
    } catch (error) {
      // Read meanwhile: it is not sure which of the two is stored.
      this.drop(months.keys());
      throw error;
    }
    this.keep([...months]);
  }

  async facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined> {
    return (await this.db.run("facts", "readonly", (store) => store.get(key))) as LedgerFacts[K] | undefined;
  }

  async putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void> {
    await this.db.run("facts", "readwrite", (store) => store.put(value, key));
  }

  close(): void {
    this.db.close();
  }

  private read(keys: readonly string[]): Promise<(readonly [string, Month | undefined])[]> {
    return this.db.run("months", "readonly", (store) => Promise.all(keys.map(async (key) => [key, await store.get(key)] as const)));
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

  putMonths(months: ReadonlyMap<string, Month>): Promise<void> {
    for (const [key, month] of months) this.kept.set(key, month);
    return Promise.resolve();
  }

  facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined> {
    return Promise.resolve(this.known[key]);
  }

  putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void> {
    this.known = { ...this.known, [key]: value };
    return Promise.resolve();
  }

  close(): void {
    this.kept.clear();
  }
}
