import type { ExistRequest } from "./model";

/** Header names in lower case. */
export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

export function isJson(type: string): boolean {
  return /^application\/json(;|$)/.test(type.trim());
}

/** The body as JSON or as a form; undefined where it is neither. */
export function parsed({ headers, body }: ExistRequest): unknown {
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(body));
  if (!isJson(type)) return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
