// @vitest-environment happy-dom
import { afterAll, describe, expect, it, vi } from "vitest";
import { MemoryAdapter } from "../host/adapter";
import { systemClock } from "../host/clock";
import { carryTo } from "../host/transport";
import { ACCOUNT, ID, note, settings, TestApp, TODAY, type } from "../obsidian/app";

/**
 * The built plugin killed (no unload, nothing more is written or sent) at every point of a first day and the day after: after each
 * write to the ledger and to data.json, and for each request before it is sent and after it was answered. Then the app is started
 * again, the start-up run comes, the user runs the command and goes on. The end has to be the same as without a crash.
 */
const DAYS = 24;
const CALLS = Math.ceil((3 * DAYS) / 35) + 1;
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const NEXT_DAY = "2026-09-22";
const DATA = `.obsidian/plugins/${ID}/data.json`;
const MAPPINGS = [
  { id: "m1", from: { kind: "property", key: "steps" }, to: { kind: "template", template: "steps" } },
  { id: "m2", from: { kind: "property", key: "mood" }, to: { kind: "template", template: "mood" } },
  { id: "m3", from: { kind: "property", key: "gym" }, to: { kind: "create", label: "Gym", group: "custom", valueType: 7 } },
];

function dayBefore(back: number): string {
  return new Date(Date.parse(`${TODAY}T12:00:00Z`) - back * 24 * HOUR).toISOString().slice(0, 10);
}

/** Counts the points at which the app can die, and lets it die at one of them. */
class Doom {
  readonly points: string[] = [];
  dead = false;

  constructor(private readonly at: number) {}

  /** The app is here. What comes after its death never happens. */
  reach(point: string): void {
    if (this.dead) return;
    if (this.points.length === this.at) this.dead = true;
    this.points.push(point);
  }
}

/** The doom of the app that runs now. */
let doom = new Doom(-1);
const isDead = (): boolean => doom.dead;
const never = new Promise<never>(() => undefined);

class DoomedAdapter extends MemoryAdapter {
  override async write(path: string, text: string): Promise<void> {
    await super.write(path, text);
    // Notes are written by others, who go on.
    if (path !== DATA) return;
    doom.reach("data.json is written");
    if (doom.dead) await never;
  }
}

/** Whose connections to the databases they are. */
const owners = new WeakMap<IDBDatabase, Doom>();
const begin = IDBDatabase.prototype.transaction;

/** Before anybody else hears that a write is done, the app may have died of it. */
IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores: string | string[], mode?: IDBTransactionMode): IDBTransaction {
  const owner = owners.get(this) ?? doom;
  owners.set(this, owner);
  const transaction = begin.call(this, stores, mode);
  transaction.addEventListener("complete", (event) => {
    if (mode === "readwrite") owner.reach(`the ledger's ${[stores].flat().join()} are written`);
    if (owner.dead) event.stopImmediatePropagation();
  });
  return transaction;
};

afterAll(() => { IDBDatabase.prototype.transaction = begin; });

/** A user with patience, who starts the app again when it has died. */
class Life {
  private app!: TestApp;
  /** Times that the app was started after it had died. */
  restarts = 0;

  constructor(private readonly of: Doom) {}

  async live(): Promise<void> {
    doom = this.of;
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
    vi.setSystemTime(new Date(2026, 8, 21, 12));
    const files = Object.fromEntries(Array.from({ length: DAYS }, (_, back) => [`${dayBefore(back)}.md`, note({ steps: 1000 + back, mood: 1 + (back % 9), gym: back % 2 === 0 })]));
    const adapter = new DoomedAdapter(systemClock, { ...files, [DATA]: JSON.stringify(settings({ mappings: MAPPINGS })) });
    this.app = await TestApp.start({}, undefined, { adapter, transport: (request) => this.carry(request) });
    this.app.world.addAttribute(ACCOUNT, { template: "steps", owner: null, values: { [dayBefore(1)]: 1, [dayBefore(2)]: 1002 } });
    await this.firstDay();
    await this.nextDay();
  }

