import { answerInstead, type Fault, type ScriptedFault, spoil } from "./faults";
import { type Account, type Call, type ExistAnswer, type ExistRequest, type Profile, respond, type Service, type StoredAttribute, type Token } from "./model";
import { describe, read } from "./reads";
import { TEMPLATES } from "./templates";
import { isWrite, write } from "./writes";

export type { Call, ExistAnswer, ExistRequest } from "./model";
export type { Fault } from "./faults";

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const YEAR = 31_535_999_000;
const LIMIT = 300;
const OUR_CLIENT = "exist_sync_test";

/**
 * Exist, as far as its reference goes: accounts, attributes, owners, tokens, scopes and limits in memory. Knows no
 * sockets, so it runs in a page as well. What a good client would not do is counted and named in `impolite`.
 */
export class ExistWorld {
  readonly calls: Call[] = [];
  readonly impolite: string[] = [];
  /** Values updated again to what Exist held already; allowed after a crash. */
  repeated = 0;
  /** Sent with every 429, when set; Exist itself does not document one. */
  retryAfter: string | null = null;
  private readonly accounts = new Map<string, Account>();
  private readonly tokens: Token[] = [];
  private readonly codes = new Map<string, { readonly username: string; readonly client: string; readonly scopes: ReadonlySet<string>; used: boolean }>();
  private readonly services = new Map<string, Service>([[OUR_CLIENT, { name: OUR_CLIENT, label: "My notes", templates: [] }]]);
  private readonly clients = new Map<string, { readonly secret: string }>();
  private readonly used = new Map<string, { hour: number; count: number }>();
  private readonly faults: ScriptedFault[] = [];
  private made = 0;

