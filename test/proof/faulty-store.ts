import type { LocalDate } from "../../src/domain/local-date";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import type { DayRecord, LedgerFacts, LedgerStore } from "../../src/sync/ledger";
import { StorageError } from "../../src/sync/storage-error";

/** A ledger's store on a device that fails for a while: an operation then throws StorageError, and nothing of it is stored. */
export class FaultyStore implements LedgerStore {
  private readonly inner = new MemoryLedgerStore();
  private good = 0;
  private bad = 0;
  /** Whether it has failed since it was made. */
  hasFailed = false;

  /** After `good` more operations, `bad` fail. */
  fail(good: number, bad: number): void {
    this.good = good;
    this.bad = bad;
  }

  monthKeys(): Promise<readonly string[]> {
    return this.unlessFailing(() => this.inner.monthKeys());
  }

  months(keys: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<LocalDate, DayRecord>>> {
    return this.unlessFailing(() => this.inner.months(keys));
  }

  putMonths(months: ReadonlyMap<string, ReadonlyMap<LocalDate, DayRecord>>, facts?: Partial<LedgerFacts>): Promise<void> {
    return this.unlessFailing(() => this.inner.putMonths(months, facts));
  }

  facts<K extends keyof LedgerFacts>(key: K): Promise<LedgerFacts[K] | undefined> {
    return this.unlessFailing(() => this.inner.facts(key));
  }

  putFact<K extends keyof LedgerFacts>(key: K, value: LedgerFacts[K]): Promise<void> {
    return this.unlessFailing(() => this.inner.putFact(key, value));
  }

  /** What a judge does with the store is none of its operations. */
  async unharmed<T>(look: () => Promise<T>): Promise<T> {
    const { good, bad } = this;
    this.fail(0, 0);
    try {
      return await look();
    } finally {
      this.fail(good, bad);
    }
  }

  private unlessFailing<T>(operation: () => Promise<T>): Promise<T> {
    if (this.good > 0) this.good -= 1;
    else if (this.bad > 0) {
      this.bad -= 1;
      this.hasFailed = true;
      return Promise.reject(new StorageError("UnknownError"));
    }
    return operation();
  }
}
