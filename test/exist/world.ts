import { giveTo } from "./attribute";
import { type Behavior, RECORDED } from "./behavior";
import { today } from "./calendar";
import { Directory, type NewAttribute, type NewCorrelation, type NewInsight } from "./directory";
import { answerInstead, type Fault, Faults, isHeard, leadsTo, refuseBy, type Script, spoil } from "./faults";
import { closedUntil, HourlyLimit, REQUESTS_AN_HOUR } from "./hourly-limit";
import { ClientConduct } from "./client-conduct";
import {
  type Call, type ExistAnswer, type ExistRequest, type ExistResponse, nothingHere, type Profile, respond, type StoredAttribute, type Value,
} from "./model";
import { Authority, type Token } from "./oauth";
import { type ReadContext, READS } from "./reads";
import { isJson, lowerCased, parsed } from "./request";
import { grant } from "./scopes";
import { writeBatch, WRITES } from "./writes/batch";

export type { Behavior } from "./behavior";
export type { NewAttribute } from "./directory";
export type { Fault, On, Script } from "./faults";
export type { Call, ExistAnswer, ExistRequest, ExistResponse, IncomingCall, Profile, Service, StoredAttribute, Value } from "./model";

/** The service that the developer app of the user under test is, unless a token says otherwise. */
export const OUR_CLIENT = "my_notes";

/**
 * Exist as its reference describes it: accounts, attributes, owners, tokens, scopes and limits, in memory. Knows no sockets, so it runs
 * in a page as well. What a good client would not do is named in `impolite`; what the reference leaves open is in assumptions.ts.
 */
export class ExistWorld {
  readonly calls: Call[] = [];
  /** Sent with every 429 when set. Exist does not document one. */
  retryAfter: string | null = null;
  /** Whether a refused `create` names the attribute that is in its way. */
  namesWhatExists = true;

  private readonly directory = new Directory();
  private readonly manners = new ClientConduct();
  private readonly limit = new HourlyLimit();
  private readonly faults = new Faults();
  private readonly authority: Authority;
  private readonly behavior: Behavior;
  /** Requests that are on their way for longer than anybody waits for them. */
  private readonly underway: (() => void)[] = [];
  /** How many of them have a time set. */
  private timed = 0;

