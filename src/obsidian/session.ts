import type { App } from "obsidian";
import { Budget } from "../exist/budget";
import { ExistClient } from "../exist/client";
import type { Access } from "../sync/connection/access";
import { Engine, type EngineDeps } from "../sync/run/engine";
import { Ledger } from "../sync/ledger";
import type { Clock, Notes, SettingsStore } from "../sync/ports";
import { reservedFrom, type Trigger } from "../sync/report";
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
    readonly budget: Budget,
    /** False on devices that keep no databases. */
    readonly persistent: boolean,
    private readonly store: DatabaseLedgerStore | MemoryLedgerStore,
  ) {}

  static async open(app: App, account: string, access: Access, parts: { clock: Clock; notes: Notes; settings: SettingsStore }): Promise<Session> {
    const { clock } = parts;
    const store = await openLedgerStore(ledgerName(app, clock, account)).catch(() => new MemoryLedgerStore());
    const ledger = new Ledger(store);
    const budget = new Budget({ now: () => clock.now(), load: () => store.facts("budget"), save: (state) => store.putFact("budget", state) });
    const client = (trigger: Trigger): ExistClient => {
      const reserved = reservedFrom(trigger);
      return new ExistClient(access.http(account, (http) => budget.limit(http, reserved), reserved === 0), () => clock.now());
    };
    const deps = { ...parts, ledger, client };
    return new Session(new Engine(deps), deps, client("command"), ledger, budget, !(store instanceof MemoryLedgerStore), store);
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

  constructor(private readonly app: App, private readonly parts: SessionsParts) {}

  /** The session of the connected account; null without a connection. */
  async open(): Promise<Session | null> {
    const { access, onOpen, account: connected } = this.parts;
    const account = connected();
    this.refresh();
    if (account === null) return null;
    if (this.current !== null) return this.current.opened;
    const opened = Session.open(this.app, account, access, this.parts);
    this.current = { account, opened };
    onOpen(await opened);
    return opened;
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
    await deleteLedgerStore(ledgerName(this.app, this.parts.clock, account));
  }
}

function ledgerName(app: App, clock: Clock, account: string): string {
  return `exist-sync-${vaultId(app, clock)}-${account}`;
}

/** Tells this vault on this device from every other: databases are shared by all vaults of an app. */
function vaultId(app: App, clock: Clock): string {
  const known: unknown = app.loadLocalStorage(VAULT_KEY);
  if (typeof known === "string") return known;
  const made = `${clock.now().toString(36)}${Math.floor(clock.random() * 36 ** 6).toString(36)}`;
  app.saveLocalStorage(VAULT_KEY, made);
  return made;
}
