import type { DayRange } from "../../src/domain/local-date";
import type { Http } from "../../src/exist/http";
import { Backfill, type BackfillNow } from "../../src/sync/backfill";
import { backfillAllowance } from "../../src/sync/estimate";
import type { LedgerStore } from "../../src/sync/ledger";
import type { Failure, Report } from "../../src/sync/report";
import { Schedule } from "../../src/sync/schedule";
import type { Rig } from "./rig";

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
    allowance: () => backfillAllowance(budget, test.clock.now()),
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
