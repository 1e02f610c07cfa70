import { expect } from "vitest";
import { addDays, latestDayAt, type LocalDate, localDateAt } from "../../src/domain/local-date";
import type { Mapping } from "../../src/domain/mapping";
import { sendsTag } from "../../src/domain/tags";
import { ExistError } from "../../src/exist/error";
import { en } from "../../src/locales/en";
import type { Report } from "../../src/sync/report";
import { mayTakeAway } from "../../src/sync/run/ownership";
import type { RunPlan } from "../../src/sync/run/run-plan";
import type { Consent } from "../../src/sync/run/consent";
import { newSettings, rulesOf, type Settings, tagRules } from "../../src/sync/settings";
import { StorageError, storageFailureOf } from "../../src/sync/storage-error";
import { mapping, property, template } from "../domain/build";
import type { ExistAnswer, ExistRequest } from "../exist/model";
import { CLIENT, type Device, type Household, household, lived } from "../sync/devices";
import { ACCOUNT, settled, TestClock, TestNotes } from "../sync/rig";
import { judgeUpToDate } from "./life-truth";
import { type Key, LifeVault, type Text } from "./life-vault";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const SCOPES = ["activity", "custom", "food", "health", "mood"].flatMap((group) => [`${group}_read`, `${group}_write`]);
const SECRETS = /(?:access|refresh|code)-\d|my-secret|state-\d/;

const FEEDS: Readonly<Record<Key, string>> = { steps: "steps", mood: "mood", coffee: "coffees", tea: "coffees" };
export const NAMES = ["steps", "mood", "coffees"] as const;
export const TAGS = ["rain", "Work/late"] as const;

export function mappings(drink: "coffee" | "tea", without: Key | null): Mapping[] {
  return (["steps", "mood", drink] as const).map((key) => mapping(property(key), template(FEEDS[key]), { enabled: key !== without }));
}

/** Whose account is none of this household's business. */
export const STRANGER = "alex";

export type Ticks = "all" | "not taking over" | "none";

function consentOf(ticks: Ticks): (plan: RunPlan) => Consent {
  return ({ steps }) => new Set(steps.filter(({ how }) => ticks === "all" || (ticks === "not taking over" && !mayTakeAway({ how }))).map(({ key }) => key));
}

/** Two devices with a vault that is synchronised late, one Exist, and what the user knows that the plugin does not. */
export class Life {
  readonly house: Household;
  readonly devices: readonly [Device, Device];
  readonly clock: TestClock;
  /** The notes as each device has them. */
  readonly vaults: readonly [LifeVault, LifeVault];
  private versions = 0;
  /** Every value that somebody said for an attribute and a day: notes, or whoever else filled it. */
  private readonly said = new Set<string>();
  /** Templates, names and labels that the user has agreed to. */
  private readonly agreed = new Set<string>();
  /** Which device has written a value last, by day and name. */
  private readonly wrote = new Map<string, 0 | 1>();
  /** Values of requests that each device has not waited for. */
  private readonly mayArrive: readonly [Set<string>, Set<string>] = [new Set(), new Set()];
  /** What the user has agreed to on each device. */
  private readonly agreedOn: readonly [Set<string>, Set<string>] = [new Set(), new Set()];
  /** Our data.json, while somebody else's lies in its place. */
  private ourFile: string | null = null;
  /** What each device has asked Exist to change, in order. */
  private readonly sent: readonly [string[], string[]] = [[], []];
  /** What was sent of attributes to which nobody had agreed on that device. */
  private readonly unasked: string[] = [];
  private foreign: Readonly<Record<string, unknown>> = {};
  private callsJudged = 0;
  private reportsJudged: readonly [number, number] = [0, 0];
  private wasAhead = false;
  /** The last day that had come everywhere when peace came. */
  private lastDay: LocalDate;
  private readonly zone = process.env.TZ;
  /** Exist goes by the zone in which the life began, wherever the user flies. */
  private readonly accountZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  constructor(start: number) {
    this.clock = new TestClock(start);
    const today = localDateAt(start);
    this.lastDay = today;
    this.house = household({ mappings: mappings("coffee", null), tagMode: "chosen", chosenTags: ["rain"], syncFrom: addDays(today, -20) }, this.clock, (ms) => new Promise((done) => { this.clock.after(ms, done); }));
    const { world } = this.house;
    world.addAccount({ username: STRANGER, timezone: this.accountZone });
    world.addService("fitbit", "Fitbit", [...NAMES, "weight"]);
    world.addAttribute(ACCOUNT, { template: "weight", owner: "fitbit", values: { [today]: 71.5 } });
    this.devices = [this.house.device(new TestNotes()), this.house.device(new TestNotes())];
    this.vaults = [new LifeVault(this.devices[0].notes), new LifeVault(this.devices[1].notes)];
    for (const of of [0, 1] as const) this.devices[of].onAsked = (request, answer) => { this.follow(of, request, answer); };
    // The first device tells contents apart by time and size, the other one by their hash.
    this.devices[0].notes.isExact = false;
  }

