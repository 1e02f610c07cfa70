import { usualUnit } from "../../domain/convert";
import { type Mapping, targetType } from "../../domain/mapping";
import type { SuggestionReason, UnclearReason } from "../../domain/suggest";
import { valueType } from "../../domain/value-type";
import type { Language } from "../../locales";

/** Why mappings are proposed or not, and the ways to read a value. */
export function describeSuggestions({ words, formats, fill }: Language) {
  const { suggestions, units, scales } = words;

  const knownName = ({ target, unit, rounded }: Extract<SuggestionReason, { readonly code: "known-name" }>): string => {
    const { because } = suggestions;
    if (unit === undefined) return fill(rounded ? because.knownNameRounded : because["known-name"], { target });
    return fill(rounded ? because.knownNameInRounded : because.knownNameIn, { target, unit: units[unit] });
  };

  return {
    /** Why a mapping is proposed: a clause without a full stop. */
    suggestionReason: (reason: SuggestionReason): string => {
      switch (reason.code) {
        case "known-name":
          return knownName(reason);
        case "amounts":
          return fill(suggestions.because.amounts, { unit: units[reason.unit] });
        case "scale":
          return fill(suggestions.because.scale, { scale: scales[reason.scale] });
        default:
          return suggestions.because[reason.code];
      }
    },
    /** Why nothing is proposed for a key. */
    unclearReason: (reason: UnclearReason): string => {
      switch (reason.code) {
        case "mixed":
          return fill(suggestions.unclear.mixed, { kinds: formats.list(reason.kinds.map((kind) => suggestions.kinds[kind])) });
        case "does-not-fit":
          return fill(suggestions.unclear["does-not-fit"], { target: reason.target });
        default:
          return suggestions.unclear[reason.code];
      }
    },
    /** A way to read a value, to choose. */
    readingOption: ({ read, to }: Pick<Mapping, "read" | "to">): string => {
      if (targetType(to) === valueType.scale) return fill(suggestions.options.scale, { scale: scales[read.scale ?? "1-9"] });
      const unit = read.unit ?? usualUnit(to);
      return unit === undefined ? suggestions.options.asWritten : fill(suggestions.options.unit, { unit: units[unit] });
    },
  };
}
