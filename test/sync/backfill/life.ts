import { addDays, type DayRange, type LocalDate } from "../../../src/domain/local-date";
import type { Http } from "../../../src/exist/http";
import { Backfill, type BackfillNow } from "../../../src/sync/backfill/backfill";
import { placesKey } from "../../../src/sync/agreement";
import type { BackfillState } from "../../../src/sync/backfill-state";
import { backfillAllowance } from "../../../src/sync/estimate";
import type { LedgerStore } from "../../../src/sync/ledger";
import { emptyReport, type Failure, type Report } from "../../../src/sync/report";
import { Schedule } from "../../../src/sync/schedule";
import { mapping, property, template } from "../../domain/build";
import { ACCOUNT, PLACES, rig, type Rig, TODAY } from "../rig";

export const steps = mapping(property("steps"), template("steps"));
export const mood = mapping(property("mood"), template("mood"));
export const back = (days: number): LocalDate => addDays(TODAY, -days);

/** Notes of the last `days` days, with two values each. */
export function diary(days: number, settings: Parameters<typeof rig>[0] = {}): Rig {
  const test = rig({ mappings: [steps, mood], ...settings });
  for (let ago = 0; ago < days; ago += 1) test.notes.write(back(ago), { steps: 1000 + ago, mood: 1 + (ago % 9) });
  return test;
}

/** A backfill as it is kept, of which nothing has been sent. */
export function underWay(range: DayRange, rest: Partial<BackfillState> = {}): BackfillState {
  return {
    ...range, places: placesKey(PLACES), paused: false, next: range.last, all: 0, answered: 0, oldest: null, opening: null, syncedFrom: null, restarts: 0, trouble: null,
    report: { ...emptyReport("backfill", 0), backfill: { ...range, startedAt: 0, refused: 0, issues: 0 } }, ...rest,
  };
}

export const everything = (days: number): DayRange => ({ first: back(days - 1), last: TODAY });
export const held = (test: Rig): string[] => Object.entries(test.world.valuesOf(ACCOUNT)).flatMap(([date, day]) => Object.entries(day).map(([name, value]) => `${date} ${name} ${value}`)).sort();
/** What Exist has to hold in the end. */
export async function said(test: Rig, range: DayRange): Promise<string[]> {
  const { notes } = await test.notes.list();
  const refs = [...notes.values()].flat().filter(({ date }) => date >= range.first && date <= range.last);
  const read = await Promise.all(refs.map((ref) => test.notes.read(ref)));
  return read.flatMap((note) => ("unread" in note ? [] : Object.entries(note.properties).map(([name, value]) => `${note.date} ${name} ${String(value)}`))).sort();
}

/** An app from start to end: the plugin's parts as it puts them together, over a ledger that outlives it. */
export function life(test: Rig, store: LedgerStore = test.store, http?: Http) {
  const { engine, ledger, budget, deps } = test.open(store, http);
  const done: Report[] = [];
  const troubles: Failure[] = [];
  const schedule = new Schedule({
    clock: test.clock,
    settings: () => ({ autoSync: true, quietSeconds: 60, maxWaitMinutes: 15 }),
    run: (trigger, scope, control) => engine.run(trigger, scope, control),
    onChange: () => undefined,
    onAutomatic: () => undefined,
  });
  let changes = 0;
  const backfill = new Backfill({
    ...deps,
    exclusively: (run) => schedule.exclusively(run),
    isAwaited: () => schedule.isAwaited,
    allowance: () => backfillAllowance(budget),
    onChange: () => { changes += 1; },
    onDone: (report) => { done.push(report); },
    onTrouble: (failure) => { troubles.push(failure); },
  });
  /** Plans a range, agrees to everything, and sends it. */
  const start = async (range: DayRange, keep = false): Promise<void> => {
    const plan = await engine.plan("command", { range });
    await schedule.exclusively(() => backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), keep));
  };
  const now = async (): Promise<BackfillNow> => {
    const state = await backfill.now();
    if (state === null) throw new Error("no backfill is under way");
    return state;
  };
  const end = (): void => {
    schedule.stop();
    backfill.close();
  };
  return { engine, ledger, budget, schedule, backfill, start, now, end, done, troubles, changes: () => changes };
}
