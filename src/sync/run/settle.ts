import { addDays, isWithin, type LocalDate } from "../../domain/local-date";
import type { PlannedUpdate } from "../../domain/plan";
import type { Ledger, SeenNotes } from "../ledger";
import { type Draft, isPartial } from "./prepare";
import type { RunPlan } from "./run-plan";
import { rulesOf, type Settings } from "../settings";
import { settledAfter } from "../settled";

/** What a run came to, as far as the books need to know. */
export interface Ending {
  /** Planned updates that still have to be sent. */
  readonly left: readonly PlannedUpdate[];
  /** Whether a person has agreed to the plan. */
  readonly approved: boolean;
  /** Whether something the plan took for known turned out not to be: then no note is settled. */
  readonly forgot: boolean;
  /** The newest day that a run which was cut short did not come to the end of. */
  readonly cutAt?: LocalDate | undefined;
}

/**
 * Keeps the books at the end of a run: the issues of each day, and which notes have nothing left to send. A note stays
 * unsettled while a value of it waits, so the next run reads it again and nothing is lost.
 */
export async function settle(ledger: Ledger, settings: Settings, plan: RunPlan, ending: Ending): Promise<void> {
  const { draft } = plan;
  const changed = draft.readings.filter(({ date, issues }) => JSON.stringify(issues) !== JSON.stringify(draft.records.get(date)?.issues));
  const issues = new Map(changed.map((reading) => [reading.date, reading.issues]));
  await ledger.change([...issues.keys()], (date, day) => ({ ...day, issues: issues.get(date) ?? day.issues }));

  const seen = await ledger.seenNotes();
  const settled = seenAfter(seen, settings, plan, ending);
  const next = settled !== null && ending.forgot ? { ...settled, modified: new Map<string, number>() } : settled;
  if (next !== null && !same(seen, next)) await ledger.putSeen(next);
}

function seenAfter(seen: SeenNotes | null, settings: Settings, plan: RunPlan, { left, approved, cutAt }: Ending): SeenNotes | null {
  const { draft } = plan;
  const underSameRules = seen?.rules === draft.rules;
  const partial = isPartial(draft.scope);
  if (partial && !underSameRules) return null;
  const waiting = new Set(left.map(({ date }) => date));
  const looked = new Set(draft.readings.map(({ date }) => date));
  const isDone = (date: LocalDate): boolean => looked.has(date) && !waiting.has(date);
  const modified = settledAfter(underSameRules ? seen.modified : new Map(), draft.notes.map(({ ref, feeds }) => ({ ref, isDone: feeds.every(isDone) })));
  const isPending = (date: LocalDate): boolean => waiting.has(date) || (partial && !looked.has(date));
  const stillAgreed = [...(seen?.pending ?? []), ...(approved ? waiting : [])].filter(isPending);
  const told = new Set([...(seen?.told ?? []), ...draft.leftOut.filter(({ reason }) => reason !== "future").map(({ path }) => path)]);
  // Mappings that were changed while the run was under way have not been followed in it.
  const rules = rulesOf({ ...draft.settings, declined: [...new Set([...draft.settings.declined, ...settings.declined])] });
  return { rules, from: earliest(seen, draft, cutAt), modified, pending: new Set(stillAgreed), told };
}

/** The earliest day that has been looked at, with all that came after it. */
function earliest(seen: SeenNotes | null, { scope, settings, away }: Draft, cutAt: LocalDate | undefined): LocalDate {
  const { range } = scope;
  const known = seen?.from ?? settings.syncFrom;
  if (range === undefined && isPartial(scope)) return known;
  let from = settings.syncFrom;
  if (range !== undefined) {
    if (range.last < addDays(known, -1)) return known;
    // A range goes back in time: what is left of it when it is cut short was not come to.
    const reached = cutAt === undefined ? range.first : addDays(cutAt, 1);
    if (reached > from) from = reached;
  } else if (away !== null && isWithin(away, from)) {
    from = addDays(away.last, 1);
  }
  return from < known ? from : known;
}

function same(a: SeenNotes | null, b: SeenNotes): boolean {
  return a?.rules === b.rules && a.from === b.from && a.told.size === b.told.size && a.pending.size === b.pending.size && a.modified.size === b.modified.size
    && [...b.pending].every((date) => a.pending.has(date)) && [...b.modified].every(([path, at]) => a.modified.get(path) === at);
}
