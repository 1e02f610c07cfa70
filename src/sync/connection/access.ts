import { daysBetween, localDateAt, parseLocalDate } from "../../domain/local-date";
import { ExistClient } from "../../exist/client";
import { ExistError } from "../../exist/error";
import type { Http, HttpRequest, HttpResponse } from "../../exist/http";
import { type FormHttp, refreshGrant, TOKEN } from "../../exist/oauth";
import type { Clock, StoredSettings } from "../ports";
import { KeychainError, SettingsLockedError, storageFailureOf } from "../storage-error";
import type { TokenStore, Tokens } from "./token-store";
import type { TokenOwner } from "./token-owner";

/** Days before the expiry on which a token is refreshed. */
const WEEK = 7;

interface AccessDeps {
  readonly home: TokenStore;
  readonly owner: TokenOwner;
  readonly settings: Pick<StoredSettings, "current" | "lock" | "load">;
  readonly clock: Clock;
  /** Requests with a token. */
  readonly send: (token: string) => Http;
  /** Requests to the sign-in. */
  readonly post: FormHttp;
}

/**
 * Lets requests in with the token that is good now. A token is refreshed a week before it expires or when it is refused:
 * once, however many requests ask for it, and stored before it is used. What another device has refreshed is taken over.
 * Settings may bring a token with the name of another account: before a token is used that this device does not know, Exist
 * is asked once whose it is.
 * While the settings or the keychain cannot be read or written no request goes out, and no token is traded for one that
 * would get lost.
 */
export class Access {
  private renewing: Promise<boolean> | null = null;
  private proving: { readonly token: string; readonly owner: Promise<string> } | null = null;
  /** An access token that is refused and cannot be refreshed: only a person can help, so nothing is asked with it by itself. */
  private dead: { readonly token: string; readonly stored: number } | null = null;
  /** A refresh token that Exist refused although its access token was still good. */
  private usedRefreshToken = "";
  /** Exist asked to leave the refresh alone until then, milliseconds since 1970. */
  private closedUntil = 0;

  constructor(private readonly deps: AccessDeps) {}

  /**
   * The port for one run. @param account whose values are in it: with the token of another one nothing is asked
   * @param counted counts every request that goes out
   * @param byPerson false for runs that nobody asked for, which leave a dead token alone
   */
  http(account: string, counted: (http: Http) => Http, byPerson: boolean): Http {
    return async (request) => {
      const { path } = request;
      await orWithheld(path, async () => {
        await this.deps.home.storeRenewed();
        await this.renewInTime();
      });
      const { accessToken } = this.tokens(account, path);
      if (!byPerson && accessToken === this.dead?.token && this.dead.stored === this.deps.home.stored) throw signInAgain(path);
      const response = await this.send(account, accessToken, counted, request);
      if (response.status !== 401) return response;
      const isRenewed = await orWithheld(path, () => this.renew(accessToken));
      return isRenewed ? this.send(account, this.tokens(account, path).accessToken, counted, request) : this.endConnection(accessToken, response);
    };
  }

  /** Sends a request with a token that opens the account. */
  private async send(account: string, token: string, counted: (http: Http) => Http, request: HttpRequest): Promise<HttpResponse> {
    const http = counted(this.deps.send(token));
    try {
      const owner = this.deps.owner.of(token) ?? (await this.askOwner(token, http));
      if (owner !== account) throw new ExistError("account", owner, { path: request.path });
    } catch (error) {
      // A token that is refused is, whatever was asked with it.
      if (error instanceof ExistError && error.status === 401) return { status: 401, headers: {}, text: "" };
      throw error;
    }
    return http(request);
  }

  /** Asks whose a token is, once, however many requests wait for it. */
  private askOwner(token: string, http: Http): Promise<string> {
    if (this.proving?.token !== token) {
      const proving = { token, owner: this.learnOwner(token, http).finally(() => { if (this.proving === proving) this.proving = null; }) };
      this.proving = proving;
    }
    return this.proving.owner;
  }

