import { type Target, targetKey, type TargetKey, targetLabel } from "../../domain/mapping";
import { planDay, type PlannedUpdate } from "../../domain/plan";
import type { Issue } from "../../domain/reading";
import type { LocalDate } from "../../domain/local-date";
import type { Value } from "../../domain/value-type";
import { BATCH } from "../../exist/client";
import type { Breathe } from "../breathe";
import type { DayRecord, SeenNotes } from "../ledger";
import type { OwnershipStep } from "./ownership";
import { type Draft, unreadIssue } from "./prepare";
import type { HeldByDay } from "./reconcile";
import type { PreviewReason, Trigger } from "../report";

/** A run that would send more days than this shows its plan first. */
export const MOST_DAYS_UNSEEN = 14;

/** What Exist has said in answer to a draft. Empty before it was asked. */
export interface Known {
  readonly names: ReadonlyMap<TargetKey, string>;
  readonly steps: ReadonlyMap<TargetKey, OwnershipStep>;
  readonly held: HeldByDay;
}

export const NOTHING_KNOWN: Known = { names: new Map(), steps: new Map(), held: new Map() };

/** What a run would send, and what a person has to see first. */
export interface RunPlan {
  readonly trigger: Trigger;
  readonly draft: Draft;
  readonly known: Known;
  readonly updates: readonly PlannedUpdate[];
  /** What Exist refused before, and is not sent again without a person asking. */
  readonly refused: readonly PlannedUpdate[];
  readonly issues: readonly Issue[];
  /** Ownership that nobody has agreed to yet, one step an attribute that has something to send. */
  readonly steps: readonly OwnershipStep[];
  readonly reasons: readonly PreviewReason[];
  /** Update calls that sending everything takes. */
  readonly calls: number;
}

/** Compares a draft with what is known of Exist. The same draft gives a better plan once Exist was asked. */
export async function planRun(trigger: Trigger, draft: Draft, seen: SeenNotes | null, known: Known, breathe: Breathe): Promise<RunPlan> {
  const { settings } = draft;
  const isUnattended = trigger === "automatic" || trigger === "backfill";
  const nameOf = namesIn(known);
  const declined = new Set(draft.scope.declined === true ? [] : settings.declined);
  const agreed = new Set(settings.agreed);
  const updates: PlannedUpdate[] = [];
  const refused: PlannedUpdate[] = [];
  // What is not indexed yet is read by the next run, which the index itself sets going; for a file there is nothing to hope for.
  const issues: Issue[] = draft.unread.filter(({ why }) => why.unread !== "not-indexed").map(unreadIssue);
  for (const reading of draft.readings) {
    await breathe();
    const record = draft.records.get(reading.date);
    const { values, unanswered } = withAnswers(record ?? NOTHING_HELD, known.held.get(reading.date));
    const day = planDay(reading, values, nameOf, unanswered);
    issues.push(...day.issues);
    for (const update of day.updates) {
      const name = nameOf(update.to);
      if (declined.has(update.key) || known.steps.get(update.key)?.how === "conflict") continue;
      const before = name === undefined ? undefined : record?.refused.get(name);
      (isUnattended && before?.value === update.value ? refused : updates).push(update);
    }
  }
  const unagreed = new Map<TargetKey, OwnershipStep>();
  for (const { key, to } of updates) {
    const name = nameOf(to);
    const step = known.steps.get(key);
    // What was agreed to once is asked about anew where Exist says that it is not ours any more.
    if (name === undefined || !agreed.has(name) || (step !== undefined && step.how !== "owned")) unagreed.set(key, step ?? { key, to, label: targetLabel(to), how: "acquire" });
  }
  const conflicts = [...known.steps.values()].filter((step) => step.how === "conflict");
  return {
    trigger, draft, known, updates, refused, issues,
    steps: [...unagreed.values(), ...conflicts],
    reasons: reasonsFor(updates, unagreed.size > 0, settings.syncFrom, seen),
    calls: Math.ceil(updates.length / BATCH),
  };
}

type Held = Pick<DayRecord, "values" | "unanswered">;

const NOTHING_HELD: Held = { values: new Map() };

/** What Exist holds on a day as far as the ledger knows, set right by what it answered when it was asked. */
function withAnswers(held: Held, answers: ReadonlyMap<string, Value> | undefined): Held {
  if (answers === undefined) return held;
  return { values: new Map([...held.values, ...answers]), unanswered: new Map([...(held.unanswered ?? [])].filter(([name]) => !answers.has(name))) };
}

/** Exist's names, those just learned before those in the settings. */
export function namesIn(known: Known): (to: Target) => string | undefined {
  return (to) => known.names.get(targetKey(to)) ?? to.name;
}

function reasonsFor(updates: readonly PlannedUpdate[], unagreed: boolean, syncFrom: LocalDate, seen: SeenNotes | null): PreviewReason[] {
  if (updates.length === 0) return [];
  const days = new Set<LocalDate>();
  for (const { date } of updates) if (seen?.pending.has(date) !== true) days.add(date);
  const reasons: PreviewReason[] = [];
  if (seen === null) reasons.push("first-run");
  if (days.size > MOST_DAYS_UNSEEN) reasons.push("many-days");
  if (seen !== null && syncFrom < seen.from && [...days].some((date) => date < seen.from)) reasons.push("earlier-days");
  if (unagreed) reasons.push("agreement");
  return reasons;
}
