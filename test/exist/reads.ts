import { describe, describeType } from "./attribute";
import type { Behavior } from "./behavior";
import { daysBetween, daysUntil, isDay, localTime } from "./calendar";
import { averages, combo, correlations, insights } from "./findings";
import { type Account, type ExistResponse, respond, type Services, type StoredAttribute } from "./model";
import { admits, isOn, paged, type Query, shows } from "./paging";
import { mayRead, mayWrite, type Scopes } from "./scopes";
import { groupObject, LOW_PRIORITY, TEMPLATES } from "./templates";

/** What a read is answered from. */
export interface ReadContext {
  readonly account: Account;
  readonly client: string;
  readonly scopes: Scopes;
  readonly services: Services;
  readonly behavior: Behavior;
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
  ["/api/2/averages/", averages],
  ["/api/2/correlations/", correlations],
  ["/api/2/correlations/combo/", combo],
  ["/api/2/insights/", insights],
]);

function profile({ account, now }: ReadContext): ExistResponse {
  return respond(200, { ...account.profile, weekly_email: true, yearly_email: true, local_time: localTime(account.profile.timezone, now) });
}

function templates({ address, query, behavior }: ReadContext): ExistResponse {
  const listed = [...TEMPLATES.values()].filter(({ group, priority }) => admits(query.groups, group) && isShown(priority, query, behavior));
  return paged(address, query, listed.map((template) => (
    { ...template, group: groupObject(template.group), value_type_description: describeType(template.value_type) }
  )));
}

function attributes(context: ReadContext): ExistResponse {
  const { address, client, query, scopes } = context;
  const listed = filtered(context)
    .filter((attribute) => mayRead(scopes, attribute))
    .filter(({ owner }) => !isOn(query.owned) || owner === client);
  return paged(address, query, listed.map((attribute) => describe(attribute, context)));
}

/** A write scope alone is enough here: public clients rely on it. */
function owned(context: ReadContext): ExistResponse {
  const { address, client, query, scopes } = context;
  const listed = filtered(context)
    .filter(({ owner }) => owner === client)
    .filter((attribute) => mayRead(scopes, attribute) || mayWrite(scopes, attribute));
  return paged(address, query, listed.map((attribute) => describe(attribute, context)));
}

/** Shows low priority, unlike `attributes/` (recorded). */
function withValues(context: ReadContext): ExistResponse {
  const { account, address, scopes, today } = context;
  const query = context.behavior.nameFilter === "ignored" ? without(context.query, "attributes") : context.query;
  const days = Number(query.days ?? 1);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) return respond(400, { detail: `days must be between 1 and ${MOST_DAYS}` });
  const last = query.date_max ?? today;
  if (!isDay(last)) return badDay();
  const listed = [...account.attributes.values()].filter((attribute) =>
    mayRead(scopes, attribute) && isWanted(attribute, query) && admits(query.templates, attribute.template) && attribute.active);
  const dates = daysUntil(last, days);
  return paged(address, query, listed.map((attribute) => ({ ...describe(attribute, context), values: recordedOn(dates, attribute, context.behavior) })));
}

function values({ account, address, query, scopes, today }: ReadContext): ExistResponse {
  if (query.attribute === undefined) return respond(400, { detail: "attribute is required" });
  const attribute = account.attributes.get(query.attribute);
  if (attribute?.active !== true || !mayRead(scopes, attribute)) return respond(404, { detail: "Not found." });
  const last = query.date_max ?? today;
  if (!isDay(last)) return badDay();
  const held = [...attribute.values.keys()].filter((date) => date <= last).sort();
  const [oldest] = held;
  const newest = held.at(-1);
  const dates = oldest === undefined || newest === undefined ? [] : daysBetween(newest, oldest);
  return paged(address, query, valuesOn(dates, attribute));
}

function valuesOn(dates: readonly string[], attribute: StoredAttribute): readonly unknown[] {
  return dates.map((date) => ({ date, value: attribute.values.get(date) ?? null }));
}

function recordedOn(dates: readonly string[], attribute: StoredAttribute, { emptyDays }: Behavior): readonly unknown[] {
  const recorded = emptyDays === "left out" ? dates.filter((date) => attribute.values.has(date)) : dates;
  return recorded.map((date) => ({ date, value: attribute.values.get(date) ?? (emptyDays === "zero" ? 0 : null) }));
}

function without(query: Query, filter: string): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== filter));
}

/** The filters that `attributes/` and `attributes/owned/` share. */
function filtered({ account, query, behavior }: ReadContext): StoredAttribute[] {
  return [...account.attributes.values()].filter((attribute) =>
    isWanted(attribute, query) &&
    (attribute.active || shows(query.include_inactive, behavior)) &&
    isShown(attribute.priority, query, behavior) &&
    (!isOn(query.exclude_custom) || attribute.group !== "custom"));
}

function isWanted({ group, name, manual }: StoredAttribute, query: Query): boolean {
  return admits(query.groups, group) && admits(query.attributes, name) && (query.manual === undefined || manual === isOn(query.manual));
}

function isShown(priority: number, query: Query, behavior: Behavior): boolean {
  return priority < LOW_PRIORITY || shows(query.include_low_priority, behavior);
}

function badDay(): ExistResponse {
  return respond(400, { detail: "date_max must be a date in the format YYYY-MM-DD" });
}
