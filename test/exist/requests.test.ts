import { beforeEach, describe, expect, it } from "vitest";
import { jsonOf, pageOf, responseOf, RawClient } from "./raw-client";
import { type ExistRequest, ExistWorld } from "./world";

const NOON = Date.parse("2026-09-21T12:00:00Z");
const HOUR = 3_600_000;

let now = NOON;
let world: ExistWorld;
let token: string;

beforeEach(() => {
  now = NOON;
  world = new ExistWorld(() => now);
  world.addAccount({ username: "sam", timezone: "Australia/Melbourne", imperial_weight: true });
  token = world.personalToken("sam");
});

async function statusOf(request: Partial<ExistRequest>): Promise<number> {
  const complete = { method: "GET", url: "/api/2/accounts/profile/", headers: { authorization: `Bearer ${token}` }, body: "", ...request };
  return responseOf(await world.handle(complete)).status;
}

describe("a request", () => {
  it("needs the slash at the end", async () => {
    expect(await statusOf({ url: "/api/2/accounts/profile" })).toBe(404);
    expect(await statusOf({ url: "/api/2/accounts/profile/" })).toBe(200);
  });

  it("needs a known path, whoever asks", async () => {
    expect(await statusOf({ url: "/api/2/attributes/nothing/", headers: {} })).toBe(404);
    expect(await statusOf({ url: "/api/1/accounts/profile/" })).toBe(404);
  });

  it("needs a bearer token, in whatever case the header's name is", async () => {
    expect(await statusOf({ headers: { AUTHORIZATION: `Bearer ${token}` } })).toBe(200);
    expect(await statusOf({ headers: { Authorization: token } })).toBe(401);
    expect(await statusOf({ headers: { Authorization: `Token ${token}` } })).toBe(401);
    expect(await jsonOf(new RawClient(world, "wrong").get("accounts/profile/"))).toEqual({ status: 401, json: { detail: "Invalid token" } });
    const anonymous = await world.handle({ method: "GET", url: "/api/2/attributes/", headers: {}, body: "" });
    expect(responseOf(anonymous)).toMatchObject({ status: 401, headers: { "www-authenticate": 'Bearer realm="api"' } });
    expect(responseOf(anonymous).body).toContain("Authentication credentials were not provided.");
  });

  it("needs the method of its path", async () => {
    expect(await statusOf({ method: "PUT" })).toBe(405);
    expect(await statusOf({ method: "GET", url: "/api/2/attributes/update/" })).toBe(405);
    expect(await statusOf({ method: "POST", url: "/api/2/attributes/owned/" })).toBe(405);
  });

  it("needs JSON, said and done", async () => {
    const post = { method: "POST", url: "/api/2/attributes/update/", body: "[]" };
    const authorization = `Bearer ${token}`;
    expect(await statusOf(post)).toBe(415);
    expect(await statusOf({ ...post, headers: { authorization, "content-type": "text/plain" } })).toBe(415);
    expect(await statusOf({ ...post, headers: { authorization, "content-type": "application/json" }, body: "[" })).toBe(400);
    expect(await statusOf({ ...post, headers: { authorization, "Content-Type": "application/json; charset=utf-8" } })).toBe(200);
  });

  it("writes nothing with a simple token, but reads", async () => {
    const simple = new RawClient(world, world.simpleToken("sam"), "Token");
    expect((await jsonOf(simple.get("accounts/profile/"))).status).toBe(200);
    expect((await jsonOf(simple.post("attributes/update/", []))).status).toBe(403);
  });

  it("is turned away once the token is over or thrown out", async () => {
    now += 365 * 24 * HOUR;
    expect(await statusOf({})).toBe(401);
    token = world.personalToken("sam");
    expect(await statusOf({})).toBe(200);
    world.revoke(token);
    expect(await statusOf({})).toBe(401);
    token = world.personalToken("sam");
    world.expire(token);
    expect(await statusOf({})).toBe(401);
  });

  it("is recorded with what it was answered", async () => {
    await new RawClient(world, token).post("attributes/update/?a=b", [{ name: "x" }]);
    await statusOf({ url: "/api/2/attributes/?page=2&limit=5" });
    expect(world.calls).toEqual([
      { method: "POST", path: "/api/2/attributes/update/", query: { a: "b" }, body: [{ name: "x" }], status: 202, at: NOON },
      { method: "GET", path: "/api/2/attributes/", query: { page: "2", limit: "5" }, body: undefined, status: 404, at: NOON },
    ]);
    expect(world.updateCalls()).toHaveLength(1);
    expect(world.callsTo("attributes")).toHaveLength(1);
  });
});

