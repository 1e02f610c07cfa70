import type { LocalDate } from "../../src/domain/local-date";
import type { FormHttp } from "../../src/exist/oauth";
import { Budget, RESERVED_FOR_PEOPLE } from "../../src/exist/budget";
import { ExistClient } from "../../src/exist/client";
import { readRedirect } from "../../src/exist/oauth";
import type { Http, HttpResponse } from "../../src/exist/http";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import { Access } from "../../src/sync/connection/access";
import { SignIn, type SignInOutcome } from "../../src/sync/connection/sign-in";
import { type Home, TokenHome } from "../../src/sync/connection/token-home";
import { Engine } from "../../src/sync/engine";
import { Ledger } from "../../src/sync/ledger";
import type { Keychain } from "../../src/sync/ports";
import { decodeSettings, newSettings, type Settings } from "../../src/sync/settings";
import type { ExistAnswer, ExistRequest } from "../exist/model";
import { ExistWorld } from "../exist/world";
import { ACCOUNT, TestClock, TestNotes, TestSettings, TODAY } from "./rig";

export const CLIENT = "my-app";
export const SECRET = "my-secret";
const REDIRECT = "https://example.org/back";

/** data.json as it lies in a synced vault: every device has its own copy in mind, and reads it anew when told to. */
class SharedFile {
  text: string;

  constructor(settings: Settings) {
    this.text = JSON.stringify(settings);
  }
}

/** A device's view of the shared settings. */
class DeviceSettings extends TestSettings {
  constructor(private readonly file: SharedFile) {
    super(JSON.parse(file.text) as Settings);
  }

  override async change(change: (settings: Settings) => Settings): Promise<void> {
    await super.change(change);
    this.file.text = JSON.stringify(this.current);
  }

  reload(): Promise<void> {
    const decoded = decodeSettings(JSON.parse(this.file.text));
    if (decoded.kind === "settings") this.current = decoded.settings;
    return Promise.resolve();
  }
}

/** One Exist, one vault, and devices that share them. */
export function household(settings: Partial<Settings> = {}) {
  const clock = new TestClock();
  const world = new ExistWorld(() => clock.now(), () => Promise.resolve());
  world.addAccount({ username: ACCOUNT, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  world.addClient(CLIENT, SECRET, "My app");
  const notes = new TestNotes();
  const file = new SharedFile({ ...newSettings(TODAY), syncFrom: "2026-08-01" as LocalDate, ...settings });

  const answerOf = (answer: ExistAnswer): HttpResponse => {
    if (answer.kind !== "response") throw new Error("no answer");
    return { status: answer.status, headers: answer.headers, text: answer.body };
  };
  const ask = async (request: ExistRequest): Promise<HttpResponse> => answerOf(await world.handle(request));
  const send = (token: string): Http => ({ method, path, query, body }) => ask({
    method, url: query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) }, body: body === undefined ? "" : JSON.stringify(body),
  });
  const post: FormHttp = (path, form) => ask({ method: "POST", url: path, headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams(form).toString() });

  /** Another device with this vault, its own ledger and keychain. */
  function device() {
    const store = new MemoryLedgerStore();
    const secrets = new Map<string, string>();
    const stored = new DeviceSettings(file);
    const keychain: Keychain = { get: (id) => secrets.get(id) ?? null, set: (id, secret) => { secrets.set(id, secret); } };
    const home = new TokenHome(keychain, stored);
    const access = new Access({ home, settings: stored, reload: () => stored.reload(), clock, send, post });
    let states = 0;
    const signIn = new SignIn({ keychain, home, clock, send, post, newState: () => `state-${(states += 1)}`, account: () => stored.current.connection?.account ?? null });
    const budget = new Budget({ now: () => clock.now(), load: () => store.facts("budget"), save: (state) => store.putFact("budget", state) });
    const clientFor = (automatic: boolean): ExistClient => new ExistClient(access.http((http) => budget.limit(http, automatic ? RESERVED_FOR_PEOPLE : 0), !automatic), () => clock.now());
    const ledger = new Ledger(store);
    const engine = new Engine({ clock, notes, settings: stored, ledger, client: (trigger) => clientFor(trigger === "automatic") });
    /** Signs in at Exist as the user would, and pastes where the browser ends. */
    const connect = async (scopes: readonly string[], keptIn: Home = "settings"): Promise<SignInOutcome> => {
      const page = signIn.begin({ clientId: CLIENT, clientSecret: SECRET }, REDIRECT, scopes, keptIn);
      const answer = readRedirect(world.decide(page, ACCOUNT, true));
      if (answer === null) throw new Error("The address cannot be read.");
      return signIn.finish(answer);
    };
    return { engine, settings: stored, home, signIn, access, secrets, ledger, connect, client: (byPerson = true) => clientFor(!byPerson) };
  }

  return { clock, world, notes, file, device };
}

export type Household = ReturnType<typeof household>;
export type Device = ReturnType<Household["device"]>;
