import type { Keychain, SettingsStore } from "../ports";
import { withoutAnyNames } from "../run/ownership";
import { type Connection, namesOwner } from "../settings";
import { KeychainError } from "../storage-error";
import { readSecret, writeSecret } from "./secrets";

/** What nobody but Exist may see. */
export interface Tokens {
  readonly accessToken: string;
  /** Only after OAuth. */
  readonly refreshToken?: string | undefined;
  readonly clientSecret?: string | undefined;
}

/** Where tokens are kept: in data.json, or in this device's keychain. */
export type TokenLocation = Connection["keptIn"];

/** What of a connection is no secret. */
export type ConnectionFacts = Pick<Connection, "account" | "expiresAt" | "clientId" | "scopes" | "timezone" | "standing" | "imperial">;

/** One entry, so that a new pair is stored as a whole or not at all. */
const SECRET_ID = "exist-sync-connection";

/**
 * Keeps the tokens where the user wants them, and nowhere else. What stores something rejects with SettingsLockedError,
 * SettingsWriteError or KeychainError.
 */
export class TokenStore {
  /** How often tokens were stored since the app started: one that is stored anew was just accepted, whatever befell it before. */
  stored = 0;
  /** A refreshed pair that could not be stored yet. The one before it is dead, so this one must not get lost. */
  private unstored: { readonly account: string; readonly tokens: Tokens; readonly expiresAt: string } | null = null;

  constructor(private readonly keychain: Keychain, private readonly settings: SettingsStore) {}

  /** The tokens of the connected account; null without any, as on a device whose keychain never had them or cannot be read. */
  read(): Tokens | null {
    const { connection } = this.settings.current;
    if (connection === null) return null;
    if (this.unstored?.account === connection.account) return this.unstored.tokens;
    if (connection.keptIn === "settings") return connection.accessToken === undefined ? null : { accessToken: connection.accessToken, refreshToken: connection.refreshToken, clientSecret: connection.clientSecret };
    return fromEntry(readSecret(this.keychain, SECRET_ID), connection.account);
  }

  /** Whether the tokens are in a keychain that cannot be read now. */
  get isLocked(): boolean {
    return this.settings.current.connection?.keptIn === "keychain" && readSecret(this.keychain, SECRET_ID) === null;
  }

  /** Stores a sign-in. Names of attributes that Exist gave to another account go with that account. */
  async keep(facts: ConnectionFacts, tokens: Tokens, home: TokenLocation): Promise<void> {
    const before = readSecret(this.keychain, SECRET_ID);
    if (home === "keychain") writeSecret(this.keychain, SECRET_ID, entryOf(facts.account, tokens));
    try {
      await this.settings.change((now) => ({
        ...(namesOwner(now) === facts.account ? now : withoutAnyNames(now)),
        connection: { ...facts, keptIn: home, ...(home === "settings" ? tokens : {}) },
        namesFrom: undefined,
      }));
    } catch (error) {
      if (home === "keychain") writeSecret(this.keychain, SECRET_ID, before ?? "");
      throw error;
    }
    this.unstored = null;
    // A keychain that cannot be opened keeps what it has until the next sign-in or until the connection is ended.
    if (home === "settings") this.clearKeychain();
    this.stored += 1;
  }

  /** Shows that a refreshed pair can be stored, by storing the present one once more. */
  async prove(): Promise<void> {
    const { connection } = this.settings.current;
    const tokens = this.read();
    if (connection?.keptIn === "keychain" && tokens !== null) writeSecret(this.keychain, SECRET_ID, entryOf(connection.account, tokens));
    await this.settings.change((now) => now);
  }

  /** Puts a refreshed pair in the place of the old one. */
  async renew(tokens: Tokens, expiresAt: string): Promise<void> {
    const { connection } = this.settings.current;
    if (connection === null) return;
    this.unstored = { account: connection.account, tokens, expiresAt };
    await this.storeRenewed();
  }

  /** Stores a refreshed pair for which that failed before; does nothing where there is none. */
  async storeRenewed(): Promise<void> {
    const { unstored } = this;
    if (unstored === null) return;
    const { account, tokens, expiresAt } = unstored;
    const { connection } = this.settings.current;
    if (connection?.account === account && connection.keptIn === "keychain") writeSecret(this.keychain, SECRET_ID, entryOf(account, tokens));
    await this.settings.change((now) => (now.connection?.account === account ? { ...now, connection: { ...now.connection, expiresAt, ...(now.connection.keptIn === "settings" ? tokens : {}) } } : now));
    if (this.unstored === unstored) this.unstored = null;
    this.stored += 1;
    const isGone = this.settings.current.connection?.account !== account;
    if (isGone && fromEntry(readSecret(this.keychain, SECRET_ID), account) !== null) this.clearKeychain();
  }

  /** Moves the tokens and wipes them at the old place. Where that fails nothing has moved. */
  async moveTo(home: TokenLocation): Promise<void> {
    const { connection } = this.settings.current;
    if (this.isLocked) throw new KeychainError();
    const tokens = this.read();
    if (connection !== null && tokens !== null) await this.keep(factsOf(connection), tokens, home);
  }

  /** Ends the connection. Mappings and agreements stay. @returns false where the keychain cannot be opened, and keeps what it has */
  async wipe(): Promise<boolean> {
    await this.settings.change((now) => ({ ...now, connection: null, namesFrom: namesOwner(now) ?? undefined }));
    this.unstored = null;
    return this.clearKeychain();
  }

  /** There is no way to delete an entry; an empty one counts as none. @returns false where the keychain cannot be opened */
  private clearKeychain(): boolean {
    const text = readSecret(this.keychain, SECRET_ID);
    try {
      if (text !== null && text !== "") writeSecret(this.keychain, SECRET_ID, "");
      return text !== null;
    } catch {
      // Whoever asked is told by the answer.
      return false;
    }
  }
}

function factsOf({ keptIn: _keptIn, accessToken: _access, refreshToken: _refresh, clientSecret: _secret, ...facts }: Connection): ConnectionFacts {
  return facts;
}

function entryOf(account: string, tokens: Tokens): string {
  return JSON.stringify({ account, ...tokens });
}

function fromEntry(text: string | null, account: string): Tokens | null {
  if (text === null || text === "") return null;
  try {
    const kept = JSON.parse(text) as Tokens & { readonly account: string };
    return kept.account === account && typeof kept.accessToken === "string" ? kept : null;
  } catch {
    // Not ours, or half written: as good as none, and signing in again writes it anew.
    return null;
  }
}
