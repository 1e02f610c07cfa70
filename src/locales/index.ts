import { de } from "./de";
import { en } from "./en";
import { type Fill, fillWith } from "./fill";
import { type Formats, formatsFor } from "./formats";
import type { Translation, Words } from "./words";

/** All that it takes to say something in a language. */
export interface Language {
  /** Its sentences. */
  readonly words: Words;
  /** How it writes numbers, days, times and lists. */
  readonly formats: Formats;
  /** Puts arguments into one of its sentences. */
  readonly fill: Fill;
}

const english = wordsOf(en);

/** Every language there is, by its code (BCP 47). Another one is a file beside `en.ts` and a word here. */
export const LANGUAGES: ReadonlyMap<string, Words> = new Map([["en", english], ["de", wordsOf(de)]]);

/** The language asked for or its nearest relative here ("de" for "de-AT"), else English. @param code as in BCP 47 */
export function languageFor(code: string): Language {
  const known = LANGUAGES.has(code) ? code : code.replace(/-.*/s, "");
  const words = LANGUAGES.get(known);
  const formats = formatsFor(words === undefined ? "en" : known);
  return { words: words ?? english, formats, fill: fillWith(formats) };
}

/** A table as it is used. The compiler takes a table only if its texts have the names in braces that the English ones have. */
function wordsOf<const Table>(table: Table & Translation<typeof en, Table>): Words {
  return table as unknown as Words;
}
