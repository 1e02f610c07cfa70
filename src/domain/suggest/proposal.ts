import type { Imperial } from "../convert";
import type { ReadOptions, Scale, Target, Unit } from "../mapping";
import type { Kind } from "./evidence";
import type { ScaleHint } from "./scale";

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
export interface KeyContext {
  readonly type: PropertyType | undefined;
  readonly imperial: readonly Imperial[];
  /** The scale that something beside the values tells; looked for only where there is need. */
  readonly hint: () => ScaleHint | undefined;
  /** The numbers of all notes, where more were looked through than the values are from. */
  readonly allNumbers: () => readonly number[];
}
