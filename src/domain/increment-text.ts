import { type Body, readBody } from "./body";
import { convert, plainText, type Problem, readerFor, sentUnit, written } from "./convert";
import { readNumber, rounded } from "./convert/number";
import { inUnit } from "./convert/unit";
import { isOpenBlock } from "./fields";
import { foldKey } from "./keys";
import { toShortJson, quote } from "./sanitize";
import { type Mapping, targetType, type Unit } from "./mapping";
import { barePlaceholderIn, holdsPlaceholder, placeholderShown, propertyOf, setProperty } from "./note";
import { propertyValues } from "./property-values";
import type { Issue } from "./reading";
import { fieldValues } from "./source";
import { valueType } from "./value-type";

/** How the values of one attribute are read. */
export type Rule = Pick<Mapping, "to" | "read">;

/** A written amount: as Exist takes it, and as a note says it without a unit. */
export type Amount =
  | { readonly kind: "amount"; readonly value: number; readonly bare: number }
  | { readonly kind: "blank" }
  | { readonly kind: "problem"; readonly problem: Problem };

/** Why a note was left as it is. */
export type NoteWriteProblem =
  /** What stands there, or what it would become, cannot be read. */
  | { readonly code: "unread"; readonly found: string; readonly problem: Issue["problem"] }
  /** The field stands there more than once, and the mapping does not add them up. */
  | { readonly code: "several-fields"; readonly count: number }
  /** Another property holds an unquoted placeholder, which Obsidian would write back as something else. */
  | { readonly code: "placeholder-elsewhere"; readonly key: string }
  /** Something in the text looks like the field and is not read as one. */
  | { readonly code: "looks-like" }
  /** The properties stand behind a byte order mark, where Obsidian does not see them and would write others. */
  | { readonly code: "behind-mark" }
  /** Nothing that could be written there would be read as meant: the end of the note is in a code block or a comment. */
  | { readonly code: "no-place" };

/** What a number without a unit is measured in; undefined for plain counts. */
export function bareUnit(rule: Rule): Unit | undefined {
  return rule.read.unit ?? wireUnit(rule);
}

/** Reads an amount as a mapping reads its values. */
export function readAmount(raw: unknown, rule: Rule): Amount {
  const reader = readerFor(rule);
  if (reader === null) return { kind: "problem", problem: { code: "not-a-number" } };
  const outcome = convert(raw, reader);
  if (outcome.kind !== "value") return outcome;
  if (typeof outcome.value !== "number") return { kind: "problem", problem: { code: "not-a-number" } };
  const plain = readNumber(plainText(written(raw) ?? ""), reader.type === valueType.quantity);
  // A number without a unit is taken as it stands, so that 8 and 8 are 16 whatever they are converted to.
  const bare = plain.kind === "number" && rule.read.words === undefined ? plain.number : outcome.value / sentPerBare(rule);
  return { kind: "amount", value: outcome.value, bare: rounded(bare) };
}

/** Adds to a property, a blank one too, and leaves a plain number there. On a hindrance nothing is changed. */
export function incrementProperty(properties: Record<string, unknown>, key: string, amount: number, rule: Rule): NoteWriteProblem | null {
  const present = propertyOf(properties, key);
  const total = plus(present, amount, rule);
  if (typeof total !== "number") return total;
  const open = barePlaceholderIn(properties);
  if (open !== undefined) return { code: "placeholder-elsewhere", key: quote(open) };
  const inLists = present === undefined ? propertyValues(properties, key).length : 0;
  if (inLists > 0) return { code: "several-fields", count: inLists };
  setProperty(properties, key, total);
  return null;
}

/**
 * Adds to an inline field of a note's text: by a line at the end where the mapping adds fields up or there is no field yet,
 * else in the place of the only one. Gives the changed text only if it reads as meant.
 */
