import { frontmatterOf, readBody } from "./body";
import { convert, plainText, type Problem, readerFor, sentUnit, written } from "./convert";
import { readNumber, rounded } from "./convert/number";
import { inUnit } from "./convert/unit";
import { outline, quote } from "./legible";
import { type Mapping, targetType, type Unit } from "./mapping";
import { nameKey } from "./name-key";
import { hasTemplateSyntax, isUnfilledTemplate, propertyOf, setProperty } from "./note";
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
export type Hindrance =
  /** What stands there, or what it would become, cannot be read. */
  | { readonly code: "unread"; readonly found: string; readonly problem: Issue["problem"] }
  /** The field stands there more than once, and the mapping does not add them up. */
  | { readonly code: "several-fields"; readonly count: number }
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
export function addToProperty(properties: Record<string, unknown>, key: string, amount: number, rule: Rule): Hindrance | null {
  if (isUnfilledTemplate(properties)) return { code: "unread", found: "", problem: { code: "unfilled-template" } };
  const total = plus(propertyOf(properties, key), amount, rule);
  if (typeof total !== "number") return total;
  setProperty(properties, key, total);
  return null;
}

/**
 * Adds to an inline field of a note's text: by a line at the end where the mapping adds fields up or there is no field yet,
 * else in the place of the only one. Gives the changed text only if it reads as meant.
 */
export function addToField(text: string, key: string, amount: number, rule: Rule): string | Hindrance {
  const body = readBody(text);
  if (hasTemplateSyntax(frontmatterOf(text))) return { code: "unread", found: "", problem: { code: "unfilled-template" } };
  const present = fieldValues(key, body);
  const [only] = present;
  if (rule.read.combine !== "sum" && present.length > 1) return { code: "several-fields", count: present.length };
  if (rule.read.combine !== "sum" && only !== undefined) {
    const total = plus(only, amount, rule);
    return typeof total === "number" ? (replaced(text, key, only, String(total)) ?? { code: "no-place" }) : total;
  }
  for (const each of present) {
    const read = readAmount(each, rule);
    if (read.kind === "problem") return { code: "unread", found: quote(each), problem: read.problem };
  }
  const next = withLine(text, `${key}:: ${amount}`);
  return same(fieldValues(key, readBody(next)), [...present, String(amount)]) ? next : { code: "no-place" };
}

/** What stands there and `amount` together, in the unit of a bare number, if the mapping can read the sum. */
function plus(present: unknown, amount: number, rule: Rule): number | Hindrance {
  const found = quote(written(present) ?? outline(present));
  const read = readAmount(present, rule);
  if (read.kind === "problem") return { code: "unread", found, problem: read.problem };
  const total = rounded((read.kind === "blank" ? 0 : read.bare) + amount);
  const check = readAmount(total, rule);
  return check.kind === "problem" ? { code: "unread", found: String(total), problem: check.problem } : total;
}

/** A note in which so many others look like the field is none that could be changed with certainty. */
const MOST_TRIES = 50;

/** The text with the only field of this key changed, found by trying: code and comments hold what looks like it. */
function replaced(text: string, key: string, from: string, to: string): string | null {
  const folded = nameKey(key);
  let tries = MOST_TRIES;
  for (let at = text.indexOf("::"); at >= 0; at = text.indexOf("::", at + 2)) {
    const before = nameKey(text.slice(text.lastIndexOf("\n", at) + 1, at).replace(/[\s*_~]+$/, ""));
    if (!before.endsWith(folded)) continue;
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
  return `${text}${text === "" || text.endsWith("\n") ? "" : end}${line}${end}`;
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
