import { cleanLabel } from "../attribute";
import { plainText, written } from "../convert";
import { readNumber } from "../convert/number";
import { endsOf } from "../convert/scale";
import { customaryUnit, type Imperial, wireUnitOf } from "../convert/unit";
import { proposedGroup } from "../group";
import { type ReadOptions, type Scale, type Source, sourceLabel, type Target, targetLabel, targetType, type Unit } from "../mapping";
import { type ValueType, valueType } from "../value-type";
import type { Candidate } from "./candidates";
import { type Kind, type Look, lookOf, ratedScale } from "./evidence";
import { type KnownKey, knownKey } from "./known-keys";
import { isNeverOne, isPlausible, plausibleUnits } from "./plausible";
import { type ScaleHint, scalesFor } from "./scale";

/** What Obsidian takes a property for, where it can be had ("Property type"). */
export type PropertyType = (typeof PROPERTY_TYPES)[number];
export const PROPERTY_TYPES = ["text", "number", "checkbox", "date", "datetime", "multitext", "tags", "aliases"] as const;

/** Why something is proposed. */
export type SuggestionReason =
  | { readonly code: "known-name"; readonly target: string; /** What a bare number is taken to be measured in. */ readonly unit: Unit | undefined; readonly rounded: boolean }
  | { readonly code: "yes-or-no" | "checkbox" | "numbers" | "percent" | "durations" | "times" | "task" }
  | { readonly code: "amounts"; readonly unit: Unit }
  | { readonly code: "scale"; readonly scale: Scale }
  | { readonly code: "next-night" };

/** Why nothing is proposed for what looks like tracking. */
export type UnclearReason =
  /** Two or more kinds of values under one key. */
  | { readonly code: "mixed"; readonly kinds: readonly Kind[] }
  /** One value on nearly every day: what a template left there. */
  | { readonly code: "constant" }
  /** Several values a day that have no sum. */
  | { readonly code: "several" }
  /** Emoji in place of numbers, which only the user can give one. */
  | { readonly code: "emoji" }
  /** Dates with times, which may say when the note was made. */
  | { readonly code: "timestamps" }
  /** 0 and 1 where Exist wants an amount. */
  | { readonly code: "zero-or-one" }
  /** A name that is known, with values that do not fit it. */
  | { readonly code: "does-not-fit"; readonly target: string };

/** A target and a way of reading that the values seem to call for. */
export interface Proposal {
  readonly to: Target;
  readonly read: ReadOptions;
  readonly reason: SuggestionReason;
  /** What a person has to say before anything can be sent, and the readings to choose from; the first is the one above. */
  readonly question?: { readonly about: QuestionCode; readonly readings: readonly ReadOptions[] };
}

/** What is asked about a suggestion: which scale or unit is meant. */
export type QuestionCode = "scale" | "unit";

/** What is known besides a key's own values. */
export interface Surroundings {
  readonly type: PropertyType | undefined;
  readonly imperial: readonly Imperial[];
  /** The scale that something beside the values tells; looked for only where there is need. */
  readonly hint: () => ScaleHint | undefined;
  /** The numbers of all notes, where more were looked through than the values are from. */
  readonly allNumbers: () => readonly number[];
}

/** The share of a key's values that has to be of one kind; the rest are slips. */
export const READABLE = 0.8;

