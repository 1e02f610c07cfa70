import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { Clock } from "../../sync/ports";
import { StorageError } from "../../sync/storage-error";
import { withTimeLimit } from "../../sync/time-limit";

/** WebKit may never answer after the app was in the background; a database that opens does so within moments. */
const OPENING_LIMIT = 5_000;
/** A transaction takes milliseconds; this is for a phone that is busy with everything else. */
const TRANSACTION_LIMIT = 10_000;
/** Exceptions that a new connection does not help with (Indexed Database API 3.0, 4.9). */
const LASTING: ReadonlySet<string> = new Set(["QuotaExceededError", "VersionError", "DataCloneError"]);

const VERSION = 1;
const WHAT = "the database";

type Connection<Schema extends DBSchema> = IDBPDatabase<Schema>;
type Mode = "readonly" | "readwrite";

/**
 * A database that is opened anew when its connection is lost: when the app was in the background, another window asks for
 * the database, or a transaction never ends. Whatever fails is tried once more on a new connection.
 */
export class Database<Schema extends DBSchema> {
  private connecting: Promise<Connection<Schema>> | null = null;
  private connections = 0;
  private isClosed = false;
  private wasEvicted = false;

  private constructor(
    private readonly name: string,
    private readonly stores: readonly StoreNames<Schema>[],
    private readonly clock: Pick<Clock, "after">,
  ) {}

  /** Opens the database, or makes it. Throws when it does not open in time, or not at all. */
  static async open<Schema extends DBSchema>(name: string, stores: readonly StoreNames<Schema>[], clock: Pick<Clock, "after">): Promise<Database<Schema>> {
    const database = new Database<Schema>(name, stores, clock);
    await database.connect();
    return database;
  }

  /** Whether everything in it was thrown away while it was open. Nothing can be read or stored any more. */
  get isLost(): boolean {
    return this.wasEvicted;
  }

  /** How many connections there have been: another one may not hold what the one before was given last. */
  get connection(): number {
    return this.connections;
  }

  /**
   * Does a task in one transaction over some stores, and settles when that is complete. The task is done once more when it
   * fails, so it has to come to the same then. Throws StorageError.
   */
  async run<Name extends StoreNames<Schema>, M extends Mode, T>(stores: Name[], mode: M, task: (transaction: IDBPTransaction<Schema, Name[], M>) => Promise<T>): Promise<T> {
    try {
      return await this.attempt(stores, mode, task);
    } catch (error) {
      if (this.isClosed || this.wasEvicted || LASTING.has(nameOf(error))) throw storageError(error);
    }
    try {
      return await this.attempt(stores, mode, task);
    } catch (error) {
      throw storageError(error);
    }
  }

  close(): void {
    this.isClosed = true;
    this.drop(this.connecting);
  }

  private async attempt<Name extends StoreNames<Schema>, M extends Mode, T>(stores: Name[], mode: M, task: (transaction: IDBPTransaction<Schema, Name[], M>) => Promise<T>): Promise<T> {
    const connecting = this.connect();
    const connection = await connecting;
    try {
      const transaction = connection.transaction(stores, mode);
      const { done } = transaction;
      // A read is over when it has answered; that its transaction failed is in the answer.
      done.catch(() => undefined);
      try {
        const [result] = await withTimeLimit(this.clock, TRANSACTION_LIMIT, WHAT, Promise.all([task(transaction), mode === "readonly" ? undefined : done]));
        return result;
      } catch (error) {
        // Nothing of what failed may be stored, and nothing that took too long later, after what is written next.
        const { error: cause } = transaction;
        abort(transaction);
        // Requests of a transaction that fails are told that it was aborted, and only it knows why.
        throw cause ?? error;
      }
    } catch (error) {
      if (!LASTING.has(nameOf(error))) this.drop(connecting);
      throw error;
    }
  }

  private connect(): Promise<Connection<Schema>> {
    if (this.isClosed) return Promise.reject(new StorageError("InvalidStateError"));
    if (this.wasEvicted) return Promise.reject(new StorageError("NotFoundError"));
    if (this.connecting !== null) return this.connecting;
    const connecting: Promise<Connection<Schema>> = this.reconnect(() => { this.drop(connecting); });
    this.connecting = connecting;
    // Told by whoever waits for it; the next one tries anew.
    connecting.catch(() => { this.drop(connecting); });
    return connecting;
  }

  /** @param onLost told when the connection is gone, or wanted by somebody else */
  private async reconnect(onLost: () => void): Promise<Connection<Schema>> {
    const made = { now: false };
    const opening = openDB<Schema>(this.name, VERSION, {
      upgrade: (database) => {
        made.now = true;
        for (const store of this.stores) database.createObjectStore(store);
      },
      blocking: onLost,
      terminated: onLost,
    });
    let connection: Connection<Schema>;
    try {
      connection = await withTimeLimit(this.clock, OPENING_LIMIT, WHAT, opening);
    } catch (error) {
      // One that opens after all would keep others from the database; that it does not is what is thrown already.
      opening.then((late) => { late.close(); }, () => undefined);
      throw error;
    }
    if (made.now && this.connections > 0) {
      this.wasEvicted = true;
      connection.close();
      throw new StorageError("NotFoundError");
    }
    this.connections += 1;
    return connection;
  }

  private drop(connecting: Promise<Connection<Schema>> | null): void {
    if (connecting === null || this.connecting !== connecting) return;
    this.connecting = null;
    // One that never opened needs no closing.
    connecting.then((connection) => { connection.close(); }, () => undefined);
  }
}

function abort(transaction: { abort: () => void }): void {
  try {
    transaction.abort();
  } catch {
    // It is over already, one way or the other: InvalidStateError.
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : "";
}

function storageError(error: unknown): StorageError {
  return error instanceof StorageError ? error : new StorageError(nameOf(error) || String(error));
}
