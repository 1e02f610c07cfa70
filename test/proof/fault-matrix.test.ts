import { describe, expect, it } from "vitest";
import { addDays, type LocalDate } from "../../src/domain/local-date";
import { valueType } from "../../src/domain/value-type";
import { english } from "../locales/english";
import type { SignInOutcome } from "../../src/sync/connection/sign-in";
import type { Report } from "../../src/sync/report";
import { mapping, property, template } from "../domain/build";
import type { Fault, IncomingCall } from "../exist/world";
import { leadsTo } from "../exist/faults";
import { type Device, type Household, household, lived } from "../sync/devices";
import { ACCOUNT, TestClock, TODAY } from "../sync/rig";

/**
 * Every fault at every call of a typical life: signing in, the first sync of 84 values, and an edit of the next day that goes by
 * itself. Afterwards the life goes on as it would: the schedule waits, and where waiting does not help the user does what the
 * sentence says. In the end nothing may be lost, wrong or impolite, and what happened must have been said.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LONGEST_PAUSE = 30 * MINUTE;
const NEXT_MORNING = new Date(2026, 8, 22, 8).getTime();
const SCOPES = ["activity_read", "activity_write", "custom_read", "custom_write", "mood_read", "mood_write"];
const DAYS = 28;
const SECRETS = /(?:access|refresh|code)-\d|my-secret|state-\d/;

type Way = "personal token" | "OAuth";

/** A call of that life. */
interface Cause {
  readonly call: string;
  readonly ways: readonly Way[];
  readonly path: string;
  /** Which call to that path, from 1. */
  readonly nth: number;
  readonly is: "sign-in" | "read" | "write" | "refresh";
}

const BOTH: readonly Way[] = ["personal token", "OAuth"];
const CALLS: readonly Cause[] = [
  { call: "the code is redeemed", ways: ["OAuth"], path: "/oauth2/access_token", nth: 1, is: "sign-in" },
  { call: "the profile", ways: BOTH, path: "accounts/profile", nth: 1, is: "sign-in" },
  { call: "the list of owned attributes", ways: BOTH, path: "attributes/owned", nth: 1, is: "read" },
  { call: "the list of attributes", ways: BOTH, path: "2/attributes", nth: 1, is: "read" },
  { call: "the list of attributes with values", ways: BOTH, path: "attributes/with-values", nth: 1, is: "read" },
  { call: "what Exist holds", ways: BOTH, path: "attributes/with-values", nth: 2, is: "read" },
  { call: "acquire", ways: BOTH, path: "attributes/acquire", nth: 1, is: "write" },
  { call: "create", ways: BOTH, path: "attributes/create", nth: 1, is: "write" },
  { call: "the first update", ways: BOTH, path: "attributes/update", nth: 1, is: "write" },
  { call: "the second update", ways: BOTH, path: "attributes/update", nth: 2, is: "write" },
  { call: "the third update", ways: BOTH, path: "attributes/update", nth: 3, is: "write" },
  { call: "the update of the next day, by itself", ways: BOTH, path: "attributes/update", nth: 4, is: "write" },
  { call: "the refresh of a token", ways: ["OAuth"], path: "/oauth2/access_token", nth: 2, is: "refresh" },
];

/** What has to be said of a fault; null where nothing went wrong that anybody has to know. */
type Said = "offline" | "token" | "scope" | "rate-limited" | "unavailable" | "refused" | "unreadable" | "refused items" | null;

interface Kind {
  readonly name: string;
  readonly fault: (now: number) => Fault;
  readonly said: Said;
  /** Whether the refresh that follows a 401 is refused as well. */
  readonly refreshDead?: boolean;
  /** Why the fault cannot meet the call, or null. */
  readonly impossible?: (cause: Cause, way: Way) => string | null;
}

const status = (code: number, rest: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {}): Fault => ({ kind: "status", status: code, ...rest });
const detail = (text: string): { readonly body: string } => ({ body: JSON.stringify({ detail: text }) });