export function incrementField(text: string, key: string, amount: number, rule: Rule): string | NoteWriteProblem {
  const body = readBody(text);
  const present = fieldValues(key, body);
  const [only] = present;
  if (rule.read.combine !== "sum" && present.length > 1) return { code: "several-fields", count: present.length };
  if (rule.read.combine !== "sum" && only !== undefined) {
    const total = plus(only, amount, rule);
    return typeof total === "number" ? (replaced(text, key, only, String(total)) ?? { code: "no-place" }) : total;
  }
  if (present.length === 0 && looksLike(body, key)) return { code: "looks-like" };
  for (const each of present) {
    const read = readAmount(each, rule);
    if (read.kind === "problem") return { code: "unread", found: quote(each), problem: read.problem };
  }
  const next = withLine(text, `${key}:: ${amount}`);
  return same(fieldValues(key, readBody(next)), [...present, String(amount)]) ? next : { code: "no-place" };
}

/** What stands there and `amount` together, in the unit of a bare number, if the mapping can read the sum. */
function plus(present: unknown, amount: number, rule: Rule): number | NoteWriteProblem {
  if (holdsPlaceholder(present)) return { code: "unread", found: quote(written(present) ?? placeholderShown(present)), problem: { code: "unfilled-template" } };
  const found = quote(written(present) ?? toShortJson(present));
  const read = readAmount(present, rule);
  if (read.kind === "problem") return { code: "unread", found, problem: read.problem };
  const total = rounded((read.kind === "blank" ? 0 : read.bare) + amount);
  const check = readAmount(total, rule);
  return check.kind === "problem" ? { code: "unread", found: String(total), problem: check.problem } : total;
}

/** A note in which so many others look like the field is none that could be changed with certainty. */
const MOST_TRIES = 50;

/** What is longer is no key. */
const MOST_BEFORE = 200;

/** Whether the key stands before `::` somewhere in the text, in a sentence for example, where it is no field. */
function looksLike({ prose, fields }: Body, key: string): boolean {
  const folded = foldKey(key);
  const isOf = (text: string): boolean => text === folded || (text.endsWith(folded) && /[^\p{L}\p{N}]$/u.test(text.slice(0, -folded.length)));
  if (fields.some((field) => isOf(foldKey(field.key)))) return true;
  return prose.split("\n").some((line) => line.includes("::") && line.split("::").slice(0, -1).some((before) => isOf(foldKey(before.slice(-MOST_BEFORE)))));
}

/** The text with the only field of this key changed, found by trying: code and comments hold what looks like it. */
function replaced(text: string, key: string, from: string, to: string): string | null {
  const folded = foldKey(key);
  let tries = MOST_TRIES;
  for (let at = text.indexOf("::"); at >= 0; at = text.indexOf("::", at + 2)) {
    const before = text.slice(text.lastIndexOf("\n", at) + 1, at).replace(/[\s*_~]+$/, "");
    if (!foldKey(before.slice(-MOST_BEFORE)).endsWith(folded)) continue;
    let start = at + 2;
    while (from !== "" && /[^\S\r\n]/.test(text.charAt(start))) start += 1;
    if (!text.startsWith(from, start)) continue;
    // Each try reads the whole note.
    if (tries === 0) return null;
    tries -= 1;
    const next = `${text.slice(0, start)}${from === "" ? " " : ""}${to}${text.slice(start + from.length)}`;
    if (same(fieldValues(key, readBody(next)), [to])) return next;
  }
  return null;
}

function withLine(text: string, line: string): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const before = `${text}${text === "" || text.endsWith("\n") ? "" : end}`;
  // A table and a quote go on until a blank line.
  const last = before.slice(before.lastIndexOf("\n", before.length - end.length - 1) + 1);
  return `${before}${isOpenBlock(last) ? end : ""}${line}${end}`;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

function wireUnit({ to, read }: Rule): Unit | undefined {
  return targetType(to) === valueType.duration ? "minutes" : sentUnit(to, read);
}

/** How much is sent for one of what a bare number counts. */
function sentPerBare(rule: Rule): number {
  const wire = wireUnit(rule);
  const bare = bareUnit(rule);
  return wire === undefined || bare === undefined ? 1 : inUnit(1, bare, wire, rule.read.glass);
}