  /** The day it is for the user, on this device. */
  today(of: 0 | 1): LocalDate {
    return localDateAt(this.clock.now() + this.devices[of].ahead);
  }

  textOf(of: 0 | 1, date: LocalDate): Text | null {
    return this.vaults[of].textOf(date);
  }

  /**
   * A note is written, or deleted, on a device.
   * @param how whether the file keeps its time and size, and whether the vault tells of it: not while the app is closed
   */
  write(of: 0 | 1, date: LocalDate, text: Text | null, how: { readonly keepsStamp?: boolean; readonly isTold?: boolean } = {}): void {
    this.vaults[of].write(date, text, (this.versions += 1), how.keepsStamp);
    for (const [key, value] of Object.entries(text?.values ?? {})) this.said.add(`${date} ${FEEDS[key as Key]} ${value}`);
    for (const tag of text?.tags ?? []) this.said.add(`${date} ${tag} 1`);
    if (how.isTold !== false) this.tell(of, [date]);
  }

  /** What the other device has written arrives, all of it or some days. */
  arrive(of: 0 | 1, isThere?: (date: LocalDate) => boolean): void {
    this.tell(of, this.vaults[of].arriveFrom(this.vaults[of === 0 ? 1 : 0], isThere));
  }

  /** All notes of a device vanish, or are there again. */
  renameFolder(of: 0 | 1, isThere: boolean): void {
    this.tell(of, isThere ? this.vaults[of].comeBack() : this.vaults[of].leave());
  }

  /** The index of a device comes late from now on, or catches up. */
  lag(of: 0 | 1, lags: boolean): void {
    const { notes } = this.devices[of];
    notes.lags = lags;
    if (!lags) this.tell(of, notes.index());
  }

  /** What `plugin.ts` does when the vault tells of changes, and when they are indexed. */
  private tell(of: 0 | 1, dates: readonly LocalDate[]): void {
    const { home, schedule, ledger, notes } = this.devices[of];
    if (dates.length === 0 || home.read() === null) return;
    schedule.noteWritten();
    // The plugin says that the device stores nothing; the note has another stamp, or is compared at the next start.
    ledger.touch(dates).catch((error: unknown) => { expect(error).toBeInstanceOf(StorageError); });
    if (!notes.lags) schedule.noteChanged();
  }

  /** The user gives an attribute to the other service, which fills it as it does. */
  giveAway(name: string, value: number): void {
    const { world } = this.house;
    if (world.attribute(ACCOUNT, name) === undefined) return;
    world.giveTo(ACCOUNT, name, "fitbit");
    for (let back = 0; back < 3; back += 1) {
      const date = addDays(this.today(0), -1 - back);
      world.setValue(ACCOUNT, name, date, value);
      this.said.add(`${date} ${name} ${value}`);
    }
    this.foreign = this.heldBy("fitbit");
  }

  /** The user takes it from everybody. */
  free(name: string): void {
    if (this.house.world.attribute(ACCOUNT, name) !== undefined) this.house.world.giveTo(ACCOUNT, name, null);
  }

  /** The year of a token is over, or the user throws the app out. */
  spoilToken(revoked: boolean): void {
    const token = this.devices.map(({ home }) => home.read()?.accessToken).find((each) => each !== undefined);
    if (token === undefined) return;
    if (revoked) this.house.world.revoke(token);
    else this.house.world.expire(token);
  }

  async changeSettings(of: 0 | 1, change: Partial<Settings>): Promise<void> {
    await this.settingsChange(of, () => this.devices[of].settings.change((now) => ({ ...now, ...change })));
  }