const FAULTS: readonly Kind[] = [
  { name: "is lost before Exist had it", fault: () => ({ kind: "drop-before" }), said: "offline" },
  { name: "is lost after Exist did it", fault: () => ({ kind: "drop-after" }), said: "offline" },
  { name: "is never answered, and was not done", fault: () => ({ kind: "silent", done: false }), said: "offline" },
  { name: "is never answered, and was done", fault: () => ({ kind: "silent" }), said: "offline" },
  { name: "is answered 400", fault: () => status(400, detail("Bad request.")), said: "refused" },
  {
    name: "is answered 401, and the token can be refreshed", fault: () => status(401, detail("Invalid token")), said: null,
    impossible: ({ is }, way) => {
      if (way === "personal token") return "a personal token cannot be refreshed";
      if (is === "sign-in") return "a token that was got this minute is not refreshed, and before it there is none";
      return is === "refresh" ? "it is the refresh" : null;
    },
  },
  { name: "is answered 401, and there is no way to refresh", fault: () => status(401, detail("Invalid token")), said: "token", refreshDead: true },
  { name: "is answered 403", fault: () => status(403, detail("You do not have permission to perform this action.")), said: "scope" },
  { name: "is answered 404", fault: () => status(404, { headers: { "content-type": "text/html" }, body: "<h1>Not Found</h1>" }), said: "refused" },
  { name: "is answered 429 with seconds to wait", fault: () => status(429, { headers: { "retry-after": "420" } }), said: "rate-limited" },
  { name: "is answered 429 with a date to wait for", fault: (now) => status(429, { headers: { "retry-after": new Date(now + 42 * MINUTE).toUTCString() } }), said: "rate-limited" },
  { name: "is answered 429 without a word", fault: () => status(429), said: "rate-limited" },
  { name: "is answered 500", fault: () => status(500), said: "unavailable" },
  { name: "is answered 502 by a proxy's page", fault: () => ({ kind: "html" }), said: "unavailable" },
  { name: "is answered with half of the JSON", fault: () => ({ kind: "truncated" }), said: "unreadable" },
  { name: "is answered with JSON of the wrong shape", fault: () => ({ kind: "wrong-shape" }), said: "unreadable" },
  {
    name: "is answered with success for some and failure for others", fault: () => ({ kind: "mixed", code: "unavailable", error: "Try again later" }), said: "refused items",
    impossible: ({ is }) => (is === "write" ? null : "it is answered as a whole, there are no items"),
  },
  {
    name: "is answered for what was not asked", fault: () => ({ kind: "unasked" }), said: null,
    impossible: ({ is, path }) => {
      if (is === "write" || path === "attributes/with-values") return null;
      return is === "read" ? "a list of attributes is asked for whole, so none is unasked" : "it asks for nothing by name";
    },
  },
];

interface Cell {
  readonly way: Way;
  readonly cause: Cause;
  readonly kind: Kind;
}

const ALL: readonly Cell[] = CALLS.flatMap((cause) => cause.ways.flatMap((way) => FAULTS.map((kind) => ({ way, cause, kind }))));
const named = ({ way, cause, kind }: Cell): string => `${way}: ${cause.call} ${kind.name}`;
const POSSIBLE = ALL.filter(({ way, cause, kind }) => (kind.impossible?.(cause, way) ?? null) === null);
const IMPOSSIBLE = ALL.flatMap((cell): [string, string][] => { const because = cell.kind.impossible?.(cell.cause, cell.way) ?? null; return because === null ? [] : [[named(cell), because]]; });

/** The user, who does what the sentences ask for, and remembers them. */
class Life {
  readonly house: Household;
  readonly device: Device;
  readonly said: { readonly kind: string; readonly sentences: readonly string[] }[] = [];
  private readonly clock = new TestClock();

  constructor(private readonly way: Way) {
    const gym = mapping(property("gym"), { kind: "create", label: "Gym & sauna", group: "custom", valueType: valueType.boolean });
    this.house = household({ mappings: [mapping(property("steps"), template("steps")), mapping(property("mood"), template("mood")), gym] }, this.clock);
    const { world, notes } = this.house;
    // Exist knows steps already, and holds some of them, right and wrong.
    world.addAttribute(ACCOUNT, { template: "steps", owner: null, values: { [addDays(TODAY, -1)]: 1, [addDays(TODAY, -2)]: 7777 } });
    for (let back = 0; back < DAYS; back += 1) notes.write(addDays(TODAY, -back), { steps: 1000 + back, mood: 1 + (back % 9), gym: back % 2 === 0 });
    this.device = this.house.device();
  }

