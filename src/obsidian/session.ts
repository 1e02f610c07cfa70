import { RequestBudget } from "../exist/budget";
import { ExistClient } from "../exist/client";
import type { Access } from "../sync/connection/access";
import { Engine, type EngineDeps } from "../sync/run/engine";
import { Ledger, type LedgerFacts, type LedgerStore } from "../sync/ledger";
import type { Clock, Notes, SettingsStore } from "../sync/ports";
import { reservedFrom, type Trigger } from "../sync/report";
import type { DeviceValues } from "./state/device-values";
import { type DatabaseLedgerStore, deleteLedgerStore, MemoryLedgerStore, openLedgerStore } from "./state/ledger-store";

const VAULT_KEY = "exist-sync-vault";

/** Everything that belongs to one connected account: its client, its ledger, its engine. */
export class Session {
  private constructor(
    readonly engine: Engine,
    /** What its runs need. */
    readonly deps: EngineDeps,
    /** The client for what a person asked for. */
    readonly client: ExistClient,
    readonly ledger: Ledger,
    /** The requests of the hour. */
    readonly budget: RequestBudget,
    private readonly store: DatabaseLedgerStore | MemoryLedgerStore,
  ) {}

  /** Opens the ledger and puts the rest around it. Never throws: without a database the ledger is in memory. */
  static async open(account: string, access: Access, device: DeviceValues, parts: { clock: Clock; notes: Notes; settings: SettingsStore }): Promise<Session> {
    const { clock } = parts;
    const store = await openStore(account, device, clock);
    const ledger = new Ledger(store);
    const budget = budgetOver(store, clock);
    const client = (trigger: Trigger): ExistClient => {
      const reserved = reservedFrom(trigger);
      return new ExistClient(access.http(account, (http) => budget.limit(http, reserved), reserved === 0), () => clock.now());
    };
    const deps = { ...parts, ledger, client };
    return new Session(new Engine(deps), deps, client("command"), ledger, budget, store);
  }

  /** False where this device keeps no databases, or did not open this one. */
  get persistent(): boolean {
    return !(this.store instanceof MemoryLedgerStore);
  }

  /** Whether the device has thrown away what the ledger held: then another session has to begin. */
  get isLost(): boolean {
    return this.store.isLost;
  }

  /** An engine that goes by other settings than those in force, to see what they would lead to. */
  engineOver(settings: SettingsStore): Engine {
    return new Engine({ ...this.deps, settings });
  }

  close(): void {
    this.store.close();
  }
}

/** What a session is made of, and who wants to know of it. */
interface SessionsParts {
  readonly device: DeviceValues;
  readonly access: Access;
  readonly clock: Clock;
  readonly notes: Notes;
  readonly settings: SettingsStore;
  /** The connected account; null without a connection. */
  readonly account: () => string | null;
  readonly onOpen: (session: Session) => void;
  readonly onClose: () => void;
  /** Settles when nothing is under way any more that works with the session. */
  readonly idle: () => Promise<unknown>;
}

/** Keeps the session of the connected account. */
export class Sessions {
  private current: { readonly account: string; readonly opened: Promise<Session> } | null = null;
  private closing: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: SessionsParts) {}

  /** The session of the connected account; null without a connection. */
  async open(): Promise<Session | null> {
    const { access, device, onOpen, account: connected } = this.parts;
    const account = connected();
    this.refresh();
    if (account === null) return null;
    const known = this.current;
    if (known === null) {
      const opened = Session.open(account, access, device, this.parts);
      this.current = { account, opened };
      onOpen(await opened);
      return opened;
    }
    const session = await known.opened;
    if (!session.isLost) return session;
    if (this.current === known) {
      this.current = null;
      session.close();
    }
    return this.open();
  }

  /** Closes the session of an account that is no longer the connected one, as soon as it has written down what it did. */
  refresh(): void {
    if (this.current !== null && this.current.account !== this.parts.account()) this.close();
  }

  close(): void {
    const { current, parts: { onClose, idle } } = this;
    this.current = null;
    onClose();
    const closed = current?.opened.then(async (session) => {
      await idle();
      session.close();
    });
    this.closing = Promise.all([this.closing, closed]);
  }

  /** Deletes what this device remembers of an account, as soon as nothing works with it any more. */
  async forget(account: string): Promise<void> {
    if (this.current?.account === account) this.close();
    await this.closing;
    const name = ledgerName(this.parts.device, this.parts.clock, account);
    if (name !== null) await deleteLedgerStore(name, this.parts.clock);
  }
}

/** The name of an account's ledger; null where the device cannot keep one. */
function ledgerName(device: DeviceValues, clock: Clock, account: string): string | null {
  const vault = vaultId(device, clock);
  return vault === null ? null : `exist-sync-${vault}-${account}`;
}

/** The account's ledger on this device; in memory where the device does not keep one. */
async function openStore(account: string, device: DeviceValues, clock: Clock): Promise<DatabaseLedgerStore | MemoryLedgerStore> {
  const name = ledgerName(device, clock, account);
  if (name === null) return new MemoryLedgerStore();
  // Why it does not open makes no difference, and that it does not is told by whoever opens the session.
  return openLedgerStore(name, clock).catch(() => new MemoryLedgerStore());
}

/**
 * Tells this vault on this device from every other: databases are shared by all vaults of an app. Null where it cannot be
 * kept: under another name at every start, a database would be lost each time.
 */
function vaultId(device: DeviceValues, clock: Clock): string | null {
  const known = device.load(VAULT_KEY);
  if (typeof known === "string") return known;
  if (known === undefined) return null;
  const made = `${clock.now().toString(36)}${Math.floor(clock.random() * 36 ** 6).toString(36)}`;
  return device.save(VAULT_KEY, made) ? made : null;
}

/**
 * Counts the requests of the hour. A count that cannot be stored goes on in memory, and no request fails for its sake:
 * Exist itself refuses what is too much, and that the device stores nothing is told by the ledger, which sends nothing then.
 */
function budgetOver(store: LedgerStore, clock: Clock): RequestBudget {
  return new RequestBudget({
    now: () => clock.now(),
    load: () => store.facts("budget").catch(() => undefined),
    save: (state: LedgerFacts["budget"]) => store.putFact("budget", state).catch(() => undefined),
  });
}
