import { de } from "./de";
import { en } from "./en";
import type { Words } from "./words";

/** Every language there is, by its code (BCP 47). Another one is a file beside `en.ts` and a word here. */
export const LANGUAGES: Readonly<Record<string, Words>> = { en, de };

/** The words of a language or of its nearest relative here ("de" for "de-AT"), else the English ones. */
export function wordsFor(language: string): Words {
  return LANGUAGES[language] ?? LANGUAGES[language.split("-")[0] ?? ""] ?? en;
}
