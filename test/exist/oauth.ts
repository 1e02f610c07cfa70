import type { ClientConduct } from "./client-conduct";
import { type ExistRequest, type ExistResponse, respond } from "./model";
import { grant, isScope, type Scopes } from "./scopes";

/** A year, as Exist counts it: `expires_in` is 31535999 seconds. */
const YEAR = 31_535_999_000;
const WEEK = 7 * 86_400_000;
const CODE_LIFE = 10 * 60_000;

export interface Token {
  readonly access: string;
  readonly refresh: string | null;
  readonly username: string;
  /** The client that holds it: the service that acquires and owns. */
  readonly client: string;
  readonly scopes: Scopes;
  /** A simple token is sent as `Token` and may only read. */
  readonly simple: boolean;
  /** What the user once agreed to. Outlives a refresh, and the hourly limit goes by it. */
  readonly grant: string;
  expiresAt: number;
  alive: boolean;
  /** Whether it was answered with a 401, which is a reason to refresh it. */
  turnedAway: boolean;
}

interface Code {
  readonly username: string;
  readonly client: string;
  readonly scopes: Scopes;
  readonly redirectUri: string;
  readonly madeAt: number;
}

type Holder = Pick<Token, "username" | "client" | "scopes">;

interface Issue {
  readonly refreshable: boolean;
  readonly simple?: boolean;
  /** Of the token that this one follows. */
  readonly grant?: string;
}

/** Clients, codes and tokens: everything under /oauth2/. */
export class Authority {
  private readonly tokens: Token[] = [];
  private readonly codes = new Map<string, Code>();
  private readonly secrets = new Map<string, string>();
  private made = 0;

  constructor(private readonly now: () => number, private readonly manners: ClientConduct) {}

  addClient(id: string, secret: string): void {
    this.secrets.set(id, secret);
  }

  /** Shown on the page of a client; cannot be refreshed. */
  personal(holder: Holder): Token {
    return this.issue(holder, { refreshable: false });
  }

  simple(holder: Holder): Token {
    return this.issue(holder, { refreshable: false, simple: true });
  }

  /** What the redirect carries once the user has allowed it. */
  code(username: string, client: string, scopes: readonly string[], redirectUri: string): string {
    if (!this.secrets.has(client)) throw new Error(`There is no client ${client}.`);
    const code = `code-${this.next()}`;
    this.codes.set(code, { username, client, scopes: grant(scopes), redirectUri, madeAt: this.now() });
    return code;
  }

  /**
   * GET /oauth2/authorize: what the page that asks the user would say. Whoever presses Allow or Deny there is sent to the
   * address that `decide` gives. A wrong client, address or scope is said on the page and never sent anywhere.
   */
  asks(query: URLSearchParams): ExistResponse {
    const client = query.get("client_id") ?? "";
    const unknown = (query.get("scope") ?? "").split(" ").filter((scope) => !isScope(scope));
    if (!this.secrets.has(client)) return respond(400, { error: "invalid_client" });
    if (query.get("response_type") !== "code") return respond(400, { error: "unsupported_response_type" });
    if ((query.get("redirect_uri") ?? "") === "") return respond(400, { error: "invalid_request" });
    if (unknown.length > 0) return respond(400, { error: "invalid_scope", scope: unknown.join(" ") });
    return respond(200, { client, scope: query.get("scope") });
  }

  /** Where the browser ends after the user has decided. */
  decide(query: URLSearchParams, username: string, allow: boolean): string {
    if (this.asks(query).status !== 200) throw new Error("Exist's page has nothing to decide.");
    const redirectUri = query.get("redirect_uri") ?? "";
    const state = query.get("state");
    const answer = allow ? { code: this.code(username, query.get("client_id") ?? "", (query.get("scope") ?? "").split(" "), redirectUri) } : { error: "access_denied" };
    return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${new URLSearchParams({ ...answer, ...(state === null ? {} : { state }) }).toString()}`;
  }

  /** The token of an `Authorization` header; null for one that is unknown, dead or expired, or named by the wrong scheme. */
  admit(header: string): Token | null {
    const token = this.tokenIn(header);
    return token !== undefined && token.alive && token.expiresAt > this.now() ? token : null;
  }

  /** A 401 was given to this header, for whatever reason. */
  turnAway(header: string): void {
    const token = this.tokenIn(header);
    if (token !== undefined) token.turnedAway = true;
  }

  /** Lets the access token's year be over; it can still be refreshed. */
  expire(access: string): void {
    this.tokenNamed(access).expiresAt = this.now();
  }

  /** The user throws the client out: neither half of the pair is good for anything. */
  revoke(access: string): void {
    this.tokenNamed(access).alive = false;
  }

  /** POST /oauth2/access_token. */
  exchange({ method, headers, body }: ExistRequest): ExistResponse {
    if (method !== "POST") return respond(405, { detail: `Method "${method}" not allowed.` });
    const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
    const form = new URLSearchParams(isForm ? body : "");
    if (!form.has("grant_type")) return problem("invalid_request");
    const secret = this.secrets.get(form.get("client_id") ?? "");
    if (secret === undefined || secret !== form.get("client_secret")) return problem("invalid_client");
    switch (form.get("grant_type")) {
      case "authorization_code":
        return this.redeem(form);
      case "refresh_token":
        return this.refresh(form);
      default:
        return problem("unsupported_grant_type");
    }
  }

  private redeem(form: URLSearchParams): ExistResponse {
    const code = this.codes.get(form.get("code") ?? "");
    this.codes.delete(form.get("code") ?? "");
    const good = code !== undefined && code.client === form.get("client_id") && code.redirectUri === form.get("redirect_uri") &&
      this.now() - code.madeAt < CODE_LIFE;
    return good ? granted(this.issue(code, { refreshable: true })) : problem("invalid_grant");
  }

  /** The old pair dies at once. */
  private refresh(form: URLSearchParams): ExistResponse {
    const old = this.tokens.find(({ alive, refresh, client }) =>
      alive && refresh !== null && refresh === form.get("refresh_token") && client === form.get("client_id"));
    if (old === undefined) return problem("invalid_grant");
    if (!old.turnedAway && old.expiresAt - this.now() > WEEK) this.manners.note("a token refreshed for nothing");
    old.alive = false;
    return granted(this.issue(old, { refreshable: true, grant: old.grant }));
  }

  private issue({ username, client, scopes }: Holder, { refreshable, simple = false, grant }: Issue): Token {
    const serial = this.next();
    const token: Token = {
      access: `access-${serial}`, refresh: refreshable ? `refresh-${serial}` : null, username, client, scopes, simple,
      grant: grant ?? `grant-${serial}`, expiresAt: this.now() + YEAR, alive: true, turnedAway: false,
    };
    this.tokens.push(token);
    return token;
  }

  private tokenIn(header: string): Token | undefined {
    const [scheme, access] = header.split(" ");
    return this.tokens.find((token) => token.access === access && scheme === (token.simple ? "Token" : "Bearer"));
  }

  private tokenNamed(access: string): Token {
    const token = this.tokens.find((each) => each.access === access);
    if (token === undefined) throw new Error(`There is no token ${access}.`);
    return token;
  }

  private next(): number {
    return (this.made += 1);
  }
}

function granted({ access, refresh, scopes }: Token): ExistResponse {
  const scope = [...(scopes ?? [])].join(" ");
  return respond(200, { access_token: access, token_type: "Bearer", expires_in: YEAR / 1000, refresh_token: refresh, scope });
}

function problem(error: string): ExistResponse {
  return respond(400, { error });
}
