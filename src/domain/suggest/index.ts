import { readBody } from "../body";
import { convert, type Imperial, type Outcome, readerFor } from "../convert";
import { writtenOut } from "../examples";
import { CUSTOM } from "../group";
import { legible } from "../legible";
import { type Mapping, type ReadOptions, type Source, sourceLabel, type Target, targetKey, targetLabel, targetType } from "../mapping";
import type { Note } from "../note";
import { targetDate } from "../reading";
import { distinctTags, tagKey } from "../tags";
import { valueType } from "../value-type";
import { type Candidate, collect, sourceId } from "./candidates";
import { isPrivate, isStructural } from "./known-keys";
import { misfit, type PropertyType, type Proposal, proposalsFor, READABLE, type SuggestionReason, type UnclearReason } from "./proposals";

export type { PropertyType, SuggestionReason, UnclearReason } from "./proposals";
export type { Kind } from "./evidence";

/** A mapping that the notes seem to call for. */
export interface Suggestion {
  readonly mapping: Mapping;
  readonly reason: SuggestionReason;
  /** On how many days there is a value. */
  readonly days: number;
  /** Three values as written, and what each would be sent as. */
  readonly examples: readonly { readonly written: string; readonly outcome: Extract<Outcome, { readonly kind: "value" }> }[];
  /** False for what people may not want to leave their vault. */
  readonly selected: boolean;
}

/** What looks like tracking, but not so clearly that anything could be proposed. */
export interface Unclear {
  readonly from: Source;
  readonly days: number;
  readonly reason: UnclearReason;
  /** Three values as written. */
  readonly examples: readonly string[];
}

export interface SuggestedTag {
  readonly tag: string;
  readonly days: number;
  readonly selected: boolean;
}

/** All lists begin with what is seen on most days. */
export interface Suggestions {
  /** How many notes were looked through. */
  readonly notes: number;
  readonly mappings: readonly Suggestion[];
  readonly tags: readonly SuggestedTag[];
  readonly unclear: readonly Unclear[];
}

/** What is known besides the notes. */
export interface Background {
  /** Mappings that are there already; what they read and feed is not proposed again. */
  readonly mappings: readonly Mapping[];
  /** What Obsidian takes a property for, where it can be had. */
  readonly propertyType: (key: string) => PropertyType | undefined;
  readonly imperial: readonly Imperial[];
}

/** Seen on fewer days than this, a key is an accident and no habit. */
const FEWEST_DAYS = 3;
/** From so many days on, one value on nearly all of them is what a template left there. */
const ENOUGH_FOR_CONSTANT = 7;
const NEARLY_ALL = 0.9;
/** On a larger share of the notes than this, a tag says what a note is and not what the day was. */
const STRUCTURAL_SHARE = 0.8;
const MOST = 40;
const MOST_UNCLEAR = 10;
const EXAMPLES = 3;
const LONGEST_EXAMPLE = 40;

/** What `notes` keep track of, with a reason and examples. */
export function suggest(notes: readonly Note[], background: Background): Suggestions {
  const usable = notes;
  const mapped = new Set(background.mappings.map(({ from }) => sourceId(from)));
  const targets = new Set(background.mappings.map(({ to }) => wordedKey(to)));
  const found: Suggestion[] = [];
  const unclear: Unclear[] = [];
  const candidates = collect(usable).filter(({ from, days }) => days.length >= FEWEST_DAYS && !mapped.has(sourceId(from)));
  for (const candidate of candidates.sort((a, b) => b.days.length - a.days.length)) {
    const { from, days } = candidate;
    const type = from.kind === "property" ? background.propertyType(from.key) : undefined;
    const judged = judge(candidate, usable.length, proposalsFor(candidate, type, background.imperial));
    if (judged === null) continue;
    if ("code" in judged) {
      unclear.push({ from, days: days.length, reason: judged, examples: distinct(days.flatMap((day) => day.raws).map((raw) => ({ written: short(writtenOut(raw)) }))).map((each) => each.written) });
    } else if (!targets.has(wordedKey(judged.to))) {
      targets.add(wordedKey(judged.to));
      found.push({ mapping: mappingOf(judged, from, found.length), reason: judged.reason, days: days.length, examples: judged.examples, selected: !isPrivate(sourceLabel(from)) });
    }
  }
  return { notes: usable.length, mappings: found.slice(0, MOST), tags: suggestTags(usable, mapped, targets), unclear: unclear.slice(0, MOST_UNCLEAR) };
}

/** Equal for targets of which Exist takes one: a label is there once, whatever its group. */
function wordedKey(to: Target): string {
  return targetKey(to.kind === "create" ? { ...to, group: CUSTOM } : to);
}

