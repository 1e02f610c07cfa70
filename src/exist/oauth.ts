import * as v from "valibot";
import { retryTime } from "./budget";
import { ExistError } from "./error";
import type { HttpResponse } from "./http";
import { decode } from "./schema";

/** Posts a form to Exist, without a token. Resolves and rejects as `Http` does. */
export type FormHttp = (path: string, form: Readonly<Record<string, string>>) => Promise<HttpResponse>;

/** A developer app of the user's own. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What Exist grants. The refresh token is good once: using it ends the life of both (Exist reference, OAuth2). */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly scopes: readonly string[];
}

const AUTHORISE = "https://exist.io/oauth2/authorize";
/** Where tokens are got and refreshed. */
export const TOKEN = "/oauth2/access_token";
const YEAR = 31_535_999;

/** What may stand in a header (RFC 6750, 2.1, and RFC 6749, A.12). */
const token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,4096}$/));
const seconds = v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]);

const grantSchema = v.object({
  access_token: token,
  refresh_token: token,
  // The code is used up by now. A life that makes no sense is no reason to throw the tokens away: one that ends earlier is refused, and refreshed.
  expires_in: v.fallback(v.pipe(seconds, v.minValue(1), v.maxValue(YEAR)), YEAR),
  scope: v.fallback(v.string(), ""),
});

/** The page at which the user allows the app. `state` comes back with the answer. */
export function authoriseUrl({ clientId, redirectUri, scopes, state }: { readonly clientId: string; readonly redirectUri: string; readonly scopes: readonly string[]; readonly state: string }): string {
  const query = new URLSearchParams({ response_type: "code", client_id: clientId, redirect_uri: redirectUri, scope: scopes.join(" "), state });
  return `${AUTHORISE}?${query.toString()}`;
}

/** Turns the code of the redirect into tokens. A code is good once and for minutes only. Throws ExistError. */
export function redeemCode(post: FormHttp, app: OAuthApp, code: string, redirectUri: string, now: number): Promise<Grant> {
  return ask(post, { grant_type: "authorization_code", code, redirect_uri: redirectUri, client_id: app.clientId, client_secret: app.clientSecret }, now);
}

/** Trades the refresh token for a new pair; the old one is dead afterwards, so the new one must be stored at once. Throws ExistError. */
export function refreshGrant(post: FormHttp, app: OAuthApp, refreshToken: string, now: number): Promise<Grant> {
  return ask(post, { grant_type: "refresh_token", refresh_token: refreshToken, client_id: app.clientId, client_secret: app.clientSecret }, now);
}

async function ask(post: FormHttp, form: Readonly<Record<string, string>>, now: number): Promise<Grant> {
  let response: HttpResponse;
  try {
    response = await post(TOKEN, form);
  } catch (error) {
    if (error instanceof ExistError) throw error;
    throw new ExistError("offline", "No answer came from Exist.", { path: TOKEN });
  }
  const { status, text } = response;
  if (status !== 200) throw refusal(response, now);
  const { access_token, refresh_token, expires_in, scope } = decode(grantSchema, text, TOKEN, status);
  return { accessToken: access_token, refreshToken: refresh_token, expiresAt: now + expires_in * 1000, scopes: scope.split(/[\s+,]+/).filter((each) => each !== "") };
}

/** `invalid_grant`, `invalid_client` and the like (RFC 6749, 5.2) are a refusal by name; anything else by its status. */
function refusal({ status, headers, text }: HttpResponse, now: number): ExistError {
  const code = /"error"\s*:\s*"([a-z_]{1,40})"/.exec(text)?.[1];
  if (status === 429) return new ExistError("rate-limited", "Exist takes no more requests for now.", { path: TOKEN, status, retryAt: retryTime(headers["retry-after"], now) });
  if (status === 408 || status >= 500) return new ExistError("unavailable", `HTTP ${status}`, { path: TOKEN, status });
  const details = { path: TOKEN, status, ...(code === undefined ? {} : { code }) };
  return new ExistError(code === "invalid_grant" || status === 401 ? "token" : "refused", code ?? `HTTP ${status}`, details);
}

/** What the redirect carried, or what a person pasted of it. */
export interface RedirectAnswer {
  readonly code: string | null;
  readonly state: string | null;
  readonly error: string | null;
}

const BARE_CODE = /^[\w.~+/=-]{4,500}$/;

/** Reads the address the browser ended on, its query alone, or the bare code. Null when it is none of these. */
export function readRedirect(pasted: string): RedirectAnswer | null {
  const text = pasted.trim();
  const query = /[?&#]?((?:code|error|state|error_description)=.*)$/s.exec(text)?.[1];
  if (query !== undefined) {
    const params = new URLSearchParams(query.replace(/#.*$/s, ""));
    return { code: params.get("code"), state: params.get("state"), error: params.get("error") };
  }
  return BARE_CODE.test(text) ? { code: text, state: null, error: null } : null;
}
