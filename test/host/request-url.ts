/** A request as the host's transport carries it. */
export interface TransportRequest {
  readonly url: string;
  readonly method: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Carries requests to wherever the host wants them; rejects when no answer comes. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

interface RequestUrlParam {
  readonly url: string;
  readonly method?: string;
  readonly contentType?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly throw?: boolean;
}

class RequestError extends Error {
  constructor(readonly status: number, readonly headers: Readonly<Record<string, string>>) {
    super(`Request failed, status ${status}`);
  }
}

/** As many redirects as browsers follow. */
const MOST_REDIRECTS = 20;
const REPEATS_THE_REQUEST = [307, 308];
const ASKS_ANEW = [301, 302, 303];

/**
 * obsidian.d.ts: requestUrl. Throws on 400 and above unless told not to; knows neither CORS nor a timeout, so an answer may
 * come long after whoever asked has given up. Follows redirects by itself (assumption `redirects`).
 */
export function makeRequestUrl(transport: Transport, { isIos = false } = {}) {
  const follow = async (request: TransportRequest, redirects = 0): Promise<TransportResponse> => {
    const response = await transport(request);
    const next = redirected(request, response, isIos);
    if (next === null) return response;
    if (redirects === MOST_REDIRECTS) throw new Error("net::ERR_TOO_MANY_REDIRECTS");
    return follow(next, redirects + 1);
  };
  return async (request: string | RequestUrlParam) => {
    const param: RequestUrlParam = typeof request === "string" ? { url: request } : request;
    const headers = Object.fromEntries(Object.entries(param.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    if (param.contentType !== undefined) headers["content-type"] = param.contentType;
    const response = await follow({ url: param.url, method: param.method ?? "GET", headers, body: param.body ?? "" });
    if (response.status >= 400 && param.throw !== false) throw new RequestError(response.status, response.headers);
    return {
      status: response.status,
      headers: response.headers,
      text: response.text,
      arrayBuffer: new TextEncoder().encode(response.text).buffer,
      /** Throws where the text is no JSON, as a getter in the app does (assumption `json-getter`). */
      get json(): unknown {
        return JSON.parse(response.text) as unknown;
      },
    };
  };
}

/** What is asked for next where an answer sends one on; null for any other. iOS keeps the token from another origin. */
function redirected({ url, method, headers, body }: TransportRequest, { status, headers: answered }: TransportResponse, isIos: boolean): TransportRequest | null {
  const location = Object.entries(answered).find(([name]) => name.toLowerCase() === "location")?.[1];
  const isRepeat = REPEATS_THE_REQUEST.includes(status);
  if (location === undefined || !(isRepeat || ASKS_ANEW.includes(status))) return null;
  const next = new URL(location, url);
  const isElsewhere = next.origin !== new URL(url).origin;
  const carried = Object.fromEntries(Object.entries(headers).filter(([name]) => !(isIos && isElsewhere && name === "authorization")));
  if (isRepeat) return { url: next.href, method, headers: carried, body };
  const { "content-type": _, ...bare } = carried;
  return { url: next.href, method: method === "HEAD" ? "HEAD" : "GET", headers: bare, body: "" };
}