type Judged = Proposal & Pick<Suggestion, "examples">;

/** The first proposal that the values bear out, or why none does; null where nothing need be said. */
function judge(candidate: Candidate, notes: number, proposals: ReturnType<typeof proposalsFor>): Judged | UnclearReason | null {
  if (proposals === null || "code" in proposals) return proposals;
  const { from, days } = candidate;
  for (const proposal of proposals) {
    const outcomes = days.flatMap(({ date, raws }) => raws.map((raw) => {
      const reader = readerFor(proposal, targetDate(date, proposal.read));
      return { written: from.kind === "task" ? box(raw) : short(writtenOut(raw)), outcome: reader === null ? null : convert(raw, reader) };
    })).flatMap(({ written, outcome }) => (outcome === null || outcome.kind === "blank" ? [] : [{ written, outcome }]));
    const valued = outcomes.flatMap(({ written, outcome }) => (outcome.kind === "value" ? [{ written, outcome }] : []));
    if (valued.length < FEWEST_DAYS || valued.length < outcomes.length * READABLE) continue;
    if (isConstant(valued.map(({ outcome }) => outcome), notes)) return from.kind === "task" ? null : { code: "constant" };
    const several = days.some((day) => day.raws.length > 1);
    const combine = several ? combineFor(from, proposal.to) : undefined;
    if (several && combine === undefined) return { code: "several" };
    return { ...proposal, read: combine === undefined ? proposal.read : { ...proposal.read, combine }, examples: distinct(valued) };
  }
  const best = proposals[0];
  return best?.to.kind === "template" ? misfit(candidate, targetLabel(best.to)) : null;
}

function mappingOf({ to, read }: Proposal, from: Source, index: number): Mapping {
  const id = `s${index}-${sourceLabel(from).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 30)}`;
  return { id, enabled: true, from, to, read, whenRemoved: "keep" };
}

/** A task as people see it in the note. */
function box(done: unknown): string {
  return done === true ? "[x]" : "[ ]";
}

/**
 * Whether the values are one and the same throughout, as templates leave them: nothing but 0 or "no", or any other value
 * on nearly all days. A "yes" that is only on some of the notes is a habit.
 */
function isConstant(outcomes: readonly Outcome[], notes: number): boolean {
  const counts = new Map<unknown, number>();
  for (const outcome of outcomes) {
    const value = outcome.kind === "value" ? outcome.value : null;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [value, most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  if (value === 0 && most === outcomes.length) return true;
  const base = value === 1 ? Math.max(outcomes.length, notes) : outcomes.length;
  return outcomes.length >= ENOUGH_FOR_CONSTANT && most >= base * NEARLY_ALL;
}

/**
 * Amounts that are written down one by one add up; a mood or a time of day has no sum. Neither has a list of numbers
 * of the user's own, which may be the two of a blood pressure.
 */
function combineFor(from: Source, to: Target): ReadOptions["combine"] {
  const type = targetType(to);
  const isAmount = type === valueType.quantity || type === valueType.decimal || type === valueType.duration;
  return isAmount && (from.kind !== "property" || to.kind === "template") ? "sum" : undefined;
}

function distinct<T extends { readonly written: string }>(examples: readonly T[]): T[] {
  return [...new Map(examples.map((example) => [example.written, example])).values()].slice(0, EXAMPLES);
}

function short(text: string): string {
  return legible(text, LONGEST_EXAMPLE);
}

function suggestTags(notes: readonly Note[], mapped: ReadonlySet<string>, targets: ReadonlySet<string>): SuggestedTag[] {
  const days = new Map<string, { tag: string; days: number }>();
  const isFree = (tag: string): boolean => !mapped.has(sourceId({ kind: "tag", tag })) && !targets.has(wordedKey({ kind: "create", label: tag, group: CUSTOM, valueType: valueType.boolean }));
  for (const note of notes) {
    // A tag with a value on its heels is a measurement, of which the tag alone would be half.
    const valued = new Set(readBody(note.text ?? "").valuedTags.map(({ tag }) => tagKey(tag)));
    for (const tag of distinctTags(note.tags)) {
      if (valued.has(tagKey(tag))) continue;
      const known = days.get(tagKey(tag)) ?? { tag, days: 0 };
      known.days += 1;
      days.set(tagKey(tag), known);
    }
  }
  return [...days.values()]
    .filter(({ tag, days: seen }) => seen >= 2 && seen <= notes.length * STRUCTURAL_SHARE && !isStructural(tag) && isFree(tag))
    .sort((a, b) => b.days - a.days)
    .slice(0, MOST)
    .map((each) => ({ ...each, selected: !isPrivate(each.tag) }));
}
