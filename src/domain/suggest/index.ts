import type { Imperial } from "../convert";
import { writtenOut } from "../examples";
import type { LocalDate } from "../local-date";
import { type Mapping, type Source, sourceLabel, type Target, targetType } from "../mapping";
import type { Note } from "../note";
import { valueType } from "../value-type";
import { type Candidate, collect, isItem, sourceId } from "./candidates";
import { scaleHint } from "./hints";
import { distinct, type Example, judge, type Judged, short } from "./judge";
import { isHabit, isPrivate, isPrivateTemplate } from "./private";
import type { PropertyType, Proposal, QuestionCode, SuggestionReason, KeyContext, UnclearReason } from "./proposal";
import { proposalsFor } from "./proposals";
import { comesBack, isKept, weeksOf } from "./rhythm";
import { suggestTags, type SuggestedTag, wordedKey } from "./tags";

export type { PropertyType, QuestionCode, SuggestionReason, UnclearReason } from "./proposal";
export type { Kind } from "./evidence";
export type { SuggestedTag } from "./tags";

/** One way of reading a source, and what three of its values would be sent as. */
export interface Option {
  readonly mapping: Mapping;
  readonly examples: readonly Example[];
}

/** A mapping that the notes seem to call for. */
export interface Suggestion extends Option {
  readonly reason: SuggestionReason;
  /** On how many days there is a value. */
  readonly days: number;
  /** Whether people may not want it to leave their vault. */
  readonly isPrivate: boolean;
  /** Whether it is ticked at first: only what is surely kept track of, is not private, and leaves nothing to ask. */
  readonly selected: boolean;
  /** Where more than one reading fits: a person has to choose one before anything is sent. The first is the one above. */
  readonly question?: { readonly about: QuestionCode; readonly options: readonly Option[] };
}

/** What looks like tracking, but not so clearly that anything could be proposed. */
export interface Unclear {
  readonly from: Source;
  readonly days: number;
  readonly reason: UnclearReason;
  /** Three values as written. */
  readonly examples: readonly string[];
}

/** Lists begin with what is seen on most days, unless told otherwise. */
export interface Suggestions {
  /** How many notes were looked through. */
  readonly notes: number;
  /** Mood and sleep first, then what else Exist has a template for, then measures of one's own, then yes or no. */
  readonly mappings: readonly Suggestion[];
  readonly tags: readonly SuggestedTag[];
  readonly unclear: readonly Unclear[];
}

/** What is known besides the notes. */
export interface SuggestContext {
  /** Mappings that are there already; what they read and feed is not proposed again. */
  readonly mappings: readonly Mapping[];
  /** What Obsidian takes a property for, where it can be had. */
  readonly propertyType: (key: string) => PropertyType | undefined;
  readonly imperial: readonly Imperial[];
  /** The texts of the templates that daily notes are made from. */
  readonly templates?: readonly string[];
  /** The numbers that a property has in all notes, these and earlier ones, where they can be had without opening each. */
  readonly allNumbers?: (key: string) => readonly number[];
}

/** Seen on fewer days than this, a key is an accident and no habit. */
const FEWEST_DAYS = 3;
const MOST = 40;
const MOST_UNCLEAR = 10;
/** Forms and comments are in every note alike; the latest tell as much as all. */
const NOTES_WITH_HINTS = 12;

/** What `notes` keep track of, with a reason and examples. */
export function suggest(notes: readonly Note[], background: SuggestContext): Suggestions {
  const mapped = new Set(background.mappings.map(({ from }) => sourceId(from)));
  const targets = new Set(background.mappings.map(({ to }) => wordedKey(to)));
  const found: Suggestion[] = [];
  const unclear: Unclear[] = [];
  const texts = [...(background.templates ?? []), ...notes.slice(0, NOTES_WITH_HINTS).flatMap(({ text }) => text ?? [])];
  const candidates = collect(notes).filter(({ from, days }) => days.length >= FEWEST_DAYS && !mapped.has(sourceId(from)));
  for (const candidate of candidates.sort((a, b) => b.days.length - a.days.length)) {
    const { from, days } = candidate;
    const judged = judge(candidate, notes.length, proposalsFor(candidate, keyContext(from, texts, background)));
    if (judged === null) continue;
    if ("code" in judged) {
      unclear.push({ from, days: days.length, reason: judged, examples: distinct(days.flatMap((day) => day.raws).map((raw) => ({ written: short(writtenOut(raw)) }))).map((each) => each.written) });
    } else if (!targets.has(wordedKey(judged.to))) {
      targets.add(wordedKey(judged.to));
      found.push(suggestionOf(judged, candidate, found.length));
    }
  }
  return { notes: notes.length, mappings: found.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MOST), tags: suggestTags(notes, mapped, targets), unclear: unclear.slice(0, MOST_UNCLEAR) };
}

/** What people come for, first. */
const FIRST: readonly string[] = ["mood", "sleep", "sleep_start", "sleep_end"];

function rankOf({ mapping: { to } }: Suggestion): number {
  if (to.kind !== "template") return FIRST.length + (targetType(to) === valueType.boolean ? 2 : 1);
  const place = FIRST.indexOf(to.template);
  return place < 0 ? FIRST.length : place;
}

function keyContext(from: Source, texts: readonly string[], { propertyType, imperial, allNumbers }: SuggestContext): KeyContext {
  const key = from.kind === "property" ? from.key : undefined;
  return {
    type: key === undefined ? undefined : propertyType(key), imperial,
    hint: () => scaleHint(sourceLabel(from), texts),
    allNumbers: () => (key === undefined ? [] : (allNumbers?.(key) ?? [])),
  };
}

function suggestionOf(judged: Judged, candidate: Candidate, index: number): Suggestion {
  const { from, days } = candidate;
  const { to, reason, question } = judged;
  const mapping = mappingOf(judged, from, index);
  const hidden = to.kind === "template" ? isPrivateTemplate(to.template) : isPrivate(sourceLabel(from));
  const asked = question === undefined ? {} : { question: { about: question.about, options: question.options.map(({ read, examples }) => ({ mapping: { ...mapping, read }, examples })) } };
  return {
    mapping, reason, days: days.length, examples: judged.examples, isPrivate: hidden, ...asked,
    selected: !hidden && question === undefined && isSurelyKept(to, from, days.map(({ date }) => date), judged.done),
  };
}

/** Known attributes whose values fit, habits that were done in different weeks, and measures of well-known kinds. */
function isSurelyKept(to: Target, from: Source, dates: readonly LocalDate[], done: readonly LocalDate[]): boolean {
  if (!isKept(dates)) return false;
  if (to.kind === "template") return true;
  const label = sourceLabel(from);
  // A word that is not known may be anything, an illness or a name in any language.
  if (!isHabit(label)) return false;
  return isItem(from) || targetType(to) === valueType.boolean ? comesBack(done) : weeksOf(dates) >= 2;
}

function mappingOf({ to, read }: Pick<Proposal, "to" | "read">, from: Source, index: number): Mapping {
  const id = `s${index}-${sourceLabel(from).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 30)}`;
  return { id, enabled: true, from, to, read, whenRemoved: "keep" };
}
