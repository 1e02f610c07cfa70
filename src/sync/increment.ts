import type { Attribute } from "../domain/attribute";
import { type NoteWriteProblem, type Rule } from "../domain/increment-text";
import { sentUnit, withCustomaryUnit } from "../domain/convert";
import type { LocalDate } from "../domain/local-date";
import { type Mapping, type Target, targetKey, targetType, type Unit } from "../domain/mapping";
import { type Value, type ValueType, valueType } from "../domain/value-type";
import type { ExistClient, Refusal } from "../exist/client";
import { ExistError, type ExistErrorKind } from "../exist/error";
import type { Ledger } from "./ledger";
import { attributeOf } from "./run/ownership";
import type { Failure } from "./report";
import { failureOf } from "./run/send";
import { imperialOf, type Settings } from "./settings";

/** A source that an amount can be written to. */
export type WritableMapping = Mapping & { readonly from: Extract<Mapping["from"], { readonly kind: "property" | "inline" }> };

/** Where an amount for an attribute goes. */
export type Destination =
  /** To Exist at once: no note feeds the attribute. */
  | { readonly kind: "exist" }
  /** Into the day's note, which stays the source. */
  | { readonly kind: "note"; readonly mapping: WritableMapping }
  /** Nowhere: notes feed it in a way to which nothing can be added. */
  | { readonly kind: "none"; readonly mapping: Mapping; readonly because: "no-number" | "counted" | "other-day" | "several-mappings" };

/** An attribute that this client owns and to which an amount can be added. */
export interface Addable {
  readonly name: string;
  readonly label: string;
  readonly type: ValueType;
  /** How an amount for it is read. */
  readonly rule: Rule;
  readonly destination: Destination;
}

const SUMMED: readonly ValueType[] = [valueType.quantity, valueType.decimal, valueType.duration];
/** Two temperatures have no sum. */
const NEVER_SUMMED: readonly (Unit | undefined)[] = ["celsius", "fahrenheit"];

/** An attribute of a type that can be summed. */
interface Summed extends Attribute {
  readonly valueType: ValueType;
}

function isSummed(attribute: Attribute): attribute is Summed {
  return attribute.valueType !== null && SUMMED.includes(attribute.valueType);
}

