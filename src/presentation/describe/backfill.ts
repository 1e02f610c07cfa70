import { addDays, type DayRange, type LocalDate } from "../../domain/local-date";
import type { Language } from "../../locales";
import { roughly } from "../../locales/formats";
import type { BackfillNow } from "../../sync/backfill/backfill";
import type { RangeCount } from "../../sync/backfill/range-counts";
import { describeFailures } from "./failures";
import { describeNames } from "./names";

/** Sending a range of days: what there is to send, and how far it is. */
export function describeBackfill(language: Language) {
  const { words: { backfill }, formats, fill } = language;
  const { dayRange, duration } = describeNames(language);
  const { cause, failure } = describeFailures(language);

  /** How long it still takes. @param ms milliseconds; 0 where nothing but the last values is left */
  const remaining = (ms: number): string => {
    const { amount, unit } = roughly(ms);
    if (ms === 0) return backfill.lastValues;
    return amount === 0 ? backfill.left.none : fill(backfill.left[unit], { amount });
  };

  /** What it is doing or waits for. */
  const phase = ({ phase: at, until, failure: why, left }: BackfillNow): string => {
    switch (at) {
      case "running":
        return remaining(left);
      case "waiting":
        if (why === null) return backfill.indexing;
        return until === null ? fill(backfill.waiting, { cause: cause(why) }) : fill(backfill.waitingUntil, { cause: cause(why), time: formats.time(until) });
      case "paused":
        return backfill.paused;
      case "stopped":
        return why === null ? backfill.stopped : fill(backfill.stoppedBecause, { failure: failure(why) });
    }
  };

  return {
    backfillPhase: phase,
    /** How it stands, for those who look at everything that is going on. */
    backfillNow: (of: BackfillNow): string => fill(backfill.now, { days: dayRange(of), answered: of.answered, all: of.all, phase: phase(of) }),
    /** What there is in a range, each amount with its name. @param ms about how long sending takes, milliseconds */
    rangeCounts: ({ notes, values, unsent }: RangeCount, ms: number): (readonly [name: string, amount: string])[] => {
      const { counts } = backfill;
      return [
        [counts.notes, formats.number(notes)],
        [counts.values, formats.number(values)],
        [counts.unsent, formats.number(unsent)],
        ...(unsent === 0 ? [] : [[counts.period, duration(ms)]] as const),
      ];
    },
    /** What keeping a range in sync means. @param syncFrom from where notes are in sync now */
    keepHint: ({ first, last }: DayRange, syncFrom: LocalDate, keep: boolean): string => {
      const { keepHints } = backfill;
      const given = { first: formats.dayOfYear(first), syncFrom: formats.dayOfYear(syncFrom) };
      if (first >= syncFrom) return fill(keepHints.inSync, given);
      if (addDays(last, 1) < syncFrom) return fill(keepHints.apart, given);
      return fill(keep ? keepHints.on : keepHints.off, given);
    },
    /** How far asking is, requests. */
    askingProgress: (done: number, all: number): string => (all === 0 ? backfill.asking : fill(backfill.asked, { done, all })),
  };
}
