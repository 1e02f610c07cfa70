import { type Target, targetKey, type TargetKey, targetLabel } from "../../domain/mapping";
import { planDay, type PlannedUpdate } from "../../domain/plan";
import type { Issue } from "../../domain/reading";
import type { LocalDate } from "../../domain/local-date";
import type { Value } from "../../domain/value-type";
import { BATCH } from "../../exist/client";
import { type Agreement, areElsewhere, filledNames, permission } from "../agreement";
import type { YieldToUi } from "../yield-to-ui";
import { othersIn } from "../declined";
import { isDue } from "../doubt";
import type { DayRecord, Ledger, SettleState } from "../ledger";
import type { Clock } from "../ports";
import { stillRefused } from "../refusal";
import type { PreviewReason, Trigger } from "../report";
import type { OwnershipStep } from "./ownership";
import { type Draft, isPartial } from "./prepare";
import type { HeldByDay } from "./reconcile";

/** A run that would send more days than this shows its plan first. */
export const MOST_DAYS_UNSEEN = 14;

/** What Exist has said in answer to a draft. Empty before it was asked. */
export interface ExistState {
  readonly names: ReadonlyMap<TargetKey, string>;
  readonly steps: ReadonlyMap<TargetKey, OwnershipStep>;
  readonly held: HeldByDay;
}

export const NOT_ASKED: ExistState = { names: new Map(), steps: new Map(), held: new Map() };

