import { foldKey } from "../keys";
import type { ScaleHint } from "./scale";

/** A form field of Meta Bind with what it is for: `INPUT[slider(minValue(1), maxValue(5)):mood]`. */
const INPUT = /INPUT\[(.*?):\s*([^\][:()]+)\]/g;
const MOST_VALUE = /maxValue\(\s*(\d+)\s*\)/i;
const LEAST_VALUE = /minValue\(\s*(\d+)\s*\)/i;
const OPTION = /option\(\s*['"]?(\d+)/gi;
/** Ends of a scale beside a value: `1-10`, `0 to 5`. */
const ENDS = /(?:^|[^\d.,/-])([01])\s*(?:-|–|to|bis|\.\.)\s*(3|5|7|9|10|100)(?!\d|[.,]\d)/;
/** The end alone: `/10`, `out of 10`. */
const END = /(?:\/|\bout of|\bof|\bvon)\s*(3|5|7|9|10|100)(?!\d|[.,/-]?\d)/;
/** Lines that are longer are prose. */
const LONGEST_LINE = 300;

/** The scale that a key, or any of the texts beside its values, tells: the note's own slider, a comment, a template. */
export function scaleHint(key: string, texts: readonly string[]): ScaleHint | undefined {
  const folded = foldKey(key.slice(key.lastIndexOf(".") + 1));
  const own = endsIn(key);
  if (own !== undefined) return own;
  for (const text of texts) {
    const found = inputFor(folded, text) ?? besideIn(folded, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function endsIn(text: string): ScaleHint | undefined {
  const ends = ENDS.exec(text);
  if (ends !== null) return { least: Number(ends[1]), most: Number(ends[2]) };
  const end = END.exec(text);
  return end === null ? undefined : { most: Number(end[1]) };
}

function inputFor(folded: string, text: string): ScaleHint | undefined {
  if (!text.includes("INPUT[")) return undefined;
  for (const [, args = "", key = ""] of text.matchAll(INPUT)) {
    if (foldKey(key) !== folded) continue;
    const options = [...args.matchAll(OPTION)].map((match) => Number(match[1]));
    if (options.length > 1) return { least: Math.min(...options), most: Math.max(...options) };
    const most = MOST_VALUE.exec(args)?.[1];
    const least = LEAST_VALUE.exec(args)?.[1];
    if (most !== undefined) return { most: Number(most), ...(least === undefined ? {} : { least: Number(least) }) };
  }
  return undefined;
}

function besideIn(folded: string, text: string): ScaleHint | undefined {
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 0 || line.length > LONGEST_LINE || !foldKey(line.slice(0, colon)).replace(/[-_]*[01](?:-|to|bis)*(?:3|5|7|9|10|100)$/, "").endsWith(folded)) continue;
    const before = line.slice(0, colon);
    const found = endsIn(line.slice(colon)) ?? endsIn(before);
    if (found !== undefined) return found;
  }
  return undefined;
}
