import { describeType } from "./attribute";
import { daysUntil, isDay, sundaysUntil } from "./calendar";
import { type ExistResponse, respond, type StoredAttribute, type StoredCorrelation, type StoredInsight } from "./model";
import { admits, isOn, paged, type Query } from "./paging";
import type { ReadContext } from "./reads";
import { mayRead } from "./scopes";
import { groupObject } from "./templates";

/* What Exist makes of the values: averages are computed, correlations and insights are what a test has put there. */

/** An average is the median of so many days. */
const DAYS = 60;
/** See the assumption `strong`. */
const STRONG = 0.5;
const MOST_STARS = 5;
const TEXT = 2;
const WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
/** As they stand in an answer. */
const SHOWN_WEEK = [...WEEK.slice(1), WEEK[0]];

/** One set a week, the newest unless history is asked for. */
export function averages(context: ReadContext): ExistResponse {
  const { account, address, query, scopes, today } = context;
  if (!areDays(query)) return badDay();
  const listed = [...account.attributes.values()].filter((attribute) =>
    mayRead(scopes, attribute) && attribute.active && attribute.value_type !== TEXT && admits(query.groups, attribute.group) && admits(query.attributes, attribute.name));
  const oldest = listed.flatMap(({ values }) => [...values.keys()]).sort().at(0) ?? today;
  const sets = sundaysUntil(today, oldest);
  const asked = (isOn(query.include_historical) ? sets : sets.slice(0, 1)).filter((date) => isWithin(date, query));
  return paged(address, query, asked.flatMap((date) => listed.flatMap((attribute) => averageOf(attribute, date, context) ?? [])));
}

export function correlations(context: ReadContext): ExistResponse {
  const { account, address, query } = context;
  const newest = account.correlations.map(({ date }) => date).sort().at(-1);
  const listed = account.correlations.filter((each) =>
    each.date === newest && isReadable(each.attribute, context) && isReadable(each.attribute2, context) &&
    (!isOn(query.strong) || Math.abs(each.value) >= STRONG) && (!isOn(query.confident) || each.stars === MOST_STARS) &&
    (query.attribute === undefined || [each.attribute, each.attribute2].includes(query.attribute)));
  return paged(address, query, listed.map(describeCorrelation));
}

/** In any order, and with one of the two within the read scopes (reference). */
export function combo(context: ReadContext): ExistResponse {
  const { account, query } = context;
  const pair = [query.attribute, query.attribute2].sort().join();
  const [found] = account.correlations.filter(({ attribute, attribute2 }) =>
    [attribute, attribute2].sort().join() === pair && (isReadable(attribute, context) || isReadable(attribute2, context))).sort((a, b) => (a.date < b.date ? 1 : -1));
  return found === undefined ? respond(404, { error: "not_found" }) : respond(200, describeCorrelation(found));
}

export function insights(context: ReadContext): ExistResponse {
  const { account, address, query } = context;
  if (!areDays(query)) return badDay();
  if (query.priority !== undefined && !/^[1-4]$/.test(query.priority)) return respond(400, { detail: "priority must be between 1 and 4" });
  const listed = account.insights.filter((each) =>
    (each.attribute === null || isReadable(each.attribute, context)) && isWithin(each.target_date ?? each.created.slice(0, 10), query) &&
    (query.priority === undefined || each.priority === Number(query.priority)));
  const newestFirst = [...listed].sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
  return paged(address, query, newestFirst.map((each) => describeInsight(each, context)));
}

function averageOf({ name, values }: StoredAttribute, date: string, { behavior }: ReadContext): object | null {
  const held = daysUntil(date, DAYS).flatMap((day) => { const value = values.get(day); return typeof value === "number" ? [{ day, value }] : []; });
  if (held.length === 0) return null;
  const on = (weekday: string): number | null => median(held.filter(({ day }) => WEEK[new Date(day).getUTCDay()] === weekday));
  return { [behavior.averageName]: name, date, overall: median(held), ...Object.fromEntries(SHOWN_WEEK.map((weekday) => [weekday, on(weekday)])) };
}

function median(held: readonly { readonly value: number }[]): number | null {
  const sorted = held.map(({ value }) => value).sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

function describeCorrelation({ date, period, offset, attribute, attribute2, value, p, stars, elements }: StoredCorrelation): object {
  return {
    date, period, offset, attribute, attribute2, value, p, percentage: Math.abs(value) * 100, stars,
    second_person: `${elements.join(" ")}.`, second_person_elements: elements, attribute_category: null,
    strength_description: "Quite often go together", stars_description: "Certain to be related", description: null, occurrence: null, rating: null,
  };
}

function describeInsight({ created, target_date, name, period, priority, attribute, lines }: StoredInsight, { account }: ReadContext): object {
  const about = attribute === null ? undefined : account.attributes.get(attribute);
  return {
    created, target_date,
    type: { name, period, priority, ...(about === undefined ? {} : { attribute: briefly(about) }) },
    html: lines.map((line) => `<div class="secondary">${line}</div>`).join("\r\n"),
    text: lines.join("\r\n"),
  };
}

function briefly({ name, label, group, priority, value_type }: StoredAttribute): object {
  return { name, label, group: groupObject(group), priority, value_type, value_type_description: describeType(value_type) };
}

function isReadable(name: string, { account, scopes }: ReadContext): boolean {
  const attribute = account.attributes.get(name);
  return attribute !== undefined && mayRead(scopes, attribute);
}

function areDays({ date_min, date_max }: Query): boolean {
  return [date_min, date_max].every((date) => date === undefined || isDay(date));
}

function isWithin(date: string, { date_min, date_max }: Query): boolean {
  return (date_min === undefined || date >= date_min) && (date_max === undefined || date <= date_max);
}

function badDay(): ExistResponse {
  return respond(400, { detail: "date_min and date_max must be dates in the format YYYY-MM-DD" });
}
