import { addDays, type DayRange, type LocalDate } from "../domain/local-date";
import type { OwnershipStep } from "./run/ownership";
import type { BackfillTotals, Failure, Report } from "./report";

/** A range of days that a person agreed to send, and how far that is. Kept in the ledger until it is done or cancelled. */
export interface BackfillState extends DayRange {
  /** `placesKey` of where the notes were when it was agreed to. */
  readonly places: string;
  /** Whether a person has paused it. */
  readonly paused: boolean;
  /** The newest day that is not done. It goes back in time; at the end it lies before `first`. */
  readonly next: LocalDate;
  /** Values to be sent, as the plan had them that a person saw. */
  readonly all: number;
  /** Values that Exist has answered for. */
  readonly answered: number;
  /** The oldest day of which a value was accepted; null before the first. */
  readonly oldest: LocalDate | null;
  /** What is done before anything is sent; null once it is. */
  readonly opening: {
    /** Ownership that a person has ticked. */
    readonly steps: readonly OwnershipStep[];
  } | null;
  /** `syncFrom` as it was, where the days are to be kept in sync from now on; else null. */
  readonly syncedFrom: LocalDate | null;
  /** How often it began anew because attributes had been somebody else's meanwhile. */
  readonly restarts: number;
  /** What stopped it and only a person can mend. */
  readonly trouble: Failure | null;
  /** What it came to so far. Lists in it are cut short; their true lengths are in `backfill`. */
  readonly report: Report & { readonly backfill: BackfillTotals };
}

/**
 * The days that a backfill has still to send and that no run would look at without it: those before the start of the sync
 * as it was. All other runs leave them alone. Null where there are none.
 */
export function leftToBackfill(state: BackfillState | null): DayRange | null {
  if (state?.syncedFrom == null) return null;
  const dayBefore = addDays(state.syncedFrom, -1);
  const last = state.next < dayBefore ? state.next : dayBefore;
  return state.first <= last ? { first: state.first, last } : null;
}
