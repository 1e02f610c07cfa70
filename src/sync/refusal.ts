import { latestDayAt, type LocalDate } from "../domain/local-date";
import type { RefusedValue } from "./ledger";

/*
 * Exist refuses a day that has not come where the account is, and by its own clock; nothing but its words tells that from any
 * other refusal of a value. So what is refused of a day is final only once that day is over: before, it may be the day that
 * Exist does not take. It counts as refused all the same, and is sent once more when another day has come. What was refused
 * of a day that turns out to be still to come (`settle.ts`, `engine.ts`) is no refusal at all, and waits.
 */

/** Whether a value that Exist has refused is not to be sent by itself now. */
export function stillRefused({ at }: Pick<RefusedValue, "at">, date: LocalDate, now: number, zone: string | undefined): boolean {
  if (at === undefined) return true;
  const refusedOn = latestDayAt(at, zone);
  // Refused by a clock that was put back since, it says nothing of the day.
  return at <= now && (refusedOn > date || refusedOn === latestDayAt(now, zone));
}
