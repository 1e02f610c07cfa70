import type { LocalDate } from "../../domain/local-date";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import type { BackfillNow } from "../../sync/backfill/backfill";
import type { Condition, ToLookAt } from "../condition";
import type { DayState } from "../days";

/** How things stand: the status bar, and the view of days and runs. */
export function describeStatus({ words: { status, statusView }, formats, fill }: Language) {
  const toLookAt = (at: ToLookAt): string => {
    const { what } = status;
    switch (at.kind) {
      case "missing":
        return fill(what.missing, at);
      case "other-service":
        return fill(what["other-service"], at);
      case "values":
        return fill(what.values, at);
      default:
        return what[at.kind];
    }
  };

  const pastDays = ({ phase, answered, all, until }: BackfillNow): string => {
    if (phase === "running") return fill(status.syncingOf, { answered, all });
    if (phase === "waiting" && until !== null) return fill(status.pastDays.waitingUntil, { time: formats.time(until), answered, all });
    return fill(status.pastDays[phase], { answered, all });
  };

  return {
    /** How things stand: fine, waiting for something, or something to check. */
    condition: (of: Condition): string => {
      if (of.state === "fine") return status.fine;
      if ("at" in of) return fill(status.check, { what: toLookAt(of.at) });
      switch (of.why) {
        case "syncing":
          return of.all === 0 ? status.syncing : fill(status.syncingOf, of);
        case "backfill":
          return pastDays(of.backfill);
        default: {
          const why = status.why[of.why];
          return of.until === null ? fill(status.waiting, { why }) : fill(status.waitingUntil, { time: formats.time(of.until), why });
        }
      }
    },
    /** What the status bar tells on hover. @param lastRun what the last run did, nothing where there was none */
    statusHint: (shown: string, lastRun: readonly string[]): string =>
      joined(fill(status.hint, { shown }), lastRun.length === 0 ? "" : fill(status.lastRun, { report: lastRun.join(" ") })),
    /** What is going on. @param waiting days that were not looked at yet @param nextAt when the next run is, or null */
    currentState: (waiting: number, running: boolean, nextAt: number | null): string => {
      if (running) return statusView.running;
      if (waiting === 0) return statusView.upToDate;
      return joined(fill(statusView.waiting, { days: waiting }), nextAt === null ? statusView.runIt : fill(statusView.nextRun, { time: formats.time(nextAt) }));
    },
    /** The days of a month that need a word, the worst first: what stands for the picture of the month. */
    monthInWords: (date: LocalDate, amounts: ReadonlyMap<DayState, number>): string => {
      const days = [...amounts].filter(([state, amount]) => state !== "nothing" && amount > 0).map(([state, amount]) => fill(statusView.daysInState, { amount, state: statusView.states[state] }));
      return fill(statusView.monthInWords, { month: formats.shortMonth(date), year: date.slice(0, 4), days: days.length === 0 ? statusView.nothingSent : formats.list(days) });
    },
    dayState: (date: LocalDate, state: DayState): string => fill(statusView.day, { date: formats.dayOfYear(date), state: statusView.states[state] }),
    /** Why nothing is listed for a day that has a note. */
    noValues: (state: DayState): string => (state === "waiting" ? statusView.notLookedAt : statusView.nothingToSend),
    /** A value that Exist refused. @param text its words, "" where it gave none */
    refusedValue: (label: string, text: string): string => (text === "" ? fill(statusView.refusedWithoutReason, { label }) : fill(statusView.refused, { label, text })),
    /** From the least to the most value, as they are shown. */
    valueRange: (least: string, most: string): string => (least === most ? least : fill(statusView.range, { least, most })),
  };
}
