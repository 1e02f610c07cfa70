import { daysBetween, localDateAt, parseLocalDate } from "../../domain/local-date";
import { ExistError } from "../../exist/error";
import type { Http, HttpResponse } from "../../exist/http";
import { type FormHttp, refreshGrant, TOKEN } from "../../exist/oauth";
import type { Clock, SettingsStore } from "../ports";
import type { TokenHome, Tokens } from "./token-home";

/** Days before the expiry on which a token is refreshed. */
const WEEK = 7;

interface AccessDeps {
  readonly home: TokenHome;
  readonly settings: Pick<SettingsStore, "current">;
  /** Reads the settings anew: another device may have changed them. */
  readonly reload: () => Promise<void>;
  readonly clock: Clock;
  /** Requests with a token. */
  readonly send: (token: string) => Http;
  /** Requests to the sign-in. */
  readonly post: FormHttp;
}

/**
 * Lets requests in with the token that is good now. A token is refreshed a week before it expires or when it is refused:
 * once, however many requests ask for it, and stored before it is used. What another device has refreshed is taken over.
 */
export class Access {
  private renewing: Promise<boolean> | null = null;
  /** An access token that is refused and cannot be refreshed: only a person can help, so nothing is asked with it by itself. */
  private dead: { readonly token: string; readonly stored: number } | null = null;
  /** A refresh token that Exist refused although its access token was still good. */
  private spent = "";
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
      await this.renewInTime();
      const { accessToken } = this.tokens(account, request.path);
      if (!byPerson && accessToken === this.dead?.token && this.dead.stored === this.deps.home.stored) throw signInAgain(request.path);
      const response = await counted(this.deps.send(accessToken))(request);
      if (response.status !== 401) return response;
      return (await this.renew(accessToken)) ? counted(this.deps.send(this.tokens(account, request.path).accessToken))(request) : this.bury(accessToken, response);
    };
  }

  private tokens(account: string, path: string): Tokens {
    const tokens = this.deps.home.read();
    if (tokens === null || this.deps.settings.current.connection?.account !== account) throw signInAgain(path);
    return tokens;
  }

  private bury(accessToken: string, response: HttpResponse): HttpResponse {
    this.dead = { token: accessToken, stored: this.deps.home.stored };
    return response;
  }

  private async renewInTime(): Promise<void> {
    const expiry = parseLocalDate(this.deps.settings.current.connection?.expiresAt ?? "");
    const tokens = this.deps.home.read();
    if (tokens?.refreshToken === undefined || tokens.refreshToken === this.spent || expiry === null) return;
    const daysLeft = daysBetween(localDateAt(this.deps.clock.now()), expiry);
    if (daysLeft >= WEEK) return;
    try {
      if (!(await this.renew(tokens.accessToken))) this.spent = tokens.refreshToken;
    } catch (error) {
      // The present token is good for days yet; if it is not, its refusal leads here again.
      if (daysLeft <= 0) throw error;
    }
  }

  /** Whether there is another token now than `used`. Throws ExistError when Exist could not be asked. */
  private renew(used: string): Promise<boolean> {
    this.renewing ??= this.renewOnce(used).finally(() => { this.renewing = null; });
    return this.renewing;
  }

  private async renewOnce(used: string): Promise<boolean> {
    const { home, settings, reload, post, clock } = this.deps;
    const hasChanged = (): boolean => (home.read()?.accessToken ?? used) !== used;
    await reload();
    if (hasChanged()) return true;
    if (clock.now() < this.closedUntil) throw closed(this.closedUntil);
    const { refreshToken, clientSecret } = home.read() ?? {};
    const clientId = settings.current.connection?.clientId;
    if (refreshToken === undefined || clientSecret === undefined || clientId === undefined) return false;
    try {
      const grant = await refreshGrant(post, { clientId, clientSecret }, refreshToken, clock.now());
      await home.renew({ accessToken: grant.accessToken, refreshToken: grant.refreshToken, clientSecret }, localDateAt(grant.expiresAt));
      return true;
    } catch (error) {
      if (error instanceof ExistError && error.retryAt !== undefined) this.closedUntil = error.retryAt;
      if (!(error instanceof ExistError) || error.waitingHelps || error.kind === "unreadable") throw error;
      // Another device may have used it in the meantime: then its pair arrives with the settings.
      await reload();
      return hasChanged();
    }
  }
}

function signInAgain(path: string): ExistError {
  return new ExistError("token", "Sign in again.", { path });
}

function closed(retryAt: number): ExistError {
  return new ExistError("rate-limited", "Exist takes no more requests for now.", { path: TOKEN, retryAt });
}
