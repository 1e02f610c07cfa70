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

/** obsidian.d.ts: requestUrl. Throws on 400 and above unless told not to; knows neither CORS nor a timeout. */
export function makeRequestUrl(transport: Transport) {
  return async (request: string | RequestUrlParam) => {
    const param: RequestUrlParam = typeof request === "string" ? { url: request } : request;
    const headers = Object.fromEntries(Object.entries(param.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    if (param.contentType !== undefined) headers["content-type"] = param.contentType;
    const response = await transport({ url: param.url, method: param.method ?? "GET", headers, body: param.body ?? "" });
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