  /** Lets `fault` happen at `cause`; says whether it has happened. */
  script({ cause, kind }: Cell): () => boolean {
    let seen = 0;
    let happened = false;
    const hits = (call: IncomingCall): boolean => {
      const is = cause.path === "2/attributes" ? call.path === "/api/2/attributes/" : leadsTo(call.path, cause.path);
      if (is) seen += 1;
      if (!is || seen !== cause.nth) return false;
      happened = true;
      // Another device has used the refresh token up, or the user has thrown the app out.
      if (kind.refreshDead === true && cause.is !== "sign-in") this.house.world.script({ on: { path: "/oauth2/access_token" }, fault: status(400, { body: '{"error":"invalid_grant"}' }) });
      return true;
    };
    this.house.world.script({ on: hits, fault: kind.fault(cause.nth === 4 || cause.is === "refresh" ? NEXT_MORNING : this.clock.now()) });
    return () => happened;
  }

  /** Signs in; when it comes to nothing, waits as long as the sentence says and does it again. */
  async connect(): Promise<void> {
    for (let tries = 0; tries < 4; tries += 1) {
      const outcome = await lived(this.clock, this.signIn());
      if (outcome.kind === "connected") return;
      const { problem } = outcome;
      this.hear(problem.code === "failure" ? problem.failure.kind : problem.code === "token-refused" || problem.code === "code-refused" ? "token" : problem.code, [english.signInProblem(problem)]);
      if (problem.code === "failure" && problem.failure.kind === "rate-limited") await this.clock.pass(HOUR);
    }
    throw new Error("There is no way to sign in.");
  }

  private async signIn(): Promise<SignInOutcome> {
    if (this.way === "personal token") return this.device.connectWith(this.token);
    return this.device.connect(SCOPES);
  }

  /** The same token as before: nothing is wrong with it but that Exist refused it once. */
  private get token(): string {
    return (this.known ??= this.house.world.personalToken(ACCOUNT));
  }

  private known: string | undefined;

  async sync(): Promise<void> {
    await this.heed(await lived(this.clock, this.device.command()));
  }

  /** Goes on as the report asks for until there is nothing left to do. */
  async heed(report: Report): Promise<void> {
    let last = this.tell(report);
    for (let rounds = 0; rounds < 8; rounds += 1) {
      const { failure } = last;
      if (failure === null && last.unsent === 0 && last.refused.length === 0 && last.refusedAttributes.length === 0) return;
      const heard = this.device.automatic.length;
      if (failure?.kind === "token" || failure?.kind === "scope") await this.connect();
      // What is tried by itself is tried when Exist said it may, or after the longest pause.
      else if (failure?.waitingHelps === true) await this.clock.pass(Math.max(0, (failure.retryAt ?? 0) - this.clock.now()) + LONGEST_PAUSE);
      else if (failure !== null && failure.retryAt !== null) await this.clock.pass(Math.max(0, failure.retryAt - this.clock.now()));
      await this.clock.pass(0);
      const automatic = this.device.automatic.slice(heard);
      if (failure?.waitingHelps === true) expect(automatic, `it is tried again by itself after ${failure.kind}`).not.toEqual([]);
      for (const each of automatic) last = this.tell(each);
      if (failure?.kind === "token") expect(last.failure?.kind, "a token that was just accepted is used").not.toBe("token");
      const isSettled = automatic.length > 0 && (last.failure === null ? last.unsent === 0 : last.failure.waitingHelps);
      if (!isSettled) last = this.tell(await lived(this.clock, this.device.command()));
    }
    throw new Error(`It never comes to an end: ${JSON.stringify(last)}`);
  }

  /** The next day: an edit, and nobody presses anything. */
  async nextDay(): Promise<void> {
    await this.clock.pass(Math.max(0, NEXT_MORNING - this.clock.now()));
    const heard = this.device.automatic.length;
    this.house.notes.write("2026-09-22", { steps: 9000, mood: 9, gym: true });
    this.device.schedule.noteChanged();
    // A minute of quiet, and the half minute that an answer may take.
    await this.clock.pass(2 * MINUTE);
    const report = this.device.automatic.at(heard);
    if (report === undefined) throw new Error("Nothing went by itself.");
    for (const earlier of this.device.automatic.slice(heard, -1)) this.tell(earlier);
    await this.heed(this.device.automatic.at(-1) ?? report);
  }

  private tell(report: Report): Report {
    const kind = report.failure?.kind ?? (report.refused.length + report.refusedAttributes.length > 0 ? "refused items" : report.unsent > 0 ? report.waitsFor.join() : "done");
    this.hear(kind, english.report(report));
    return report;
  }