  private async learnOwner(token: string, http: Http): Promise<string> {
    const { username } = await new ExistClient(http, () => this.deps.clock.now()).profile();
    this.deps.owner.remember(token, username);
    return username;
  }

  private tokens(account: string, path: string): Tokens {
    const { home, settings } = this.deps;
    if (settings.lock !== null) throw withheld(path, new SettingsLockedError(settings.lock));
    const tokens = home.read();
    if (tokens === null && home.isLocked) throw withheld(path, new KeychainError());
    if (tokens === null || settings.current.connection?.account !== account) throw signInAgain(path);
    return tokens;
  }

  private endConnection(accessToken: string, response: HttpResponse): HttpResponse {
    this.dead = { token: accessToken, stored: this.deps.home.stored };
    return response;
  }

  private async renewInTime(): Promise<void> {
    const expiry = parseLocalDate(this.deps.settings.current.connection?.expiresAt ?? "");
    const tokens = this.deps.home.read();
    if (tokens?.refreshToken === undefined || tokens.refreshToken === this.usedRefreshToken || expiry === null) return;
    const daysLeft = daysBetween(localDateAt(this.deps.clock.now()), expiry);
    if (daysLeft >= WEEK) return;
    try {
      if (!(await this.renew(tokens.accessToken))) this.usedRefreshToken = tokens.refreshToken;
    } catch (error) {
      // The present token is good for days yet; if it is not, its refusal leads here again.
      if (daysLeft <= 0) throw error;
    }
  }

  /** Whether there is another token now than `used`. Throws ExistError when Exist could not be asked, and what `TokenHome` throws. */
  private renew(used: string): Promise<boolean> {
    this.renewing ??= this.renewOnce(used).finally(() => { this.renewing = null; });
    return this.renewing;
  }

  private async renewOnce(used: string): Promise<boolean> {
    const { home, settings, owner, post, clock } = this.deps;
    const hasChanged = (): boolean => (home.read()?.accessToken ?? used) !== used;
    await settings.load();
    if (settings.lock !== null) throw new SettingsLockedError(settings.lock);
    if (hasChanged()) return true;
    if (clock.now() < this.closedUntil) throw closed(this.closedUntil);
    if (!isRefreshable(home.read())) return false;
    await home.prove();
    if (hasChanged()) return true;
    const tokens = home.read();
    const clientId = settings.current.connection?.clientId;
    if (!isRefreshable(tokens) || clientId === undefined) return false;
    const { refreshToken, clientSecret } = tokens;
    try {
      const grant = await refreshGrant(post, { clientId, clientSecret }, refreshToken, clock.now());
      const account = owner.of(used);
      if (account !== null) owner.remember(grant.accessToken, account);
      await home.renew({ accessToken: grant.accessToken, refreshToken: grant.refreshToken, clientSecret }, localDateAt(grant.expiresAt));
      return true;
    } catch (error) {
      if (error instanceof ExistError && error.retryAt !== undefined) this.closedUntil = error.retryAt;
      if (!(error instanceof ExistError) || error.waitingHelps || error.kind === "unreadable") throw error;
      // Another device may have used it in the meantime: then its pair arrives with the settings.
      await settings.load();
      return hasChanged();
    }
  }
}

function isRefreshable(tokens: Tokens | null): tokens is Tokens & { readonly refreshToken: string; readonly clientSecret: string } {
  return tokens?.refreshToken !== undefined && tokens.clientSecret !== undefined;
}

/** Does what may need this device's storage; where that fails the request is not sent. */
async function orWithheld<T>(path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw withheld(path, error);
  }
}

/** A failure of this device's storage as one of the request; any other error stays as it is. */
function withheld(path: string, error: unknown): unknown {
  const storage = storageFailureOf(error);
  return storage === null ? error : new ExistError(storage.kind, storage.text, { path });
}

function signInAgain(path: string): ExistError {
  return new ExistError("token", "Sign in again.", { path });
}

function closed(retryAt: number): ExistError {
  return new ExistError("rate-limited", "Exist takes no more requests for now.", { path: TOKEN, retryAt });
}