/** Kinds that are seen in more than a few values, most frequent first. Zeros go with any other kind. */
export function mainKinds(looks: readonly Look[]): readonly Kind[] {
  const counts = new Map<Kind, number>();
  for (const { kind } of looks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const zeros = counts.get("zero") ?? 0;
  counts.delete("zero");
  const most = looks.length - zeros;
  const main = [...counts].filter(([, count]) => count > most * (1 - READABLE)).sort((a, b) => b[1] - a[1]);
  return main.length === 0 && zeros > 0 ? ["number"] : main.map(([kind]) => kind);
}

/** What the values may be, best first, each to be tried on all of them; or why nobody but the user can tell. */
export function proposalsFor(candidate: Candidate, around: Surroundings): readonly Proposal[] | UnclearReason | null {
  const { from } = candidate;
  const label = sourceLabel(from);
  if (from.kind === "task") return [{ to: custom(label, valueType.boolean), read: {}, reason: { code: "task" } }];
  const { type } = around;
  if (type === "date" || type === "tags" || type === "aliases") return null;
  const raws = candidate.days.flatMap((day) => day.raws);
  const looks = raws.flatMap((raw) => lookOf(raw) ?? []);
  if (type === "checkbox") return [{ to: custom(label, valueType.boolean), read: {}, reason: { code: "checkbox" } }];
  const kinds = mainKinds(looks);
  const known = knownKey(label);
  if (known !== undefined && kinds[0] !== "yes-or-no") return fromName(known, raws, looks, kinds, around);
  return fromLooks(from, looks, kinds, raws);
}

function custom(key: string, type: Exclude<ValueType, 6>): Target {
  const named = key.replace(/^#/, "").replace(/\s#\S+/g, "").replace(/^.*\[([^[\]]+)\]$/, "$1");
  const label = cleanLabel(named.replace(/[._]/g, " ").replace(/\s+/g, " "));
  return { kind: "create", label, group: proposedGroup(label, type), valueType: type };
}

function textsOf(raws: readonly unknown[]): string[] {
  return raws.map((raw) => plainText(written(raw) ?? ""));
}

function numbersIn(raws: readonly unknown[]): number[] {
  return textsOf(raws).flatMap((text) => {
    const read = readNumber(text, true);
    return read.kind === "number" ? [read.number] : [];
  });
}

function oneOf(found: Proposal | UnclearReason): readonly Proposal[] | UnclearReason {
  return "code" in found ? found : [found];
}

function isZeroOrOne(numbers: readonly number[]): boolean {
  return numbers.includes(1) && numbers.every((number) => number === 0 || number === 1);
}

/** Nobody sleeps 24 minutes at the most, night after night; bare numbers this small are hours. */
const HOURS_AT_MOST = 24;

function fromName({ template, unit: named }: KnownKey, raws: readonly unknown[], looks: readonly Look[], kinds: readonly Kind[], around: Surroundings): readonly Proposal[] | UnclearReason {
  const to: Target = { kind: "template", template };
  const target = targetLabel(to);
  const numbers = numbersIn(raws);
  const most = numbers.reduce((so, number) => Math.max(so, number), 0);
  // Who notes a date and a time under "sleep" means when they went to bed.
  if (template === "sleep" && kinds[0] === "timestamp") return bedtimes();
  const byName = (read: ReadOptions, unit?: Unit): Proposal => ({ to, read, reason: { code: "known-name", target, unit, rounded: read.round === true } });
  switch (targetType(to)) {
    case valueType.scale: {
      if (kinds[0] === "emoji") return { code: "emoji" };
      return [onScale(to, raws, looks, numbers, around)];
    }
    case valueType.duration: {
      const isSleep = /^sleep|^time_in_bed/.test(template);
      if (!isSleep && named === undefined && isZeroOrOne(numbers)) return { code: "zero-or-one" };
      const hours = named === "hours" || (named === undefined && isSleep && most > 0 && most <= HOURS_AT_MOST);
      const unit = hours ? "hours" : named;
      const proposal = byName(unit === undefined || unit === "minutes" ? {} : { unit }, numbers.length > 0 ? (unit ?? "minutes") : undefined);
      return oneOf(asked(proposal, template, numbers, unit ?? "minutes", "minutes", named !== undefined));
    }
    case valueType.percentage: {
      const unit = numbers.length > 0 && most <= 1 ? "fraction" : "percent";
      return oneOf(asked(byName({ unit }, unit), template, numbers, unit, undefined, true));
    }
    case valueType.timeFromMidday:
      return bedtimes();
    case valueType.quantity:
    case valueType.decimal: {
      if (isZeroOrOne(numbers) && isNeverOne(template)) return { code: "zero-or-one" };
      const wire = wireUnitOf(template);
      const unit = wire === undefined ? undefined : (named ?? customaryUnit(wire, around.imperial));
      const round = targetType(to) === valueType.quantity && numbers.some((number) => !Number.isInteger(number));
      const bare = looks.some(({ kind }) => kind === "number");
      const proposal = byName({ ...(unit === undefined || unit === wire ? {} : { unit }), ...(round ? { round } : {}) }, bare ? unit : undefined);
      return oneOf(asked(proposal, template, numbers, unit, wire, named !== undefined));
    }
    default:
      return [byName({})];
  }
}

/** A scale as far as the values and what stands beside them tell, with the question where more than one fits. */
function onScale(to: Target, raws: readonly unknown[], looks: readonly Look[], numbers: readonly number[], { hint, allNumbers }: Surroundings): Proposal {
  const rated = looks.some(({ kind }) => kind === "rating") ? ratedScale(textsOf(raws)) : undefined;
  const [least, most] = rated === undefined ? [] : endsOf(rated);
  const scales = numbers.length === 0 && rated !== undefined ? [rated] : scalesFor([...numbers, ...allNumbers()], most === undefined ? hint() : { least, most });
  const readings = scales.map((scale): ReadOptions => (scale === "1-9" ? {} : { scale }));
  const scale = scales[0] ?? "1-9";
  return { to, read: readings[0] ?? {}, reason: { code: "scale", scale }, ...(readings.length > 1 ? { question: { about: "scale", readings } } : {}) };
}

/** The proposal, with a question about the unit where another one would fit, or why there is none, where the numbers are not what the template usually holds. */
function asked(proposal: Proposal, template: string, numbers: readonly number[], unit: Unit | undefined, wire: Unit | undefined, isNamed: boolean): Proposal | UnclearReason {
  if (isPlausible(template, numbers, unit)) return proposal;
  const others = unit === undefined || isNamed ? [] : plausibleUnits(template, numbers, unit);
  if (others.length === 0) return { code: "does-not-fit", target: targetLabel(proposal.to) };
  const { unit: _unit, ...rest } = proposal.read;
  const readings = [...others.map((other): ReadOptions => (other === wire ? rest : { ...rest, unit: other })), proposal.read];
  const { reason } = proposal;
  return { ...proposal, read: readings[0] ?? proposal.read, reason: reason.code === "known-name" ? { ...reason, unit: undefined } : reason, question: { about: "unit", readings } };
}

/** Why a name that is known is not proposed although there are values; null for free text, of which nothing need be said. */
export function misfit(candidate: Candidate, target: string): UnclearReason | null {
  const kinds = mainKinds(candidate.days.flatMap((day) => day.raws.flatMap((raw) => lookOf(raw) ?? [])));
  if (kinds.length > 1) return mixed(kinds);
  // Free text is no tracking, but `8k` and `23:10-06:40` are.
  const raws = candidate.days.flatMap((day) => day.raws);
  return kinds[0] === "text" && textsOf(raws).filter((text) => /\d/.test(text)).length < raws.length * READABLE ? null : { code: "does-not-fit", target };
}

/** Mostly free text is no tracking, whatever else is in it. */
function mixed(kinds: readonly Kind[]): UnclearReason | null {
  return kinds[0] === "text" ? null : { code: "mixed", kinds };
}

/** `0:45` day after day is how long, `22:10` is when; `8:15` alone may be either. */
function timesOrDurations(label: string, texts: readonly string[]): readonly Proposal[] | UnclearReason {
  const hours = texts.flatMap((text) => (/^\d{1,2}:\d{2}(?::\d{2})?$/.test(text) ? [Number(text.split(":")[0])] : []));
  if (hours.length < texts.length || hours.some((hour) => hour >= 12)) return [{ to: custom(label, valueType.timeOfDay), read: {}, reason: { code: "times" } }];
  return hours.every((hour) => hour < SHORTEST_MORNING) ? [durations(label)] : { code: "mixed", kinds: ["time", "duration"] };
}

/** Nobody does something at this hour or before, day after day. */
const SHORTEST_MORNING = 4;

/** `7:16` is a duration among others like `6h45m`. */
function isDuration(kinds: readonly Kind[]): boolean {
  return kinds.includes("duration") && kinds.every((kind) => kind === "duration" || kind === "time");
}

function durations(label: string): Proposal {
  return { to: custom(label, valueType.duration), read: {}, reason: { code: "durations" } };
}

/** Bedtimes of the night that ends on the note's day, or of the one that begins on it: dates written with them tell. */
function bedtimes(): readonly Proposal[] {
  const to: Target = { kind: "template", template: "sleep_start" };
  return [{ to, read: {}, reason: { code: "known-name", target: targetLabel(to), unit: undefined, rounded: false } }, { to, read: { dayOffset: 1 }, reason: { code: "next-night" } }];
}

function fromLooks(from: Source, looks: readonly Look[], kinds: readonly Kind[], raws: readonly unknown[]): readonly Proposal[] | UnclearReason | null {
  const label = sourceLabel(from);
  const [kind, ...others] = kinds.filter((each) => each !== "text");
  if (kind === undefined || kind === "date") return null;
  if (others.length > 0 || kinds.includes("text")) return isDuration(kinds) ? [durations(label)] : mixed(kinds);
  switch (kind) {
    case "yes-or-no":
      return [{ to: custom(label, valueType.boolean), read: {}, reason: { code: "yes-or-no" } }];
    case "number": {
      const whole = numbersIn(raws).every((number) => Number.isInteger(number)) && !textsOf(raws).some((text) => /\p{Sc}/u.test(text));
      return [{ to: custom(label, whole ? valueType.quantity : valueType.decimal), read: {}, reason: { code: "numbers" } }];
    }
    case "percent":
      return [{ to: custom(label, valueType.percentage), read: { unit: "percent" }, reason: { code: "percent" } }];
    case "amount": {
      const unit = looks.find((look) => look.unit !== undefined)?.unit;
      return unit === undefined ? null : [{ to: custom(label, valueType.decimal), read: { unit }, reason: { code: "amounts", unit } }];
    }
    case "duration":
      return [durations(label)];
    case "time":
      return timesOrDurations(label, textsOf(raws));
    case "rating": {
      const scale = ratedScale(textsOf(raws));
      return [{ to: custom(label, valueType.scale), read: { scale }, reason: { code: "scale", scale } }];
    }
    case "emoji":
      return { code: "emoji" };
    case "timestamp":
      return { code: "timestamps" };
    default:
      return null;
  }
}
