import type { Unit } from "../domain/mapping";
import { type Value, type ValueType, valueType } from "../domain/value-type";
import type { Formats } from "./formats";

/** What a language adds to the signs that all of them share. */
interface ValueWords {
  readonly yes: string;
  readonly no: string;
  readonly cups: (amount: number) => string;
  readonly glasses: (amount: number) => string;
}

/** What is written behind a number, where it is not the unit's own key. */
const SIGNS: Readonly<Partial<Record<Unit, string>>> = {
  hours: "h", minutes: "min", seconds: "s", celsius: "°C", fahrenheit: "°F", floz: "fl oz", kmh: "km/h", percent: "%",
};

/** Writes a value as people write it in a language, by its type and the unit it is sent in. */
export function valueIn({ number, percent, clock }: Pick<Formats, "number" | "percent" | "clock">, words: ValueWords): (of: Value, type: ValueType | undefined, unit?: Unit) => string {
  return (of, type, unit) => {
    if (typeof of === "string") return of;
    switch (type) {
      case valueType.boolean:
        return of === 1 ? words.yes : words.no;
      case valueType.duration:
        return [...(of >= 60 ? [`${number(Math.floor(of / 60))} h`] : []), ...(of % 60 > 0 || of === 0 ? [`${number(of % 60)} min`] : [])].join(" ");
      case valueType.timeOfDay:
        return clock(of);
      case valueType.timeFromMidday:
        return clock((of + 720) % 1440);
      case valueType.percentage:
        return percent(of);
      default:
        if (unit === "cups" || unit === "glasses") return words[unit](of);
        return unit === undefined ? number(of) : `${number(of)} ${SIGNS[unit] ?? unit}`;
    }
  };
}