  end(): void {
    this.app.host.close();
    vi.useRealTimers();
  }

  /** The point at which the app died. */
  get died(): string | undefined {
    return this.of.dead ? this.of.points.at(-1) : undefined;
  }

  get world(): TestApp["world"] {
    return this.app.world;
  }

  /** What is kept: at Exist, in data.json (but for when it was saved) and in the ledger. */
  async state(): Promise<unknown> {
    const { months, facts } = await this.ledger();
    const seen = facts.get("settled") as { readonly settled: ReadonlyMap<string, string>; readonly from: string; readonly rules: string };
    const { attributes, pending, since } = facts.get("agreement") as { readonly attributes: ReadonlyMap<string, unknown>; readonly pending: ReadonlySet<string>; readonly since: string };
    const days = months.flatMap((month) => [...(month as ReadonlyMap<string, Readonly<Record<"values" | "unanswered" | "refused", ReadonlyMap<string, unknown>>>>)]);
    return {
      values: this.app.held(),
      owned: this.world.attributes(ACCOUNT).map(({ name, owner }) => [name, owner]),
      data: { ...(await this.app.data()), saves: undefined },
      days: Object.fromEntries(days.map(([date, { values, unanswered, refused }]) => [date, { values: new Map([...values].sort()), unanswered, refused }])),
      seen: { from: seen.from, rules: seen.rules, settled: [...seen.settled.keys()].sort() },
      agreement: { attributes: [...attributes.keys()].sort(), pending, since },
    };
  }

  private async firstDay(): Promise<void> {
    await this.aliveThrough(async () => {
      await this.connect();
      await this.command();
    });
  }

  /** The app is closed overnight; in the morning there is a new note, and nobody presses anything. */
  private async nextDay(): Promise<void> {
    vi.setSystemTime(new Date(2026, 8, 22, 8));
    this.app = await this.app.restart(false);
    await vi.advanceTimersByTimeAsync(11 * SECOND);
    await this.app.host.write(`${NEXT_DAY}.md`, note({ steps: 9000, mood: 9, gym: true }));
    await this.aliveThrough(async () => {
      await vi.advanceTimersByTimeAsync(62 * SECOND);
      await this.until(() => this.app.held()[NEXT_DAY]?.steps === 9000, "the new day is sent");
      await this.until(() => !this.app.plugin.schedule.now.running, "the run is over");
    });
  }

