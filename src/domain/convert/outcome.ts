import type { Scale } from "../mapping";
import type { Value } from "../value-type";

/** Why a written value could not be read. Data, so that each language can say it in its own words. */
export type Problem =
  | { readonly code: "not-a-number" | "not-whole" | "not-a-duration" | "not-a-time" | "not-yes-or-no" | "not-on-scale" | "not-text" | "ambiguous-number" }
  /** A time written with a date that is neither the day it counts for nor its eve; a bedtime of another night. */
  | { readonly code: "other-day" | "other-night" }
  /** A date written with the time that is of another year, as copied templates leave it. */
  | { readonly code: "other-year"; readonly year: string }
  /** A time in UTC, which is not what the clock on the wall showed. */
  | { readonly code: "utc" }
  /** `400m`: minutes to one reader, metres to another. */
  | { readonly code: "metres" }
  /** 0.5 may be half of the whole or half a percent of it. */
  | { readonly code: "percent-or-fraction" }
  | { readonly code: "out-of-range"; readonly least: number; readonly most: number; /** The scale that the number would be on. */ readonly fits?: Scale }
  | { readonly code: "unit"; readonly unit: string }
  | { readonly code: "unknown-word"; readonly word: string }
  | { readonly code: "several-values"; readonly count: number }
  /** Amounts of more than one currency, of which there is no sum. */
  | { readonly code: "currencies" }
  /** Text of which Exist takes only the beginning. */
  | { readonly code: "cut"; readonly length: number; readonly most: number };

/** What reading one written value came to. */
export type Outcome =
  | { readonly kind: "value"; readonly value: Value; /** What is to be said although the value can be sent. */ readonly warning?: Problem }
  /** Nothing was written, or a word for "nothing": no value, and never 0. */
  | { readonly kind: "blank" }
  | { readonly kind: "problem"; readonly problem: Problem };

export const blank: Outcome = { kind: "blank" };

export function found(value: Value): Outcome {
  return { kind: "value", value };
}

export function problem(problem: Problem): Outcome {
  return { kind: "problem", problem };
}
