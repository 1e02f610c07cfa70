import type { App } from "obsidian";
import { Budget, RESERVED_FOR_PEOPLE } from "../exist/budget";
import { ExistClient } from "../exist/client";
import { Engine } from "../sync/engine";
import { Ledger } from "../sync/ledger";
import type { Clock, Notes, SettingsStore } from "../sync/ports";
import type { Trigger } from "../sync/report";
import type { Connection } from "../sync/settings";
import { existHttp } from "./request-url";
import { type DatabaseLedgerStore, MemoryLedgerStore, openLedgerStore } from "./state/ledger-store";

const VAULT_KEY = "exist-sync-vault";

/** Everything that belongs to one connected account: its client, its ledger, its engine. */
export class Session {
  private constructor(
    readonly engine: Engine,
    readonly ledger: Ledger,
    readonly client: (trigger: Trigger) => ExistClient,
    /** False on devices that keep no databases. */
    readonly persistent: boolean,
    private readonly store: DatabaseLedgerStore | MemoryLedgerStore,
  ) {}

  static async open(app: App, connection: Connection & { readonly accessToken: string }, parts: { clock: Clock; notes: Notes; settings: SettingsStore }): Promise<Session> {
    const { clock } = parts;
    const store = await openLedgerStore(`exist-sync-${vaultId(app, clock)}-${connection.account}`).catch(() => new MemoryLedgerStore());
    const ledger = new Ledger(store);
    const budget = new Budget({ now: () => clock.now(), load: () => store.facts("budget"), save: (state) => store.putFact("budget", state) });
    const http = existHttp(connection.accessToken, clock);
    const client = (trigger: Trigger): ExistClient => new ExistClient(budget.limit(http, trigger === "automatic" ? RESERVED_FOR_PEOPLE : 0), () => clock.now());
    return new Session(new Engine({ ...parts, ledger, client }), ledger, client, !(store instanceof MemoryLedgerStore), store);
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
