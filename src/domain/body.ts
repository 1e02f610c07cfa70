/** A field in running text: `key:: value` on a line of its own, `[key:: value]` or `(key:: value)`. */
export interface InlineField {
  readonly key: string;
  readonly value: string;
}

/** A checkbox line. */
export interface Task {
  /** The character in the box: a blank while open. */
  readonly status: string;
  /** The text without the dates, times and other fields that task plugins append. */
  readonly text: string;
}

/** A tag with a value on its heels, as the Tracker plugin reads them: `#weight:72.5kg`. */
export interface ValuedTag {
  /** Without `#`. */
  readonly tag: string;
  readonly value: string;
}

/** What the text of a note holds besides properties and plain tags. */
export interface Body {
  readonly fields: readonly InlineField[];
  readonly tasks: readonly Task[];
  readonly valuedTags: readonly ValuedTag[];
  /** The text people wrote: no frontmatter, code or comments. */
  readonly prose: string;
}

const FRONTMATTER = /^\uFEFF?---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/;
const FENCE = /^\s*(?:>\s*)*(`{3,}|~{3,})/;
const LIST_ITEM = /^\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s*/;
const TASK = /^\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+\[(.)\]\s*(.*)$/su;
/** Signs with which the Tasks plugin and its kin append dates, priorities and recurrence to a line. */
const TASK_SIGNS = /[\u{1F4C5}\u{1F4C6}\u{1F5D3}\u{23F3}\u{231B}\u{1F6EB}\u{2795}\u{2705}\u{274C}\u{1F501}\u{23EB}\u{1F53C}\u{1F53D}\u{23EC}\u{1F53A}\u{1F194}\u{26D4}\u{1F3C1}]/u;
/** Inline fields that say when a task is due or was done; never a value of the day. */
const TASK_FIELDS = new Set(["due", "scheduled", "start", "created", "completion", "completed", "cancelled", "repeat", "priority", "id", "dependson", "onset"]);

/** Tags begin a word, or stand in brackets or quotes. */
const VALUED_TAG = /(?:^|[\s([{"'])#([\p{L}\p{N}\p{M}\p{Extended_Pictographic}_/-]+):([^\s:]\S*)/gu;
/** Inline code, or backticks that enclose nothing: these are passed over at once, so that none is tried twice. */
const BACKTICKS = /`+([^`\n]+`+)?/g;
const STOPS = ",;.!?)]";

/** Fields, tasks, tags with values and prose of a note's text. Takes time in proportion to its length, whatever it holds. */
export function readBody(text: string): Body {
  const lines = withoutCode(text.replace(FRONTMATTER, "")).split(/\r\n|\r|\n/);
  const fields: InlineField[] = [];
  const tasks: Task[] = [];
  const valuedTags: ValuedTag[] = [];
  for (const line of lines) {
    const task = TASK.exec(line);
    if (task !== null) tasks.push({ status: task[1] ?? " ", text: taskText(task[2] ?? "") });
    if (line.includes("#")) for (const match of line.matchAll(VALUED_TAG)) valuedTags.push({ tag: match[1] ?? "", value: withoutStop(match[2] ?? "") });
    const found = fieldsOf(line);
    for (const field of found) if (task === null || !TASK_FIELDS.has(field.key.toLowerCase())) fields.push(field);
  }
  return { fields, tasks, valuedTags, prose: lines.map(proseOf).join("\n") };
}

/** The frontmatter that a note's text begins with, its `---` lines included; empty without one. */
export function frontmatterOf(text: string): string {
  return FRONTMATTER.exec(text)?.[0] ?? "";
}

/** How many words `prose` has, in any script: Chinese and Japanese words count as well. */
export function countWords(prose: string): number {
  let count = 0;
  for (const segment of new Intl.Segmenter(undefined, { granularity: "word" }).segment(prose)) {
    if (segment.isWordLike === true) count += 1;
  }
  return count;
}

/** A value without the punctuation of the sentence it stands in. */
function withoutStop(value: string): string {
  let end = value.length;
  while (end > 0 && STOPS.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(0, end);
}

/** A line without its box and what task plugins append: nobody wrote these as words. */
function proseOf(line: string): string {
  const task = TASK.exec(line);
  return task === null ? line : taskText(task[2] ?? "");
}

function taskText(written: string): string {
  const sign = written.search(TASK_SIGNS);
  const own = sign < 0 ? written : written.slice(0, sign);
  return own.replace(/[[(][^[\]()]*[\])]/g, (each) => (each.includes("::") ? "" : each)).trim();
}

/** The text with code blocks, inline code and comments taken out; line breaks stay where they were. */
function withoutCode(text: string): string {
  const kept: string[] = [];
  let fence = "";
  for (const line of text.split("\n")) {
    const mark = FENCE.exec(line)?.[1] ?? "";
    if (fence === "") {
      fence = mark;
      kept.push(mark === "" ? line : "");
    } else {
      if (mark.startsWith(fence) && line.trim().replace(/^(?:>\s*)*/, "") === mark) fence = "";
      kept.push("");
    }
  }
  return without(without(kept.join("\n"), "<!--", "-->"), "%%", "%%").replace(BACKTICKS, (each: string, enclosed: string | undefined) => (enclosed === undefined ? each : ""));
}

/** Takes out what stands between two marks, marks included. An open mark without its end is left as it is. */
function without(text: string, open: string, close: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
    if (end < 0) break;
    kept.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, ""));
    at = end + close.length;
  }
  return kept.join("") + text.slice(at);
}