/** What this device keeps that decides what may be sent unseen. */
export interface DeviceState {
  readonly seen: SettleState | null;
  readonly agreement: Agreement;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export async function deviceState({ ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock }): Promise<DeviceState> {
  return { seen: await ledger.settleState(), agreement: await ledger.agreement(), now: clock.now() };
}

/** What a run would send, and what a person has to see first. */
export interface RunPlan {
  readonly trigger: Trigger;
  /** When it was made, milliseconds since 1970. */
  readonly madeAt: number;
  readonly draft: Draft;
  readonly known: ExistState;
  readonly updates: readonly PlannedUpdate[];
  /** What Exist refused before, and is not sent again without a person asking. */
  readonly refused: readonly PlannedUpdate[];
  /** What is left to another service. */
  readonly left: readonly PlannedUpdate[];
  /** What cannot be sent because Exist has an attribute of that label with another value type. */
  readonly blocked: readonly PlannedUpdate[];
  readonly issues: readonly Issue[];
  /** Whether the notes come from other places than those that were agreed to: then nothing goes unseen. */
  readonly isElsewhere: boolean;
  /** Ownership that nobody has agreed to yet, one step an attribute that has something to send. */
  readonly steps: readonly OwnershipStep[];
  readonly reasons: readonly PreviewReason[];
  /** Update calls that sending everything takes. */
  readonly calls: number;
}

/** Compares a draft with what is known of Exist. The same draft gives a better plan once Exist was asked. */
export async function planRun(trigger: Trigger, draft: Draft, books: DeviceState, known: ExistState, yieldToUi: YieldToUi): Promise<RunPlan> {
  const { settings } = draft;
  const isUnattended = trigger === "automatic" || trigger === "backfill";
  const nameOf = namesIn(known);
  const declined = new Set(draft.scope.declined === true ? [] : settings.declined);
  const maySend = permission(books.agreement, settings);
  const filled = filledNames(books.agreement);
  const filledAs = (to: Target): string | undefined => nameOf(to) ?? filled.get(targetKey(to));
  const updates: PlannedUpdate[] = [];
  const refused: PlannedUpdate[] = [];
  const blocked: PlannedUpdate[] = [];
  const left: PlannedUpdate[] = [];
  const others = othersIn(settings);
  const issues: Issue[] = [];
  for (const reading of draft.readings) {
    await yieldToUi();
    const record = draft.records.get(reading.date);
    const { values, unanswered } = withAnswers(record ?? NOTHING_HELD, known.held.get(reading.date), books.now);
    const day = planDay(reading, values, nameOf, unanswered, filledAs);
    issues.push(...day.issues);
    for (const update of day.updates) {
      const name = nameOf(update.to);
      if (declined.has(update.key)) {
        if (others.has(update.key)) left.push(update);
        continue;
      }
      const before = name === undefined ? undefined : record?.refused.get(name);
      if (known.steps.get(update.key)?.how === "conflict") blocked.push(update);
      else (isUnattended && before?.value === update.value && stillRefused(before, update.date, books.now, settings.connection?.timezone) ? refused : updates).push(update);
    }
  }
  // What was acknowledged and goes once more, because an older request may arrive late, is nothing to be shown.
  const news = updates.filter(({ was, value }) => was !== value);
  const unagreed = new Map<TargetKey, OwnershipStep>();
  for (const { key, to } of updates) {
    const name = nameOf(to);
    const step = known.steps.get(key);
    // What was agreed to once is asked about anew where Exist says that it is not ours any more.
    if (name === undefined || !maySend(to, name) || (step !== undefined && step.how !== "owned")) unagreed.set(key, step ?? { key, to, label: targetLabel(to), how: "acquire" });
  }
  // Who sends for the first time is asked once for all that their mappings name, and not again with every value that comes.
  if (books.agreement.since === null && news.length > 0 && !isPartial(draft.scope)) {
    for (const { enabled, to } of settings.mappings) {
      const key = targetKey(to);
      const name = nameOf(to);
      if (!enabled || declined.has(key) || (name !== undefined && maySend(to, name))) continue;
      const step = known.steps.get(key);
      if (step?.how !== "conflict") unagreed.set(key, unagreed.get(key) ?? step ?? { key, to, label: targetLabel(to), how: "acquire" });
    }
  }
  const conflicts = [...known.steps.values()].filter((step) => step.how === "conflict");
  const plan = {
    trigger, draft, known, updates, refused, left, blocked, issues,
    madeAt: books.now,
    isElsewhere: areElsewhere(books.agreement, draft.places),
    steps: [...unagreed.values(), ...conflicts],
    calls: Math.ceil(updates.length / BATCH),
  };
  return { ...plan, reasons: reasonsFor({ ...plan, updates: news }, unagreed.size > 0, books) };
}

type Held = Pick<DayRecord, "values" | "unanswered" | "doubts">;

const NOTHING_HELD: Held = { values: new Map() };
const NONE: ReadonlyMap<string, Value> = new Map();

/** What Exist holds on a day as far as the ledger knows, set right by what it answered when it was asked. */
function withAnswers({ values, unanswered = NONE, doubts }: Held, answers: ReadonlyMap<string, Value> | undefined, now: number): { values: ReadonlyMap<string, Value>; unanswered: ReadonlyMap<string, Value> } {
  const known = answers === undefined ? values : new Map([...values, ...answers]);
  const open = answers === undefined ? unanswered : new Map([...unanswered].filter(([name]) => !answers.has(name)));
  // What Exist holds at the moment says nothing of what is still on its way.
  const due = [...(doubts ?? [])].flatMap(([name, doubt]) => { const value = known.get(name); return value !== undefined && isDue(doubt, now) ? [[name, value] as const] : []; });
  return { values: known, unanswered: due.length === 0 ? open : new Map([...due, ...open]) };
}

/** Exist's names, those just learned before those in the settings. */
export function namesIn(known: ExistState): (to: Target) => string | undefined {
  return (to) => known.names.get(targetKey(to)) ?? to.name;
}

function reasonsFor({ updates, draft, known, isElsewhere }: Pick<RunPlan, "updates" | "draft" | "known" | "isElsewhere">, unagreed: boolean, { seen, agreement }: DeviceState): PreviewReason[] {
  const days = new Set<LocalDate>();
  for (const { date } of updates) if (!agreement.pending.has(date)) days.add(date);
  const reasons: PreviewReason[] = [];
  if (agreement.since === null && updates.length > 0) reasons.push("first-run");
  if (days.size > MOST_DAYS_UNSEEN) reasons.push("many-days");
  if (agreement.since !== null && seen !== null && draft.settings.syncFrom < seen.from && [...days].some((date) => date < seen.from)) reasons.push("earlier-days");
  if (unagreed) reasons.push("agreement");
  if (isElsewhere && updates.length > 0) reasons.push("other-places");
  if (replacesUnseen({ updates, draft, known }, { seen, agreement })) reasons.push("replaces");
  return reasons;
}

function replacesUnseen(plan: Pick<RunPlan, "updates" | "draft" | "known">, books: Pick<DeviceState, "seen" | "agreement">): boolean {
  const isUnseen = unseenBy(plan.draft, books);
  return plan.updates.some(({ date, was, value, to }) => was !== undefined && was !== value && isUnseen(date) && plan.known.held.get(date)?.has(namesIn(plan.known)(to) ?? "") === true);
}

/**
 * Days of which this device knows nothing although they were over when it first sent: their notes came late. Exist may
 * hold something for them that another device or the person put there, so it is asked before anything is replaced.
 */
export function unseenBy({ records }: Pick<Draft, "records">, { seen, agreement }: Pick<DeviceState, "seen" | "agreement">): (date: LocalDate) => boolean {
  return (date) => {
    if (agreement.since === null || date >= agreement.since || seen?.settled.has(date) === true || agreement.pending.has(date)) return false;
    const record = records.get(date);
    return record === undefined || record.values.size + record.refused.size + (record.unanswered?.size ?? 0) === 0;
  };
}
