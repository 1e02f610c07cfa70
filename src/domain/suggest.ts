import { type InlineField, readBody, type Task } from "./body";
import { convert, type Outcome, wireUnitOf, written } from "./convert";
import { isBookkeeping, isPrivate, isStructural, type KnownKey, knownKey } from "./known-keys";
import { type Mapping, type ReadOptions, type Scale, type Source, sourceLabel, tagKey, type Target, targetKey, targetLabel, targetType } from "./mapping";
import type { Note } from "./note";
import { isUnfilledTemplate } from "./note";
import { valueType } from "./value-type";

/** Why something is proposed. */
export type SuggestionReason =
  | { readonly code: "known-name"; readonly target: string }
  | { readonly code: "yes-or-no" | "numbers" | "durations" | "times" | "task" }
  | { readonly code: "scale"; readonly scale: Scale };

/** A mapping that the notes seem to call for. */
export interface Suggestion {
  readonly mapping: Mapping;
  readonly reason: SuggestionReason;
  /** On how many days there is a value. */
  readonly days: number;
  /** Three values as written, and what each would be sent as. */
  readonly examples: readonly { readonly written: string; readonly outcome: Outcome }[];
  /** False for what people may not want to leave their vault. */
  readonly selected: boolean;
}

export interface Suggestions {
  /** How many notes were looked through. */
  readonly notes: number;
  readonly mappings: readonly Suggestion[];
  readonly tags: readonly { readonly tag: string; readonly days: number; readonly selected: boolean }[];
}

/** Seen on fewer days than this, a key is an accident and no habit. */
const FEWEST_DAYS = 3;
/** This share of a key's values must be readable; the rest are slips. */
const READABLE = 0.8;
const NEARLY_ALL = 0.9;
/** On a larger share of the notes than this, a tag says what a note is and not what the day was. */
const STRUCTURAL_SHARE = 0.8;
const DEEPEST = 4;
const MOST = 40;
const EXAMPLES = 3;

/** All values of one source, by note. */
interface Candidate {
  readonly from: Source;
  readonly days: { readonly raws: readonly unknown[] }[];
}

/** What `notes` keep track of, most frequent first, without what `mappings` read already. */
export function suggest(notes: readonly Note[], mappings: readonly Mapping[]): Suggestions {
  const usable = notes.filter((note) => !isUnfilledTemplate(note.properties));
  const mapped = new Set(mappings.map(({ from }) => sourceId(from)));
  const targets = new Set(mappings.map(({ to }) => targetKey(to)));
  const found: Suggestion[] = [];
  const candidates = [...collect(usable).values()].filter(({ from }) => !mapped.has(sourceId(from)));
  for (const candidate of candidates.sort((a, b) => b.days.length - a.days.length)) {
    const suggestion = candidate.days.length < FEWEST_DAYS ? null : propose(candidate, found.length);
    if (suggestion === null || targets.has(targetKey(suggestion.mapping.to))) continue;
    targets.add(targetKey(suggestion.mapping.to));
    found.push(suggestion);
  }
  return { notes: usable.length, mappings: found.slice(0, MOST), tags: suggestTags(usable, mapped, targets) };
}

function sourceId(from: Source): string {
  return `${from.kind} ${sourceLabel(from).toLocaleLowerCase()}`;
}

function collect(notes: readonly Note[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const note of notes) {
    const body = note.text === null ? { fields: [], tasks: [] } : readBody(note.text);
    const today = new Map<string, { from: Source; raws: unknown[] }>();
    const add = (from: Source, raw: unknown): void => {
      if (written(raw) === "") return;
      const id = sourceId(from);
      const known = today.get(id) ?? { from, raws: [] };
      known.raws.push(raw);
      today.set(id, known);
    };
    collectProperties(note.properties, "", 0, add);
    collectBody(body.fields, body.tasks, add);
    for (const [id, { from, raws }] of today) {
      const candidate = candidates.get(id) ?? { from, days: [] };
      candidate.days.push({ raws });
      candidates.set(id, candidate);
    }
  }
  return candidates;
}

