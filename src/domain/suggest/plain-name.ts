/** A name in the one form that names are compared in: lower case, words parted by single blanks, no emoji. */
export function plainName(name: string): string {
  return name.normalize("NFC").replace(/([\p{Ll}])(\p{Lu})/gu, "$1 $2").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** The same without accents, which many leave out. */
export function withoutAccents(name: string): string {
  return name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Shorter than this, the beginning of a word is the beginning of too many. */
const SHORTEST_BEGINNING = 5;

/** Looks for stems in a name: short ones are whole words (or their plural), others begin a word; Chinese and Japanese have no blanks. */
export function stemFinder(stems: readonly string[], everywhere = false): (name: string) => boolean {
  const short = new Set<string>();
  const long: string[] = [];
  for (const stem of stems) {
    if (CJK.test(stem)) long.push(stem);
    else if (stem.length < SHORTEST_BEGINNING) short.add(stem).add(`${stem}s`);
    else long.push(everywhere ? stem : ` ${stem}`);
  }
  return (name) => {
    const plain = plainName(name);
    const spaced = ` ${plain}`;
    return plain.split(" ").some((word) => short.has(word)) || long.some((stem) => spaced.includes(stem));
  };
}