function fieldsOf(line: string): InlineField[] {
  if (!line.includes("::")) return [];
  const bracketed = bracketedFields(line);
  if (bracketed.length > 0) return bracketed;
  const own = line.replace(LIST_ITEM, "").replace(/^\[.\]\s*/u, "");
  const separator = own.indexOf("::");
  const key = plainKey(own.slice(0, separator));
  return key === null ? [] : [{ key, value: own.slice(separator + 2).trim() }];
}

interface OpenBracket {
  readonly close: string;
  readonly start: number;
  separator: number;
}

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")" };

/** Fields in brackets, outermost ones only. Values may hold balanced brackets and links. */
function bracketedFields(line: string): InlineField[] {
  const open: OpenBracket[] = [];
  const opened: Record<string, number> = { "]": 0, ")": 0 };
  const found: { readonly start: number; readonly field: InlineField }[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const closing = CLOSING[char];
    if (closing !== undefined) {
      open.push({ close: closing, start: at, separator: -1 });
      opened[closing] = (opened[closing] ?? 0) + 1;
    } else if (char === ":" && line.charAt(at + 1) === ":") {
      const top = open.at(-1);
      if (top?.separator === -1) top.separator = at;
      at += 1;
    } else if ((opened[char] ?? 0) > 0) {
      let bracket = open.pop();
      while (bracket !== undefined) {
        opened[bracket.close] = (opened[bracket.close] ?? 1) - 1;
        if (bracket.close === char) break;
        bracket = open.pop();
      }
      if (bracket === undefined || bracket.separator < 0) continue;
      const key = plainKey(line.slice(bracket.start + 1, bracket.separator));
      if (key === null) continue;
      while ((found.at(-1)?.start ?? -1) > bracket.start) found.pop();
      found.push({ start: bracket.start, field: { key, value: line.slice(bracket.separator + 2, at).trim() } });
    }
  }
  return found.map((each) => each.field);
}

/** What is longer, marks included, is a sentence and no key. */
const LONGEST_KEY = 100;

/** A key without bold or italic marks, or null when the text before `::` is none. */
function plainKey(written: string): string | null {
  const marked = written.trim();
  if (marked.length > LONGEST_KEY) return null;
  const key = marked.replace(/^[*_~]+|[*_~]+$/g, "").trim();
  return key === "" || /[[\](){}`|]/.test(key) ? null : key;
}
