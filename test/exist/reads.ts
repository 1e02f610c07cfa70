import { describe, describeType } from "./attribute";
import { daysBetween, daysUntil, isDay, localTime } from "./calendar";
import { type Account, type ExistResponse, respond, type Services, type StoredAttribute } from "./model";
import { admits, isOn, paged, type Query } from "./paging";
import { mayRead, mayWrite, type Scopes } from "./scopes";
import { groupObject, LOW_PRIORITY, TEMPLATES } from "./templates";

/** What a read is answered from. */
export interface ReadContext {
  readonly account: Account;
  readonly client: string;
  readonly scopes: Scopes;
  readonly services: Services;
  /** The address that was asked, without its query. */
  readonly address: string;
  readonly query: Query;
  readonly today: string;
  readonly now: number;
}

type Read = (context: ReadContext) => ExistResponse;

const MOST_DAYS = 31;

/** Every GET, by path. */
export const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["/api/2/accounts/profile/", profile],
  ["/api/2/attributes/templates/", templates],
  ["/api/2/attributes/", attributes],
  ["/api/2/attributes/owned/", owned],
  ["/api/2/attributes/with-values/", withValues],
  ["/api/2/attributes/values/", values],
  ["/api/2/averages/", nothing],
  ["/api/2/correlations/", nothing],
  ["/api/2/insights/", nothing],
]);

function profile({ account, now }: ReadContext): ExistResponse {
  return respond(200, { ...account.profile, local_time: localTime(account.profile.timezone, now) });
}

function templates({ address, query }: ReadContext): ExistResponse {
  const listed = [...TEMPLATES.values()].filter(({ group, priority }) => admits(query.groups, group) && isShown(priority, query));
  return paged(address, query, listed.map((template) => (
    { ...template, group: groupObject(template.group), value_type_description: describeType(template.value_type) }
  )));
}

function attributes(context: ReadContext): ExistResponse {
  const { address, client, query, scopes, services } = context;
  const listed = filtered(context)
    .filter((attribute) => mayRead(scopes, attribute))
    .filter(({ owner }) => !isOn(query.owned) || owner === client);
  return paged(address, query, listed.map((attribute) => describe(attribute, services)));
}

/** A write scope alone is enough here: public clients rely on it. */
function owned(context: ReadContext): ExistResponse {
  const { address, client, query, scopes, services } = context;
  const listed = filtered(context)
    .filter(({ owner }) => owner === client)
    .filter((attribute) => mayRead(scopes, attribute) || mayWrite(scopes, attribute));
  return paged(address, query, listed.map((attribute) => describe(attribute, services)));
}

function withValues({ account, address, query, scopes, services, today }: ReadContext): ExistResponse {
  const days = Number(query.days ?? 1);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) return respond(400, { detail: `days must be between 1 and ${MOST_DAYS}` });
  const last = query.date_max ?? today;
  if (!isDay(last)) return badDay();
  const listed = [...account.attributes.values()].filter((attribute) =>
    mayRead(scopes, attribute) && isWanted(attribute, query) && admits(query.templates, attribute.template) && attribute.active &&
    attribute.priority < LOW_PRIORITY);
  const dates = daysUntil(last, days);
  return paged(address, query, listed.map((attribute) => ({ ...describe(attribute, services), values: valuesOn(dates, attribute) })));
}

function values({ account, address, query, scopes, today }: ReadContext): ExistResponse {
  if (query.attribute === undefined) return respond(400, { detail: "attribute is required" });
  const attribute = account.attributes.get(query.attribute);
  if (attribute === undefined || !mayRead(scopes, attribute)) return respond(404, { detail: "Not found." });
  const last = query.date_max ?? today;
  if (!isDay(last)) return badDay();
  const held = [...attribute.values.keys()].filter((date) => date <= last).sort();
  const [oldest] = held;
  const newest = held.at(-1);
  const dates = oldest === undefined || newest === undefined ? [] : daysBetween(newest, oldest);
  return paged(address, query, valuesOn(dates, attribute));
}

/** Averages, correlations and insights: this account has none. */
function nothing({ address, query }: ReadContext): ExistResponse {
  return paged(address, query, []);
}

function valuesOn(dates: readonly string[], attribute: StoredAttribute): readonly unknown[] {
  return dates.map((date) => ({ date, value: attribute.values.get(date) ?? null }));
}

/** The filters that `attributes/` and `attributes/owned/` share. */
function filtered({ account, query }: ReadContext): StoredAttribute[] {
  return [...account.attributes.values()].filter((attribute) =>
    isWanted(attribute, query) &&
    (attribute.active || isOn(query.include_inactive)) &&
    isShown(attribute.priority, query) &&
    (!isOn(query.exclude_custom) || attribute.group !== "custom"));
}

function isWanted({ group, name, manual }: StoredAttribute, query: Query): boolean {
  return admits(query.groups, group) && admits(query.attributes, name) && (query.manual === undefined || manual === isOn(query.manual));
}

function isShown(priority: number, query: Query): boolean {
  return priority < LOW_PRIORITY || isOn(query.include_low_priority);
}

function badDay(): ExistResponse {
  return respond(400, { detail: "date_max must be a date in the format YYYY-MM-DD" });
}
