/** What the stand-in keeps and what goes in and out of it. Names are Exist's. */
export type Value = number | string;

/** Anything that can own attributes: the client under test, other clients, Exist's own apps. */
export interface Service {
  readonly name: string;
  readonly label: string;
  /** Templates it can fill; an attribute that is released goes to such a service. */
  readonly templates: readonly string[];
}

/** The services by name. */
export type Services = ReadonlyMap<string, Service>;

export interface StoredAttribute {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly template: string | null;
  readonly value_type: number;
  readonly priority: number;
  manual: boolean;
  active: boolean;
  /** Name of the owning service, or null. */
  owner: string | null;
  /** Services that have owned it and could again. */
  readonly suppliers: Set<string>;
  readonly values: Map<string, Value>;
  /** The service that each day's value came from. Values without an entry came from the user. */
  readonly writtenBy: Map<string, string>;
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

/** Two attributes that go together, as Exist has worked it out. */
export interface StoredCorrelation {
  /** The Sunday on which it was found. */
  readonly date: string;
  readonly period: number;
  readonly offset: 0 | -1;
  readonly attribute: string;
  readonly attribute2: string;
  readonly value: number;
  readonly p: number;
  readonly stars: number;
  /** The three parts of the sentence. */
  readonly elements: readonly [string, string, string];
}

/** Something that Exist has noticed. */
export interface StoredInsight {
  /** ISO 8601 with an offset. */
  readonly created: string;
  readonly target_date: string | null;
  readonly name: string;
  readonly period: number;
  /** 1 today, 2 a day, 3 a week, 4 a month. */
  readonly priority: number;
  /** The attribute it is about, by name. */
  readonly attribute: string | null;
  readonly lines: readonly string[];
}

export interface Account {
  readonly profile: Profile;
  /** By name, in the order in which they were made. */
  readonly attributes: Map<string, StoredAttribute>;
  readonly correlations: StoredCorrelation[];
  readonly insights: StoredInsight[];
}

export interface ExistRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ExistResponse {
  readonly kind: "response";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type ExistAnswer =
  | ExistResponse
  /** The connection is lost, before or after the work was done. */
  | { readonly kind: "dropped" }
  /** No answer ever comes. */
  | { readonly kind: "silent" };

/** A request as it came in, before anything was made of it. */
export interface IncomingCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON or form fields; undefined where there is neither. */
  readonly body: unknown;
  readonly at: number;
}

/** A request and what it was answered. `status` is 0 while and where no answer was given. */
export interface Call extends IncomingCall {
  readonly status: number;
}

/** A JSON answer. */
export function respond(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ExistResponse {
  return { kind: "response", status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** The page of a path that Exist does not know. */
export function nothingHere(): ExistResponse {
  return { kind: "response", status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not Found</h1>" };
}
