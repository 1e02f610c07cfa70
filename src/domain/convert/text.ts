import { lengthOf, LONGEST_STRING } from "../value-type";
import { found, type Outcome, problem } from "./outcome";

const WIKI_LINK = /!?\[\[([^[\]|]*)(?:\|([^[\]]*))?\]\]/g;
const MARKDOWN_LINK = /!?\[([^[\]]*)\]\([^()]*\)/g;

/** Text as people read it: a link is its label. Exist takes 1000 characters; longer text is refused, not cut. */
export function readText(text: string): Outcome {
  const plain = text
    .replace(WIKI_LINK, (_link, page: string, label: string | undefined) => label ?? page)
    .replace(MARKDOWN_LINK, "$1")
    .trim();
  if (plain === "") return { kind: "blank" };
  return lengthOf(plain) > LONGEST_STRING ? problem({ code: "too-long", most: LONGEST_STRING }) : found(plain);
}
