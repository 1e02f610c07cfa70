import type { Value } from "../value-type";

/** Why a written value could not be read. Data, so that each language can say it in its own words. */
export type Problem =
  | { readonly code: "not-a-number" | "not-whole" | "not-a-duration" | "not-a-time" | "not-yes-or-no" | "not-on-scale" | "not-text" | "ambiguous-number" }
  /** A time written with the date of a day that is neither the note's nor next to it. */
  | { readonly code: "other-day" }
  | { readonly code: "out-of-range"; readonly least: number; readonly most: number }
  | { readonly code: "unit"; readonly unit: string }
  | { readonly code: "unknown-word"; readonly word: string }
  | { readonly code: "several-values"; readonly count: number }
  | { readonly code: "too-long"; readonly most: number };

/** What reading one written value came to. */
export type Outcome =
  | { readonly kind: "value"; readonly value: Value }
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
