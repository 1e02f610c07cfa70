import type { LocalDate } from "../../src/domain/local-date";
import { RequestBudget, RESERVED_FOR_PEOPLE } from "../../src/exist/budget";
import { ExistClient } from "../../src/exist/client";
import { type Http, type HttpResponse, NoAnswerInTime } from "../../src/exist/http";
import { type FormHttp, readRedirect } from "../../src/exist/oauth";
import { Access } from "../../src/sync/connection/access";
import { SignIn, type SignInOutcome } from "../../src/sync/connection/sign-in";
import { type TokenLocation, TokenStore } from "../../src/sync/connection/token-store";
import { Engine } from "../../src/sync/run/engine";
import { Ledger } from "../../src/sync/ledger";
import { TokenOwner } from "../../src/sync/connection/token-owner";
import type { Clock, Keychain, StoredSettings } from "../../src/sync/ports";
import { emptyReport, type Report } from "../../src/sync/report";
import type { RunPlan } from "../../src/sync/run/run-plan";
import { Schedule } from "../../src/sync/schedule";
import type { Consent } from "../../src/sync/run/consent";
import { decodeSettings, newSettings, type Settings, type SettingsLock } from "../../src/sync/settings";
import type { ExistAnswer, ExistRequest } from "../exist/model";
import { ExistWorld } from "../exist/world";
import { FaultyStore } from "../proof/faulty-store";
import { ACCOUNT, settled, TestClock, TestNotes, TestSettings, TODAY } from "./rig";

export const CLIENT = "my-app";
export const SECRET = "my-secret";
const REDIRECT = "https://example.org/back";
/** As long as `request-url.ts` waits for an answer. */
const TIMEOUT = 30_000;

/**
 * data.json as it lies in a synced vault: every device has its own copy in mind, and reads it anew when told to, and before it
 * writes. What happens when two devices write it at once is up to whatever synchronises the vault.
 */
class SharedFile {
  text: string;

  constructor(settings: Settings) {
    this.text = JSON.stringify(settings);
  }
}

/** A device's view of the shared settings. */
class DeviceSettings extends TestSettings implements StoredSettings {
  lock: SettingsLock | null = null;

  constructor(private readonly file: SharedFile) {
    super(JSON.parse(file.text) as Settings);
  }

  override async change(change: (settings: Settings) => Settings): Promise<void> {
    await this.load();
    await super.change(change);
    this.file.text = JSON.stringify(this.current);
  }

  load(): Promise<void> {
    const decoded = decodeSettings(JSON.parse(this.file.text));
    if (decoded.kind === "settings") this.current = decoded.settings;
    return Promise.resolve();
  }
}

/** What belongs to one connected account. */
interface Session {
  readonly account: string;
  readonly ledger: Ledger;
  readonly engine: Engine;
  readonly client: (byPerson: boolean) => ExistClient;
}

const EVERYTHING = ({ steps }: RunPlan): Consent => new Set(steps.map(({ key }) => key));

let made = 0;

/** A device with the vault: the plugin as `plugin.ts` puts it together, but without Obsidian. */
export class Device {
  /** What outlives a restart, besides the vault. */
  private readonly stores = new Map<string, FaultyStore>();
  private readonly madeStores: FaultyStore[] = [];
  readonly secrets = new Map<string, string>();
  /** What the device keeps for itself. */
  readonly memory = new Map<string, unknown>();
  /** Reports of runs that nobody waited for, in order. */
  readonly automatic: Report[] = [];
  readonly name = `device ${(made += 1)}`;
  online = true;
  isKeychainLocked = false;
  /** How far this device's clock is ahead of the world's, milliseconds. */
  ahead = 0;
  /** Told of every request, once Exist has it. */
  onAsked: (request: ExistRequest, answer: ExistAnswer) => void = () => undefined;
  settings!: DeviceSettings;
  home!: TokenStore;
  access!: Access;
  signIn!: SignIn;
  schedule!: Schedule;
  private session: Session | null = null;
  private readonly clock: Clock;
  private states = 0;

