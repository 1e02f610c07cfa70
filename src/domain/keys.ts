import { nameKey } from "./name-key";

/** The forms of one emoji, which Dataview does not tell apart from signs that it leaves out. */
const EMOJI_FORMS = /[\ufe0e\ufe0f]/g;
const LEFT_OUT = /[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d_-]/gu;

/** Many notes have few names: each is folded once. Names that are made up anew every day must not fill the memory. */
const FOLDED = new Map<string, string>();
const MOST_FOLDED = 2000;

/**
 * A key in the one form that keys are compared in, as Dataview does it: letter case, signs and the kind of blanks do not
 * matter, a blank is a hyphen, emoji and `_` count. Composed and decomposed letters are the same.
 */
export function foldKey(key: string): string {
  const known = FOLDED.get(key);
  if (known !== undefined) return known;
  const lower = nameKey(key).trim();
  const folded = lower.replace(EMOJI_FORMS, "").replace(/\s+/g, "-").replace(LEFT_OUT, "") || lower;
  if (FOLDED.size >= MOST_FOLDED) FOLDED.clear();
  FOLDED.set(key, folded);
  return folded;
}