  private hear(kind: string, sentences: readonly string[]): void {
    this.said.push({ kind, sentences });
  }

  /** What Exist must hold: what the notes say, and nothing besides. */
  expected(gym: string): Record<string, Record<string, number>> {
    const days: Record<string, Record<string, number>> = { "2026-09-22": { steps: 9000, mood: 9, [gym]: 1 } };
    for (let back = 0; back < DAYS; back += 1) days[addDays(TODAY, -back)] = { steps: 1000 + back, mood: 1 + (back % 9), [gym]: back % 2 === 0 ? 1 : 0 };
    return days;
  }
}

/** What the ledger takes for acknowledged. */
async function acknowledged({ ledger }: Device, dates: readonly string[]): Promise<Record<string, Record<string, unknown>>> {
  const days = await ledger.days(dates as LocalDate[]);
  return Object.fromEntries([...days].map(([date, { values }]) => [date, Object.fromEntries(values)]));
}

/** Lives the whole life with one fault in it. */
async function live(cell: Cell | null, way: Way): Promise<{ readonly life: Life; readonly happened: boolean }> {
  const life = new Life(way);
  const happened = cell === null ? (): boolean => true : life.script(cell);
  await life.connect();
  await life.house.clock.pass(0);
  await life.sync();
  if (cell?.cause.is === "refresh") life.house.world.expire(life.device.home.read()?.accessToken ?? "");
  await life.nextDay();
  return { life, happened: happened() };
}

/** A fault that ends a sign-in or a refresh is said in the words of that. */
function expectedOf({ cause, kind }: Cell): Said {
  if (cause.is === "sign-in" && cause.path === "/oauth2/access_token" && kind.said === "scope") return "refused";
  if (cause.is === "refresh" && (kind.said === "refused" || kind.said === "scope")) return "token";
  return kind.said;
}

describe("every fault at every call", () => {
  it.each(BOTH)("%s: without a fault the life has the calls of the table, and no others are repeated", async (way) => {
    const { life } = await live(null, way);
    const paths = life.house.world.calls.map(({ path }) => path);
    for (const { path, ways } of CALLS) {
      if (!ways.includes(way)) continue;
      const count = paths.filter((each) => (path === "2/attributes" ? each === "/api/2/attributes/" : leadsTo(each, path))).length;
      const last = Math.max(...CALLS.filter((each) => each.path === path && each.is !== "refresh").map((each) => each.nth));
      expect(count, path).toBe(last);
    }
    expect(paths).toHaveLength(way === "OAuth" ? 12 : 11);
    expect(life.said.map(({ kind }) => kind)).toEqual(["done", "done"]);
  });

  it("leaves no cell out: each is tried or has a reason", () => {
    expect(POSSIBLE.length + IMPOSSIBLE.length).toBe(FAULTS.length * CALLS.reduce((sum, { ways }) => sum + ways.length, 0));
    expect(IMPOSSIBLE.every(([, because]) => because !== "")).toBe(true);
    console.info(`${POSSIBLE.length} cells are tried, ${IMPOSSIBLE.length} cannot be:`);
    for (const because of new Set(IMPOSSIBLE.map(([, each]) => each))) console.info(`  ${IMPOSSIBLE.filter(([, each]) => each === because).length}: ${because}`);
  });

  it.each(POSSIBLE.map((cell) => [named(cell), cell] as const))("%s", async (_name, cell) => {
    const { life, happened } = await live(cell, cell.way);
    const { world } = life.house;
    expect(happened).toBe(true);

    const gym = world.attributes(ACCOUNT).find(({ label }) => label === "Gym & sauna")?.name ?? "";
    const expected = life.expected(gym);
    expect(world.valuesOf(ACCOUNT)).toEqual(expected);
    expect(await acknowledged(life.device, Object.keys(expected))).toEqual(expected);
    expect(world.impolite).toEqual([]);

    const wrong = life.said.filter(({ kind }) => kind !== "done");
    const said = expectedOf(cell);
    if (said === null) expect(wrong).toEqual([]);
    else expect(wrong[0]?.kind).toBe(said);
    for (const { sentences } of life.said) {
      expect(sentences.join("")).not.toBe("");
      expect(sentences.every((sentence) => sentence.trim().length > 5)).toBe(true);
      expect(sentences.join("\n")).not.toMatch(SECRETS);
    }
  });
});
