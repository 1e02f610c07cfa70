import { LONGEST_STRING, lengthOf } from "../value-type";
import { blank, type Outcome } from "./outcome";

const WIKI_LINK = /!?\[\[([^[\]|]*)(?:\|([^[\]]*))?\]\]/g;
/** The address may hold balanced parentheses, as addresses of encyclopaedias do. */
const MARKDOWN_LINK = /!?\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g;

/** Controls but for line breaks and tabs, and halves of a surrogate pair: no database takes them for text. */
const NO_TEXT = /[\p{Cc}\p{Cs}]/gu;
const LINES = "\t\n\r";

/**
 * Text as people read it: a link is its label. Exist takes 1000 characters; what is longer is cut, with a warning. What is
 * no text is left out, because a server that chokes on one value refuses all that are sent with it.
 */
export function readText(text: string): Outcome {
  const plain = text
    .replace(NO_TEXT, (char) => (LINES.includes(char) ? char : ""))
    .replace(WIKI_LINK, (_link, page: string, label: string | undefined) => label ?? page)
    .replace(MARKDOWN_LINK, "$1")
    .trim();
  if (plain === "") return blank;
  const length = lengthOf(plain);
  if (length <= LONGEST_STRING) return { kind: "value", value: plain };
  const cut = Array.from(plain).slice(0, LONGEST_STRING - 1).join("").trimEnd();
  return { kind: "value", value: `${cut}…`, warning: { code: "cut", length, most: LONGEST_STRING } };
}
