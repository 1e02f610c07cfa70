/** What the stand-in keeps. Names are Exist's. */
export interface Service {
  readonly name: string;
  readonly label: string;
  /** Templates it can fill, to hand an attribute to it on release. */
  readonly templates: readonly string[];
}

export interface StoredAttribute {
  readonly name: string;
  label: string;
  readonly group: string;
  readonly template: string | null;
  readonly value_type: number;
  readonly priority: number;
  manual: boolean;
  active: boolean;
  /** Name of the owning service, or null. */
  owner: string | null;
  readonly values: Map<string, number | string>;
}

export interface Profile {
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly avatar: string;
  readonly timezone: string;
  readonly imperial_distance: boolean;
  readonly imperial_weight: boolean;
  readonly imperial_energy: boolean;
  readonly imperial_liquid: boolean;
  readonly imperial_temperature: boolean;
  readonly trial: boolean;
  readonly delinquent: boolean;
}

export interface Account {
  readonly profile: Profile;
  readonly attributes: Map<string, StoredAttribute>;
}

export interface Token {
  readonly access: string;
  readonly refresh: string | null;
  readonly username: string;
  /** The client that holds it: the service that acquires and owns. */
  readonly client: string;
  /** Scopes, or null for everything. */
  readonly scopes: ReadonlySet<string> | null;
  readonly expiresAt: number;
  /** A "simple token" is sent as `Token` and may only read. */
  readonly simple: boolean;
  alive: boolean;
  /** Whether a 401 was given to it, which makes a refresh reasonable. */
  turnedAway: boolean;
}

export interface ExistRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type ExistAnswer =
  | { readonly kind: "response"; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  /** The connection is lost. */
  | { readonly kind: "dropped" }
  /** No answer ever comes. */
  | { readonly kind: "silent" };

/** A request that came in, and what it was answered. `status` is 0 where no answer was given. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  readonly at: number;
}

export function respond(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ExistAnswer {
  return { kind: "response", status, headers: { "content-type": "application/json", ...headers }, body: body === undefined ? "" : JSON.stringify(body) };
}
