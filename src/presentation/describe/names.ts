import type { DayRange } from "../../domain/local-date";
import { type Mapping, sourceLabel, type Target, targetLabel } from "../../domain/mapping";
import { type ValueType, valueType } from "../../domain/value-type";
import type { Language } from "../../locales";
import { displayable } from "../../locales/fill";
import { roughly } from "../../locales/formats";
import type { Words } from "../../locales/words";

/** More names than these in one sentence are read by nobody. */
const MOST_NAMED = 15;

const TYPES: Readonly<Record<ValueType, keyof Words["types"]>> = {
  [valueType.quantity]: "quantity", [valueType.decimal]: "decimal", [valueType.string]: "string", [valueType.duration]: "duration", [valueType.timeOfDay]: "timeOfDay",
  [valueType.percentage]: "percentage", [valueType.timeFromMidday]: "timeFromMidday", [valueType.boolean]: "boolean", [valueType.scale]: "scale",
};

/** The first of many sentences or names, and how many more there are. @param most how many of them @param all how many there are, where not all are given */
export function firstOf(sentences: readonly string[], more: (amount: number) => string, most: number, all = sentences.length): string[] {
  const rest = all - most;
  return rest > 0 ? [...sentences.slice(0, most), more(rest)] : [...sentences];
}

/** What things are called: types, sources, targets, days, lengths of time. */
export function describeNames({ words, formats, fill }: Language) {
  return {
    typeName: (type: ValueType): string => words.types[TYPES[type]],
    /** A source with its kind, as "Property mood". */
    source: ({ from }: Pick<Mapping, "from">): string => {
      if (from.kind === "count") return words.counts[from.of];
      return fill(words.sources[from.kind], { name: from.kind === "tag" ? from.tag : from.kind === "task" ? from.text : from.key });
    },
    /** What people call a source. */
    sourceLabel: (from: Mapping["from"]): string => displayable(sourceLabel(from)),
    /** What people call a target. */
    target: (to: Target): string => displayable(targetLabel(to)),
    /** The first of many names. */
    listNames: (names: readonly string[]): string => formats.list(firstOf(names, (amount) => fill(words.names.more, { amount }), MOST_NAMED)),
    /** The days of a range, of which there may be only one. */
    dayRange: ({ first, last }: DayRange): string =>
      first === last ? formats.dayOfYear(first) : fill(words.backfill.days, { first: formats.dayOfYear(first), last: formats.dayOfYear(last) }),
    /** How long something takes, as well as one can know. @param ms milliseconds */
    duration: (ms: number): string => {
      const { amount, unit } = roughly(ms);
      return amount === 0 ? words.periods.none : fill(words.periods[unit], { amount });
    },
  };
}
