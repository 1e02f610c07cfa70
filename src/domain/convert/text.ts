import { LONGEST_STRING, lengthOf } from "../value-type";
import { blank, type Outcome } from "./outcome";

const WIKI_LINK = /!?\[\[([^[\]|]*)(?:\|([^[\]]*))?\]\]/g;
/** The address may hold balanced parentheses, as addresses of encyclopaedias do. */
const MARKDOWN_LINK = /!?\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g;

/** Text as people read it: a link is its label. Exist takes 1000 characters; what is longer is cut, with a warning. */
export function readText(text: string): Outcome {
  const plain = text
    .replace(WIKI_LINK, (_link, page: string, label: string | undefined) => label ?? page)
    .replace(MARKDOWN_LINK, "$1")
    .trim();
  if (plain === "") return blank;
  const length = lengthOf(plain);
  if (length <= LONGEST_STRING) return { kind: "value", value: plain };
  const cut = Array.from(plain).slice(0, LONGEST_STRING - 1).join("").trimEnd();
  return { kind: "value", value: `${cut}…`, warning: { code: "cut", length, most: LONGEST_STRING } };
}
