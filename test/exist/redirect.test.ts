import { describe, expect, it } from "vitest";
import { ExistError } from "../../src/exist/error";
import type { HttpResponse } from "../../src/exist/http";
import { authoriseUrl, type Grant, readRedirect, redeemCode, refreshGrant } from "../../src/exist/oauth";

const APP = { clientId: "my-app", clientSecret: "my-secret" };
const NOW = Date.UTC(2026, 8, 21, 12, 30);
const YEAR = 31_535_999_000;

/** A sign-in whose every request is answered the same. */
function answering(status: number, text: string, headers: Record<string, string> = {}) {
  const asked: unknown[] = [];
  const post = (path: string, form: unknown): Promise<HttpResponse> => {
    asked.push([path, form]);
    return Promise.resolve({ status, headers, text });
  };
  return { asked, post };
}

const grant = (text: object): Promise<Grant> => refreshGrant(answering(200, JSON.stringify({ access_token: "a", refresh_token: "r", ...text })).post, APP, "old", NOW);

async function refused(status: number, text: string, headers?: Record<string, string>): Promise<ExistError> {
  const error: unknown = await refreshGrant(answering(status, text, headers).post, APP, "old", NOW).catch((caught: unknown) => caught);
  if (!(error instanceof ExistError)) throw new Error("no ExistError");
  return error;
}

describe("the page at which an app is allowed", () => {
  it("is Exist's, and is told what comes back and what is asked for", () => {
    const url = new URL(authoriseUrl({ clientId: "my-app", redirectUri: "obsidian://exist-sync", scopes: ["mood_read", "mood_write"], state: "s 1&" }));
    expect(url.origin + url.pathname).toBe("https://exist.io/oauth2/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({ response_type: "code", client_id: "my-app", redirect_uri: "obsidian://exist-sync", scope: "mood_read mood_write", state: "s 1&" });
  });
});

describe("a code or a refresh token", () => {
  it("is traded for tokens with the app's own name and secret", async () => {
    const exist = answering(200, '{"access_token":"a","refresh_token":"r","expires_in":60,"scope":"mood_read mood_write"}');
    expect(await redeemCode(exist.post, APP, "code1", "https://example.org/back", NOW)).toEqual({ accessToken: "a", refreshToken: "r", expiresAt: NOW + 60_000, scopes: ["mood_read", "mood_write"] });
    await refreshGrant(exist.post, APP, "old", NOW);
    expect(exist.asked).toEqual([
      ["/oauth2/access_token", { grant_type: "authorization_code", code: "code1", redirect_uri: "https://example.org/back", client_id: "my-app", client_secret: "my-secret" }],
      ["/oauth2/access_token", { grant_type: "refresh_token", refresh_token: "old", client_id: "my-app", client_secret: "my-secret" }],
    ]);
  });

  it("gives tokens of a year where Exist says nothing of their life, or nothing that makes sense", async () => {
    for (const expires_in of [undefined, 0, -5, YEAR, "soon", null, "12x"]) expect((await grant({ expires_in })).expiresAt).toBe(NOW + YEAR);
    expect((await grant({ expires_in: "90" })).expiresAt).toBe(NOW + 90_000);
    expect((await grant({ expires_in: 1 })).expiresAt).toBe(NOW + 1000);
    expect((await grant({ expires_in: 31_535_999 })).expiresAt).toBe(NOW + YEAR);
  });

  it("gives the scopes that Exist names, however it parts them", async () => {
    for (const scope of ["mood_read mood_write", "mood_read+mood_write", "mood_read,mood_write", " mood_read, mood_write "]) expect((await grant({ scope })).scopes).toEqual(["mood_read", "mood_write"]);
    for (const scope of [undefined, "", 7, null]) expect((await grant({ scope })).scopes).toEqual([]);
  });

  it("gives nothing that could not stand in a header", async () => {
    for (const access_token of ["", "a b", "a\n", "ä", 7, "a".repeat(4097)]) await expect(grant({ access_token })).rejects.toMatchObject({ kind: "unreadable" });
    expect((await grant({ access_token: "a".repeat(4096) })).accessToken).toHaveLength(4096);
    await expect(grant({ refresh_token: "r r" })).rejects.toMatchObject({ kind: "unreadable" });
  });

  it.each<[number, string, Partial<ExistError>]>([
    [400, '{"error":"invalid_grant"}', { kind: "token", code: "invalid_grant", message: "invalid_grant" }],
    [401, '{"error": "invalid_client"}', { kind: "token", code: "invalid_client" }],
    [401, "", { kind: "token", code: undefined, message: "HTTP 401" }],
    [400, '{"error" : "invalid_client"}', { kind: "refused", code: "invalid_client" }],
    [400, '{"error":"No such thing!"}', { kind: "refused", code: undefined, message: "HTTP 400" }],
    [302, "", { kind: "refused" }],
    [408, "", { kind: "unavailable" }],
    [500, '{"error":"invalid_grant"}', { kind: "unavailable", code: undefined, message: "HTTP 500" }],
    [503, "", { kind: "unavailable" }],
  ])("that is answered %s %s is refused for what can be done about it", async (status, text, error) => {
    expect(await refused(status, text)).toMatchObject({ ...error, status, path: "/oauth2/access_token" });
  });

  it("waits as long as Exist says, and is offline where no answer comes", async () => {
    expect(await refused(429, "", { "retry-after": "60" })).toMatchObject({ kind: "rate-limited", retryAt: NOW + 60_000 });
    await expect(refreshGrant(() => Promise.reject(new Error("no network")), APP, "old", NOW)).rejects.toMatchObject({ kind: "offline", path: "/oauth2/access_token" });
    const ours = new ExistError("scope", "Ours.", { path: "/" });
    await expect(refreshGrant(() => Promise.reject(ours), APP, "old", NOW)).rejects.toBe(ours);
  });
});

describe("what the browser ends on", () => {
  it.each<[string, ReturnType<typeof readRedirect>]>([
    ["https://example.org/back?code=abcd&state=s1", { code: "abcd", state: "s1", error: null }],
    ["  https://example.org/back?state=s1&code=a%2Fb \n", { code: "a/b", state: "s1", error: null }],
    ["obsidian://exist-sync?code=abcd&state=s1#_", { code: "abcd", state: "s1", error: null }],
    ["https://example.org/back#code=abcd", { code: "abcd", state: null, error: null }],
    ["code=abcd&state=s1", { code: "abcd", state: "s1", error: null }],
    ["?code=abcd", { code: "abcd", state: null, error: null }],
    ["https://example.org/back?error=access_denied&state=s1", { code: null, state: "s1", error: "access_denied" }],
    ["https://example.org/back?error_description=No&error=access_denied", { code: null, state: null, error: "access_denied" }],
    [" abcd.EF-12_~+/= ", { code: "abcd.EF-12_~+/=", state: null, error: null }],
    ["a".repeat(500), { code: "a".repeat(500), state: null, error: null }],
    ["a".repeat(501), null],
    ["abc", null],
    ["", null],
    ["two words", null],
    ["https://example.org/back", null],
    ["https://example.org/back?other=1", null],
  ])("is read from %s", (pasted, answer) => {
    expect(readRedirect(pasted)).toEqual(answer);
  });
});
