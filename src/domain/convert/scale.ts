import { type Scale, SCALES } from "../mapping";
import { readNumber } from "./number";
import { found, type Outcome, problem } from "./outcome";

/** Exist's scale (Exist reference, value type 8). */
const LEAST = 1;
const MOST = 9;

const STARS = /^([⭐★🌟]*)([☆✩]*)$/u;
/** `8/10`, `8 of 10`, `8 von 10`; an emoji beside it says the same once more. */
const OVER = /^(?:\p{Extended_Pictographic}\s*)?([\d.,]+)\s*(?:\/|out of|of|von|sur|de)\s*(\d{1,3})(?:\s*\p{Extended_Pictographic})?$/iu;
/** Scales that people have besides, when a number is not on theirs, most likely first. */
const OTHERS: readonly Scale[] = ["0-5", "1-10", "0-10"];

/** The first and the last step of a scale. */
export function endsOf(scale: Scale): readonly [least: number, most: number] {
  const [least, most] = scale.split("-").map(Number);
  return [least ?? LEAST, most ?? MOST];
}

/**
 * A step of Exist's scale of 1 to 9, from a number or stars on the mapping's scale, or on the one that is written with
 * it (`8/10`, `★★★☆☆`). The ends of the scales are laid on each other and the nearest step is taken: 1 to 5 becomes 1,
 * 3, 5, 7, 9, as Exist itself did with older moods.
 */
export function readScale(text: string, mapped: Scale = "1-9", round = false): Outcome {
  const written = starsIn(text) ?? overIn(text);
  const read = written === null ? readNumber(text) : written.number;
  const scale = written === null ? mapped : scaleWrittenAs(written.most, mapped);
  if (read.kind === "problem" || scale === undefined) return problem({ code: "not-on-scale" });
  const [least, most] = endsOf(scale);
  if (scale === "1-9" && !round && !Number.isInteger(read.number)) return problem({ code: "not-whole" });
  if (read.number < least || read.number > most) {
    return problem({ code: "out-of-range", least, most, ...(written === null ? fitting(read.number, most) : {}) });
  }
  return found(Math.round(LEAST + ((read.number - least) * (MOST - LEAST)) / (most - least)));
}

/** The scale that a number outside of the mapping's may be on. */
function fitting(number: number, most: number): { readonly fits?: Scale } {
  const fits = OTHERS.find((scale) => number >= endsOf(scale)[0] && number <= endsOf(scale)[1] && endsOf(scale)[1] >= most);
  return fits === undefined ? {} : { fits };
}

type OnScale = { readonly number: ReturnType<typeof readNumber>; /** Undefined where the text does not say. */ readonly most: number | undefined } | null;

function starsIn(text: string): OnScale {
  const match = STARS.exec(text);
  if (match === null || text === "") return null;
  const [full, empty] = [match[1] ?? "", match[2] ?? ""].map((stars) => Array.from(stars).length) as [number, number];
  return { number: { kind: "number", number: full }, most: empty > 0 ? full + empty : undefined };
}

function overIn(text: string): OnScale {
  const match = OVER.exec(text);
  return match === null ? null : { number: readNumber(match[1] ?? ""), most: Number(match[2]) };
}

/** The scale that ends at `most`: the mapping's if it does, else the one that begins at 1, or at 0 for 0 to 100. */
function scaleWrittenAs(most: number | undefined, mapped: Scale): Scale | undefined {
  if (most === undefined || endsOf(mapped)[1] === most) return mapped;
  const ending = SCALES.filter((scale) => endsOf(scale)[1] === most);
  return ending.find((scale) => endsOf(scale)[0] === 1) ?? ending[0];
}