  constructor(
    /** The time, in milliseconds since 1970. */
    readonly now: () => number = () => Date.now(),
    private readonly wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => { setTimeout(done, ms); }),
    behavior: Partial<Behavior> = {},
  ) {
    this.behavior = { ...RECORDED, ...behavior };
    this.authority = new Authority(now, this.manners);
    this.addService(OUR_CLIENT, "My notes");
  }

  /** Every impolite thing so far, in words. */
  get impolite(): readonly string[] {
    return this.manners.impolite;
  }

  /** How many values were updated to what Exist held already from the same client. Allowed: a crash may repeat a call. */
  get repeated(): number {
    return this.manners.repeated;
  }

  addAccount(profile: Partial<Profile> & Pick<Profile, "username">): void {
    this.directory.addAccount(profile);
  }

  /** Another service that can own attributes. On release it gets those whose templates it can fill. */
  addService(name: string, label: string, templates: readonly string[] = []): void {
    this.directory.addService({ name, label, templates });
  }

  /** A developer app for the OAuth flow. */
  addClient(id: string, secret: string, label = id): void {
    this.authority.addClient(id, secret);
    this.addService(id, label);
  }

  /** The token on the page of a developer app: every scope unless told, for a year. */
  personalToken(username: string, scopes?: readonly string[], client = OUR_CLIENT): string {
    this.directory.account(username);
    const granted = scopes === undefined ? null : grant(scopes);
    return this.authority.personal({ username, client: this.directory.serviceNamed(client), scopes: granted }).access;
  }

  /** A token to be sent as `Authorization: Token …`. It may only read. */
  simpleToken(username: string): string {
    this.directory.account(username);
    return this.authority.simple({ username, client: OUR_CLIENT, scopes: null }).access;
  }

  /** The code that the redirect carries once the user has allowed the client. */
  authorisationCode(username: string, client: string, scopes: readonly string[], redirectUri: string): string {
    this.directory.account(username);
    return this.authority.code(username, client, scopes, redirectUri);
  }

  /** Presses Allow or Deny on the page at `url`, as a user who is signed in there; gives the address the browser ends on. */
  decide(url: string, username: string, allow: boolean): string {
    this.directory.account(username);
    return this.authority.decide(new URL(url).searchParams, username, allow);
  }

  /** Lets the year of an access token be over; its refresh token stays good. */
  expire(access: string): void {
    this.authority.expire(access);
  }

  /** The user throws the client out. */
  revoke(access: string): void {
    this.authority.revoke(access);
  }

  addAttribute(username: string, given: NewAttribute): void {
    this.directory.addAttribute(username, given);
  }

  addCorrelation(username: string, given: NewCorrelation): void {
    this.directory.addCorrelation(username, given);
  }

  addInsight(username: string, given: NewInsight): void {
    this.directory.addInsight(username, given);
  }

  /** The user deletes an attribute with all its values. */
  removeAttribute(username: string, name: string): void {
    this.directory.account(username).attributes.delete(this.directory.attribute(username, name).name);
  }

  /** A value that the user, or whoever owns the attribute, has entered. */
  setValue(username: string, name: string, date: string, value: Value): void {
    this.directory.setValue(username, name, date, value);
  }

  /** The user hands an attribute to a service (by name or label; an unknown one is made), or takes it from everyone. */
  giveTo(username: string, name: string, service: string | null): void {
    const attribute = this.directory.attribute(username, name);
    if (service === null) attribute.owner = null;
    else giveTo(attribute, this.directory.serviceNamed(service));
  }

  attribute(username: string, name: string): StoredAttribute | undefined {
    return this.directory.account(username).attributes.get(name);
  }

  attributes(username: string): readonly StoredAttribute[] {
    return [...this.directory.account(username).attributes.values()];
  }

  /** All that is held, by date and name. */
  valuesOf(username: string): Record<string, Record<string, Value>> {
    const held: Record<string, Record<string, Value>> = {};
    for (const { name, values } of this.attributes(username)) {
      for (const [date, value] of values) (held[date] ??= {})[name] = value;
    }
    return held;
  }

  /** Calls to a path, or to the end of one: "update", "accounts/profile". */
  callsTo(end: string): Call[] {
    return this.calls.filter(({ path }) => leadsTo(path, end));
  }

  updateCalls(): Call[] {
    return this.callsTo("attributes/update");
  }

  /** Lets something go wrong. */
  script(script: Script): void {
    this.faults.add(script);
  }

  /** Nothing of what was scripted goes wrong any more. */
  calmDown(): void {
    this.faults.clear();
  }

  async handle({ method, url, headers, body }: ExistRequest): Promise<ExistAnswer> {
    const request: ExistRequest = { method: method.toUpperCase(), url, headers: lowerCased(headers), body };
    const { pathname: path, searchParams } = new URL(url, "https://exist.io");
    const query = Object.fromEntries(searchParams);
    const call = { method: request.method, path, query, body: parsed(request), at: this.now(), status: 0 };
    this.calls.push(call);
    const who = this.whoAsks(request, call);
    this.manners.knock(who, path, call.at);
    const fault = this.faults.next(call);
    if (fault?.kind === "delay") await this.wait(fault.ms);
    if (fault?.kind === "late") this.holdBack(request, call, fault);
    if (fault?.kind === "twice") this.answer(request, call, fault);
    // What a network does to a request is not the sender's manners.
    const answer = answerInstead(fault) ?? spoil(fault, this.answer(request, call, fault, fault?.kind === "twice" ? new ClientConduct() : this.manners));
    if (answer.kind === "response") call.status = answer.status;
    if (answer.kind === "response" && answer.status === 429) this.manners.askToWait(who, this.closedUntil(who, answer.headers["retry-after"], call.at));
    if (call.status === 401) this.authority.turnAway(request.headers.authorization ?? "");
    return answer;
  }

  /** Lets the requests arrive that are late and have no time set, in the order in which they were sent. */
  letArrive(): void {
    for (const arrive of this.underway.splice(0)) arrive();
  }

  private holdBack(request: ExistRequest, call: Call, fault: Extract<Fault, { readonly kind: "late" }>): void {
    const arrive = (): void => { this.answer(request, call, fault, new ClientConduct()); };
    if (fault.ms === undefined) this.underway.push(arrive);
    else {
      this.timed += 1;
      void this.wait(fault.ms).then(() => { this.timed -= 1; arrive(); });
    }
  }

  /** Whether a request is late and has not arrived yet. */
  get hasLate(): boolean {
    return this.timed + this.underway.length > 0;
  }

  /** In the order that the service's framework has: path, token, limit, method, content type, body. */
  private answer(request: ExistRequest, { path, query, body }: Call, fault: Fault | null, manners = this.manners): ExistResponse {
    if (path === "/oauth2/authorize" && request.method === "GET") return this.authority.asks(new URLSearchParams(query));
    if (path === "/oauth2/access_token") return this.authority.exchange(request);
    const read = READS.get(path);
    const write = WRITES.get(path);
    if (read === undefined && write === undefined) return nothingHere();
    const header = request.headers.authorization;
    const token = this.authority.admit(header ?? "");
    if (token === null) return unauthenticated(header === undefined ? "Authentication credentials were not provided." : "Invalid token");
    if (this.isOverLimit(token)) return this.tooMany();
    const context = this.contextOf(token, request, path, query);
    if (read !== undefined && request.method === "GET") return read(context);
    if (write === undefined || request.method !== "POST") return respond(405, { detail: `Method "${request.method}" not allowed.` });
    if (token.simple) return respond(403, { detail: "You do not have permission to perform this action." });
    const type = request.headers["content-type"] ?? "";
    if (!isJson(type)) return respond(415, { detail: `Unsupported media type "${type}" in request.` });
    if (body === undefined) return respond(400, { detail: "JSON parse error" });
    return writeBatch(path, write, body, {
      ...context,
      manners,
      isHeard: isHeard(fault),
      device: request.headers["user-agent"] ?? "",
      fullObjects: query.success_objects === "1",
      namesWhatExists: this.namesWhatExists,
      refuseAnyway: refuseBy(fault),
    });
  }

  /** Whose patience counts: the token's, and at the sign-in the app's. */
  private whoAsks({ headers }: ExistRequest, { body }: Call): string {
    const app = typeof body === "object" && body !== null && "client_id" in body ? `app ${String(body.client_id)}` : "nobody";
    return this.authority.admit(headers.authorization ?? "")?.grant ?? app;
  }

  private contextOf({ username, client, scopes }: Token, { headers }: ExistRequest, path: string, query: Call["query"]): ReadContext {
    const account = this.directory.account(username);
    const now = this.now();
    const origin = headers.host === undefined ? "https://exist.io" : `http://${headers.host}`;
    return { account, client, scopes, services: this.directory.services, behavior: this.behavior, address: origin + path, query, now, today: today(account.profile.timezone, now) };
  }

  private tooMany(): ExistResponse {
    return { kind: "response", status: 429, headers: this.retryAfter === null ? {} : { "retry-after": this.retryAfter }, body: "" };
  }

  private isOverLimit(token: Token): boolean {
    const isAdmitted = this.limit.admit(token.grant, this.now());
    if (!isAdmitted) this.manners.note(`more than ${REQUESTS_AN_HOUR} requests in sixty minutes`);
    return !isAdmitted;
  }

  /** Without its word: until the oldest request of the last sixty minutes is over them. */
  private closedUntil(who: string, retryAfter: string | undefined, now: number): number {
    return retryAfter === undefined ? this.limit.reopens(who, now) : closedUntil(retryAfter, now);
  }
}

function unauthenticated(detail: string): ExistResponse {
  return respond(401, { detail }, { "www-authenticate": 'Bearer realm="api"' });
}
