import { readBody } from "../body";
import { CUSTOM } from "../group";
import type { LocalDate } from "../local-date";
import { type Target, targetKey } from "../mapping";
import type { Note } from "../note";
import { distinctTags, tagKey } from "../tags";
import { valueType } from "../value-type";
import { sourceId } from "./candidates";
import { isStructural } from "./known-keys";
import { isHabit, isPrivate } from "./private";
import { hasRhythm } from "./rhythm";

export interface SuggestedTag {
  readonly tag: string;
  readonly days: number;
  /** Whether it is ticked at first: only with a rhythm, and where it is known to be nobody's secret. */
  readonly selected: boolean;
}

/** On a larger share of the notes than this, a tag says what a note is and not what the day was. */
const STRUCTURAL_SHARE = 0.8;
const FEWEST_DAYS = 2;
/** Most notes have no tag with a value on its heels, and then need not be read for one. */
const MAY_BE_VALUED = /#[^\s:#]+:[^\s:]/;
const MOST = 40;

/** Equal for targets of which Exist takes one: a label is there once, whatever its group. */
export function wordedKey(to: Target): string {
  return targetKey(to.kind === "create" ? { ...to, group: CUSTOM } : to);
}

/** The tags that may be kept track of, the most frequent first. */
export function suggestTags(notes: readonly Note[], mapped: ReadonlySet<string>, targets: ReadonlySet<string>): SuggestedTag[] {
  const seen = new Map<string, { tag: string; dates: LocalDate[] }>();
  const isFree = (tag: string): boolean => !mapped.has(sourceId({ kind: "tag", tag })) && !targets.has(wordedKey({ kind: "create", label: tag, group: CUSTOM, valueType: valueType.boolean }));
  for (const note of notes) {
    // A tag with a value on its heels is a measurement, of which the tag alone would be half.
    const valued = new Set(note.text !== null && MAY_BE_VALUED.test(note.text) ? readBody(note.text).valuedTags.map(({ tag }) => tagKey(tag)) : []);
    for (const tag of distinctTags(note.tags)) {
      if (valued.has(tagKey(tag))) continue;
      const known = seen.get(tagKey(tag)) ?? { tag, dates: [] };
      known.dates.push(note.date);
      seen.set(tagKey(tag), known);
    }
  }
  return [...seen.values()]
    .filter(({ tag, dates }) => dates.length >= FEWEST_DAYS && dates.length <= notes.length * STRUCTURAL_SHARE && !isStructural(tag) && isFree(tag))
    .sort((a, b) => b.dates.length - a.dates.length)
    .slice(0, MOST)
    .map(({ tag, dates }) => ({ tag, days: dates.length, selected: hasRhythm(dates) && isHabit(tag) && !isPrivate(tag) }));
}
