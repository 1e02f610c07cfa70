import { beforeEach, describe, expect, it } from "vitest";
import { jsonOf, responseOf, RawClient } from "./raw-client";
import { ExistWorld } from "./world";

const DAY = 86_400_000;
const REDIRECT = "obsidian://exist-sync";

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

let now = 0;
let world: ExistWorld;

beforeEach(() => {
  now = Date.parse("2026-09-21T12:00:00Z");
  world = new ExistWorld(() => now);
  world.addAccount({ username: "sam" });
  world.addClient("app", "secret", "My app");
});

function exchange(fields: Record<string, string>, type = "application/x-www-form-urlencoded"): ReturnType<typeof jsonOf> {
  const body = new URLSearchParams({ client_id: "app", client_secret: "secret", ...fields }).toString();
  return jsonOf(world.handle({ method: "POST", url: "/oauth2/access_token", headers: { "Content-Type": type }, body }));
}

const redeem = (code: string, redirect_uri = REDIRECT): ReturnType<typeof jsonOf> => exchange({ grant_type: "authorization_code", code, redirect_uri });
const refresh = (refresh_token: string): ReturnType<typeof jsonOf> => exchange({ grant_type: "refresh_token", refresh_token });

async function connected(scopes = ["mood_read", "mood_write"]): Promise<Pair> {
  return (await redeem(world.authorisationCode("sam", "app", scopes, REDIRECT))).json as Pair;
}

async function statusWith(access: string): Promise<number> {
  return responseOf(await new RawClient(world, access).get("accounts/profile/")).status;
}

describe("a code", () => {
  it("becomes a pair of tokens for a year", async () => {
    const { status, json } = await redeem(world.authorisationCode("sam", "app", ["mood_read", "mood_write"], REDIRECT));
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: "Bearer", expires_in: 31535999, scope: "mood_read mood_write" });
    const { access_token } = json as Pair;
    expect(await statusWith(access_token)).toBe(200);
    now += 31_535_998_999;
    expect(await statusWith(access_token)).toBe(200);
    now += 1;
    expect(await statusWith(access_token)).toBe(401);
  });

  it("carries its scopes and its client", async () => {
    const { access_token } = await connected(["mood_write"]);
    const visitor = new RawClient(world, access_token);
    await visitor.post("attributes/acquire/", [{ template: "mood" }, { template: "steps" }]);
    expect(world.attributes("sam").map(({ name, owner }) => [name, owner])).toEqual([["mood", "app"]]);
  });

  it("works once, for its own address, for ten minutes", async () => {
    const invalid = { status: 400, json: { error: "invalid_grant" } };
    const code = world.authorisationCode("sam", "app", [], REDIRECT);
    expect((await redeem(code)).status).toBe(200);
    expect(await redeem(code)).toEqual(invalid);
    expect(await redeem(world.authorisationCode("sam", "app", [], REDIRECT), "https://example.com/")).toEqual(invalid);
    expect(await redeem("made-up")).toEqual(invalid);
    const late = world.authorisationCode("sam", "app", [], REDIRECT);
    now += 10 * 60_000;
    expect(await redeem(late)).toEqual(invalid);
  });

  it("is for the client it was given to", async () => {
    world.addClient("other", "secret");
    const code = world.authorisationCode("sam", "other", [], REDIRECT);
    expect((await redeem(code)).json).toEqual({ error: "invalid_grant" });
  });
});

describe("access_token", () => {
  it("wants a form, a client and its secret", async () => {
    const code = (): string => world.authorisationCode("sam", "app", [], REDIRECT);
    const good = { grant_type: "authorization_code", redirect_uri: REDIRECT };
    expect((await exchange({ ...good, code: code() }, "application/json")).json).toEqual({ error: "invalid_request" });
    expect((await exchange({ ...good, code: code(), client_secret: "wrong" })).json).toEqual({ error: "invalid_client" });
    expect((await exchange({ ...good, code: code(), client_id: "wrong" })).json).toEqual({ error: "invalid_client" });
    expect((await exchange({ grant_type: "password" })).json).toEqual({ error: "unsupported_grant_type" });
    expect((await exchange({ ...good, code: code() })).status).toBe(200);
  });

  it("is a POST without a slash", async () => {
    const ask = async (method: string, url: string): Promise<number> => responseOf(await world.handle({ method, url, headers: {}, body: "" })).status;
    expect(await ask("GET", "/oauth2/access_token")).toBe(405);
    expect(await ask("POST", "/oauth2/access_token/")).toBe(404);
  });

  it("shows its fields in the record", async () => {
    await refresh("nothing");
    expect(world.calls).toMatchObject([{ path: "/oauth2/access_token", status: 400, body: { grant_type: "refresh_token", refresh_token: "nothing", client_id: "app" } }]);
  });
});

describe("a refresh", () => {
  it("kills the old pair at once", async () => {
    const old = await connected();
    now += 360 * DAY;
    const { status, json } = await refresh(old.refresh_token);
    expect(status).toBe(200);
    expect(json).toMatchObject({ expires_in: 31535999, scope: "mood_read mood_write" });
    expect(await statusWith(old.access_token)).toBe(401);
    expect((await refresh(old.refresh_token)).json).toEqual({ error: "invalid_grant" });
    expect(await statusWith((json as Pair).access_token)).toBe(200);
    expect(world.impolite).toEqual([]);
  });

  it("works after the access token is over, but not after the client was thrown out", async () => {
    const first = await connected();
    world.expire(first.access_token);
    const second = (await refresh(first.refresh_token)).json as Pair;
    expect(await statusWith(second.access_token)).toBe(200);
    world.revoke(second.access_token);
    expect((await refresh(second.refresh_token)).status).toBe(400);
    expect(world.impolite).toEqual([]);
  });

  it("for nothing is impolite", async () => {
    await refresh((await connected()).refresh_token);
    expect(world.impolite).toEqual(["a token refreshed for nothing"]);
  });

  it("after a 401 is not, whatever the 401 came from", async () => {
    const { access_token, refresh_token } = await connected();
    world.script({ on: { path: "accounts/profile" }, fault: { kind: "status", status: 401, body: '{"detail":"Invalid token"}' } });
    expect(await statusWith(access_token)).toBe(401);
    await refresh(refresh_token);
    expect(world.impolite).toEqual([]);
  });

  it("is not offered for a personal token", async () => {
    world.personalToken("sam");
    expect((await refresh("")).json).toEqual({ error: "invalid_grant" });
  });

  it("does not start the hour anew", async () => {
    const { access_token, refresh_token } = await connected();
    for (let count = 0; count < 300; count += 1) await statusWith(access_token);
    expect(await statusWith(access_token)).toBe(429);
    const next = (await refresh(refresh_token)).json as Pair;
    expect(await statusWith(next.access_token)).toBe(429);
  });
});