  /** What `plugin.ts` does when settings change, here or on another device. */
  async settingsChange(of: 0 | 1, change: () => Promise<unknown>): Promise<void> {
    const device = this.devices[of];
    const before = device.settings.current;
    await change();
    const after = device.settings.current;
    device.refresh();
    if (!after.autoSync) device.schedule.hold();
    else if (device.home.read() !== null && (!before.autoSync || JSON.stringify(before.connection) !== JSON.stringify(after.connection) || rulesOf(before) !== rulesOf(after))) device.schedule.checkAfter(1000);
  }

  async connect(of: 0 | 1, { account = ACCOUNT, without = "" } = {}): Promise<void> {
    const device = this.devices[of];
    const scopes = SCOPES.filter((scope) => scope !== without);
    const signIn = (): ReturnType<Device["connect"]> => device.connect(scopes, "settings", account);
    await this.settingsChange(of, async () => {
      // A scripted fault may hit the sign-in; the user tries again.
      if ((await lived(this.clock, signIn().catch(() => null)))?.kind !== "connected" && device.online) await lived(this.clock, signIn());
    });
    await settled();
  }

  /** data.json is replaced by that of another person, whose notes were in another vault; or it is put back as it was. */
  async replaceFile(of: 0 | 1, isTheirs: boolean): Promise<void> {
    const { file, world } = this.house;
    if (isTheirs === (this.ourFile !== null)) return;
    if (this.ourFile === null) {
      this.ourFile = file.text;
      const theirs: Settings = { ...newSettings(this.lastDay), mappings: mappings("coffee", null), agreed: [...NAMES], connection: { keptIn: "settings", account: STRANGER, accessToken: world.personalToken(STRANGER) } };
      file.text = JSON.stringify(theirs);
    } else {
      file.text = this.ourFile;
      this.ourFile = null;
    }
    await this.settingsChange(of, () => this.devices[of].settings.load());
  }

  /** The device throws away what it keeps for the account: who sends from it is asked anew. */
  loseLedger(of: 0 | 1): void {
    const device = this.devices[of];
    if (device.account === ACCOUNT) this.agreedOn[of].clear();
    device.loseLedger();
    this.startApp(of);
  }

  /** The user runs the command, and ticks what is asked. */
  async command(of: 0 | 1, ticks: Ticks): Promise<void> {
    const { account, engine, schedule, home } = this.devices[of];
    if (account !== ACCOUNT && home.read() !== null) {
      // Who sees another name than their own in the preview closes it.
      const result = await lived(this.clock, schedule.exclusively((control) => engine.run("command", {}, control)));
      if (result.kind === "report") this.judge(schedule.followUp(result.report));
      return;
    }
    const report = await lived(this.clock, this.devices[of].command((plan) => this.agree(of, plan, ticks)));
    this.judge(report);
  }

  /** The user looks at everything that could be sent, also what was left unticked before. */
  async preview(of: 0 | 1, ticks: Ticks): Promise<void> {
    const { account, engine, schedule } = this.devices[of];
    try {
      const plan = await lived(this.clock, schedule.exclusively(() => engine.plan("command", { declined: true })));
      if (account !== ACCOUNT) return;
      this.judge(schedule.followUp(await lived(this.clock, schedule.exclusively((control) => engine.send(plan, this.agree(of, plan, ticks), control)))));
    } catch (error) {
      // A request failed, or the device does not store; the user sees why, and goes on with life.
      if (!(error instanceof ExistError) && storageFailureOf(error) === null) throw error;
    }
  }

  /** Something changes while a preview is open; the user agrees to what they saw. Where that is not so any more, nothing is sent. */
  async confirm(of: 0 | 1, ticks: Ticks, meanwhile: () => Promise<void>): Promise<void> {
    const device = this.devices[of];
    const { account, engine, schedule } = device;
    let plan: RunPlan;
    try {
      plan = await lived(this.clock, schedule.exclusively(() => engine.plan("command", { declined: true })));
    } catch (error) {
      if (!(error instanceof ExistError) && storageFailureOf(error) === null) throw error;
      return;
    }
    await meanwhile();
    if (account !== ACCOUNT || device.account !== ACCOUNT || device.home.read() === null) return;
    const before = new Set(this.agreedOn[of]);
    const consent = this.agree(of, plan, ticks);
    let written: readonly string[] = [];
    const result = await lived(this.clock, schedule.exclusively(async (control) => {
      const from = this.sent[of].length;
      const confirmed = await engine.confirm(plan, consent, control);
      written = this.sent[of].slice(from);
      return confirmed;
    }));
    if (result.kind === "report") {
      this.judge(schedule.followUp(result.report));
      return;
    }
    expect(written, "what has moved is not sent").toEqual([]);
    this.agreedOn[of].clear();
    for (const each of before) this.agreedOn[of].add(each);
  }

