import { requestUrl } from "obsidian";
import { type Http, NoAnswerInTime } from "../exist/http";
import type { FormHttp } from "../exist/oauth";
import type { Clock } from "../sync/ports";
import { TimeLimitError, withTimeLimit } from "../sync/time-limit";

const HOST = "https://exist.io";
/** `requestUrl` has no timeout of its own (obsidian.d.ts); an answer later than this counts as none. */
const TIMEOUT = 30_000;

/**
 * Requests to Exist by Obsidian's `requestUrl`, which knows no CORS and works on phones. The token is added here and
 * nowhere else.
 */
export function existHttp(token: string, clock: Clock): Http {
  return async ({ method, path, query, body }) => {
    const search = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
    const answer = requestUrl({
      url: `${HOST}${path}${search}`,
      method,
      headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body), contentType: "application/json" }),
      throw: false,
    });
    const response = await within(TIMEOUT, answer, clock);
    return { status: response.status, headers: lowerCased(response.headers), text: response.text };
  };
}

/** Forms to Exist's sign-in, which takes no token: the form itself holds what is secret. */
export function existForms(clock: Clock): FormHttp {
  return async (path, form) => {
    const answer = requestUrl({
      url: `${HOST}${path}`, method: "POST", contentType: "application/x-www-form-urlencoded", headers: { Accept: "application/json" },
      body: new URLSearchParams(form).toString(), throw: false,
    });
    const { status, headers, text } = await within(TIMEOUT, answer, clock);
    return { status, headers: lowerCased(headers), text };
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Waits for an answer for so long. Later it is ignored; the request itself cannot be called off, and may still be carried out. */
async function within<T>(ms: number, promise: Promise<T>, clock: Clock): Promise<T> {
  try {
    return await withTimeLimit(clock, ms, "Exist", promise);
  } catch (error) {
    throw error instanceof TimeLimitError ? new NoAnswerInTime(error.message) : error;
  }
}
