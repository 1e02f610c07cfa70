import { addDays, isWithin, type LocalDate } from "../../domain/local-date";
import type { TargetKey } from "../../domain/mapping";
import type { PlannedUpdate } from "../../domain/plan";
import { filledNames, withTakenBack } from "../agreement";
import { othersIn } from "../declined";
import { hasEnded } from "../doubt";
import type { DayRecord, Ledger, SettleState } from "../ledger";
import { type Draft, isPartial, type ReadDay } from "./prepare";
import { type ExistState, namesIn, type RunPlan } from "./run-plan";
import { rulesOf, type Settings } from "../settings";
import { entryOf, type Examined, fingerprintOf, settledAfter, unfinishedEntryOf } from "../settled";

/** What a run came to, as far as the books need to know. */
export interface Ending {
  /** Planned updates that still have to be sent. */
  readonly left: readonly PlannedUpdate[];
  /** Whether something the plan took for known turned out not to be: then no note is settled. */
  readonly forgot: boolean;
  /** The newest day that a run which was cut short did not come to the end of. */
  readonly cutAt?: LocalDate | undefined;
  /** Exist's names that the run has learned since it was planned. */
  readonly names?: ExistState["names"];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Keeps the books at the end of a run: the issues of each day, and which days have nothing left to send. A day stays
 * unsettled while a value of its notes waits, so the next run reads it again and nothing is lost.
 */
export async function settle(ledger: Ledger, settings: Settings, plan: RunPlan, ending: Ending): Promise<void> {
  const { draft } = plan;
  const before = await ledger.agreement();
  const agreement = withTakenBack(before, settings);
  await keepRecords(ledger, plan, ending, filledNames(agreement), othersIn(settings));
  const done = new DoneDays(draft, ending.left);
  const pending = new Set([...agreement.pending].filter((date) => !done.has(date)));
  if (agreement !== before || pending.size !== agreement.pending.size) await ledger.putAgreement({ ...agreement, pending });

  const seen = await ledger.settleState();
  const underSameRules = seen?.rules === draft.rules;
  if (isPartial(draft.scope) && !underSameRules) return;
  const looked = [...draft.days.map((day) => lookedAt(day, done)), ...draft.gone.map((date): Examined => ({ date, entry: null }))];
  const told = new Set([...(seen?.told ?? []), ...draft.leftOut.filter(({ reason }) => reason !== "future").map(({ path }) => path)]);
  // Mappings that were changed while the run was under way have not been followed in it.
  const rules = rulesOf({ ...draft.settings, declined: [...new Set([...draft.settings.declined, ...settings.declined])] });
  const settled = ending.forgot ? new Map<LocalDate, string>() : settledAfter(underSameRules ? seen.settled : new Map(), looked);
  const next: SettleState = { rules, from: earliest(seen, draft, ending.cutAt), settled, told };
  if (!isSame(seen, next)) await ledger.putSeen(next);
  const read = new Set(looked.map(({ date }) => date));
  await ledger.untouch(new Map([...draft.touched].filter(([date]) => read.has(date))));
}

/**
 * Writes down what cannot be read on the days that were looked at. A refusal of what no note has any more is over, and so is
 * one of a day that is still to come. What was
 * tried without an answer and no note has any more cannot be sent again: what Exist holds is forgotten, so that whatever a
 * note says later is sent. What another service fills and notes hold beside what is at Exist is kept by its target.
 */
async function keepRecords(ledger: Ledger, plan: RunPlan, { now, names = new Map() }: Ending, filled: ExistState["names"], others: ReadonlyMap<TargetKey, unknown>): Promise<void> {
  const { draft: { readings, records, unread, today }, known, updates, refused, blocked } = plan;
  const nameOf = namesIn({ ...known, names: new Map([...known.names, ...names]) });
  const issues = new Map(readings.map((reading) => [reading.date, reading.issues]));
  const planned = new Set([...updates, ...refused, ...blocked].map(({ key, to, date }) => `${date} ${nameOf(to) ?? filled.get(key) ?? ""}`));
  // Of days beside a note that could not be read, not all that notes say is known.
  const unknown = new Set(unread.flatMap(({ date }) => [-1, 0, 1].map((days) => addDays(date, days))));
  const isSaid = (date: LocalDate, name: string): boolean => !issues.has(date) || unknown.has(date) || planned.has(`${date} ${name}`);
  const isOver = (date: LocalDate, name: string, { doubts }: DayRecord): boolean => {
    const doubt = doubts?.get(name);
    return !isSaid(date, name) && (doubt === undefined || hasEnded(doubt, now));
  };
  const changeOf = (date: LocalDate, day: DayRecord): { readonly unrefused: Names; readonly forgotten: Names } => ({
    unrefused: new Set([...day.refused.keys()].filter((name) => date > today || !isSaid(date, name))),
    forgotten: new Set([...(day.unanswered?.keys() ?? []), ...(day.doubts?.keys() ?? [])].filter((name) => isOver(date, name, day))),
  });
  const left = leftOn([...updates, ...plan.left], others);
  const elsewhereOf = (date: LocalDate, day: DayRecord): DayRecord["elsewhere"] => {
    if (!issues.has(date) || unknown.has(date)) return day.elsewhere;
    const open = (left.get(date) ?? []).filter(({ key, to, value }) => day.values.get(nameOf(to) ?? filled.get(key) ?? "") !== value);
    return open.length === 0 ? undefined : new Set(open.map(({ key }) => key));
  };
  const changed = [...records].filter(([date, record]) => {
    const { unrefused, forgotten } = changeOf(date, record);
    return unrefused.size + forgotten.size > 0 || listed(elsewhereOf(date, record)) !== listed(record.elsewhere) || (issues.has(date) && JSON.stringify(issues.get(date)) !== JSON.stringify(record.issues));
  });
  await ledger.change(changed.map(([date]) => date), (date, day) => {
    const { unrefused, forgotten } = changeOf(date, day);
    return {
      values: without(day.values, forgotten), unanswered: without(day.unanswered, forgotten), doubts: without(day.doubts, forgotten),
      refused: without(day.refused, unrefused), elsewhere: elsewhereOf(date, day), issues: issues.get(date) ?? day.issues,
    };
  });
}

/** What goes to other services' attributes, by day. */
function leftOn(updates: readonly PlannedUpdate[], others: ReadonlyMap<TargetKey, unknown>): ReadonlyMap<LocalDate, readonly PlannedUpdate[]> {
  const days = new Map<LocalDate, PlannedUpdate[]>();
  for (const update of updates) {
    if (!others.has(update.key)) continue;
    const day = days.get(update.date);
    if (day === undefined) days.set(update.date, [update]);
    else day.push(update);
  }
  return days;
}

type Names = ReadonlySet<string>;

function listed(targets: DayRecord["elsewhere"]): string {
  return [...(targets ?? [])].sort().join("\n");
}

function without<T>(known: ReadonlyMap<string, T> | undefined, names: Names): ReadonlyMap<string, T> {
  return new Map([...(known ?? [])].filter(([name]) => !names.has(name)));
}

/** Which of Exist's days have nothing left after a run. */
class DoneDays {
  private readonly waiting: ReadonlySet<LocalDate>;
  private readonly looked: ReadonlySet<LocalDate>;
  private readonly ahead: ReadonlyMap<LocalDate, ReadonlySet<LocalDate>>;