  private agree(of: 0 | 1, plan: RunPlan, ticks: Ticks): Consent {
    const consent = consentOf(ticks)(plan);
    for (const { key, to, name } of plan.steps) {
      if (consent?.has(key) !== true) continue;
      for (const each of [name, "template" in to ? to.template : undefined, "label" in to ? to.label : undefined]) {
        if (each === undefined) continue;
        this.agreed.add(each);
        this.agreedOn[of].add(each);
      }
    }
    // What is taken over is the other service's no more.
    if (ticks === "all") this.foreign = {};
    return consent;
  }

  /** A run that nobody asked for; with nothing left to do, a second one asks Exist nothing. */
  async lookTwice(of: 0 | 1): Promise<void> {
    const { engine, home, schedule } = this.devices[of];
    if (home.read() === null) return;
    const run = async (): Promise<Report | null> => {
      const result = await lived(this.clock, schedule.exclusively((control) => engine.run("automatic", {}, control)));
      return result.kind === "report" ? result.report : null;
    };
    const first = await run();
    if (first === null) throw new Error("An automatic run has asked.");
    this.judge(first);
    if (first.failure !== null || first.unsent > 0) return;
    const { length } = this.house.world.calls;
    const again = await run();
    expect(this.house.world.calls.length, "a run with nothing to do asks nothing").toBe(length);
    expect(again?.values).toBe(0);
  }

  /** The app starts on a device; one that runs already is closed first, and what was not indexed is. */
  startApp(of: 0 | 1): void {
    const device = this.devices[of];
    device.notes.lags = false;
    device.notes.index();
    device.start();
    if (device.home.read() !== null) device.schedule.checkAfter(10_000);
  }

  /**
   * A clock jumps, but not ahead while a request is under way: no device can tell that from the hours in which the request
   * would have arrived.
   */
  async setClock(of: 0 | 1, ahead: number): Promise<void> {
    if (ahead > this.devices[of].ahead && this.house.world.hasLate) await this.clock.pass(HOUR);
    this.devices[of].ahead = ahead;
    if (ahead > 0) this.wasAhead = true;
  }

  fly(zone: string): void {
    process.env.TZ = zone;
  }

  /** Everything that has to hold at any time. */
  async holds(): Promise<void> {
    await settled();
    this.judgeValues();
    this.judgeCalls();
    this.judgeReports();
    await this.judgeLedgers();
    for (const of of [0, 1] as const) await judgeUpToDate({ device: this.devices[of], world: this.house.world, isElsewhere: (date, name) => this.isElsewhere(of, date, name) });
    const { world } = this.house;
    expect(this.unasked).toEqual([]);
    expect(world.valuesOf(STRANGER)).toEqual({});
    expect(world.attributes(STRANGER).filter(({ owner }) => owner === CLIENT)).toEqual([]);
    expect(world.impolite.filter((what) => !this.isExcused(what))).toEqual([]);
    expect(world.valuesOf(ACCOUNT)).not.toHaveProperty("weight");
    expect(world.attribute(ACCOUNT, "weight")?.owner).toBe("fitbit");
    const foreign = this.heldBy("fitbit");
    for (const [what, value] of Object.entries(this.foreign)) if (what in foreign) expect(foreign[what], `${what} is the other service's`).toBe(value);
  }

