import type { Keychain, SettingsStore } from "../ports";
import type { Connection } from "../settings";

/** What nobody but Exist may see. */
export interface Tokens {
  readonly accessToken: string;
  /** Only after OAuth. */
  readonly refreshToken?: string | undefined;
  readonly clientSecret?: string | undefined;
}

/** Where tokens are kept: in data.json, or in this device's keychain. */
export type Home = Connection["keptIn"];

/** What of a connection is no secret. */
export type ConnectionFacts = Pick<Connection, "account" | "expiresAt" | "clientId" | "scopes" | "timezone" | "standing" | "imperial">;

/** One entry, so that a new pair is stored as a whole or not at all. */
const SECRET_ID = "exist-sync-connection";

/** Keeps the tokens where the user wants them, and nowhere else. */
export class TokenHome {
  /** How often tokens were stored since the app started: one that is stored anew was just accepted, whatever befell it before. */
  stored = 0;

  constructor(private readonly keychain: Keychain, private readonly settings: SettingsStore) {}

  /** The tokens of the connected account; null without any, as on a device whose keychain never had them. */
  read(): Tokens | null {
    const { connection } = this.settings.current;
    if (connection === null) return null;
    if (connection.keptIn === "settings") return connection.accessToken === undefined ? null : { accessToken: connection.accessToken, refreshToken: connection.refreshToken, clientSecret: connection.clientSecret };
    return fromKeychain(this.keychain, connection.account);
  }

  /** Stores a sign-in. Throws when the keychain cannot be used. */
  async keep(facts: ConnectionFacts, tokens: Tokens, home: Home): Promise<void> {
    if (home === "keychain") this.toKeychain(facts.account, tokens);
    await this.settings.change((now) => ({ ...now, connection: { ...facts, keptIn: home, ...(home === "settings" ? tokens : {}) } }));
    if (home === "settings") this.toKeychain("", null);
    this.stored += 1;
  }

  /** Puts a refreshed pair in the place of the old one. */
  async renew(tokens: Tokens, expiresAt: string): Promise<void> {
    const { connection } = this.settings.current;
    if (connection === null) return;
    await this.keep({ ...factsOf(connection), expiresAt }, tokens, connection.keptIn);
  }

  /** Moves the tokens and wipes them at the old place. Throws when the keychain cannot be used; then nothing has moved. */
  async moveTo(home: Home): Promise<void> {
    const { connection } = this.settings.current;
    const tokens = this.read();
    if (connection !== null && tokens !== null) await this.keep(factsOf(connection), tokens, home);
  }

  /** Ends the connection. Mappings and agreements stay. */
  async wipe(): Promise<void> {
    this.toKeychain("", null);
    await this.settings.change((now) => ({ ...now, connection: null }));
  }

  /** There is no way to delete an entry; an empty one counts as none. */
  private toKeychain(account: string, tokens: Tokens | null): void {
    if (tokens !== null) this.keychain.set(SECRET_ID, JSON.stringify({ account, ...tokens }));
    else if ((this.keychain.get(SECRET_ID) ?? "") !== "") this.keychain.set(SECRET_ID, "");
  }
}

function factsOf({ keptIn: _keptIn, accessToken: _access, refreshToken: _refresh, clientSecret: _secret, ...facts }: Connection): ConnectionFacts {
  return facts;
}

function fromKeychain(keychain: Keychain, account: string): Tokens | null {
  const text = keychain.get(SECRET_ID) ?? "";
  if (text === "") return null;
  try {
    const kept = JSON.parse(text) as Tokens & { readonly account: string };
    return kept.account === account && typeof kept.accessToken === "string" ? kept : null;
  } catch {
    // Not ours, or half written: as good as none, and signing in again writes it anew.
    return null;
  }
}
