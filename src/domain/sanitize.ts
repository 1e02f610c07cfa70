/** The longest that a piece of somebody else's text gets in a sentence, in characters as people count them. */
const MAX_QUOTE_LENGTH = 80;

/**
 * Characters that are not seen, or that change how their neighbours are seen: controls, halves of a surrogate pair,
 * zero-width blanks, and the overrides, embeddings and isolates of the bidirectional algorithm (UAX #9), which can turn
 * a sentence round. Joiners and direction marks stay: emoji, Persian and Hebrew are written with them.
 */
const HIDDEN = /[\p{Cc}\p{Cs}\u200b\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const LINES = "\t\n\r";

/**
 * Text from a note, a file name or Exist as it may be shown: what hides becomes a visible sign, and what is longer than
 * `most` characters is cut, with "…" in place of the rest.
 */
export function sanitize(text: string, most = Infinity): string {
  // Cut before anything is looked at: a character is two code units at most.
  const near = text.length > 2 * most ? text.slice(0, 2 * most + 2) : text;
  const seen = near.replace(HIDDEN, (char) => (LINES.includes(char) ? char : "\ufffd"));
  if (seen.length <= most) return seen;
  const characters = Array.from(seen);
  return characters.length <= most ? seen : `${characters.slice(0, most - 1).join("")}…`;
}

/** A short piece of somebody else's text, for a sentence. */
export function quote(text: string): string {
  return sanitize(text, MAX_QUOTE_LENGTH);
}

/**
 * What YAML made of a value, as JSON and no longer than `most`. Aliases (`*a`) make one object stand in many places, or in
 * itself, so nothing is followed further than there is room for.
 */
export function toShortJson(value: unknown, most = 1000): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, Math.max(0, most)));
  if (typeof value !== "object" || value === null) return String(value);
  const isList = Array.isArray(value);
  let text = isList ? "[" : "{";
  for (const [key, item] of Object.entries(value)) {
    if (text.length >= most) return `${text}…`;
    if (text.length > 1) text += ",";
    if (!isList) text += `${JSON.stringify(key.slice(0, most))}:`;
    text += toShortJson(item, most - text.length);
  }
  return text + (isList ? "]" : "}");
}
