import { withoutCodeAndComments } from "./code";
import { fieldsOf, type InlineField, piecesIn } from "./fields";
import { type Task, taskIn } from "./tasks";

export type { InlineField } from "./fields";
export type { Task } from "./tasks";

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
/** Inline fields that say when a task is due or was done; never a value of the day. */
const TASK_FIELDS = new Set(["due", "scheduled", "start", "created", "completion", "completed", "cancelled", "repeat", "priority", "id", "dependson", "onset"]);

/** Tags begin a word, or stand in brackets or quotes. */
const VALUED_TAG = /(?:^|[\s([{"'|])#([\p{L}\p{N}\p{M}\p{Extended_Pictographic}_/-]+):([^\s:]\S*)/gu;
const STOPS = ",;.!?)]|";

/** Fields, tasks, tags with values and prose of a note's text. Takes time in proportion to its length, whatever it holds. */
export function readBody(text: string): Body {
  const lines = withoutCodeAndComments(text.replace(FRONTMATTER, "")).split("\n");
  const fields: InlineField[] = [];
  const tasks: Task[] = [];
  const valuedTags: ValuedTag[] = [];
  const prose: string[] = [];
  const piecesOf = piecesIn(lines);
  for (const [at, line] of lines.entries()) {
    const task = line.includes("[") ? taskIn(line) : null;
    if (task !== null) tasks.push(task);
    prose.push(task?.text ?? line);
    if (line.includes("#")) for (const match of line.matchAll(VALUED_TAG)) valuedTags.push({ tag: match[1] ?? "", value: withoutStop(match[2] ?? "") });
    for (const field of piecesOf(line, at).flatMap(fieldsOf)) if (task === null || !TASK_FIELDS.has(field.key.toLowerCase())) fields.push(field);
  }
  return { fields, tasks, valuedTags, prose: prose.join("\n") };
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