/** The attributes among the `owned` that can be added to, by label. */
export function addablesOf(owned: readonly Attribute[], settings: Settings): Addable[] {
  return owned
    .filter(isSummed)
    .map((attribute): Addable => {
      const feeding = mappingsFeeding(attribute, settings);
      const [first] = feeding;
      const to = described(first?.to ?? targetOf(attribute), attribute);
      const read = withCustomaryUnit(to, first?.read ?? {}, imperialOf(settings));
      return { name: attribute.name, label: attribute.label, type: attribute.valueType, rule: { to, read }, destination: destinationOf(feeding) };
    })
    .filter(({ rule }) => !NEVER_SUMMED.includes(sentUnit(rule.to, rule.read)))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function mappingsFeeding(attribute: Summed, { mappings, declined }: Settings): Mapping[] {
  return mappings.filter(({ enabled, to }) =>
    enabled && !declined.includes(targetKey(to)) && attributeOf(to, { attributes: [attribute] }) !== undefined && (targetType(to) ?? attribute.valueType) === attribute.valueType);
}

/** The attribute as a target; by its template where units are known by that. */
function targetOf({ name, label, template, valueType: type }: Summed): Target {
  const official: Target | null = template === null ? null : { kind: "template", template, name };
  return official !== null && targetType(official) === type ? official : { kind: "attribute", name, label, valueType: type };
}

function described(to: Target, { valueType: type }: Summed): Target {
  return to.kind === "attribute" ? { ...to, valueType: type } : to;
}

function destinationOf(feeding: readonly Mapping[]): Destination {
  const [mapping, ...others] = feeding;
  if (mapping === undefined) return { kind: "exist" };
  if (others.length > 0) return { kind: "none", mapping, because: "several-mappings" };
  if (!isWritable(mapping)) return { kind: "none", mapping, because: "no-number" };
  if (mapping.read.combine === "count") return { kind: "none", mapping, because: "counted" };
  return mapping.read.dayOffset ? { kind: "none", mapping, because: "other-day" } : { kind: "note", mapping };
}

function isWritable(mapping: Mapping): mapping is WritableMapping {
  return mapping.from.kind === "property" || mapping.from.kind === "inline";
}

/** What became of an amount. Plain data, told in words by the locales. */
export type Increment =
  /** Exist says so; `total` is the day's value, null when Exist did not say it. */
  | { readonly kind: "added"; readonly total: number | null }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Nothing was added. */
  | { readonly kind: "failed"; readonly failure: Failure }
  /** No good answer came, and the value that Exist holds tells. */
  | { readonly kind: "found-added" | "found-unchanged"; readonly total: number | null }
  | { readonly kind: "unknown"; readonly because: /** Exist does not show it to this token. */ "hidden" | "unreachable" | /** By another amount. */ "changed" | /** It was not there yet, and may still arrive. */ "under-way" }
  /** It stands in the note of the day, and the next run sends it. */
  | { readonly kind: "written" }
  /** The note was being written when it was no longer waited for. */
  | { readonly kind: "not-confirmed"; readonly path: string }
  | { readonly kind: "no-note" }
  | { readonly kind: "hindered"; readonly path: string; readonly hindrance: NoteWriteProblem };

interface IncrementDeps {
  readonly client: ExistClient;
  readonly ledger: Ledger;
}

/** Failures after which it is certain that Exist did nothing. */
const NOTHING_DONE: readonly ExistErrorKind[] = ["token", "scope", "rate-limited", "refused", "account", "settings", "keychain"];

/**
 * Adds `amount` to the day's value by one request, which is never repeated. The value is read before, so that it can be
 * compared when no good answer comes. Never throws.
 */
export async function increment({ client, ledger }: IncrementDeps, name: string, date: LocalDate, amount: number): Promise<Increment> {
  let before: Held;
  try {
    before = await look(client, name, date);
    await forget(ledger, name, date);
  } catch (error) {
    return { kind: "failed", failure: failureOf(error) };
  }
  let isUnderWay = false;
  try {
    const [answer] = await client.increment([{ name, value: amount, date }]);
    if (answer?.accepted === true) return { kind: "added", total: numberOf(answer.echo.current) };
    if (answer !== undefined && answer.refusal !== null) return { kind: "refused", refusal: answer.refusal };
  } catch (error) {
    if (error instanceof ExistError && NOTHING_DONE.includes(error.kind)) return { kind: "failed", failure: failureOf(error) };
    isUnderWay = error instanceof ExistError && error.isUnderWay;
  }
  const found = before.seen ? compare(before.value, await readBack(client, name, date), amount) : { kind: "unknown" as const, because: "hidden" as const };
  // What has not arrived so far may arrive yet, and added once more it would count twice.
  return isUnderWay && found.kind === "found-unchanged" ? { kind: "unknown", because: "under-way" } : found;
}

/** A note may feed the attribute again one day; until then it is not known what Exist holds. */
async function forget(ledger: Ledger, name: string, date: LocalDate): Promise<void> {
  const record = (await ledger.days([date])).get(date);
  if (record?.values.has(name) !== true && record?.unanswered?.has(name) !== true) return;
  const without = (values: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> => new Map([...values].filter(([each]) => each !== name));
  await ledger.change([date], (_date, { unanswered, ...day }) => ({ ...day, values: without(day.values), ...(unanswered === undefined ? {} : { unanswered: without(unanswered) }) }));
}

/** The day's value; `seen` is false where Exist does not show it to this token. */
type Held = { readonly seen: true; readonly value: number | null } | { readonly seen: false };

async function look(client: ExistClient, name: string, date: LocalDate): Promise<Held> {
  try {
    const listed = (await client.withValues(date, 1, [name])).find((each) => each.name === name);
    return listed === undefined ? { seen: false } : { seen: true, value: numberOf(listed.values.get(date)) };
  } catch (error) {
    if (error instanceof ExistError && error.kind === "scope") return { seen: false };
    throw error;
  }
}

async function readBack(client: ExistClient, name: string, date: LocalDate): Promise<Held> {
  try {
    return await look(client, name, date);
  } catch {
    // Not to know is an outcome of its own, and is said.
    return { seen: false };
  }
}

function compare(before: number | null, after: Held, amount: number): Increment {
  if (!after.seen) return { kind: "unknown", because: "unreachable" };
  if (after.value === before) return { kind: "found-unchanged", total: after.value };
  const wanted = (before ?? 0) + amount;
  const isWanted = after.value !== null && Math.abs(after.value - wanted) < LEAST_DIFFERENCE;
  return isWanted ? { kind: "found-added", total: after.value } : { kind: "unknown", because: "changed" };
}

/** Below what Exist is known to keep, and above what binary fractions add. */
const LEAST_DIFFERENCE = 0.00005;

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
