import type { Attribute } from "../domain/attribute";
import type { LocalDate } from "../domain/local-date";
import type { Template } from "../domain/templates";
import type { Value, ValueType } from "../domain/value-type";
import { speaksOf } from "./echo";
import type { Http, HttpRequest } from "./http";
import { Requests } from "./requests";
import {
  attributeSchema, attributeWithValuesSchema, type Profile, profileSchema, templateSchema, type WriteAnswer, writeAnswerSchema,
} from "./schema";

/** Objects that Exist takes in one write (Exist reference, every POST). */
export const BATCH = 35;
/** Days that `attributes/with-values/` takes in one call. */
export const DAYS_A_CALL = 31;
/** Asks a list for what it hides unless told. The reference has the flags as `true`. */
const HIDDEN_TOO = { include_inactive: "true", include_low_priority: "true" };

/** The total of an attribute for a day. */
export interface Update {
  readonly name: string;
  readonly date: LocalDate;
  readonly value: Value;
}

/** Why Exist did not accept an item, in its own code and words; either may be empty. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}

/** What Exist made of one item sent: accepted, with the fields it echoed, or not. */
export type Answer<Item> =
  | { readonly item: Item; readonly accepted: true; readonly echo: Readonly<Record<string, unknown>> }
  /** `refusal` is null where the answer says nothing of the item: nobody knows what became of it. */
  | { readonly item: Item; readonly accepted: false; readonly refusal: Refusal | null };

export type AcquireItem = ({ readonly template: string } | { readonly name: string }) & { readonly manual?: boolean };
export interface CreateItem {
  readonly label: string;
  readonly group: string;
  readonly value_type: ValueType;
  readonly manual: boolean;
}
export interface ReleaseItem {
  readonly name: string;
}
export interface IncrementItem {
  readonly name: string;
  readonly value: number;
  readonly date?: LocalDate;
}

/** One attribute's values by day, as far as Exist holds any. */
export interface HeldValues {
  readonly name: string;
  readonly values: ReadonlyMap<string, Value>;
}

/** Everything this plugin asks of Exist. Each method throws ExistError when a request fails as a whole. */
export class ExistClient {
  private readonly requests: Requests;

  constructor(http: Http, now: () => number) {
    this.requests = new Requests(http, now);
  }

  profile(): Promise<Profile> {
    return this.requests.get("/api/2/accounts/profile/", profileSchema);
  }

  /** Exist's templates, those of low priority too. What cannot be read of them is left out. */
  async templates(): Promise<Template[]> {
    const listed = await this.requests.pages("/api/2/attributes/templates/", { include_low_priority: "true" }, templateSchema);
    return listed.filter((template) => template !== null);
  }

  /** The user's attributes within the token's read scopes, inactive ones too. */
  async attributes(): Promise<Attribute[]> {
    return this.requests.pages("/api/2/attributes/", HIDDEN_TOO, attributeSchema);
  }

  /** The attributes this client owns. Public clients report that a write scope alone is enough for it. */
  async owned(): Promise<Attribute[]> {
    return this.requests.pages("/api/2/attributes/owned/", HIDDEN_TOO, attributeSchema);
  }

  /** The active attributes within the read scopes: with those of low priority, whatever flags the service understands (recorded). */
  async active(): Promise<Attribute[]> {
    return this.requests.pages("/api/2/attributes/with-values/", { days: "1" }, attributeSchema);
  }

  /** What Exist holds of `names`, or of all, for the `days` (31 at most) that end with `last`. Days without a record are left out, null or 0. Attributes outside the read scopes are absent, and so are those whose values cannot be read. */
  async withValues(last: LocalDate, days: number, names: readonly string[]): Promise<HeldValues[]> {
    const query = { date_max: last, days: String(days), attributes: names.join(",") };
    const listed = await this.requests.pages("/api/2/attributes/with-values/", query, attributeWithValuesSchema);
    // No recording shows that the filter is heeded.
    const isWanted = ({ name }: { readonly name: string }): boolean => names.length === 0 || names.includes(name);
    return listed.flatMap((attribute) => (attribute === null || !isWanted(attribute) ? [] : [{ name: attribute.name, values: heldOf(attribute.values) }]));
  }

  /** Takes ownership. By template the attribute is made if need be; by name it must exist. */
  acquire(items: readonly AcquireItem[]): Promise<Answer<AcquireItem>[]> {
    return this.write("/api/2/attributes/acquire/", items, (item, echo) => speaksOf(echo, item), true);
  }

  release(items: readonly ReleaseItem[]): Promise<Answer<ReleaseItem>[]> {
    return this.write("/api/2/attributes/release/", items, (item, echo) => speaksOf(echo, item));
  }

  create(items: readonly CreateItem[]): Promise<Answer<CreateItem>[]> {
    return this.write("/api/2/attributes/create/", items, (item, echo) => speaksOf(echo, { label: item.label }), true);
  }

  /** Sets totals: sending the same again does no harm. At most 35; each item has its own answer. */
  update(items: readonly Update[]): Promise<Answer<Update>[]> {
    return this.write("/api/2/attributes/update/", items, (item, echo) => speaksOf(echo, item) && echo.date === item.date);
  }

  /** Adds to a day's value. Sending it again adds again, so it must never be repeated without asking. */
  increment(items: readonly IncrementItem[]): Promise<Answer<IncrementItem>[]> {
    return this.write("/api/2/attributes/increment/", items, (item, echo) =>
      speaksOf(echo, item) && (item.date === undefined || echo.date === undefined || echo.date === item.date));
  }

  /** Sends at most 35 items and finds each one's answer by what Exist echoes, never by its place. */
  private async write<Item>(
    path: string,
    items: readonly Item[],
    matches: (item: Item, echo: WriteAnswer["failed"][number]) => boolean,
    fullObjects = false,
  ): Promise<Answer<Item>[]> {
    if (items.length === 0) return [];
    if (items.length > BATCH) throw new RangeError(`${items.length} objects in one write; Exist takes ${BATCH}.`);
    const request: HttpRequest = { method: "POST", path, body: items, ...(fullObjects ? { query: { success_objects: "1" } } : {}) };
    const { success, failed } = await this.requests.ask(request, writeAnswerSchema);
    return items.map((item): Answer<Item> => {
      const refused = failed.find((echo) => matches(item, echo));
      if (refused !== undefined) {
        return { item, accepted: false, refusal: { code: refused.error_code ?? "", text: refused.error ?? "" } };
      }
      const echo = success.find((each) => matches(item, each));
      return echo === undefined ? { item, accepted: false, refusal: null } : { item, accepted: true, echo };
    });
  }
}

function heldOf(values: readonly { readonly date: string; readonly value: Value | null }[]): ReadonlyMap<string, Value> {
  return new Map(values.flatMap(({ date, value }) => (value === null ? [] : [[date, value] as const])));
}
