import type { Unit } from "../../domain/mapping";
import { type Value, type ValueType, valueType } from "../../domain/value-type";
import type { Language } from "../../locales";
import { displayable } from "../../locales/fill";

/** What is written behind a number, where it is not the unit's own key. */
const SIGNS: Readonly<Partial<Record<Unit, string>>> = {
  hours: "h", minutes: "min", seconds: "s", celsius: "°C", fahrenheit: "°F", floz: "fl oz", kmh: "km/h", percent: "%",
};

/** Values as people write them in the language. */
export function describeValues({ words, formats: { number, percent, clock }, fill }: Language) {
  return {
    /** A value by its type, where that is known, and the unit it is sent in. */
    value: (of: Value, type: ValueType | undefined, unit?: Unit): string => {
      if (typeof of === "string") return displayable(of);
      switch (type) {
        case valueType.boolean:
          return of === 1 ? words.values.yes : words.values.no;
        case valueType.duration:
          return [...(of >= 60 ? [`${number(Math.floor(of / 60))} h`] : []), ...(of % 60 > 0 || of === 0 ? [`${number(of % 60)} min`] : [])].join(" ");
        case valueType.timeOfDay:
          return clock(of);
        case valueType.timeFromMidday:
          return clock((of + 720) % 1440);
        case valueType.percentage:
          return percent(of);
        default:
          if (unit === "cups" || unit === "glasses") return fill(words.values[unit], { amount: of });
          return unit === undefined ? number(of) : `${number(of)} ${SIGNS[unit] ?? unit}`;
      }
    },
  };
}