type Add = (from: Source, raw: unknown) => void;

function collectProperties(record: Readonly<Record<string, unknown>>, prefix: string, depth: number, add: Add): void {
  for (const [key, value] of Object.entries(record)) {
    const path = prefix + key;
    if (isBookkeeping(key)) continue;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      if (depth < DEEPEST) collectProperties(value as Record<string, unknown>, `${path}.`, depth + 1, add);
    } else {
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) add({ kind: "property", key: path }, item);
    }
  }
}

function collectBody(fields: readonly InlineField[], tasks: readonly Task[], add: Add): void {
  for (const { key, value } of fields) if (!isBookkeeping(key)) add({ kind: "inline", key }, value);
  for (const text of new Set(tasks.map((task) => task.text))) {
    if (text === "" || isBookkeeping(text)) continue;
    add({ kind: "task", text }, tasks.some((task) => task.text === text && task.status.toLowerCase() === "x"));
  }
}

interface Proposal {
  readonly to: Target;
  readonly read: ReadOptions;
  readonly reason: SuggestionReason;
}

function propose(candidate: Candidate, index: number): Suggestion | null {
  const { from, days } = candidate;
  const raws = days.flatMap((day) => day.raws);
  const several = days.some((day) => day.raws.length > 1);
  for (const proposal of proposals(from, raws)) {
    const outcomes = raws.map((raw) => ({ written: from.kind === "task" ? box(raw) : (written(raw) ?? JSON.stringify(raw)), outcome: read(raw, proposal) }));
    const valued = outcomes.filter(({ outcome }) => outcome.kind === "value");
    const filled = outcomes.filter(({ outcome }) => outcome.kind !== "blank");
    if (valued.length < FEWEST_DAYS || valued.length < filled.length * READABLE) continue;
    if (isTemplateDefault(valued.map(({ outcome }) => outcome))) return null;
    const combine = several ? combineFor(from, proposal.to) : undefined;
    if (several && combine === undefined) return null;
    const label = sourceLabel(from);
    return {
      mapping: {
        id: `s${index}-${label.toLocaleLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 30)}`,
        enabled: true, from, to: proposal.to, read: combine === undefined ? proposal.read : { ...proposal.read, combine }, whenRemoved: "keep",
      },
      reason: proposal.reason,
      days: days.length,
      examples: distinct(valued).slice(0, EXAMPLES),
      selected: !isPrivate(label),
    };
  }
  return null;
}

/** A task as people see it in the note. */
function box(done: unknown): string {
  return done === true ? "[x]" : "[ ]";
}

function read(raw: unknown, { to, read: options }: Proposal): Outcome {
  const type = targetType(to);
  const wireUnit = to.kind === "template" ? wireUnitOf(to.template) : undefined;
  return type === undefined ? { kind: "blank" } : convert(raw, { type, options, wireUnit });
}

/** What the values may be, best first; each is tried on all of them. */
function* proposals(from: Source, raws: readonly unknown[]): Generator<Proposal> {
  const label = sourceLabel(from);
  const texts = raws.map((raw) => written(raw) ?? "");
  if (from.kind === "task") {
    yield { to: { kind: "create", label, group: "custom", valueType: valueType.boolean }, read: {}, reason: { code: "task" } };
    return;
  }
  const known = knownKey(label);
  const yesOrNo = texts.every((text) => /^(?:true|false|yes|no|x|✓|✅)$/i.test(text));
  if (known !== undefined && !yesOrNo) yield knownProposal(known, texts);
  const custom = (type: 0 | 1 | 3 | 4 | 7): Target => ({ kind: "create", label: label.replace(/[._]/g, " "), group: "custom", valueType: type });
  if (yesOrNo) yield { to: custom(valueType.boolean), read: {}, reason: { code: "yes-or-no" } };
  // A name that is known, with values that do not fit it, means something of the user's own: nothing is guessed.
  if (known !== undefined) return;
  const numbers = texts.filter((text) => text !== "" && !Number.isNaN(Number(text)));
  if (numbers.length >= texts.length * READABLE) {
    const whole = numbers.every((text) => /^[+-]?\d+$/.test(text));
    yield { to: custom(whole ? valueType.quantity : valueType.decimal), read: {}, reason: { code: "numbers" } };
    return;
  }
  if (texts.some((text) => /[a-z]/i.test(text))) yield { to: custom(valueType.duration), read: {}, reason: { code: "durations" } };
  if (texts.every((text) => text.includes(":"))) yield { to: custom(valueType.timeOfDay), read: {}, reason: { code: "times" } };
}

