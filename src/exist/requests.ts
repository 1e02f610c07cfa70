import type * as v from "valibot";
import { sanitize } from "../domain/sanitize";
import { retryTime } from "./budget";
import { ExistError, type ExistErrorKind } from "./error";
import { type Http, type HttpRequest, type HttpResponse, NoAnswerInTime } from "./http";
import { decode, pageSchema } from "./schema";

/** Items to a page, the most that Exist gives (Exist reference, "limit"). */
const PAGE = 100;
/** More pages than this are no list of a person's attributes or days; a server that never stops is not followed for ever. */
const MOST_PAGES = 200;
/** The longest answer that is looked into, in UTF-16 code units. A full page of values is a tenth of it. */
const LONGEST_ANSWER = 5_000_000;
const LONGEST_DETAIL = 300;

export type Query = Readonly<Record<string, string>>;

/** Requests to Exist, with their answers decoded. Each method throws ExistError when a request fails as a whole. */
export class Requests {
  constructor(
    private readonly http: Http,
    private readonly now: () => number,
  ) {}

  async get<T extends v.GenericSchema>(path: string, schema: T, query?: Query): Promise<v.InferOutput<T>> {
    return this.ask({ method: "GET", path, ...(query === undefined ? {} : { query }) }, schema);
  }

  /**
   * Every item of a list, of all its pages, in Exist's order.
   * @param isEnough given the last item of each page; true where the pages after it are not wanted
   */
  async pages<T extends v.GenericSchema>(path: string, query: Query, item: T, isEnough: (last: v.InferOutput<T>) => boolean = () => false): Promise<v.InferOutput<T>[]> {
    const schema = pageSchema(item);
    const results: v.InferOutput<T>[] = [];
    let before = "";
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { text, status } = await this.send({ method: "GET", path, query: { ...query, limit: String(PAGE), page: String(page) } });
      const answer = decode(schema, text, path, status);
      for (const each of answer.results) results.push(each);
      if (answer.next === null || (answer.results.length > 0 && isEnough(answer.results.at(-1)))) return results;
      // A page that brings nothing new, and yet another one after it: asking on would only use the hour up.
      if (answer.results.length === 0 || text === before || results.length > MOST_PAGES * PAGE) break;
      before = text;
    }
    throw new ExistError("unreadable", "next", { path });
  }

  async ask<T extends v.GenericSchema>(request: HttpRequest, schema: T): Promise<v.InferOutput<T>> {
    const { text, status } = await this.send(request);
    return decode(schema, text, request.path, status);
  }

  private async send(request: HttpRequest): Promise<HttpResponse> {
    const { path } = request;
    let response: HttpResponse;
    try {
      response = await this.http(request);
    } catch (error) {
      if (error instanceof ExistError) throw error;
      throw new ExistError("offline", "No answer came from Exist.", { path, isUnderWay: error instanceof NoAnswerInTime });
    }
    const { status } = response;
    if (response.text.length > LONGEST_ANSWER) throw new ExistError("unreadable", `> ${LONGEST_ANSWER / 1e6} MB`, { path, status });
    if (status === 200 || status === 202) return response;
    const kind = kindOf(status);
    const retryAt = kind === "rate-limited" ? retryTime(response.headers["retry-after"], this.now()) : undefined;
    throw new ExistError(kind, detailOf(response.text) ?? `HTTP ${status}`, { path, status, ...(retryAt === undefined ? {} : { retryAt }) });
  }
}

function kindOf(status: number): ExistErrorKind {
  if (status === 401) return "token";
  if (status === 403) return "scope";
  if (status === 429) return "rate-limited";
  if (status === 408 || status >= 500) return "unavailable";
  return status >= 400 ? "refused" : "unreadable";
}

/** Exist's own words for a refusal, from a body like `{"detail": "…"}`; null when it has none for people. */
function detailOf(text: string): string | null {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== "object" || json === null) return null;
    const detail = "detail" in json ? json.detail : "error" in json ? json.error : undefined;
    return typeof detail === "string" && detail.trim() !== "" ? sanitize(detail, LONGEST_DETAIL) : null;
  } catch {
    return null;
  }
}
