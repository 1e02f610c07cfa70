import { forceCloseDatabase, IDBFactory, IDBOpenDBRequest } from "fake-indexeddb";
import type { DeviceStorage } from "./app";

/**
 * What a transaction comes to that does not do what it should:
 * - `lost`: the connection is gone, and says so by its `close` event (the storage was cleared, or its process died)
 * - `closing`: the connection is gone without a word, and lets nothing begin any more (WebKit, after the background)
 * - `aborted`: it fails by itself
 * - `full`: it fails because there is no room, when it writes
 * - `hangs`: it never ends
 */
export type TransactionFault = "lost" | "closing" | "aborted" | "full" | "hangs";

/** How databases open: at once, never, so many milliseconds late, or not at all. */
export type Opening = "at-once" | "never" | "throws" | { readonly late: number };

/** What fake-indexeddb has beyond the interface. */
interface FakeTransaction {
  _abort(name: string): void;
  _state: string;
}

const forceClose = forceCloseDatabase as unknown as (connection: IDBDatabase) => void;

/** IndexedDB that fails when it is told to, and works otherwise. */
export class FaultyDatabases {
  /** To be handed to the host. */
  readonly factory: IDBFactory;
  opening: Opening = "at-once";
  /** What every transaction comes to; null where they work. */
  fault: TransactionFault | null = null;
  /** Transactions that were begun. */
  begun = 0;
  private readonly inner = new IDBFactory();
  private readonly connections = new Set<IDBDatabase>();
  private readonly once = new Map<number, TransactionFault>();

  constructor() {
    const { inner } = this;
    this.factory = {
      open: (name: string, version?: number) => this.open(name, version),
      deleteDatabase: (name: string) => inner.deleteDatabase(name),
      databases: () => inner.databases(),
      cmp: (a: unknown, b: unknown) => inner.cmp(a, b),
    };
  }

  /** One transaction fails: the next one, or the one after so many others. */
  failOnce(fault: TransactionFault, after = 0): void {
    this.once.set(this.begun + after, fault);
  }

  /** The device is short of room and throws everything away. */
  async evict(): Promise<void> {
    for (const connection of this.connections) forceClose(connection);
    this.connections.clear();
    for (const { name = "" } of await this.inner.databases()) await done(this.inner.deleteDatabase(name));
  }

  /** Another window has a later version of the plugin, which brings the databases to a later version of theirs. */
  async raiseVersions(): Promise<void> {
    for (const { name = "", version = 1 } of await this.inner.databases()) (await done(this.inner.open(name, version + 1))).close();
  }

  /** Connections that were opened and not closed. */
  get openConnections(): number {
    return [...this.connections].filter((connection) => !(connection as unknown as { readonly _closePending: boolean })._closePending).length;
  }

  private open(name: string, version?: number): IDBOpenDBRequest {
    if (this.opening === "throws") throw new DOMException("The operation is insecure.", "SecurityError");
    if (this.opening === "never") return new IDBOpenDBRequest();
    const request = this.inner.open(name, version);
    request.addEventListener("success", () => { this.follow(request.result); });
    if (this.opening !== "at-once") delay(request, this.opening.late);
    return request;
  }

  private follow(connection: IDBDatabase): void {
    this.connections.add(connection);
    const begin = connection.transaction.bind(connection);
    connection.transaction = (...parts: Parameters<IDBDatabase["transaction"]>) => {
      const fault = this.once.get(this.begun) ?? this.fault;
      this.once.delete(this.begun);
      this.begun += 1;
      if (fault === "lost") forceClose(connection);
      if (fault === "closing") connection.close();
      const transaction = begin(...parts);
      if (fault === "hangs") Object.defineProperty(transaction, "_start", { value: () => undefined });
      if (fault === "aborted") failSoon(transaction, "AbortError");
      if (fault === "full" && transaction.mode === "readwrite") failSoon(transaction, "QuotaExceededError");
      return transaction;
    };
  }
}

/** Puts off that a request is told of what it has opened. */
function delay(request: IDBOpenDBRequest, ms: number): void {
  const tell = request.dispatchEvent.bind(request);
  request.dispatchEvent = (event) => {
    if (event.type !== "success") return tell(event);
    setTimeout(() => { tell(event); }, ms);
    return true;
  };
}

function failSoon(transaction: IDBTransaction, name: string): void {
  setImmediate(() => {
    const fake = transaction as unknown as FakeTransaction;
    if (fake._state !== "finished") fake._abort(name);
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error("It failed without a reason.")); };
  });
}

/** Local storage that fails when it is told to. */
export class FaultyLocalStorage extends Map<string, string> {
  /**
   * - `full`: nothing more can be written
   * - `closed`: nothing can be read either
   * - `forgetful`: what is written is not there afterwards, and nobody is told
   */
  fault: "full" | "closed" | "forgetful" | null = null;

  override get(key: string): string | undefined {
    if (this.fault === "closed") throw new DOMException("The operation is insecure.", "SecurityError");
    return super.get(key);
  }

  override set(key: string, value: string): this {
    if (this.fault === "full") throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    if (this.fault === "closed") throw new DOMException("The operation is insecure.", "SecurityError");
    return this.fault === "forgetful" ? this : super.set(key, value);
  }
}

/** A device with such local storage. */
export function faultyDevice(): DeviceStorage & { readonly local: FaultyLocalStorage } {
  return { local: new FaultyLocalStorage(), secrets: new Map() };
}
