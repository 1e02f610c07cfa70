/** A field in running text: `key:: value` on a line of its own, `[key:: value]` or `(key:: value)`. */
export interface InlineField {
  readonly key: string;
  readonly value: string;
}

/** What a line may begin with before its text: quote marks, a callout's kind, a heading, a list item, a box. */
const MARKS = /^\s*(?:(?:>|#{1,6}(?=\s)|[-+]|\*(?=\s)|\d{1,9}[.)]|\[![^[\]]*\][+-]?|\[.\](?=\s))\s*)*/u;
const HEADING = /^\s*(?:>\s*)*#{1,6}\s/;
/** The id of a block, by which links lead to it. */
const BLOCK_ID = /\s\^[a-z\d-]+\s*$/i;
const ROW = /^\s*(?:>\s*)*\|/;
/** The line under the head of a table. */
const RULER = /^\s*(?:>\s*)*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** A line without the id that links know it by. */
export function withoutBlockId(line: string): string {
  return line.includes("^") ? line.replace(BLOCK_ID, "") : line;
}

/** Gives the pieces of each line, in their order, that may be a field: a row of a table has one a cell. */
export function piecesIn(lines: readonly string[]): (line: string, at: number) => readonly string[] {
  let inTable = false;
  return (line, at) => {
    if (!line.includes("|")) {
      inTable = false;
      return line.includes("::") ? [line] : [];
    }
    const next = lines[at + 1] ?? "";
    inTable ||= next.includes("|") && RULER.test(next);
    return !line.includes("::") ? [] : inTable || ROW.test(line) ? cellsOf(line) : [line];
  };
}

/** Whether a text added on the next line would become a part of what this line belongs to. */
export function isOpenBlock(line: string): boolean {
  return ROW.test(line) || /^\s*>/.test(line) || line.includes("|");
}

/** What stands between the bars of a row; `\|` is none. */
function cellsOf(line: string): string[] {
  return line.replace(/^\s*(?:>\s*)*/, "").match(/(?:\\\||[^|])+/g) ?? [];
}

/** What is struck out is not meant any more. */
const STRUCK = /~~[^~]+~~/g;

/** The fields in a piece of text, which is without code and comments. */
export function fieldsOf(given: string): InlineField[] {
  const piece = given.includes("~~") ? given.replace(STRUCK, "") : given;
  if (!piece.includes("::")) return [];
  const bracketed = bracketedFields(piece);
  if (bracketed.length > 0) return bracketed;
  const text = HEADING.test(piece) ? piece.replace(/\s#+\s*$/, "") : piece;
  const own = withoutBlockId(text).replace(MARKS, "");
  const separator = own.indexOf("::");
  const written = own.slice(0, separator);
  const key = plainKey(written);
  return key === null ? [] : [{ key, value: valueAfter(written, own.slice(separator + 2).trim()) }];
}

/** The value without the bold or italic marks that began before its key: `**mood:: 7**`. */
function valueAfter(written: string, value: string): string {
  const mark = /^[*_~]+/.exec(written.trim())?.[0] ?? "";
  return mark !== "" && !written.trim().endsWith(mark) && value.endsWith(mark) ? value.slice(0, -mark.length).trim() : value;
}

interface OpenBracket {
  readonly close: string;
  readonly start: number;
  separator: number;
}

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")" };

/** Fields in brackets, outermost ones only. Values may hold balanced brackets and links. */
function bracketedFields(line: string): InlineField[] {
  const open: OpenBracket[] = [];
  const opened: Record<string, number> = { "]": 0, ")": 0 };
  const found: { readonly start: number; readonly field: InlineField }[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const closing = CLOSING[char];
    if (closing !== undefined) {
      open.push({ close: closing, start: at, separator: -1 });
      opened[closing] = (opened[closing] ?? 0) + 1;
    } else if (char === ":" && line.charAt(at + 1) === ":") {
      const top = open.at(-1);
      if (top?.separator === -1) top.separator = at;
      at += 1;
    } else if ((opened[char] ?? 0) > 0) {
      let bracket = open.pop();
      while (bracket !== undefined) {
        opened[bracket.close] = (opened[bracket.close] ?? 1) - 1;
        if (bracket.close === char) break;
        bracket = open.pop();
      }
      if (bracket === undefined || bracket.separator < 0) continue;
      const key = plainKey(line.slice(bracket.start + 1, bracket.separator));
      if (key === null) continue;
      while ((found.at(-1)?.start ?? -1) > bracket.start) found.pop();
      found.push({ start: bracket.start, field: { key, value: line.slice(bracket.separator + 2, at).trim() } });
    }
  }
  return found.map((each) => each.field);
}

/** What is longer, marks included, is a sentence and no key. */
const LONGEST_KEY = 100;

/** A key without bold or italic marks, or null when the text before `::` is none. */
function plainKey(written: string): string | null {
  const marked = written.trim();
  if (marked.length > LONGEST_KEY) return null;
  const key = marked.replace(/^[*_~]+|[*_~]+$/g, "").trim();
  return key === "" || /[[\](){}`|]/.test(key) ? null : key;
}
