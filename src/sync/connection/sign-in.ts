import { IMPERIAL } from "../../domain/convert";
import { localDateAt } from "../../domain/local-date";
import { ExistClient } from "../../exist/client";
import { ExistError } from "../../exist/error";
import type { Http } from "../../exist/http";
import { authoriseUrl, type FormHttp, type Grant, type OAuthApp, type RedirectAnswer, redeemCode } from "../../exist/oauth";
import type { Profile } from "../../exist/schema";
import type { Clock, Keychain } from "../ports";
import type { Failure } from "../report";
import { failureOf } from "../run/send";
import type { ConnectionFacts, Home, TokenHome } from "./token-home";

/** Why a sign-in came to nothing. */
export type SignInProblem =
  /** No sign-in waits for an answer here: it was finished, or began in another vault or on another device. */
  | { readonly code: "nothing-waits" }
  /** The answer is one to another sign-in. */
  | { readonly code: "other-sign-in" }
  | { readonly code: "too-old" }
  /** The user did not allow it. */
  | { readonly code: "denied" }
  /** Exist's page answered with another error. */
  | { readonly code: "exist-error"; readonly error: string }
  | { readonly code: "no-code" }
  /** Exist does not know this client id with this secret. */
  | { readonly code: "wrong-app" }
  /** The code was used, is too old, or was made for another redirect address. */
  | { readonly code: "code-refused" }
  | { readonly code: "token-refused" }
  | { readonly code: "keychain" }
  | { readonly code: "failure"; readonly failure: Failure };

export type SignInOutcome =
  | { readonly kind: "connected"; readonly account: string; readonly before: string | null; /** Scopes asked for and not granted. */ readonly withheld: readonly string[] }
  | { readonly kind: "problem"; readonly problem: SignInProblem };

/** A sign-in whose answer is waited for. Kept in the keychain, as it holds the client's secret and the app may be closed meanwhile. */
interface Pending extends OAuthApp {
  readonly state: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly home: Home;
  /** When it began, milliseconds since 1970. */
  readonly at: number;
}

const SECRET_ID = "exist-sync-sign-in";
const HOUR = 3_600_000;

/** Where Obsidian is called by the browser: the plugin's own address. */
export const REDIRECT = "obsidian://exist-sync";

interface SignInDeps {
  readonly keychain: Keychain;
  readonly home: TokenHome;
  readonly clock: Clock;
  readonly send: (token: string) => Http;
  readonly post: FormHttp;
  /** Text that nobody can guess. */
  readonly newState: () => string;
  /** The account connected now, if any. */
  readonly account: () => string | null;
}

/** The two ways in: a personal token, and OAuth with the user's own developer app. */
export class SignIn {
  constructor(private readonly deps: SignInDeps) {}

  /** Checks a personal token with Exist and keeps it. */
  async withToken(accessToken: string, home: Home): Promise<SignInOutcome> {
    try {
      const profile = await this.profile(accessToken);
      return await this.keep(profile, { accessToken }, home, {}, []);
    } catch (error) {
      return failed(error, "token-refused");
    }
  }

  /** Begins a sign-in; gives the page at which the user allows it. Does so at once, so that a click may open it. */
  begin(oauth: OAuthApp, redirectUri: string, scopes: readonly string[], home: Home): string {
    const state = this.deps.newState();
    const pending: Pending = { ...oauth, state, redirectUri, scopes, home, at: this.deps.clock.now() };
    this.deps.keychain.set(SECRET_ID, JSON.stringify(pending));
    return authoriseUrl({ clientId: oauth.clientId, redirectUri, scopes, state });
  }

  /** Ends it with what the browser came back with. A code alone cannot be checked for whose it is, but only its owner has it. */
  async finish({ code, state, error }: RedirectAnswer): Promise<SignInOutcome> {
    const pending = this.pending();
    if (pending === null) return problem({ code: "nothing-waits" });
    if (state !== null && state !== pending.state) return problem({ code: "other-sign-in" });
    if (this.deps.clock.now() - pending.at > HOUR) return this.end(problem({ code: "too-old" }));
    if (error !== null) return this.end(problem(error === "access_denied" ? { code: "denied" } : { code: "exist-error", error }));
    if (code === null || code === "") return problem({ code: "no-code" });
    let grant: Grant;
    try {
      grant = await redeemCode(this.deps.post, pending, code, pending.redirectUri, this.deps.clock.now());
    } catch (cause) {
      return failed(cause, "code-refused");
    }
    // The code is used up now, whatever comes next.
    this.cancel();
    try {
      const profile = await this.profile(grant.accessToken);
      const withheld = grant.scopes.length === 0 ? [] : pending.scopes.filter((scope) => !grant.scopes.includes(scope));
      const facts = { clientId: pending.clientId, expiresAt: localDateAt(grant.expiresAt), scopes: [...(grant.scopes.length === 0 ? pending.scopes : grant.scopes)] };
      return await this.keep(profile, { accessToken: grant.accessToken, refreshToken: grant.refreshToken, clientSecret: pending.clientSecret }, pending.home, facts, withheld);
    } catch (cause) {
      return failed(cause, "token-refused");
    }
  }

  /** Whether an answer is waited for. */
  get isWaiting(): boolean {
    return this.pending() !== null;
  }

  /** Forgets a sign-in that was begun. */
  cancel(): void {
    if (this.isWaiting) this.deps.keychain.set(SECRET_ID, "");
  }

  private end(outcome: SignInOutcome): SignInOutcome {
    this.cancel();
    return outcome;
  }

  private pending(): Pending | null {
    const text = this.deps.keychain.get(SECRET_ID) ?? "";
    return text === "" ? null : (JSON.parse(text) as Pending);
  }

  private profile(accessToken: string): Promise<Profile> {
    return new ExistClient(this.deps.send(accessToken), () => this.deps.clock.now()).profile();
  }

  private async keep(profile: Profile, tokens: Parameters<TokenHome["keep"]>[1], home: Home, facts: Partial<ConnectionFacts>, withheld: readonly string[]): Promise<SignInOutcome> {
    const before = this.deps.account();
    const imperial = IMPERIAL.filter((what) => profile[`imperial_${what}`]);
    const standing = profile.delinquent ? ("delinquent" as const) : profile.trial ? ("trial" as const) : undefined;
    try {
      await this.deps.home.keep({
        account: profile.username, ...facts, ...(profile.timezone === "" ? {} : { timezone: profile.timezone }),
        ...(standing === undefined ? {} : { standing }), ...(imperial.length > 0 ? { imperial } : {}),
      }, tokens, home);
    } catch (error) {
      // A keychain that is locked or missing throws; data.json does not.
      if (home === "keychain") return problem({ code: "keychain" });
      throw error;
    }
    return { kind: "connected", account: profile.username, before, withheld };
  }
}

function problem(what: SignInProblem): SignInOutcome {
  return { kind: "problem", problem: what };
}

function failed(error: unknown, whenRefused: "token-refused" | "code-refused"): SignInOutcome {
  if (error instanceof ExistError && error.code === "invalid_client") return problem({ code: "wrong-app" });
  if (error instanceof ExistError && error.kind === "token") return problem({ code: whenRefused });
  return problem({ code: "failure", failure: failureOf(error) });
}
