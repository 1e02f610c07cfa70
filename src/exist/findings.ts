import * as v from "valibot";
import type { LocalDate } from "../domain/local-date";
import { ExistError } from "./error";
import { averageSchema, correlationSchema, dayValueSchema, insightSchema } from "./findings-schema";
import type { Query, Requests } from "./requests";

/*
 * What Exist makes of a person's values, and one attribute's values as it holds them. The plugin does not read any of it yet, so no
 * build carries this file. Whoever shows it: an average is a median, a correlation is no cause, numbers are metric whatever the
 * profile's `imperial_*` flags say, and once an hour is often enough to ask (Exist reference, "Read client"). All of it is limited to
 * the read scopes of the token. Each function throws ExistError when a request fails as a whole.
 */

/** A list as far as it could be read. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  /** One note for each item that was left out: the place in it that is not as it should be, such as `value`. */
  readonly unread: readonly string[];
}

/** A day's value as Exist holds it: null for none, 0 or 1 for no and yes, minutes for durations and times, 0 to 1 for a percentage. */
export type DayValue = v.InferOutput<typeof dayValueSchema>;
/** The median of an attribute over the sixty days before `date`, and that of each weekday, Monday first; null where Exist has none. */
export type Average = v.InferOutput<typeof averageSchema>;
/**
 * How far two attributes went together over `period` days up to `date`: from -1 to 1, `percentage` without a sign, `p` how likely by
 * chance, `stars` 1 to 5 for how sure. With an `offset` of -1 the second attribute is that of the day before.
 */
export type Correlation = v.InferOutput<typeof correlationSchema>;
/** Something Exist noticed, in lines to be shown as they are. `created` in milliseconds since 1970; `priority` 1 today to 4 month. */
export type Insight = v.InferOutput<typeof insightSchema>;

interface Days {
  /** The oldest day, included. */
  readonly from?: LocalDate;
  /** The newest day, included. */
  readonly to?: LocalDate;
}

/**
 * An attribute's values, newest first (`attributes/values/`). A day may be missing, null or 0. Exist takes no notice of `date_min` here
 * (recorded), so pages are asked for until `from` is reached: a request for every hundred days.
 * @returns null for an attribute that is inactive, unknown or outside the read scopes (404, recorded)
 */
export async function fetchValues(requests: Requests, attribute: string, { from, ...to }: Days & { readonly from: LocalDate }): Promise<Listed<DayValue> | null> {
  const values = await found(list(requests, "/api/2/attributes/values/", { attribute, ...query(to) }, dayValueSchema, isBefore(from)));
  return values === null ? null : { items: values.items.filter(({ date }) => date >= from), unread: values.unread };
}

/**
 * Averages, one for an attribute, made anew each week (`averages/`).
 * @param of all attributes unless told; with `from`, the weeks since then, newest first: a request for every hundred of them
 */
export async function fetchAverages(requests: Requests, of: Days & { readonly attributes?: readonly string[]; readonly groups?: readonly string[] } = {}): Promise<Listed<Average>> {
  const { attributes = [], groups = [], from } = of;
  const { items, unread } = await list(requests, "/api/2/averages/", {
    ...query(of),
    ...(attributes.length === 0 ? {} : { attributes: attributes.join(",") }),
    ...(groups.length === 0 ? {} : { groups: groups.join(",") }),
    ...(from === undefined ? {} : { include_historical: "true" }),
  }, averageSchema, isBefore(from));
  return { items: items.filter(({ attribute, date }) => (attributes.length === 0 || attributes.includes(attribute)) && (from === undefined || date >= from)), unread };
}

/**
 * The correlations of the last week (`correlations/`).
 * @param of all unless told: those of one attribute, the strong ones, those with five stars
 */
export async function fetchCorrelations(requests: Requests, of: { readonly attribute?: string; readonly strong?: boolean; readonly confident?: boolean } = {}): Promise<Listed<Correlation>> {
  const { attribute, strong = false, confident = false } = of;
  const { items, unread } = await list(requests, "/api/2/correlations/", {
    ...(attribute === undefined ? {} : { attribute }), ...(strong ? { strong: "1" } : {}), ...(confident ? { confident: "1" } : {}),
  }, correlationSchema);
  return { items: attribute === undefined ? items : items.filter((each) => isOf(each, attribute)), unread };
}

/**
 * The correlation of two attributes, whichever comes first (`correlations/combo/`).
 * @returns null where Exist has found none (404, recorded), or may show neither of the two
 */
export async function fetchCorrelation(requests: Requests, attribute: string, attribute2: string): Promise<Correlation | null> {
  const path = "/api/2/correlations/combo/";
  const correlation = await found(requests.get(path, correlationSchema, { attribute, attribute2 }));
  if (correlation !== null && !(isOf(correlation, attribute) && isOf(correlation, attribute2))) throw new ExistError("unreadable", "attribute", { path });
  return correlation;
}

/**
 * Insights (`insights/`).
 * @param of all unless told: those of some days, or of one priority, 1 (today) to 4 (the month)
 */
export function fetchInsights(requests: Requests, of: Days & { readonly priority?: 1 | 2 | 3 | 4 } = {}): Promise<Listed<Insight>> {
  const { priority } = of;
  return list(requests, "/api/2/insights/", { ...query(of), ...(priority === undefined ? {} : { priority: String(priority) }) }, insightSchema);
}

/** Whether an item of a list, newest first, is older than what is wanted; so are then all that come after it. */
function isBefore(from: LocalDate | undefined): (item: unknown) => boolean {
  return (item) => from !== undefined && v.is(v.object({ date: v.string() }), item) && item.date < from;
}

/** Nothing shows that filters are heeded, and a number must not stand beside another attribute's name. */
function isOf(correlation: Pick<Correlation, "attribute" | "attribute2">, attribute: string): boolean {
  return correlation.attribute === attribute || correlation.attribute2 === attribute;
}

function query({ from, to }: Days): Query {
  return { ...(from === undefined ? {} : { date_min: from }), ...(to === undefined ? {} : { date_max: to }) };
}

/** One item that cannot be read leaves the others readable, and is counted. */
async function list<T extends v.GenericSchema>(requests: Requests, path: string, asked: Query, item: T, isEnough?: (last: unknown) => boolean): Promise<Listed<v.InferOutput<T>>> {
  const items: v.InferOutput<T>[] = [];
  const unread: string[] = [];
  for (const each of await requests.pages(path, asked, v.unknown(), isEnough)) {
    const result = v.safeParse(item, each);
    if (result.success) items.push(result.output);
    else unread.push(placeOf(result.issues[0]));
  }
  return { items, unread };
}

/** Holds nothing of the item but the name of a field. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue) ?? issue.expected ?? issue.message;
}

/** What Exist says where there is nothing (recorded). Any other 404 is a wrong path or a server in between, and tells nothing. */
const NOTHING_THERE: readonly string[] = ["not_found", "Not found."];

async function found<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ExistError && error.status === 404 && NOTHING_THERE.includes(error.message)) return null;
    throw error;
  }
}
