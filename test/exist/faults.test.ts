import { beforeEach, describe, expect, it } from "vitest";
import { jsonOf, pageOf, responseOf, RawClient, writtenOf } from "./raw-client";
import { type ExistAnswer, ExistWorld, type Fault, OUR_CLIENT } from "./world";

const TODAY = "2026-09-21";

let world: ExistWorld;
let visitor: RawClient;
let waited: number[];

beforeEach(() => {
  waited = [];
  world = new ExistWorld(() => Date.parse(`${TODAY}T12:00:00Z`), (ms) => {
    waited.push(ms);
    return Promise.resolve();
  });
  world.addAccount({ username: "sam" });
  world.addAttribute("sam", { template: "steps", owner: OUR_CLIENT });
  visitor = new RawClient(world, world.personalToken("sam"));
});

const items = [1, 2, 3].map((value) => ({ name: "steps", date: `2026-09-0${value}`, value }));
const update = (): Promise<ExistAnswer> => visitor.post("attributes/update/", items);
const held = (): unknown[] => [...(world.attribute("sam", "steps")?.values.values() ?? [])];

function hitUpdates(fault: Fault): void {
  world.script({ on: { path: "update" }, fault });
}

describe("a fault that comes before the work", () => {
  it.each<[Fault, ExistAnswer]>([
    [{ kind: "drop-before" }, { kind: "dropped" }],
    [{ kind: "silent", done: false }, { kind: "silent" }],
    [{ kind: "status", status: 503 }, { kind: "response", status: 503, headers: { "content-type": "application/json" }, body: "" }],
    [
      { kind: "status", status: 429, headers: { "retry-after": "5" }, body: "later" },
      { kind: "response", status: 429, headers: { "content-type": "application/json", "retry-after": "5" }, body: "later" },
    ],
  ])("leaves everything as it was: %j", async (fault, answer) => {
    hitUpdates(fault);
    expect(await update()).toEqual(answer);
    expect(held()).toEqual([]);
    expect(world.updateCalls()).toMatchObject([{ body: items, status: answer.kind === "response" ? answer.status : 0 }]);
  });

  it("may be a proxy's page", async () => {
    hitUpdates({ kind: "html" });
    const { status, headers, body } = responseOf(await update());
    expect([status, headers["content-type"]]).toEqual([502, "text/html"]);
    expect(body).toContain("<html>");
    expect(held()).toEqual([]);
  });
});

