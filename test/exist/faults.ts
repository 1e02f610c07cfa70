import type { ExistAnswer, ExistResponse, IncomingCall } from "./model";
import { type Item, Refusal } from "./writes/item";

/** What goes wrong with a call. Unless said otherwise, Exist has done all of the work. */
export type Fault =
  /** The connection is lost before Exist has done anything. */
  | { readonly kind: "drop-before" }
  /** The connection is lost after Exist has done all of it. */
  | { readonly kind: "drop-after" }
  /** No answer ever comes, though the work was done unless `done` is false. */
  | { readonly kind: "silent"; readonly done?: boolean }
  /** An answer without any work. */
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** A proxy's error page, without any work. */
  | { readonly kind: "html" }
  /** Half of the JSON. */
  | { readonly kind: "truncated" }
  /** JSON, but not what the reference says. */
  | { readonly kind: "wrong-shape" }
  /** No answer comes, and the request arrives later: after `ms`, or when the test lets it; newer ones may have come before it. */
  | { readonly kind: "late"; readonly ms?: number }
  /** The request arrives twice, and the second answer comes. */
  | { readonly kind: "twice" }
  /** The answer is late. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Items of a write that nothing is wrong with are refused: those that are picked, or else every second one from the first. */
  | { readonly kind: "mixed"; readonly pick?: (item: Item, index: number) => boolean; readonly code?: string; readonly error?: string }
  /** A write is also answered for items that nobody sent, a list of values also for attributes and days that nobody asked for. */
  | { readonly kind: "unasked" };

/** Which calls: any that a function picks, or those to a path (or the end of one, such as "update"), from the nth on. */
export type On = ((call: IncomingCall) => boolean) | { readonly method?: string; readonly path?: string; readonly nth?: number };

export interface Script {
  readonly on: On;
  readonly fault: Fault;
  /** How many calls it hits; 1 unless told. */
  readonly times?: number;
}

/** The faults that are still to come. */
export class Faults {
  private readonly waiting: { readonly script: Script; seen: number; left: number }[] = [];

  add(script: Script): void {
    this.waiting.push({ script, seen: 0, left: script.times ?? 1 });
  }

  clear(): void {
    this.waiting.length = 0;
  }

  /** The fault that hits this call, if any; the first that was scripted wins. */
  next(call: IncomingCall): Fault | null {
    let hit: Fault | null = null;
    for (const each of this.waiting) {
      const { on, fault } = each.script;
      if (each.left === 0 || !picks(on, call)) continue;
      each.seen += 1;
      if (hit !== null || each.seen < (typeof on === "function" ? 1 : (on.nth ?? 1))) continue;
      each.left -= 1;
      hit = fault;
    }
    return hit;
  }
}

/** Whether `path` is `end`, or ends with its segments: "update" and "attributes/update/" both mean "/api/2/attributes/update/". */
export function leadsTo(path: string, end: string): boolean {
  const bare = (text: string): string => `/${text.replace(/^\/|\/$/g, "")}`;
  return bare(path).endsWith(bare(end));
}

/** The answer of a fault that keeps Exist from doing anything; null for the others. */
export function answerInstead(fault: Fault | null): ExistAnswer | null {
  switch (fault?.kind) {
    case "drop-before":
      return { kind: "dropped" };
    case "silent":
      return fault.done === false ? { kind: "silent" } : null;
    case "late":
      return { kind: "silent" };
    case "status":
      return { kind: "response", status: fault.status, headers: { "content-type": "application/json", ...fault.headers }, body: fault.body ?? "" };
    case "html":
      return { kind: "response", status: 502, headers: { "content-type": "text/html" }, body: "<html><body><h1>502 Bad Gateway</h1></body></html>" };
    default:
      return null;
  }
}

/** Whether what Exist says in spite of a fault can be understood. */
export function isHeard(fault: Fault | null): boolean {
  return fault === null || ["delay", "mixed", "unasked", "twice"].includes(fault.kind);
}

/** What becomes of an answer on its way. */
export function spoil(fault: Fault | null, answer: ExistResponse): ExistAnswer {
  switch (fault?.kind) {
    case "drop-after":
      return { kind: "dropped" };
    case "silent":
      return { kind: "silent" };
    case "truncated":
      return { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) };
    case "wrong-shape":
      return { ...answer, body: JSON.stringify({ success: "yes", failed: 3, results: 7, username: 5, access_token: null }) };
    case "unasked":
      return { ...answer, body: withUnasked(answer.body) };
    default:
      return answer;
  }
}

/** Picks the items that `mixed` refuses; every other fault lets all of them pass. */
export function refuseBy(fault: Fault | null): (item: Item, index: number) => Refusal | null {
  if (fault?.kind !== "mixed") return () => null;
  const { pick = (_item, index) => index % 2 === 0, code = "unavailable", error = "Try again later" } = fault;
  return (item, index) => (pick(item, index) ? new Refusal(code, error) : null);
}

function picks(on: On, call: IncomingCall): boolean {
  if (typeof on === "function") return on(call);
  return (on.method === undefined || on.method === call.method) && (on.path === undefined || leadsTo(call.path, on.path));
}

function withUnasked(body: string): string {
  const answer: unknown = JSON.parse(body);
  if (isValueList(answer)) {
    const results = answer.results.map((each) => ({ ...each, values: [{ date: "1999-12-31", value: 1 }, ...each.values] }));
    return JSON.stringify({ ...answer, results: [{ ...results[0], name: "never_asked" }, ...results] });
  }
  if (!isWriteAnswer(answer)) return body;
  const stranger = { name: "never_sent", date: "2020-01-01", value: 1 };
  return JSON.stringify({
    success: [stranger, ...answer.success],
    failed: [{ ...stranger, date: "2020-01-02", error_code: "validation", error: "Never sent" }, ...answer.failed],
  });
}

function isValueList(answer: unknown): answer is { readonly results: readonly { readonly values: readonly unknown[] }[] } {
  if (typeof answer !== "object" || answer === null || !("results" in answer) || !Array.isArray(answer.results)) return false;
  return answer.results.length > 0 && answer.results.every((each: unknown) => typeof each === "object" && each !== null && "values" in each && Array.isArray(each.values));
}

function isWriteAnswer(answer: unknown): answer is { success: unknown[]; failed: unknown[] } {
  if (typeof answer !== "object" || answer === null || !("success" in answer) || !("failed" in answer)) return false;
  return Array.isArray(answer.success) && Array.isArray(answer.failed);
}
