import { addDays, type DayRange, type LocalDate } from "../../domain/local-date";
import { BATCH } from "../../exist/client";
import { permission } from "../agreement";
import { unreadIssue } from "../unread";
import type { BackfillState } from "../backfill-state";
import { makeYieldToUi } from "../yield-to-ui";
import type { EngineDeps } from "../run/engine";
import { prepare } from "../run/prepare";
import { type CallAnswer, isFinal, type NamedUpdate, newestFirst } from "../run/push";
import type { BackfillTotals, LostAttribute, Report } from "../report";
import { deviceState, NOT_ASKED, planRun, type RunPlan } from "../run/run-plan";
import { refusedUpdate, sendable, type Sent } from "../run/send";

/** Values of one chunk: ten full calls, so that no call but the very last has room left. */
const MOST_A_TURN = 10 * BATCH;
/** Days that a chunk reads first; four times as many each time they hold too little for a chunk. */
const FIRST_WINDOW = 31;
const WIDER = 4;
/** Refused values and issues that the report lists; the others are only counted. */
const MOST_LISTED = 20;
/** More restarts than this are somebody taking an attribute away again and again. */
const MOST_RESTARTS = 3;

/** What one chunk is going to send. */
export interface Chunk {
  /** Of nothing but the days that the chunk brings to an end, and the first values of the day after which it breaks off. */
  readonly plan: RunPlan;
  /** The newest day that is not done when all of it is sent; before the range when that is through. */
  readonly next: LocalDate;
  /** Whether Obsidian has indexed all notes that may hold something for its days. */
  readonly isIndexed: boolean;
}

/** Reads notes back from where the backfill stands until they fill a chunk. Makes no call and changes nothing. */
export async function nextChunk(deps: Pick<EngineDeps, "clock" | "notes" | "settings" | "ledger">, { first, next, places }: BackfillState): Promise<Chunk> {
  const yieldToUi = makeYieldToUi(deps.clock);
  for (let days = FIRST_WINDOW; ; days *= WIDER) {
    const back = addDays(next, 1 - days);
    const from = back > first ? back : first;
    const draft = await prepare(deps, deps.settings.current, { range: { first: from, last: next } });
    const books = await deviceState(deps);
    const plan = await planRun("backfill", draft, { ...books, agreement: { ...books.agreement, places } }, NOT_ASKED, yieldToUi);
    const updates = newestFirst(sendable(plan, permission(books.agreement, deps.settings.current)));
    if (updates.length >= MOST_A_TURN || from === first) return cut(plan, updates, { first: from, last: next });
  }
}

function cut(plan: RunPlan, updates: readonly NamedUpdate[], { first, last }: DayRange): Chunk {
  const { draft } = plan;
  const next = updates[MOST_A_TURN]?.date ?? addDays(first, -1);
  const isDone = ({ date }: { readonly date: LocalDate }): boolean => date > next;
  const id = ({ key, date }: Pick<NamedUpdate, "key" | "date">): string => `${date} ${key}`;
  const begun = new Set(updates.slice(0, MOST_A_TURN).map(id));
  const unread = draft.unread.filter(isDone);
  return {
    next,
    // A note may hold a value for the day after it, so that of the day on which the chunk breaks off matters, too.
    isIndexed: draft.unread.every(({ date, unread: why }) => why !== "not-indexed" || date < next),
    plan: {
      ...plan,
      draft: {
        ...draft,
        scope: { range: { first: addDays(next, 1), last } },
        days: draft.days.filter(({ feeds }) => feeds.every((date) => date > next)),
        readings: draft.readings.filter(isDone),
      },
      updates: plan.updates.filter((update) => isDone(update) || begun.has(id(update))),
      issues: [...plan.issues.filter(isDone), ...unread.map(unreadIssue)],
    },
  };
}

/** How a backfill stands after one more call. */
export function afterCall(state: BackfillState, { accepted, refused }: CallAnswer): BackfillState {
  const { report, oldest } = state;
  const final = refused.filter(isFinal);
  const days = [...new Set(accepted.map(({ date }) => date))].filter((date) => oldest === null || date < oldest).sort();
  return {
    ...state,
    answered: state.answered + accepted.length + final.length,
    oldest: days[0] ?? oldest,
    report: {
      ...report,
      values: report.values + accepted.length,
      days: report.days + days.length,
      calls: report.calls + 1,
      refused: listed(report.refused, final.map(refusedUpdate)),
      backfill: totals(state, { refused: final.length }),
    },
  };
}

/** How a backfill stands after a chunk. @param part what the chunk came to */
export function afterChunk(state: BackfillState, { plan, next: done }: Chunk, { again, unsent, unasked }: Sent, part: Report): BackfillState {
  const report = { ...state.report, lost: joined(state.report.lost, part.lost) };
  if (again && state.restarts < MOST_RESTARTS) {
    const issues = state.report.backfill.issues;
    return { ...state, next: state.last, restarts: state.restarts + 1, trouble: null, report: { ...report, issues: [], backfill: totals(state, { issues: -issues }) } };
  }
  const isCutShort = part.failure !== null || part.cancelled;
  const next = (isCutShort ? newestFirst(unsent)[0]?.date : undefined) ?? done;
  const issues = plan.issues.filter(({ date }) => date > next);
  const skipped = [...unsent, ...unasked].filter(({ date }) => date > next).length;
  return {
    ...state,
    next,
    trouble: part.failure === null ? null : state.trouble,
    answered: state.answered + skipped,
    report: {
      ...report,
      issues: listed(report.issues, issues),
      unsent: report.unsent + skipped,
      waitsFor: skipped > 0 ? [...new Set([...report.waitsFor, ...part.waitsFor])] : report.waitsFor,
      backfill: totals(state, { issues: issues.length }),
    },
  };
}

function totals({ report: { backfill } }: BackfillState, { refused = 0, issues = 0 }: Partial<BackfillTotals>): BackfillTotals {
  return { ...backfill, refused: backfill.refused + refused, issues: backfill.issues + issues };
}

function listed<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return [...before, ...more].slice(0, MOST_LISTED);
}

function joined(before: readonly LostAttribute[], more: readonly LostAttribute[]): readonly LostAttribute[] {
  return [...before, ...more.filter(({ label }) => before.every((each) => each.label !== label))];
}