  /** Does what a user does; when the app dies of it, starts it again, waits for its start-up run, and does it once more. */
  private async aliveThrough(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      if (!doom.dead) return;
    } catch (error) {
      if (!doom.dead) throw error;
    }
    this.restarts += 1;
    // What the dead app had begun in memory comes to nothing; then the device goes on.
    await vi.advanceTimersByTimeAsync(SECOND);
    const killed = this.app.restart(true);
    doom = new Doom(-1);
    this.app = await killed;
    await vi.advanceTimersByTimeAsync(11 * SECOND);
    await task();
    await this.command();
  }

  private async connect(): Promise<void> {
    if (this.app.plugin.isConnected) return;
    this.app.host.runCommand(`${ID}:connect`);
    type(this.app.input("Personal token"), this.app.token);
    this.app.button("Connect")?.click();
    await this.until(() => this.app.plugin.isConnected, "it is connected");
    await vi.advanceTimersByTimeAsync(SECOND);
    // The mappings are made already, so the guided set-up is left after its first step.
    this.app.host.modal()?.querySelector<HTMLElement>(".modal-close-button")?.click();
    this.app.clear();
  }

  private async command(): Promise<void> {
    for (const notice of this.app.host.root.querySelectorAll<HTMLElement>(".notice")) notice.click();
    this.app.host.runCommand(`${ID}:sync`);
    await this.until(() => this.app.host.modal() !== null || this.app.said() !== "", "the command answers");
    this.app.button("Send")?.click();
    await this.until(() => this.app.said() !== "", "the run is over");
    expect(this.app.said()).not.toMatch(/went wrong|not sent|reached/);
  }

  private async until(done: () => boolean, what: string): Promise<void> {
    await this.app.host.until(() => doom.dead || done(), what);
    if (doom.dead) throw new Error("The app is dead.");
  }

  private async carry(request: Parameters<ReturnType<typeof carryTo>>[0]): ReturnType<ReturnType<typeof carryTo>> {
    const { pathname } = new URL(request.url);
    doom.reach(`${pathname} is about to be asked`);
    if (isDead()) return never;
    const answer = await carryTo(this.app.world)(request);
    doom.reach(`${pathname} was answered`);
    return isDead() ? never : answer;
  }

  private async ledger(): Promise<{ readonly months: readonly unknown[]; readonly facts: ReadonlyMap<string, unknown> }> {
    const { indexedDB } = this.app.host.kept;
    const [{ name = "" } = {}] = await indexedDB.databases();
    const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => { request.onsuccess = () => { resolve(request.result); }; request.onerror = () => { reject(new Error(String(request.error))); }; });
    const db = await done(indexedDB.open(name));
    const transaction = db.transaction(["months", "facts"]);
    const months = await done(transaction.objectStore("months").getAll()) as unknown[];
    const facts = transaction.objectStore("facts");
    const keys = (await done(facts.getAllKeys())) as string[];
    const kept = new Map<string, unknown>();
    for (const key of keys) kept.set(key, await done(facts.get(key)));
    db.close();
    return { months, facts: kept };
  }
}

/** A life without a crash: what there is to die of, and how it has to end. */
async function unharmed(): Promise<{ readonly state: unknown; readonly points: readonly string[]; readonly updates: number }> {
  const none = new Doom(-1);
  const life = new Life(none);
  await life.live();
  const result = { state: await life.state(), points: none.points, updates: life.world.updateCalls().length };
  life.end();
  return result;
}

const whole = await unharmed();

describe("a life without a crash", () => {
  it("has every write and every request in it", () => {
    console.info(`${whole.points.length} points to die at`);
    const count = (what: string): number => whole.points.filter((point) => point.includes(what)).length;
    expect(whole.updates).toBe(CALLS);
    expect(count("about to be asked")).toBe(count("was answered"));
    expect(count("update/ was answered")).toBe(CALLS);
    for (const call of ["profile", "acquire", "create"]) expect(count(call), call).toBe(2);
    // Who owns what is asked for the preview, and once more before anything is acquired.
    for (const call of ["owned", "/attributes/ "]) expect(count(call), call).toBe(4);
    // What the lists lack is looked for each time, and then asked for what it holds: for the preview, and when it is sent.
    expect(count("with-values")).toBe(8);
    expect(count("data.json")).toBe(2);
    // Requests are counted before they go out, but for that of the sign-in; days are written before and after each update; and
    // each run keeps its report and what is settled.
    expect(count("facts are written")).toBeGreaterThanOrEqual(count("was answered") - 1 + 2 * CALLS + 6);
  });
});

describe("the app dies after the point", () => {
  it.each(whole.points.map((point, at) => [at + 1, point] as const))("%i, %s, and loses nothing", { timeout: 30_000 }, async (nth, point) => {
    const life = new Life(new Doom(nth - 1));
    await life.live();
    expect(life.died).toBe(point);
    expect(life.restarts).toBe(1);
    expect(await life.state()).toEqual(whole.state);
    expect(life.world.impolite).toEqual([]);
    // What was under way goes once more at the next start, and once after that, in case it still arrives.
    expect(life.world.updateCalls().length).toBeLessThanOrEqual(CALLS + 2);
    expect(life.world.repeated).toBeLessThanOrEqual(2 * 35);
    life.end();
  });
});
