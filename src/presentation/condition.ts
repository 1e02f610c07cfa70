import type { BackfillNow } from "../sync/backfill/backfill";
import type { Failure } from "../sync/report";
import type { ScheduleState } from "../sync/schedule";
import { isUpToDate, needsPerson, type SyncStatus } from "../sync/sync-status";

/** What is known of how things stand. */
export interface ConditionFacts {
  readonly connected: boolean;
  readonly locked: boolean;
  readonly state: ScheduleState | null;
  /** Null before it was looked at for the first time. */
  readonly syncStatus: SyncStatus | null;
  /** A backfill that is under way. */
  readonly backfill: BackfillNow | null;
}

/** What something waits for; it goes on by itself. */
export type WaitsFor =
  | "offline"
  | "limit"
  | "trouble"
  | "failed"
  /** For the end of an edit. */
  | "edited"
  | "indexing"
  | "confirming"
  /** Nothing was looked at yet. */
  | "reading"
  /** For the next run. */
  | "next-run";

/** What a person has to look at. */
export type ToLookAt =
  | { readonly kind: "not-connected" | "connection" | "settings" | "keychain" | "storage" | "plan" | "last-run" | "no-notes" }
  | { readonly kind: "missing"; readonly folder: string }
  | { readonly kind: "other-service"; readonly label: string; readonly owner: string }
  | { readonly kind: "values"; readonly amount: number };

/** How things stand, as every screen tells it: fine, waiting and going on by itself, or in need of a look. */
export type Condition =
  | { readonly state: "fine" }
  | { readonly state: "waiting"; readonly why: WaitsFor; readonly until: number | null }
  | { readonly state: "waiting"; readonly why: "syncing"; readonly answered: number; readonly all: number }
  | { readonly state: "waiting" | "look"; readonly why: "backfill"; readonly backfill: BackfillNow }
  | { readonly state: "look"; readonly at: ToLookAt };

/** Boils what is known down to one of three states, with its reason. */
export function conditionOf({ connected, locked, state, syncStatus, backfill }: ConditionFacts): Condition {
  if (locked) return look({ kind: "settings" });
  if (!connected) return look({ kind: "not-connected" });
  const isRunning = state?.running === true;
  if (isRunning && state.all > 0) return { state: "waiting", why: "syncing", answered: state.answered, all: state.all };
  if (backfill !== null) return { state: backfill.phase === "stopped" ? "look" : "waiting", why: "backfill", backfill };
  if (isRunning) return { state: "waiting", why: "syncing", answered: 0, all: 0 };
  return syncStatus === null ? waiting("reading") : conditionIn(syncStatus, state);
}

/** What needs a person comes before what needs none, and what is lost before what only waits. */
function conditionIn(syncStatus: SyncStatus, state: ScheduleState | null): Condition {
  const { hold, refused, unreadable, waiting: days, hasNotes, isIndexing, missing: [folder], others: [other] } = syncStatus;
  const next = state?.nextAt ?? null;
  if (needsPerson(syncStatus)) return look({ kind: hold?.failure == null || hold.failure.waitingHelps ? "plan" : toLookAt(hold.failure) });
  if (!hasNotes) return look({ kind: "no-notes" });
  if (folder !== undefined) return look({ kind: "missing", folder });
  if (other !== undefined) return look({ kind: "other-service", label: other.label, owner: other.owner });
  if (hold !== null && hold.failure !== null) return hold.failure.kind === "offline" ? waiting("offline") : waiting(waitsFor(hold.failure), next ?? hold.failure.retryAt);
  if (state?.edited === true) return waiting("edited", next);
  if (refused + unreadable > 0) return look({ kind: "values", amount: refused + unreadable });
  if (isIndexing) return waiting("indexing", next);
  if (days.length > 0 || hold !== null) return waiting("next-run", next);
  return isUpToDate(syncStatus) ? { state: "fine" } : waiting("confirming");
}

function look(at: ToLookAt): Condition {
  return { state: "look", at };
}

function waiting(why: WaitsFor, until: number | null = null): Condition {
  return { state: "waiting", why, until };
}

function waitsFor({ kind }: Failure): WaitsFor {
  return kind === "rate-limited" ? "limit" : kind === "unavailable" ? "trouble" : "failed";
}

/** What a person has to see to after a failure that no waiting mends. */
function toLookAt({ kind }: Failure): Exclude<ToLookAt["kind"], "missing" | "other-service" | "values"> {
  switch (kind) {
    case "token":
    case "account":
    case "scope":
      return "connection";
    case "not-connected":
    case "settings":
    case "keychain":
    case "storage":
      return kind;
    default:
      return "last-run";
  }
}
