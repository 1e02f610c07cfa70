import { type InlineField, readBody, type Task, type ValuedTag } from "../body";
import { written } from "../convert";
import { foldKey } from "../keys";
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

/** Equal for sources that are read as the same, whatever their letter case. */
export function sourceId(from: Source): string {
  const label = sourceLabel(from);
  return `${from.kind} ${from.kind === "inline" || (from.kind === "property" && !/[.\]]/.test(label)) ? foldKey(label) : nameKey(label)}`;
}

type Add = (from: Source, raw: unknown) => void;

/** What stands in `notes` and may be a value, by source. What says something about the note alone is left out. */
export function collect(notes: readonly Note[]): Candidate[] {
  const candidates = new Map<string, Candidate>();
  const lists = new Map<string, { readonly date: LocalDate; readonly items: ReadonlySet<string> }[]>();
  for (const note of notes) {
    const today = new Map<string, { from: Source; raws: unknown[] }>();
    const add: Add = (from, raw) => {
      if (written(raw) === "" || holdsPlaceholder(raw)) return;
      const id = sourceId(from);
      const known = today.get(id) ?? { from, raws: [] };
      known.raws.push(raw);
      today.set(id, known);
    };
    const addList = (key: string, items: readonly string[]): void => {
      const days = lists.get(key) ?? [];
      if (days.length === 0) lists.set(key, days);
      days.push({ date: note.date, items: new Set(items) });
    };
    addProperties(note.properties, "", 0, add, addList);
    if (note.text !== null) addBody(readBody(note.text), add);
    for (const [id, { from, raws }] of today) {
      const candidate = candidates.get(id) ?? { from, days: [] };
      candidate.days.push({ date: note.date, raws });
      candidates.set(id, candidate);
    }
  }
  return [...candidates.values(), ...itemsOf(lists)];
}

/** An item is seen on this many days before it is one of a choice that comes back. */
const FEWEST_DAYS = 3;
const MOST_ITEMS = 20;
const ITEM = /^[^\d[\]][^[\]]{1,39}$/u;

/** Whether a source is an item of a list, as yes or no. */
export function isItem(from: Source): boolean {
  return from.kind === "property" && from.key.endsWith("]");
}

/** The words that come back in a list, each as yes or no on the days that have the list. */
function itemsOf(lists: ReadonlyMap<string, readonly { readonly date: LocalDate; readonly items: ReadonlySet<string> }[]>): Candidate[] {
  return [...lists].flatMap(([key, days]) => {
    const counts = new Map<string, number>();
    for (const { items } of days) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
    const often = [...counts].filter(([item, count]) => count >= FEWEST_DAYS && ITEM.test(item)).sort((a, b) => b[1] - a[1]).slice(0, MOST_ITEMS);
    return often.map(([item]): Candidate => ({ from: { kind: "property", key: `${key}[${item}]` }, days: days.map(({ date, items }) => ({ date, raws: [items.has(item)] })) }));
  });
}

function addProperties(record: Readonly<Record<string, unknown>>, prefix: string, depth: number, add: Add, addList: (key: string, items: readonly string[]) => void): void {
  for (const [key, value] of Object.entries(record)) {
    const path = prefix + key;
    if (isBookkeeping(key, Array.isArray(value)) || holdsPlaceholder(value)) continue;
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof item !== "object" || item === null) add({ kind: "property", key: path }, item);
      else if (Array.isArray(item)) add({ kind: "property", key: path }, item);
      else if (depth < DEEPEST) addProperties(item as Record<string, unknown>, `${path}.`, depth + 1, add, addList);
    }
    if (Array.isArray(value)) {
      const words = (value as unknown[]).flatMap((item) => (typeof item === "string" && item.trim() !== "" ? item.trim() : []));
      if (words.length > 0) addList(path, words);
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
