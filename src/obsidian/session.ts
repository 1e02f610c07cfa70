import type { App } from "obsidian";
import { Budget } from "../exist/budget";
import { ExistClient } from "../exist/client";
import type { Access } from "../sync/connection/access";
import { Engine, type EngineDeps } from "../sync/engine";
import { Ledger } from "../sync/ledger";
import type { Clock, Notes, SettingsStore } from "../sync/ports";
import { reservedFrom, type Trigger } from "../sync/report";
import { type DatabaseLedgerStore, MemoryLedgerStore, openLedgerStore } from "./state/ledger-store";

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
    const store = await openLedgerStore(`exist-sync-${vaultId(app, clock)}-${account}`).catch(() => new MemoryLedgerStore());
    const ledger = new Ledger(store);
    const budget = new Budget({ now: () => clock.now(), load: () => store.facts("budget"), save: (state) => store.putFact("budget", state) });
    const client = (trigger: Trigger): ExistClient => {
      const reserved = reservedFrom(trigger);
      return new ExistClient(access.http((http) => budget.limit(http, reserved), reserved === 0), () => clock.now());
    };
    const deps = { ...parts, ledger, client };
    return new Session(new Engine(deps), deps, client("command"), ledger, budget, !(store instanceof MemoryLedgerStore), store);
  }

  close(): void {
    this.store.close();
  }
}

/** Tells this vault on this device from every other: databases are shared by all vaults of an app. */
function vaultId(app: App, clock: Clock): string {
  const known: unknown = app.loadLocalStorage(VAULT_KEY);
  if (typeof known === "string") return known;
  const made = `${clock.now().toString(36)}${Math.floor(clock.random() * 36 ** 6).toString(36)}`;
  app.saveLocalStorage(VAULT_KEY, made);
  return made;
}
