import { type InlineField, readBody, type Task, type ValuedTag } from "../body";
import { written } from "../convert";
import type { LocalDate } from "../local-date";
import { type Source, sourceLabel } from "../mapping";
import { nameKey } from "../name-key";
import { holdsPlaceholder, type Note } from "../note";
import { tagKey } from "../tags";
import { isDone } from "../tasks";
import { isBookkeeping } from "./known-keys";

/** All values of one source, by note. */
export interface Candidate {
  readonly from: Source;
  readonly days: { readonly date: LocalDate; readonly raws: readonly unknown[] }[];
}

const DEEPEST = 4;

/** Equal for sources that are the same to Obsidian, whatever their letter case and Unicode form. */
export function sourceId(from: Source): string {
  return `${from.kind} ${nameKey(sourceLabel(from))}`;
}

type Add = (from: Source, raw: unknown) => void;

/** What stands in `notes` and may be a value, by source. What says something about the note alone is left out. */
export function collect(notes: readonly Note[]): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const note of notes) {
    const today = new Map<string, { from: Source; raws: unknown[] }>();
    const add: Add = (from, raw) => {
      if (written(raw) === "" || holdsPlaceholder(raw)) return;
      const id = sourceId(from);
      const known = today.get(id) ?? { from, raws: [] };
      known.raws.push(raw);
      today.set(id, known);
    };
    addProperties(note.properties, "", 0, add);
    if (note.text !== null) addBody(readBody(note.text), add);
    for (const [id, { from, raws }] of today) {
      const candidate = candidates.get(id) ?? { from, days: [] };
      candidate.days.push({ date: note.date, raws });
      candidates.set(id, candidate);
    }
  }
  return [...candidates.values()];
}

function addProperties(record: Readonly<Record<string, unknown>>, prefix: string, depth: number, add: Add): void {
  for (const [key, value] of Object.entries(record)) {
    const path = prefix + key;
    if (isBookkeeping(key) || holdsPlaceholder(value)) continue;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      if (depth < DEEPEST) addProperties(value as Record<string, unknown>, `${path}.`, depth + 1, add);
    } else {
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) add({ kind: "property", key: path }, item);
    }
  }
}

function addBody({ fields, tasks, valuedTags }: { readonly fields: readonly InlineField[]; readonly tasks: readonly Task[]; readonly valuedTags: readonly ValuedTag[] }, add: Add): void {
  for (const { key, value } of fields) if (!isBookkeeping(key)) add({ kind: "inline", key }, value);
  for (const { tag, value } of valuedTags) if (!isBookkeeping(tag)) add({ kind: "tag", tag: tagKey(tag) }, value);
  const done = new Map<string, boolean>();
  for (const task of tasks) done.set(task.text, done.get(task.text) === true || isDone(task));
  for (const [text, isOnceDone] of done) if (text !== "" && !isBookkeeping(text)) add({ kind: "task", text }, isOnceDone);
}
