/** A request to Exist. The path begins with `/`; the host is Exist's and is not the caller's to choose. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface HttpResponse {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Sends one request and resolves with the answer, whatever its status. Rejects only when no answer came: no network,
 * a dropped connection, a timeout. Adds the token; nobody further in ever holds it.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** A request that is no longer waited for; it is not cut off and may still be carried out. Rejected with by an `Http`. */
export class NoAnswerInTime extends Error {
  override readonly name = "NoAnswerInTime";
}