  constructor(readonly now: () => number = () => Date.now(), private readonly wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => { setTimeout(done, ms); })) {}

  addAccount(profile: Partial<Profile> & { readonly username: string }): void {
    const complete: Profile = {
      first_name: "", last_name: "", avatar: "", timezone: "UTC", imperial_distance: false, imperial_weight: false, imperial_energy: false,
      imperial_liquid: false, imperial_temperature: false, trial: false, delinquent: false, ...profile,
    };
    this.accounts.set(profile.username, { profile: complete, attributes: new Map() });
  }

  /** Another service that can own attributes and fill `templates`. */
  addService(name: string, label: string, templates: readonly string[] = []): void {
    this.services.set(name, { name, label, templates });
  }

  addClient(id: string, secret: string): void {
    this.clients.set(id, { secret });
    this.services.set(id, { name: id, label: id, templates: [] });
  }

  /** The token that the page of a user's own developer app shows: everything, for a year. */
  personalToken(username: string, options: { readonly client?: string; readonly scopes?: readonly string[]; readonly simple?: boolean } = {}): string {
    return this.issue(username, options.client ?? OUR_CLIENT, options.scopes === undefined ? null : new Set(options.scopes), options.simple ?? false).access;
  }

  /** What `authorize` hands to the redirect address once the user has allowed it. */
  authorisationCode(username: string, client: string, scopes: readonly string[]): string {
    const code = `code-${(this.made += 1)}`;
    this.codes.set(code, { username, client, scopes: new Set(scopes), used: false });
    return code;
  }

  expire(access: string): void {
    for (const token of this.tokens) if (token.access === access) token.alive = false;
  }

  addAttribute(username: string, attribute: { readonly template?: string; readonly name?: string; readonly label?: string; readonly group?: string; readonly value_type?: number; readonly owner?: string | null; readonly manual?: boolean; readonly active?: boolean; readonly priority?: number }): void {
    const template = TEMPLATES.find(({ name }) => name === attribute.template);
    const name = attribute.name ?? template?.name ?? "";
    const stored: StoredAttribute = {
      name, label: attribute.label ?? template?.label ?? name, group: attribute.group ?? template?.group ?? "custom", template: template?.name ?? null,
      value_type: attribute.value_type ?? template?.value_type ?? 7, priority: attribute.priority ?? 1, manual: attribute.manual ?? true,
      active: attribute.active ?? true, owner: attribute.owner ?? null, values: new Map(),
    };
    this.account(username).attributes.set(name, stored);
  }

  setValue(username: string, name: string, date: string, value: number | string): void {
    this.attribute(username, name)?.values.set(date, value);
  }

  /** The user hands an attribute to another service, or to nobody. */
  giveTo(username: string, name: string, owner: string | null): void {
    const attribute = this.attribute(username, name);
    if (attribute !== undefined) attribute.owner = owner;
  }

  removeAttribute(username: string, name: string): void {
    this.account(username).attributes.delete(name);
  }

  attribute(username: string, name: string): StoredAttribute | undefined {
    return this.account(username).attributes.get(name);
  }

  attributes(username: string): readonly StoredAttribute[] {
    return [...this.account(username).attributes.values()];
  }

  /** All that is held, by date and name. */
  valuesOf(username: string): Record<string, Record<string, number | string>> {
    const held: Record<string, Record<string, number | string>> = {};
    for (const { name, values } of this.account(username).attributes.values()) {
      for (const [date, value] of values) (held[date] ??= {})[name] = value;
    }
    return held;
  }

  callsTo(end: string): Call[] {
    return this.calls.filter(({ path }) => path.endsWith(`/${end}/`));
  }

  /** Makes the calls that `on` picks go wrong, the next `times` of them. */
  script(on: ScriptedFault["on"], fault: Fault, times = 1): void {
    this.faults.push({ on, fault, times });
  }

  async handle(request: ExistRequest): Promise<ExistAnswer> {
    const url = new URL(request.url, "https://exist.io");
    const query = Object.fromEntries(url.searchParams);
    const body = bodyOf(request);
    const seen = { method: request.method, path: url.pathname, query, body, at: this.now() };
    const scripted = this.faults.find((each) => each.times > 0 && each.on(seen));
    if (scripted !== undefined) scripted.times -= 1;
    const { fault } = scripted ?? {};
    if (fault?.kind === "delay") await this.wait(fault.ms);
    const answer = (fault === undefined ? null : answerInstead(fault)) ?? (await Promise.resolve(this.answer(request, url, query, body)));
    const sent = fault === undefined ? answer : spoil(fault, answer);
    this.calls.push({ ...seen, status: sent.kind === "response" ? sent.status : 0 });
    return sent;
  }

  private answer(request: ExistRequest, url: URL, query: Record<string, string>, body: unknown): ExistAnswer {
    const { pathname } = url;
    if (pathname === "/oauth2/access_token") return this.exchange(request);
    if (!pathname.startsWith("/api/2/") || !pathname.endsWith("/")) return respond(404, { detail: "Not found." });
    const token = this.tokenOf(request.headers.authorization ?? "");
    if (token === null) return respond(401, { detail: "Invalid token" });
    if (!this.count(token)) return { kind: "response", status: 429, headers: this.retryAfter === null ? {} : { "retry-after": this.retryAfter }, body: "" };
    const account = this.account(token.username);
    const today = dayIn(account.profile.timezone, this.now());
    if (request.method === "GET") {
      return read(pathname, { account, token, today, services: this.services, query, origin: url.origin, now: this.now() }) ?? respond(404, { detail: "Not found." });
    }
    if (request.method !== "POST" || !isWrite(pathname)) return respond(405, { detail: `Method "${request.method}" not allowed.` });
    if (token.simple) return respond(403, { detail: "You do not have permission to perform this action." });
    if (!(request.headers["content-type"] ?? "").startsWith("application/json")) return respond(415, { detail: "Unsupported media type in request." });
    if (body === undefined) return respond(400, { detail: "JSON parse error" });
    return write(pathname, body, {
      account, token, today, services: this.services, fullObjects: query.success_objects === "1",
      describe: (attribute) => describe(attribute, this.services),
      impolite: (what) => { this.impolite.push(what); },
      repeated: () => { this.repeated += 1; },
    });
  }

  /** POST /oauth2/access_token. A refresh kills the old pair at once. */
  private exchange({ method, headers, body }: ExistRequest): ExistAnswer {
    if (method !== "POST") return respond(405, { detail: "Method not allowed." });
    if (!(headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) return respond(415, { error: "unsupported_media_type" });
    const form = Object.fromEntries(new URLSearchParams(body));
    const client = this.clients.get(form.client_id ?? "");
    if (client === undefined || client.secret !== form.client_secret) return respond(401, { error: "invalid_client" });
    if (form.grant_type === "authorization_code") {
      const code = this.codes.get(form.code ?? "");
      if (code === undefined || code.used || code.client !== form.client_id || !form.redirect_uri) return respond(400, { error: "invalid_grant" });
      code.used = true;
      return this.granted(this.issue(code.username, code.client, code.scopes, false));
    }
    if (form.grant_type !== "refresh_token") return respond(400, { error: "unsupported_grant_type" });
    const old = this.tokens.find((token) => token.alive && token.refresh === form.refresh_token && token.client === form.client_id);
    if (old === undefined) return respond(400, { error: "invalid_grant" });
    if (!old.turnedAway && old.expiresAt - this.now() > WEEK) this.impolite.push("a token refreshed for nothing");
    old.alive = false;
    return this.granted(this.issue(old.username, old.client, old.scopes, false));
  }

  private granted(token: Token): ExistAnswer {
    return respond(200, { access_token: token.access, token_type: "Bearer", expires_in: YEAR / 1000, refresh_token: token.refresh, scope: [...(token.scopes ?? [])].join(" ") });
  }

  private issue(username: string, client: string, scopes: ReadonlySet<string> | null, simple: boolean): Token {
    this.made += 1;
    const token: Token = { access: `access-${this.made}-${username}`, refresh: `refresh-${this.made}-${username}`, username, client, scopes, simple, expiresAt: this.now() + YEAR, alive: true, turnedAway: false };
    this.tokens.push(token);
    return token;
  }

  private tokenOf(header: string): Token | null {
    const [scheme, access] = header.split(" ");
    const token = this.tokens.find((each) => each.access === access && (scheme === "Bearer" ? !each.simple : scheme === "Token" && each.simple));
    if (token === undefined) return null;
    if (token.alive && token.expiresAt > this.now()) return token;
    token.turnedAway = true;
    return null;
  }

  private count({ access }: Token): boolean {
    const hour = Math.floor(this.now() / HOUR);
    const used = this.used.get(access);
    const count = used?.hour === hour ? used.count + 1 : 1;
    this.used.set(access, { hour, count });
    if (count > LIMIT) this.impolite.push(`request ${count} of an hour`);
    return count <= LIMIT;
  }

  private account(username: string): Account {
    const account = this.accounts.get(username);
    if (account === undefined) throw new Error(`There is no account ${username}.`);
    return account;
  }
}

function bodyOf({ headers, body }: ExistRequest): unknown {
  if (!(headers["content-type"] ?? "").startsWith("application/json")) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function dayIn(timezone: string, now: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short" }).format(now);
}