  /** What a good client cannot know. */
  private isExcused(impolite: string): boolean {
    // A clock that is ahead knows days that have not come; Exist refuses them, and the report says so.
    if (impolite.includes("has not come yet")) return this.wasAhead;
    // Exist's answer could not be kept.
    if (impolite.includes("again, which is not owned") && this.devices.some(({ hasStorageFailed }) => hasStorageFailed)) return true;
    // While one plan was looked at, another run acquired the same: the two crossed.
    const name = /^an acquire of (\w+) that was not needed$/.exec(impolite)?.[1];
    const times = name === undefined ? [] : this.house.world.callsTo("acquire").filter(({ body }) => JSON.stringify(body).includes(`"${name}"`)).map(({ at }) => at);
    return times.some((at, index) => at === times[index + 1]);
  }

  /** Follows who has written what. */
  private follow(of: 0 | 1, { url, body }: ExistRequest, answer: ExistAnswer): void {
    if (/attributes\/(?:update|acquire|create)\/(?:\?|$)/.test(url)) this.sent[of].push(`${url} ${body}`);
    if (!/attributes\/update\/(?:\?|$)/.test(url) || this.devices[of].account !== ACCOUNT) return;
    const held = this.house.world.valuesOf(ACCOUNT);
    for (const { name, date, value } of JSON.parse(body) as readonly { name: string; date: string; value: unknown }[]) {
      const { template: from, label } = this.house.world.attribute(ACCOUNT, name) ?? { template: null, label: "" };
      if (![name, from, label].some((each) => each !== null && this.agreedOn[of].has(each))) this.unasked.push(`${name} of ${date} by the device ${of}`);
      if (held[date]?.[name] === value) this.wrote.set(`${date} ${name}`, of);
      if (answer.kind === "silent") this.mayArrive[of].add(`${date} ${name} ${String(value)}`);
    }
  }

  /** Whether the other device or another service has written last, or a request of the other device that was late. */
  private isElsewhere(of: 0 | 1, date: string, name: string): boolean {
    const other = of === 0 ? 1 : 0;
    const { values, writtenBy } = this.house.world.attribute(ACCOUNT, name) ?? { values: new Map(), writtenBy: new Map() };
    return this.wrote.get(`${date} ${name}`) === other || writtenBy.get(date) !== CLIENT || this.mayArrive[other].has(`${date} ${name} ${String(values.get(date))}`);
  }

  private heldBy(owner: string): Record<string, unknown> {
    const { world } = this.house;
    return Object.fromEntries(world.attributes(ACCOUNT).filter((each) => each.owner === owner).flatMap(({ name, values }) => [...values].map(([date, value]) => [`${date} ${name}`, value])));
  }

  private judgeValues(): void {
    for (const { name, label, owner, values, writtenBy } of this.house.world.attributes(ACCOUNT)) {
      if (owner !== CLIENT) continue;
      const tag = TAGS.find((each) => each.toLowerCase() === label.toLowerCase());
      for (const [date, value] of values) {
        if (writtenBy.get(date) !== CLIENT || (tag !== undefined && value === 0)) continue;
        expect(this.said.has(`${date} ${tag ?? name} ${value}`), `${name} of ${date} is ${value}, which no note ever said`).toBe(true);
      }
    }
  }

  private judgeCalls(): void {
    const { calls } = this.house.world;
    for (const { path, body } of calls.slice(this.callsJudged)) {
      if (!/\/(?:acquire|create)\/$/.test(path)) continue;
      for (const item of body as readonly Readonly<Record<string, string>>[]) {
        const what = item.template ?? item.name ?? item.label ?? "";
        expect(this.agreed.has(what), `${what} is taken or made, and nobody agreed to it`).toBe(true);
      }
    }
    this.callsJudged = calls.length;
  }

  private judgeReports(): void {
    this.devices.forEach(({ automatic }, of) => { for (const report of automatic.slice(this.reportsJudged[of])) this.judge(report); });
    this.reportsJudged = [this.devices[0].automatic.length, this.devices[1].automatic.length];
  }

  private judge(report: Report): void {
    const why = report.failure !== null || report.waitsFor.length > 0 || report.cancelled || report.refused.length > 0 || report.refusedAttributes.length > 0;
    if (report.unsent > 0) expect(why, `values are left without a reason: ${JSON.stringify(report)}`).toBe(true);
    expect(report.failure?.kind).not.toBe("unexpected");
    const sentences = en.report(report).join("\n");
    expect(sentences).not.toBe("");
    expect(sentences).not.toMatch(SECRETS);
  }

