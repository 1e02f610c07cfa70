import type { Call, ExistAnswer } from "./model";

/** What goes wrong with a call. */
export type Fault =
  /** The connection is lost before Exist has done anything, or after it has done all of it. */
  | { readonly kind: "drop-before" | "drop-after" | "silent" }
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** A proxy's error page. */
  | { readonly kind: "html" }
  | { readonly kind: "truncated" | "wrong-shape" }
  | { readonly kind: "delay"; readonly ms: number }
  /** The first item is reported as failed with this code, although nothing is wrong with it. */
  | { readonly kind: "refuse-first"; readonly code: string; readonly error: string }
  /** An item is answered that nobody sent. */
  | { readonly kind: "unasked" };

export interface ScriptedFault {
  readonly on: (call: Pick<Call, "method" | "path" | "body">) => boolean;
  readonly fault: Fault;
  /** How many calls it hits; 1 unless told. */
  times: number;
}

/** Faults that keep Exist from doing anything. */
export function answerInstead(fault: Fault): ExistAnswer | null {
  switch (fault.kind) {
    case "drop-before":
      return { kind: "dropped" };
    case "status":
      return { kind: "response", status: fault.status, headers: { "content-type": "application/json", ...fault.headers }, body: fault.body ?? "" };
    case "html":
      return { kind: "response", status: 502, headers: { "content-type": "text/html" }, body: "<html><body><h1>502 Bad Gateway</h1></body></html>" };
    default:
      return null;
  }
}

/** Faults that spoil the answer to work that was done. */
export function spoil(fault: Fault, answer: ExistAnswer): ExistAnswer {
  if (fault.kind === "drop-after") return { kind: "dropped" };
  if (fault.kind === "silent") return { kind: "silent" };
  if (answer.kind !== "response") return answer;
  switch (fault.kind) {
    case "truncated":
      return { ...answer, body: answer.body.slice(0, Math.max(1, Math.floor(answer.body.length / 2))) };
    case "wrong-shape":
      return { ...answer, body: JSON.stringify({ success: "yes", results: 7, username: 5 }) };
    case "unasked": {
      const json = JSON.parse(answer.body) as { success?: unknown[]; failed?: unknown[] };
      return { ...answer, body: JSON.stringify({ success: [...(json.success ?? []), { name: "never_sent", date: "2020-01-01", value: 1 }], failed: json.failed ?? [] }) };
    }
    case "refuse-first": {
      const json = JSON.parse(answer.body) as { success?: Record<string, unknown>[]; failed?: unknown[] };
      const [first, ...rest] = json.success ?? [];
      const failed = first === undefined ? [] : [{ ...first, error_code: fault.code, error: fault.error }];
      return { ...answer, status: 202, body: JSON.stringify({ success: rest, failed: [...failed, ...(json.failed ?? [])] }) };
    }
    default:
      return answer;
  }
}
