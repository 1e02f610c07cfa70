import type { Behavior } from "./behavior";
import { type ExistResponse, respond } from "./model";

export type Query = Readonly<Record<string, string>>;

const DEFAULT_LIMIT = 20;
const MOST = 100;

/** One page of a list, as every list of Exist is given. `address` is the list's own, without a query. */
export function paged(address: string, query: Query, all: readonly unknown[]): ExistResponse {
  const limit = Math.min(MOST, positive(query.limit) ?? DEFAULT_LIMIT);
  const page = positive(query.page ?? "1");
  const pages = Math.max(1, Math.ceil(all.length / limit));
  if (page === null || page > pages) return respond(404, { detail: "Invalid page." });
  const link = (to: number): string => `${address}?${new URLSearchParams({ ...query, page: String(to) }).toString()}`;
  return respond(200, {
    count: all.length,
    next: page < pages ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results: all.slice((page - 1) * limit, page * limit),
  });
}

export function isOn(flag: string | undefined): boolean {
  return flag === "1" || flag?.toLowerCase() === "true";
}

/** Whether a flag that shows what is hidden is set so that the service understands it. */
export function shows(flag: string | undefined, { flags }: Pick<Behavior, "flags">): boolean {
  return flags !== "none" && flag === flags;
}

/** Whether a comma separated filter lets `name` through; one that is absent or empty lets everything through. */
export function admits(filter: string | undefined, name: string | null): boolean {
  return filter === undefined || filter === "" || (name !== null && filter.split(",").includes(name));
}

function positive(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
}
