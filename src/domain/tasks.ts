import { withoutBlockId } from "./fields";
import { nameKey } from "./name-key";
import { tagKey } from "./tags";

/** A checkbox line. */
export interface Task {
  /** The character in the box: a blank while open. */
  readonly status: string;
  /** The text without the dates, times and other fields that task plugins append, and without the id of its block. */
  readonly text: string;
}

/** What Obsidian makes a task: a box of one character in a list item, with a blank behind it unless nothing follows. */
const TASK = /^\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+\[(.)\](?:\s+(.*))?$/su;

/**
 * What the Tasks plugin and its kin append: a sign with its own date, rule, id or word (Tasks documentation, "Tasks Emoji
 * Format"). A sign without these is a part of somebody's words.
 */
const DATE = String.raw`(?:\[\[)?\d{4}-\d{2}-\d{2}(?:\]\])?(?:[ T]\d{1,2}:\d{2})?`;
const DATED = String.raw`[\u{1F4C5}\u{1F4C6}\u{1F5D3}\u{23F3}\u{231B}\u{1F6EB}\u{2795}\u{2705}\u{274C}\u{23F0}]\ufe0f?\s*${DATE}`;
const REPEATED = String.raw`\u{1F501}\ufe0f?\s*every\s[\w ,]*\w`;
const NAMED = String.raw`[\u{1F194}\u{26D4}]\ufe0f?\s*[\w-]*\d[\w-]*(?:\s*,\s*[\w-]+)*`;
const AFTERWARDS = String.raw`\u{1F3C1}\ufe0f?\s*(?:delete|keep)`;
const APPENDED = new RegExp(String.raw`(?:^|\s)(?:${[DATED, REPEATED, NAMED, AFTERWARDS].join("|")})(?=\s|$)`, "giu");
/** A priority has nothing of its own behind it, so it is one only behind the words. */
const PRIORITY = /(\S)\s+[\u{23EB}\u{1F53C}\u{1F53D}\u{23EC}\u{1F53A}]\ufe0f?(?=(?:\s+#\S+)*\s*$)/gu;
const SIGNS = /[\u{1F4C5}\u{1F4C6}\u{1F5D3}\u{23F0}\u{23F3}\u{231B}\u{1F6EB}\u{2795}\u{2705}\u{274C}\u{1F501}\u{23EB}\u{1F53C}\u{1F53D}\u{23EC}\u{1F53A}\u{1F194}\u{26D4}\u{1F3C1}]/u;

/** The task that a line is, or null for any other line. */
export function taskIn(line: string): Task | null {
  const match = TASK.exec(line);
  return match === null ? null : { status: match[1] ?? " ", text: taskText(match[2] ?? "") };
}

function taskText(written: string): string {
  const own = withoutBlockId(written);
  const plain = SIGNS.test(own) ? own.replace(APPENDED, "").replace(PRIORITY, "$1") : own;
  return plain.replace(/[[(][^[\]()]*[\])]/g, (each) => (each.includes("::") ? "" : each)).trim();
}

/** Whether a task's box says that it is done; every other sign in it says that it is not, or not yet. */
export function isDone({ status }: Task): boolean {
  return status === "x" || status === "X";
}

/**
 * The tasks that people mean by `wanted`: a tag (`#habit`), or a name. Those of exactly this name are meant, whatever the
 * case, emoji and tags; else those that it is a part of: the beginning, some words in a row, or with `*` for what is left out.
 */
export function tasksCalled(wanted: string, tasks: readonly Task[]): readonly Task[] {
  if (tasks.length === 0) return tasks;
  if (/^#[^\s#]+$/.test(wanted.trim())) return tasks.filter(({ text }) => hasTag(text, tagKey(wanted.trim())));
  const name = folded(wanted);
  const same = tasks.filter(({ text }) => folded(text) === name);
  if (same.length > 0) return same;
  const plain = plainName(wanted);
  if (plain === "") return [];
  const alike = tasks.filter(({ text }) => plainName(text) === plain);
  return alike.length > 0 ? alike : tasks.filter(({ text }) => isPart(plain, plainName(text)));
}

function folded(text: string): string {
  return nameKey(text).replace(/\s+/g, " ").trim();
}

function hasTag(text: string, wanted: string): boolean {
  for (const [, tag] of text.matchAll(/(?:^|[\s(])#([^\s#,;()]+)/g)) {
    const key = tagKey(tag ?? "");
    if (key === wanted || key.startsWith(`${wanted}/`)) return true;
  }
  return false;
}

const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0e|\ufe0f|\u20e3/gu;

/** A task's name as it is said: its words without emoji, tags, marks and the full stop. */
function plainName(text: string): string {
  const label = text.replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, "$1").replace(/(?:^|\s)#\S+/g, "").replace(EMOJI, "");
  return folded(label.replace(/[_~=]{2}|\*\*/g, "").replace(/[.!:;,]+\s*$/, ""));
}

/** Whether `part` stands in `name` in whole words; one word alone has to be the first. */
function isPart(part: string, name: string): boolean {
  if (part.includes("*")) return matches(part, name);
  const at = ` ${words(name)} `.indexOf(` ${words(part)} `);
  return at === 0 || (at > 0 && words(part).includes(" "));
}

function words(name: string): string {
  return name.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

/** Whether the pieces between `*` stand in `name` in their order, the first at its beginning and the last at its end. */
function matches(pattern: string, name: string): boolean {
  const pieces = pattern.split("*").map((piece) => piece.trim());
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (pieces.every((piece) => piece === "") || !name.startsWith(first) || !name.endsWith(last)) return false;
  let at = 0;
  for (const piece of pieces) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}
