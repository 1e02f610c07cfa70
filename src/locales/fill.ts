import { sanitize } from "../domain/sanitize";
import type { Formats } from "./formats";
import type { Sentence } from "./words";

/** Room for two texts of the greatest length that Exist takes, and what is said around them. */
const LONGEST_SENTENCE = 2500;

/** `{name}` or `{name|one|other}`. */
const SLOT = /\{([^{}|]+)(?:\|([^{}]*))?\}/g;

/** What a sentence is filled with, by name. */
export type Arguments = Readonly<Record<string, number | string>>;

/** Puts arguments into a sentence of one language: numbers as they are written there, and everything so that it can be shown. */
export type Fill = <Given extends Arguments>(sentence: Sentence<Given> | string, given: NoInfer<Given>) => string;

/**
 * Text as it can be shown whatever is in it: names and values from notes and from Exist may hold controls and overrides that
 * turn a sentence round, and may be of any length.
 */
export function displayable(text: string): string {
  return sanitize(text, LONGEST_SENTENCE);
}

/** Sentences one after another, without those that are empty. */
export function joined(...sentences: readonly string[]): string {
  return displayable(sentences.filter((each) => each !== "").join(" "));
}

/**
 * What puts arguments into the sentences of a language. An argument is never read as a part of the sentence: braces in it
 * stay as they are. A name that nothing is given for stays in its braces.
 */
export function fillWith({ number, form }: Pick<Formats, "number" | "form">): Fill {
  return (sentence, given) => displayable(String(sentence).replace(SLOT, (slot, name: string, forms: string | undefined) => {
    const value = given[name];
    if (forms !== undefined && typeof value === "number") return form(value, forms.split("|"));
    if (typeof value === "number") return number(value);
    return typeof value === "string" ? displayable(value) : slot;
  }));
}