  constructor(private readonly house: { readonly clock: TestClock; readonly world: ExistWorld; readonly file: SharedFile }, readonly notes: TestNotes) {
    const { clock } = house;
    this.clock = { now: () => clock.now() + this.ahead, random: () => clock.random(), after: (ms, task) => clock.after(ms, task), pause: () => clock.pause() };
    this.start();
  }

  /** Starts the app; one that runs already is closed first. Nothing is done by itself before `lookAgain`. */
  start(): void {
    const { secrets, clock } = this;
    this.session = null;
    (this.schedule as Schedule | undefined)?.stop();
    const settings = new DeviceSettings(this.house.file);
    const unlocked = (): typeof secrets => {
      if (this.isKeychainLocked) throw new Error("The keychain is locked.");
      return secrets;
    };
    const keychain: Keychain = { get: (id) => unlocked().get(id) ?? null, set: (id, secret) => { unlocked().set(id, secret); } };
    const home = new TokenStore(keychain, settings);
    const send = (token: string): Http => this.send(token);
    const { post } = this;
    const owner = new TokenOwner({ load: (key) => this.memory.get(key), save: (key, value) => this.memory.set(key, value) });
    const access = new Access({ home, owner, settings, clock, send, post });
    const signIn = new SignIn({ keychain, home, owner, clock, send, post, newState: () => `state-${(this.states += 1)}`, account: () => settings.current.connection?.account ?? null });
    const schedule = new Schedule({
      clock,
      settings: () => settings.current,
      run: async (trigger, scope, control) => (home.read() === null ? null : this.engine.run(trigger, scope, control)),
      onChange: () => undefined,
      onAutomatic: (report) => { this.automatic.push(report); },
    });
    Object.assign(this, { settings, home, access, signIn, schedule });
  }

  /** The time by this device's clock. */
  now(): number {
    return this.clock.now();
  }

  /** The connected account; the one that this household is about while there is none. */
  get account(): string {
    return this.settings.current.connection?.account ?? ACCOUNT;
  }

  get store(): FaultyStore {
    const known = this.stores.get(this.account);
    if (known !== undefined) return known;
    const store = new FaultyStore();
    this.stores.set(this.account, store);
    this.madeStores.push(store);
    return store;
  }

  /** Whether a store ever failed here, for whatever account. */
  get hasStorageFailed(): boolean {
    return this.madeStores.some(({ hasFailed }) => hasFailed);
  }

  get ledger(): Ledger {
    return this.open().ledger;
  }

  get engine(): Engine {
    return this.open().engine;
  }

  /** Ends the session of an account that is not connected any more, as `session.ts` does. */
  refresh(): void {
    const account = this.settings.current.connection?.account;
    if (account === undefined || account !== this.session?.account) this.session = null;
  }

  /** The device throws away what it keeps for the account. */
  loseLedger(): void {
    this.stores.delete(this.account);
    this.session = null;
  }

  /** The session of the connected account. */
  private open(): Session {
    const { account, store, clock } = this;
    if (this.session?.account === account) return this.session;
    const ledger = new Ledger(store);
    const budget = new RequestBudget({ now: () => clock.now(), load: () => store.facts("budget"), save: (state) => store.putFact("budget", state) });
    const client = (byPerson: boolean): ExistClient => new ExistClient(this.access.http(account, (http) => budget.limit(http, byPerson ? 0 : RESERVED_FOR_PEOPLE), byPerson), () => clock.now());
    const engine = new Engine({ clock, notes: this.notes, settings: this.settings, ledger, client: (trigger) => client(trigger !== "automatic") });
    this.session = { account, ledger, engine, client };
    return this.session;
  }

  client(byPerson = true): ExistClient {
    return this.open().client(byPerson);
  }

