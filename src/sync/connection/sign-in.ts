import * as v from "valibot";
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
import { KeychainError } from "../storage-error";
import { readSecret, writeSecret } from "./secrets";
import type { ConnectionFacts, TokenLocation, TokenStore } from "./token-store";
import type { TokenOwner } from "./token-owner";

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

/**
 * Where the answer of a sign-in came from: pasted by a person, who had it on the screen, or by an address that called
 * Obsidian, which any web page can open.
 */
export type AnswerSource = "person" | "address";

const pendingSchema = v.object({
  clientId: v.string(),
  clientSecret: v.string(),
  state: v.string(),
  redirectUri: v.string(),
  scopes: v.array(v.string()),
  home: v.picklist(["settings", "keychain"]),
  /** When it began, milliseconds since 1970. */
  at: v.number(),
});

/** A sign-in whose answer is waited for. Kept in the keychain, as it holds the client's secret and the app may be closed meanwhile. */
type Pending = v.InferOutput<typeof pendingSchema>;

const SECRET_ID = "exist-sync-sign-in";
const HOUR = 3_600_000;

/** Where Obsidian is called by the browser: the plugin's own address. */
export const REDIRECT = "obsidian://exist-sync";

interface SignInDeps {
  readonly keychain: Keychain;
  readonly home: TokenStore;
  readonly owner: TokenOwner;
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
  private redeeming: { readonly code: string; readonly outcome: Promise<SignInOutcome> } | null = null;

  constructor(private readonly deps: SignInDeps) {}

  /** Checks a personal token with Exist and keeps it. */
  async withToken(accessToken: string, home: TokenLocation): Promise<SignInOutcome> {
    try {
      const profile = await this.profile(accessToken);
      return await this.keep(profile, { accessToken }, home, {}, []);
    } catch (error) {
      return failed(error, "token-refused");
    }
  }

  /** Begins a sign-in; gives the page at which the user allows it. Does so at once, so that a click may open it. Throws KeychainError. */
  begin(oauth: OAuthApp, redirectUri: string, scopes: readonly string[], home: TokenLocation): string {
    const state = this.deps.newState();
    const pending: Pending = { ...oauth, state, redirectUri, scopes: [...scopes], home, at: this.deps.clock.now() };
    writeSecret(this.deps.keychain, SECRET_ID, JSON.stringify(pending));
    return authoriseUrl({ clientId: oauth.clientId, redirectUri, scopes, state });
  }

  /**
   * Ends it with what the browser came back with. An address counts only with the state that was sent: a code alone may be
   * anybody's, and would connect this vault to their account. What a person pastes may come without one.
   */
  async finish({ code, state, error }: RedirectAnswer, from: AnswerSource): Promise<SignInOutcome> {
    const pending = this.pending();
    if (pending === null) return problem({ code: "nothing-waits" });
    if (state !== pending.state && (state !== null || from === "address")) return problem({ code: "other-sign-in" });
    if (this.deps.clock.now() - pending.at > HOUR) return this.end(problem({ code: "too-old" }));
    if (error !== null) return this.end(problem(error === "access_denied" ? { code: "denied" } : { code: "exist-error", error }));
    if (code === null || code === "") return problem({ code: "no-code" });
    // The same address may be opened twice. Exist takes a code once, and may end what came of it when it comes again.
    if (this.redeeming?.code !== code) this.redeeming = { code, outcome: this.redeem(pending, code).finally(() => { this.redeeming = null; }) };
    return this.redeeming.outcome;
  }

  private async redeem(pending: Pending, code: string): Promise<SignInOutcome> {
    let grant: Grant;
    try {
      await this.deps.home.prove();
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

  /** Forgets a sign-in that was begun. @returns false where the keychain cannot be opened, and keeps it */
  cancel(): boolean {
    const text = readSecret(this.deps.keychain, SECRET_ID);
    try {
      if (text !== null && text !== "") writeSecret(this.deps.keychain, SECRET_ID, "");
      return text !== null;
    } catch {
      // Whoever asked is told by the answer.
      return false;
    }
  }

  private end(outcome: SignInOutcome): SignInOutcome {
    this.cancel();
    return outcome;
  }

  private pending(): Pending | null {
    const text = readSecret(this.deps.keychain, SECRET_ID) ?? "";
    try {
      const pending = v.safeParse(pendingSchema, JSON.parse(text));
      return pending.success ? pending.output : null;
    } catch {
      // Empty, half written or not ours: as good as none, and the next sign-in writes it anew.
      return null;
    }
  }

  private profile(accessToken: string): Promise<Profile> {
    return new ExistClient(this.deps.send(accessToken), () => this.deps.clock.now()).profile();
  }

  private async keep(profile: Profile, tokens: Parameters<TokenStore["keep"]>[1], home: TokenLocation, facts: Partial<ConnectionFacts>, withheld: readonly string[]): Promise<SignInOutcome> {
    const before = this.deps.account();
    const imperial = IMPERIAL.filter((what) => profile[`imperial_${what}`]);
    const standing = profile.delinquent ? ("delinquent" as const) : profile.trial ? ("trial" as const) : undefined;
    try {
      await this.deps.home.keep({
        account: profile.username, ...facts, ...(profile.timezone === "" ? {} : { timezone: profile.timezone }),
        ...(standing === undefined ? {} : { standing }), ...(imperial.length > 0 ? { imperial } : {}),
      }, tokens, home);
    } catch (error) {
      if (error instanceof KeychainError) return problem({ code: "keychain" });
      throw error;
    }
    this.deps.owner.remember(tokens.accessToken, profile.username);
    return { kind: "connected", account: profile.username, before, withheld };
  }
}

function problem(what: SignInProblem): SignInOutcome {
  return { kind: "problem", problem: what };
}

function failed(error: unknown, whenRefused: "token-refused" | "code-refused"): SignInOutcome {
  if (error instanceof KeychainError) return problem({ code: "keychain" });
  if (error instanceof ExistError && error.code === "invalid_client") return problem({ code: "wrong-app" });
  if (error instanceof ExistError && error.kind === "token") return problem({ code: whenRefused });
  return problem({ code: "failure", failure: failureOf(error) });
}
