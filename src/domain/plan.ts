import { quote } from "./sanitize";
import type { LocalDate } from "./local-date";
import { type Mapping, sourceLabel, type Target, targetKey, type TargetKey, targetType } from "./mapping";
import type { Issue, Reading } from "./reading";
import { isValueOf, type Value, valueType } from "./value-type";

/** One value to be sent: the attribute's total for the day. */
export interface PlannedUpdate {
  readonly key: TargetKey;
  readonly to: Target;
  readonly date: LocalDate;
  readonly value: Value;
  /** What Exist holds as far as is known; undefined for nothing or unknown. */
  readonly was: Value | undefined;
  /** The note it comes from. */
  readonly path: string;
}

/** What is to be sent for one day, and what the notes no longer say but Exist keeps. */
export interface DayPlan {
  readonly updates: readonly PlannedUpdate[];
  readonly issues: readonly Issue[];
}

/** Exist's name of the attribute that a target means; undefined until Exist has said it. */
export type NameOf = (to: Target) => string | undefined;

/**
 * Compares a day's reading with what Exist is known to hold.
 * @param held values by attribute name: what Exist acknowledged, or was seen to hold
 * @param unanswered values by attribute name that Exist may hold instead, as no answer came to them
 * @param filledAs the name under which a target was filled before, where it is not known under which it would be now
 */
export function planDay(reading: Reading, held: ReadonlyMap<string, Value>, nameOf: NameOf, unanswered: ReadonlyMap<string, Value> = new Map(), filledAs = nameOf): DayPlan {
  const updates: PlannedUpdate[] = [];
  const issues: Issue[] = [...reading.issues];
  const taken = new Set<string>();
  for (const { key, to, date, value, path, source } of reading.values) {
    const name = nameOf(to);
    if (name !== undefined && taken.has(name)) {
      issues.push({ path, date, key: quote(source), target: to, found: quote(String(value)), problem: { code: "same-attribute", name } });
      continue;
    }
    if (name !== undefined) taken.add(name);
    const was = name === undefined ? undefined : held.get(name);
    if (was !== value || (name !== undefined && unanswered.has(name))) updates.push({ key, to, date, value, was, path });
  }
  const unread = new Set(reading.issues.map((issue) => issue.key));
  for (const { mapping, path } of reading.blank) {
    const name = filledAs(mapping.to);
    const tried = name === undefined ? undefined : unanswered.get(name);
    const was = (name === undefined ? undefined : held.get(name)) ?? tried;
    if (name === undefined || was === undefined || (was === 0 && tried === undefined) || taken.has(name) || unread.has(quote(sourceLabel(mapping.from)))) continue;
    taken.add(name);
    const base = { date: reading.date, path };
    if (sendsZero(mapping)) {
      updates.push({ ...base, key: targetKey(mapping.to), to: mapping.to, value: 0, was });
    } else if (was !== 0) {
      issues.push({ ...base, key: quote(sourceLabel(mapping.from)), target: mapping.to, found: "", problem: { code: "removed", value: was } });
    }
  }
  return { updates, issues };
}

/** Whether a mapping sends a plain tag, which is 0 where a note does not have it. */
export function sendsZeroAsTag({ from, to }: Mapping): boolean {
  return from.kind === "tag" && targetType(to) === valueType.boolean;
}

/** Whether a value that is gone is sent as 0: plain tags always, others where the mapping says so and Exist takes a 0. */
function sendsZero(mapping: Mapping): boolean {
  const type = targetType(mapping.to);
  return (sendsZeroAsTag(mapping) || mapping.whenRemoved === "zero") && type !== undefined && isValueOf(type, 0);
}