describe("a fault that comes after the work", () => {
  it.each<[Fault, ExistAnswer]>([
    [{ kind: "drop-after" }, { kind: "dropped" }],
    [{ kind: "silent" }, { kind: "silent" }],
  ])("hides that it was done: %j", async (fault, answer) => {
    hitUpdates(fault);
    expect(await update()).toEqual(answer);
    expect(held()).toEqual([1, 2, 3]);
    expect(world.updateCalls()).toMatchObject([{ status: 0 }]);
  });

  it("may cut the JSON off", async () => {
    hitUpdates({ kind: "truncated" });
    const { body } = responseOf(await update());
    expect(body).toMatch(/^\{"success"/);
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
    expect(held()).toEqual([1, 2, 3]);
  });

  it("may answer in another shape", async () => {
    world.script({ on: () => true, fault: { kind: "wrong-shape" }, times: 2 });
    expect(await jsonOf(update())).toMatchObject({ status: 200, json: { success: "yes" } });
    expect(await jsonOf(visitor.get("attributes/"))).toMatchObject({ status: 200, json: { results: 7 } });
  });

  it("may be late", async () => {
    hitUpdates({ kind: "delay", ms: 4000 });
    expect(responseOf(await update()).status).toBe(200);
    expect(waited).toEqual([4000]);
  });

  it("may answer for what was not asked", async () => {
    hitUpdates({ kind: "unasked" });
    const { success, failed } = await writtenOf(update());
    expect(success).toEqual([{ name: "never_sent", date: "2020-01-01", value: 1 }, ...items]);
    expect(failed).toMatchObject([{ name: "never_sent", error_code: "validation" }]);
    world.script({ on: { method: "GET" }, fault: { kind: "unasked" } });
    expect(await jsonOf(visitor.get("attributes/values/?attribute=nothing"))).toEqual({ status: 404, json: { detail: "Not found." } });
  });
});

describe("mixed", () => {
  it("refuses every second item, and does not carry it out", async () => {
    hitUpdates({ kind: "mixed" });
    const { status, success, failed } = await writtenOf(update());
    expect(status).toBe(202);
    expect(success).toEqual([items[1]]);
    expect(failed).toEqual([2, 0].map((index) => ({ ...items[index], error_code: "unavailable", error: "Try again later" })));
    expect(held()).toEqual([2]);
  });

  it("refuses what is picked, as it is told", async () => {
    hitUpdates({ kind: "mixed", pick: ({ date }) => date === "2026-09-02", code: "odd", error: "Something odd" });
    const { success, failed } = await writtenOf(update());
    expect(success).toEqual([items[2], items[0]]);
    expect(failed).toEqual([{ ...items[1], error_code: "odd", error: "Something odd" }]);
  });
});

describe("unasked", () => {
  it("adds an attribute and a day that nobody asked for to a list of values", async () => {
    world.script({ on: { path: "with-values" }, fault: { kind: "unasked" } });
    const { results } = await pageOf(visitor.get("attributes/with-values/?attributes=steps&days=1&date_max=2026-09-03"));
    expect(results.map(({ name, values }) => [name, values])).toEqual(["never_asked", "steps"].map((name) => [name, [{ date: "1999-12-31", value: 1 }]]));
  });
});

describe("a late request", () => {
  const set = (value: number): Promise<ExistAnswer> => visitor.post("attributes/update/", [{ name: "steps", date: TODAY, value }]);

  it("is not answered, and is carried out when the test lets it, after newer ones", async () => {
    hitUpdates({ kind: "late" });
    expect(await set(1)).toEqual({ kind: "silent" });
    expect((await set(2)).kind).toBe("response");
    expect(held()).toEqual([2]);
    world.letArrive();
    expect(held()).toEqual([1]);
    expect((await set(3)).kind).toBe("response");
    world.letArrive();
    expect([held(), world.impolite]).toEqual([[3], []]);
  });

  it("is carried out after a while of its own", async () => {
    let arrive = (): void => undefined;
    const slow = new ExistWorld(() => Date.parse(`${TODAY}T12:00:00Z`), (ms) => new Promise((done) => { waited.push(ms); arrive = done; }));
    slow.addAccount({ username: "sam" });
    slow.script({ on: { path: "acquire" }, fault: { kind: "late", ms: 5000 } });
    const asking = new RawClient(slow, slow.personalToken("sam"));
    expect(await asking.post("attributes/acquire/", [{ template: "mood" }])).toEqual({ kind: "silent" });
    expect([waited, slow.attributes("sam")]).toEqual([[5000], []]);
    arrive();
    await Promise.resolve();
    expect(slow.attribute("sam", "mood")?.owner).toBe(OUR_CLIENT);
  });
});

describe("a request that arrives twice", () => {
  it("sets a total once, adds twice, and is answered once", async () => {
    hitUpdates({ kind: "twice" });
    expect((await writtenOf(update())).success).toHaveLength(3);
    expect([held(), world.impolite]).toEqual([[1, 2, 3], []]);
    world.script({ on: { path: "increment" }, fault: { kind: "twice" } });
    await visitor.post("attributes/increment/", [{ name: "steps", date: "2026-09-01", value: 10 }]);
    expect(held()).toEqual([21, 2, 3]);
    world.script({ on: { path: "create" }, fault: { kind: "twice" } });
    expect((await writtenOf(visitor.post("attributes/create/", [{ label: "Gym", group: "custom", value_type: 7 }]))).failed).toMatchObject([{ error_code: "exists", name: "gym" }]);
    expect(world.impolite).toEqual([]);
  });
});

describe("a 429", () => {
  it.each([["120", 120], [new Date(90_000).toUTCString(), 90], [undefined, 3600]])("with Retry-After %s makes every request before that impolite", async (retryAfter, seconds) => {
    let now = 0;
    const limited = new ExistWorld(() => now);
    limited.addAccount({ username: "sam" });
    const asking = new RawClient(limited, limited.personalToken("sam"));
    limited.script({ on: () => true, fault: { kind: "status", status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } } });
    await asking.get("accounts/profile/");
    now = seconds * 1000 - 1;
    await asking.get("accounts/profile/");
    now += 1;
    await asking.get("accounts/profile/");
    expect(limited.impolite).toEqual(["a request to /api/2/accounts/profile/ sooner than Exist asked for"]);
  });
});

describe("a script", () => {
  const outcomes = async (count: number): Promise<string[]> => {
    const kinds: string[] = [];
    for (let call = 0; call < count; call += 1) kinds.push((await update()).kind);
    return kinds;
  };

  it("fires once unless told", async () => {
    hitUpdates({ kind: "drop-before" });
    expect(await outcomes(2)).toEqual(["dropped", "response"]);
    world.script({ on: { path: "update" }, fault: { kind: "drop-before" }, times: 2 });
    expect(await outcomes(3)).toEqual(["dropped", "dropped", "response"]);
  });

  it("can begin with a later call", async () => {
    world.script({ on: { path: "/api/2/attributes/update/", nth: 2 }, fault: { kind: "silent" } });
    expect(await outcomes(3)).toEqual(["response", "silent", "response"]);
  });

  it("goes by method and by the segments of the path", async () => {
    world.script({ on: { method: "POST", path: "values" }, fault: { kind: "drop-before" } });
    world.script({ on: { path: "values" }, fault: { kind: "drop-before" } });
    expect((await visitor.get("attributes/with-values/")).kind).toBe("response");
    expect((await visitor.get("attributes/values/?attribute=steps")).kind).toBe("dropped");
  });

  it("can look at the call itself", async () => {
    world.script({ on: ({ body }) => JSON.stringify(body).includes("2026-09-03"), fault: { kind: "drop-after" } });
    expect((await visitor.post("attributes/update/", items.slice(0, 2))).kind).toBe("response");
    expect(await outcomes(2)).toEqual(["dropped", "response"]);
  });

  it("waits for its turn behind an earlier one", async () => {
    hitUpdates({ kind: "drop-before" });
    hitUpdates({ kind: "silent" });
    expect(await outcomes(3)).toEqual(["dropped", "silent", "response"]);
  });
});