function knownProposal({ template }: KnownKey, texts: readonly string[]): Proposal {
  const to: Target = { kind: "template", template };
  const type = targetType(to);
  const numbers = texts.filter((text) => text !== "").map((text) => Number(text.replace(",", "."))).filter((number) => !Number.isNaN(number));
  const most = Math.max(0, ...numbers);
  if (type === valueType.scale) {
    const scale = scaleOf(numbers);
    return { to, read: scale === "1-9" ? {} : { scale }, reason: { code: "scale", scale } };
  }
  const reason: SuggestionReason = { code: "known-name", target: targetLabel(to) };
  // Nobody sleeps or works out for 24 minutes at the most, day after day; bare numbers this small are hours.
  const inHours = type === valueType.duration && /^sleep|^time_in_bed/.test(template) && numbers.length > 0 && most <= 24;
  return { to, read: inHours ? { unit: "hours" } : {}, reason };
}

const SCALE_ENDS: readonly (readonly [scale: Scale, least: number, most: number])[] = [
  ["1-5", 1, 5], ["1-9", 1, 9], ["1-10", 1, 10], ["0-10", 0, 10], ["0-100", 0, 100],
];
/** Fewer numbers than this do not show that nothing above five is ever meant. */
const EVIDENCE_FOR_FIVE = 10;

/** The narrowest scale on which nearly all numbers are; the others are slips. */
function scaleOf(numbers: readonly number[]): Scale {
  const enough = numbers.length < EVIDENCE_FOR_FIVE ? SCALE_ENDS.slice(1) : SCALE_ENDS;
  const fits = enough.find(([, least, most]) => numbers.filter((number) => number >= least && number <= most).length >= numbers.length * NEARLY_ALL);
  return fits?.[0] ?? "0-100";
}

/** One and the same 0 or "no" everywhere is what a template left there, not what somebody measured. */
function isTemplateDefault(outcomes: readonly Outcome[]): boolean {
  return outcomes.every((outcome) => outcome.kind === "value" && outcome.value === 0);
}

/**
 * Amounts that are written down one by one add up; a mood or a time of day has no sum. Neither has a list of numbers
 * of the user's own, which may be the two of a blood pressure.
 */
function combineFor(from: Source, to: Target): ReadOptions["combine"] {
  const type = targetType(to);
  const isAmount = type === valueType.quantity || type === valueType.decimal || type === valueType.duration;
  return isAmount && (from.kind === "inline" || to.kind === "template") ? "sum" : undefined;
}

function distinct<T extends { readonly written: string }>(examples: readonly T[]): T[] {
  return [...new Map(examples.map((example) => [example.written, example])).values()];
}

/** A tag with a value on its heels, `#weight:72.5kg`: a measurement, of which the tag alone would be half. */
const VALUED_TAG = /#([^\s#:]+):\S/g;

function suggestTags(notes: readonly Note[], mapped: ReadonlySet<string>, targets: ReadonlySet<string>): Suggestions["tags"] {
  const days = new Map<string, { tag: string; days: number }>();
  const isFree = (tag: string): boolean => !mapped.has(`tag #${tagKey(tag)}`) && !targets.has(targetKey({ kind: "create", label: tag, group: "custom", valueType: valueType.boolean }));
  for (const note of notes) {
    const valued = new Set([...(note.text ?? "").matchAll(VALUED_TAG)].map((match) => tagKey(match[1] ?? "")));
    for (const tag of note.tags) {
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
