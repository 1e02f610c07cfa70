import type { ExistAnswer, ExistResponse, ExistWorld } from "./world";

/** Someone who talks to the stand-in in plain requests, for its own tests and for scenes that need another client. */
export class RawClient {
  constructor(private readonly world: ExistWorld, private readonly token: string, private readonly scheme: "Bearer" | "Token" = "Bearer") {}

  /** GET, below /api/2/. */
  get(path: string): Promise<ExistAnswer> {
    return this.world.handle({ method: "GET", url: `/api/2/${path}`, headers: this.headers(), body: "" });
  }

  /** POST of a JSON body, below /api/2/. */
  post(path: string, body: unknown): Promise<ExistAnswer> {
    const headers = { ...this.headers(), "Content-Type": "application/json" };
    return this.world.handle({ method: "POST", url: `/api/2/${path}`, headers, body: JSON.stringify(body) });
  }

  private headers(): Record<string, string> {
    return { Authorization: `${this.scheme} ${this.token}` };
  }
}

/** The response in an answer; throws when there was none. */
export function responseOf(answer: ExistAnswer): ExistResponse {
  if (answer.kind !== "response") throw new Error(`The answer is ${answer.kind}.`);
  return answer;
}

/** The JSON of an answer with its status. */
export async function jsonOf(answer: Promise<ExistAnswer>): Promise<{ readonly status: number; readonly json: unknown }> {
  const { status, body } = responseOf(await answer);
  return { status, json: JSON.parse(body) as unknown };
}

interface WriteAnswer {
  readonly status: number;
  readonly success: readonly Readonly<Record<string, unknown>>[];
  readonly failed: readonly Readonly<Record<string, unknown>>[];
}

/** The answer to a write. */
export async function writtenOf(answer: Promise<ExistAnswer>): Promise<WriteAnswer> {
  const { status, json } = await jsonOf(answer);
  return { status, ...(json as Omit<WriteAnswer, "status">) };
}

interface PageAnswer {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

/** One page of a list; throws when there is none. */
export async function pageOf(answer: Promise<ExistAnswer>): Promise<PageAnswer> {
  const { status, json } = await jsonOf(answer);
  if (status !== 200) throw new Error(`The list answered ${status}.`);
  return json as PageAnswer;
}