  private async judgeLedgers(): Promise<void> {
    for (const { ledger, store } of this.devices) {
      const months = await store.unharmed(async () => ledger.store.months(await ledger.store.monthKeys()));
      for (const [date, { values }] of [...months.values()].flatMap((month) => [...month])) {
        for (const [name, value] of values) {
          const label = this.house.world.attribute(ACCOUNT, name)?.label ?? name;
          const tag = TAGS.find((each) => each.toLowerCase() === label.toLowerCase());
          const isKnown = (tag !== undefined && value === 0) || this.said.has(`${date} ${tag ?? name} ${value}`);
          expect(isKnown, `a ledger has ${name} of ${date} as ${value}, which nobody ever said`).toBe(true);
        }
      }
    }
  }

  /** Peace at last: clocks are right, everybody is connected and online, vault and settings have arrived, and each device syncs. */
  async settle(): Promise<void> {
    await this.replaceFile(0, false);
    for (const of of [0, 1] as const) {
      await this.setClock(of, 0);
      this.devices[of].online = true;
      this.devices[of].store.fail(0, 0);
      this.renameFolder(of, true);
      // What another program has written without a word is found at the next start.
      this.startApp(of);
    }
    this.house.world.calmDown();
    this.lastDay = latestDayAt(this.clock.now(), this.accountZone);
    for (let round = 0; round < 2; round += 1) {
      for (const of of [0, 1] as const) {
        await this.clock.pass(2 * HOUR);
        for (const each of this.devices) await each.settings.load();
        this.arrive(of);
        await this.connect(of);
        for (const each of this.devices) await each.settings.load();
        for (let again = 0; again < 3; again += 1) await this.preview(of, "not taking over");
        for (const each of this.devices) await each.settings.load();
      }
    }
    await this.holds();
  }

  /** What the notes say for attributes that are ours, and what Exist and each ledger hold of it. */
  async compare(): Promise<{ readonly said: Record<string, unknown>; readonly held: Record<string, unknown>; readonly ledgers: readonly Record<string, unknown>[] }> {
    const { world } = this.house;
    const { current } = this.devices[0].settings;
    const said: Record<string, unknown> = {};
    for (const [date, text] of this.vaults[0].texts) {
      if (text === null || text.isTemplate || date < current.syncFrom || date > this.lastDay) continue;
      for (const { from, to, enabled } of current.mappings) {
        const value = from.kind === "property" ? text.values[from.key as Key] : undefined;
        const name = to.name ?? "";
        if (enabled && typeof value === "number" && world.attribute(ACCOUNT, name)?.owner === CLIENT) said[`${date} ${name}`] = value;
      }
      for (const tag of TAGS) {
        const attribute = world.attributes(ACCOUNT).find(({ label }) => label.toLowerCase() === tag.toLowerCase());
        if (attribute?.owner !== CLIENT || !sendsTag(tag, tagRules(current))) continue;
        if (text.tags.includes(tag)) said[`${date} ${attribute.name}`] = 1;
        else if (attribute.values.has(date)) said[`${date} ${attribute.name}`] = 0;
      }
    }
    const values = world.valuesOf(ACCOUNT);
    const split = (what: string): [LocalDate, string] => { const [date = "", name = ""] = what.split(" "); return [date as LocalDate, name]; };
    const held = Object.fromEntries(Object.keys(said).map((what) => { const [date, name] = split(what); return [what, values[date]?.[name]]; }));
    // A device that had not heard of a tag's name yet leaves its 0 to the one that had sent the tag.
    const isFor = (what: string, known: unknown): boolean => known !== undefined && said[what] !== 0;
    const ledgers = await Promise.all(this.devices.map(async ({ ledger }) => {
      const days = await ledger.days(Object.keys(said).map((what) => split(what)[0]));
      return Object.fromEntries(Object.keys(said).flatMap((what) => { const [date, name] = split(what); const known = days.get(date)?.values.get(name); return isFor(what, known) ? [[what, known]] : []; }));
    }));
    return { said, held, ledgers };
  }

  /** How many values belong to the other service. */
  get lost(): number {
    return Object.keys(this.heldBy("fitbit")).length - 1;
  }

  end(): void {
    for (const { schedule } of this.devices) schedule.stop();
    if (this.zone === undefined) delete process.env.TZ;
    else process.env.TZ = this.zone;
  }
}