describe("the profile", () => {
  it("needs no scope and knows the user's clock", async () => {
    token = world.personalToken("sam", []);
    expect(await jsonOf(new RawClient(world, token).get("accounts/profile/"))).toMatchObject({
      status: 200,
      json: { username: "sam", timezone: "Australia/Melbourne", local_time: "2026-09-21T22:00:00+10:00", imperial_weight: true, trial: false, delinquent: false },
    });
  });
});

describe("the hourly limit", () => {
  async function ask(times: number): Promise<number> {
    let status = 0;
    for (let count = 0; count < times; count += 1) status = await statusOf({});
    return status;
  }

  it("takes 300 requests in any sixty minutes, then answers 429 with nothing in it", async () => {
    now = NOON + HOUR - 1000;
    expect(await ask(100)).toBe(200);
    now += 1000;
    expect(await ask(200)).toBe(200);
    expect(world.impolite).toEqual([]);
    const refused = responseOf(await new RawClient(world, token).get("accounts/profile/"));
    expect(refused).toEqual({ kind: "response", status: 429, headers: {}, body: "" });
    expect(world.impolite).toEqual(["more than 300 requests in sixty minutes"]);
    now = NOON + 2 * HOUR - 1000;
    expect(await ask(100)).toBe(200);
    expect(await ask(1)).toBe(429);
    now += 1000;
    expect(await ask(200)).toBe(200);
  });

  it("goes by the token, and not by requests without a good one", async () => {
    await ask(300);
    const good = token;
    token = "wrong";
    await ask(2);
    token = world.personalToken("sam");
    expect(await ask(1)).toBe(200);
    token = good;
    expect(await ask(1)).toBe(429);
  });

  it("says when to come back only if it is told to", async () => {
    world.retryAfter = "120";
    await ask(300);
    expect(responseOf(await new RawClient(world, token).get("accounts/profile/")).headers).toEqual({ "retry-after": "120" });
  });
});

describe("what Exist has worked out", () => {
  it.each(["averages/", "correlations/", "insights/"])("is an empty page at %s", async (path) => {
    expect(await pageOf(new RawClient(world, token).get(path))).toEqual({ count: 0, next: null, previous: null, results: [] });
  });
});

describe("a test that slips", () => {
  it("is told so", () => {
    expect(() => { world.addAccount({ username: "kim", timezone: "Mars/Olympus" }); }).toThrow(RangeError);
    expect(() => world.personalToken("nobody")).toThrow("no account nobody");
    expect(() => world.personalToken("sam", ["naps_read"])).toThrow("no scope naps_read");
    expect(() => { world.addAttribute("sam", { template: "naps" }); }).toThrow("no template naps");
    expect(() => { world.addAttribute("sam", { name: "naps", group: "rest" }); }).toThrow("no group rest");
    expect(() => { world.addAttribute("sam", {}); }).toThrow("a name or a template");
    expect(() => { world.setValue("sam", "naps", "2026-09-21", 1); }).toThrow("no attribute naps");
    world.addAttribute("sam", { template: "mood" });
    expect(() => { world.setValue("sam", "mood", "2026-09-21", 10); }).toThrow("between 1 and 9");
    expect(() => { world.setValue("sam", "mood", "21/9/2026", 5); }).toThrow("no valid day");
    expect(() => { world.expire("nothing"); }).toThrow("no token nothing");
    expect(() => world.authorisationCode("sam", "nobody", [], "https://example.com/")).toThrow("no client nobody");
  });
});
