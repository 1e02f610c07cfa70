import { type Account, type ExistAnswer, respond, type Service, type StoredAttribute, type Token } from "./model";
import { TEMPLATES } from "./templates";

/** What a read is answered from. */
export interface ReadContext {
  readonly account: Account;
  readonly token: Token;
  readonly today: string;
  readonly services: ReadonlyMap<string, Service>;
  readonly query: Readonly<Record<string, string>>;
  readonly origin: string;
  readonly now: number;
}

const DEFAULT_LIMIT = 20;
const MOST = 100;
const LOW_PRIORITY = 10;
const MOST_DAYS = 31;

/** Answers a GET, or null when there is nothing at the path. */
export function read(path: string, context: ReadContext): ExistAnswer | null {
  const { account, query } = context;
  switch (path) {
    case "/api/2/accounts/profile/":
      return respond(200, { ...account.profile, local_time: new Date(context.now).toISOString() });
    case "/api/2/attributes/templates/":
      return paged(path, context, TEMPLATES.filter(({ group }) => inList(query.groups, group)).map((template) => ({ ...template, group: groupOf(template.group) })));
    case "/api/2/attributes/":
      return paged(path, context, listed(context, mayRead).map((attribute) => describe(attribute, context.services)));
    case "/api/2/attributes/owned/":
      return paged(path, context, listed(context, (token, attribute) => mayRead(token, attribute) || mayWriteTo(token, attribute))
        .filter(({ owner }) => owner === context.token.client).map((attribute) => describe(attribute, context.services)));
    case "/api/2/attributes/with-values/":
      return withValues(path, context);
    case "/api/2/attributes/values/":
      return values(path, context);
    case "/api/2/averages/":
    case "/api/2/correlations/":
    case "/api/2/insights/":
      return paged(path, context, []);
    default:
      return null;
  }
}

export function describe(attribute: StoredAttribute, services: ReadonlyMap<string, Service>): Readonly<Record<string, unknown>> {
  const { name, label, group, template, value_type, priority, manual, active, owner } = attribute;
  const service = owner === null ? null : services.get(owner);
  const capable = [...services.values()].filter((each) => template !== null && each.templates.includes(template));
  return {
    group: groupOf(group), template, name, label, priority, manual, active, value_type, value_type_description: String(value_type),
    service: service ? { name: service.name, label: service.label } : null,
    available_services: capable.map((each) => ({ name: each.name, label: each.label })),
  };
}

function groupOf(name: string): { readonly name: string; readonly label: string; readonly priority: number } {
  return { name, label: name.charAt(0).toUpperCase() + name.slice(1), priority: 1 };
}

function mayRead(token: Token, { group, manual }: StoredAttribute): boolean {
  return token.scopes === null || token.scopes.has(`${group}_read`) || (manual && token.scopes.has("manual_read"));
}

/** Public clients report that `owned` answers to a write scope alone. */
function mayWriteTo(token: Token, { group }: StoredAttribute): boolean {
  return token.scopes === null || token.scopes.has(`${group}_write`);
}

function isOn(flag: string | undefined): boolean {
  return flag !== undefined && ["1", "true", "yes"].includes(flag.toLowerCase());
}

function inList(list: string | undefined, name: string): boolean {
  return list === undefined || list === "" || list.split(",").includes(name);
}

function listed({ account, token, query }: ReadContext, visible: (token: Token, attribute: StoredAttribute) => boolean): StoredAttribute[] {
  return [...account.attributes.values()].filter((attribute) =>
    visible(token, attribute) &&
    inList(query.groups, attribute.group) &&
    inList(query.attributes, attribute.name) &&
    (query.templates === undefined || (attribute.template !== null && inList(query.templates, attribute.template))) &&
    (attribute.active || isOn(query.include_inactive)) &&
    (attribute.priority < LOW_PRIORITY || isOn(query.include_low_priority)) &&
    (!isOn(query.exclude_custom) || attribute.group !== "custom") &&
    (!isOn(query.owned) || attribute.owner === token.client) &&
    (query.manual === undefined || attribute.manual === isOn(query.manual)));
}

function withValues(path: string, context: ReadContext): ExistAnswer {
  const days = Number(context.query.days ?? 1);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) return respond(400, { detail: "days must be between 1 and 31" });
  const last = context.query.date_max ?? context.today;
  const dates = Array.from({ length: days }, (_, back) => minusDays(last, back));
  return paged(path, context, listed(context, mayRead).map((attribute) => ({
    ...describe(attribute, context.services),
    values: dates.map((date) => ({ date, value: attribute.values.get(date) ?? null })),
  })));
}

function values(path: string, context: ReadContext): ExistAnswer {
  const attribute = context.account.attributes.get(context.query.attribute ?? "");
  if (attribute === undefined || !mayRead(context.token, attribute)) return respond(404, { detail: "Not found." });
  const last = context.query.date_max ?? context.today;
  const held = [...attribute.values].filter(([date]) => date <= last).sort(([a], [b]) => (a < b ? 1 : -1));
  return paged(path, context, held.map(([date, value]) => ({ date, value })));
}

function paged(path: string, { query, origin }: ReadContext, all: readonly unknown[]): ExistAnswer {
  const limit = Math.min(MOST, Number(query.limit ?? DEFAULT_LIMIT));
  const page = Number(query.page ?? 1);
  if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(page) || page < 1) return respond(400, { detail: "Invalid page or limit." });
  const pages = Math.max(1, Math.ceil(all.length / limit));
  if (page > pages) return respond(404, { detail: "Invalid page." });
  const link = (to: number): string => `${origin}${path}?${new URLSearchParams({ ...query, page: String(to) }).toString()}`;
  return respond(200, {
    count: all.length,
    next: page < pages ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results: all.slice((page - 1) * limit, page * limit),
  });
}

function minusDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}