  constructor(private readonly draft: Draft, left: readonly PlannedUpdate[]) {
    this.waiting = new Set(left.map(({ date }) => date));
    this.looked = new Set(draft.readings.map(({ date }) => date));
    const ahead = new Map<LocalDate, Set<LocalDate>>();
    for (const { from, date } of draft.ahead) ahead.set(from, (ahead.get(from) ?? new Set()).add(date));
    this.ahead = ahead;
  }

  has(date: LocalDate): boolean {
    return this.looked.has(date) && !this.waiting.has(date);
  }

  /** A day to come is done for notes that hold nothing for it. */
  isDoneFor({ date: from }: ReadDay, date: LocalDate): boolean {
    return date > this.draft.today ? this.ahead.get(from)?.has(date) !== true : this.has(date);
  }
}

function lookedAt(day: ReadDay, done: DoneDays): Examined {
  const isDone = day.alsoFeeds.length === 0 && day.feeds.every((date) => done.isDoneFor(day, date));
  return { date: day.date, entry: isDone ? entryOf(day.refs, day.notes.map(fingerprintOf)) : unfinishedEntryOf(day.refs) };
}

/** The earliest day that has been looked at, with all that came after it. */
function earliest(seen: SettleState | null, { scope, settings, away }: Draft, cutAt: LocalDate | undefined): LocalDate {
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

function isSame(a: SettleState | null, b: SettleState): boolean {
  return a?.rules === b.rules && a.from === b.from && a.told.size === b.told.size && a.settled === b.settled;
}
