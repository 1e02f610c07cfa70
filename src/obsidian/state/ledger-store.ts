import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { LocalDate } from "../../domain/local-date";
import type { DayRecord, LedgerFacts, LedgerStore } from "../../sync/ledger";

type Month = ReadonlyMap<LocalDate, DayRecord>;

/** Months kept at hand, the last ones used: reading one from the database takes longer than all else of a day's plan. */
const AT_HAND = 3;

interface LedgerDb extends DBSchema {
  /** Day records by month: a tenth of the cost of one record a day, and still little to load. */
  months: { key: string; value: Month };
  facts: { key: string; value: LedgerFacts[keyof LedgerFacts] };
}

/** Opens the ledger of one account on this device; throws where the device keeps no databases. */
export async function openLedgerStore(name: string): Promise<DatabaseLedgerStore> {
  const db = await openDB<LedgerDb>(name, 1, {
    upgrade: (created) => {
      created.createObjectStore("months");
      created.createObjectStore("facts");
    },
  });
  return new DatabaseLedgerStore(db);
}

/**
 * Deletes the ledger of one account on this device. Where another window has it open, the browser deletes it once that is
 * closed: this is not waited for, as it may take days.
 */
export async function deleteLedgerStore(name: string): Promise<void> {
  // There is nothing to delete on devices that keep no databases.
  if (typeof indexedDB === "undefined") return;
  await new Promise<void>((resolve, reject) => { deleteDB(name, { blocked: () => { resolve(); } }).then(resolve, reject); });
}

export class DatabaseLedgerStore implements LedgerStore {
  private readonly atHand = new Map<string, Month | undefined>();

  constructor(private readonly db: IDBPDatabase<LedgerDb>) {}

  monthKeys(): Promise<readonly string[]> {
    return this.db.getAllKeys("months");
  }

  async months(keys: readonly string[]): Promise<ReadonlyMap<string, Month>> {
    const unread = keys.filter((key) => !this.atHand.has(key));
    const read = unread.length === 0 ? [] : await this.read(unread);
    const known = new Map([...this.atHand, ...read]);
    this.keep(read);
    return new Map(keys.flatMap((key) => {
      const month = known.get(key);
      return month === undefined ? [] : [[key, month] as const];
    }));
  }

  async putMonths(months: ReadonlyMap<string, Month>): Promise<void> {
    for (const key of months.keys()) this.atHand.delete(key);
    const transaction = this.db.transaction("months", "readwrite");
    await Promise.all([...[...months].map(([key, month]) => transaction.store.put(month, key)), transaction.done]);
    this.keep([...months]);
  }

  private read(keys: readonly string[]): Promise<(readonly [string, Month | undefined])[]> {
    const { store } = this.db.transaction("months");
    return Promise.all(keys.map(async (key) => [key, await store.get(key)] as const));
  }

  private keep(months: readonly (readonly [string, Month | undefined])[]): void {
    for (const [key, month] of months.slice(-AT_HAND)) {
      this.atHand.delete(key);
      this.atHand.set(key, month);
    }
    for (const key of [...this.atHand.keys()].slice(0, -AT_HAND)) this.atHand.delete(key);
  }

  async facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined> {
    return (await this.db.get("facts", key)) as LedgerFacts[K] | undefined;
  }

  async putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void> {
    await this.db.put("facts", value, key);
  }

  close(): void {
    this.db.close();
  }
}

/** For devices that keep no databases (iOS in Lockdown Mode): forgets everything when the app closes. */
export class MemoryLedgerStore implements LedgerStore {
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