  /** Signs in at Exist as the user would, and pastes where the browser ends. */
  async connect(scopes: readonly string[], keptIn: TokenLocation = "settings", account = ACCOUNT): Promise<SignInOutcome> {
    const answer = readRedirect(this.house.world.decide(this.begin(scopes, keptIn), account, true));
    if (answer === null) throw new Error("The address cannot be read.");
    return this.welcomed(await this.signIn.finish(answer, "person"));
  }

  /** Begins a sign-in at Exist; gives the page that is opened. */
  begin(scopes: readonly string[], keptIn: TokenLocation = "settings"): string {
    return this.signIn.begin({ clientId: CLIENT, clientSecret: SECRET }, REDIRECT, scopes, keptIn);
  }

  async connectWith(token: string): Promise<SignInOutcome> {
    return this.welcomed(await this.signIn.withToken(token, "settings"));
  }

  /** What the plugin does after a sign-in that worked. */
  welcomed(outcome: SignInOutcome): SignInOutcome {
    if (outcome.kind === "connected") this.schedule.checkAfter();
    return outcome;
  }

  /** The user runs *Sync now* and, where a plan is shown, agrees to it as `consent` says. */
  async command(consent: (plan: RunPlan) => Consent = EVERYTHING): Promise<Report> {
    const result = await this.schedule.exclusively(async (control) => (this.home.read() === null ? { kind: "report" as const, report: notConnected("command") } : this.engine.run("command", {}, control)));
    const report = result.kind === "report" ? result.report : await this.schedule.exclusively((control) => this.engine.send(result.plan, consent(result.plan), control));
    return this.schedule.followUp(report);
  }

  private readonly post: FormHttp = (path, form) =>
    this.ask({ method: "POST", url: path, headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams(form).toString() });

  private send(token: string): Http {
    return ({ method, path, query, body }) => this.ask({
      method, url: query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) }, body: body === undefined ? "" : JSON.stringify(body),
    });
  }

  private async ask(request: ExistRequest): Promise<HttpResponse> {
    if (!this.online) throw new Error("no network");
    const answer = await this.house.world.handle({ ...request, headers: { ...request.headers, "user-agent": this.name } });
    this.onAsked(request, answer);
    if (answer.kind === "silent") await new Promise<void>((_resolve, reject) => { this.clock.after(TIMEOUT, () => { reject(new NoAnswerInTime("no answer in time")); }); });
    if (answer.kind !== "response") throw new Error("no answer");
    return { status: answer.status, headers: answer.headers, text: answer.body };
  }
}

function notConnected(trigger: Report["trigger"]): Report {
  return { ...emptyReport(trigger, 0), failure: { kind: "not-connected", text: "", retryAt: null, waitingHelps: false } };
}

/** One Exist, one vault, and devices that share them. */
export function household(settings: Partial<Settings> = {}, clock = new TestClock(), wait: (ms: number) => Promise<void> = () => Promise.resolve()) {
  const world = new ExistWorld(() => clock.now(), wait);
  world.addAccount({ username: ACCOUNT, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  world.addClient(CLIENT, SECRET, "My app");
  const notes = new TestNotes();
  const file = new SharedFile({ ...newSettings(TODAY), syncFrom: "2026-08-01" as LocalDate, ...settings });
  /** Another device with this vault, its own ledger and keychain; with `own` notes where its vault is synchronised late. */
  const device = (own = notes): Device => new Device({ clock, world, file }, own);
  return { clock, world, notes, file, device };
}

export type Household = ReturnType<typeof household>;

/** Lets time go by, a second at a time, until `promise` has come to its end. */
export async function lived<T>(clock: TestClock, promise: Promise<T>): Promise<T> {
  const state = { done: false };
  const end = promise.finally(() => { state.done = true; });
  end.catch(() => undefined);
  await settled();
  while (!state.done) await clock.pass(1000);
  return end;
}
