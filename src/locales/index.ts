import { sanitize } from "../domain/sanitize";
import { de } from "./de";
import { en } from "./en";
import type { Words } from "./words";

/** Every language there is, by its code (BCP 47). Another one is a file beside `en.ts` and a word here. */
export const LANGUAGES: Readonly<Record<string, Words>> = { en, de };

/** Room for two texts of the greatest length that Exist takes, and what is said around them. */
const LONGEST_SENTENCE = 2500;

/** The words of a language or of its nearest relative here ("de" for "de-AT"), else the English ones. */
export function wordsFor(language: string): Words {
  const languages = new Map(Object.entries(LANGUAGES));
  return harmless(languages.get(language) ?? languages.get(language.replace(/-.*/s, "")) ?? en);
}

/**
 * The same words, of which every sentence can be shown whatever was put into it: names and values from notes and from
 * Exist may hold controls and overrides that turn a sentence round, and may be of any length.
 */
function harmless<T>(words: T): T {
  if (typeof words === "string") return sanitize(words, LONGEST_SENTENCE) as T;
  if (Array.isArray(words)) return words.map((each: unknown) => harmless(each)) as T;
  if (typeof words === "function") return ((...given: readonly unknown[]) => harmless(Reflect.apply(words, undefined, given) as unknown)) as T;
  if (typeof words !== "object" || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, each]) => [key, harmless(each as unknown)])) as T;
}
