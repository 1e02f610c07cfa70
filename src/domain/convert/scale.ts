import type { Scale } from "../mapping";
import { readNumber } from "./number";
import { found, type Outcome, problem } from "./outcome";

/** Exist's scale (Exist reference, value type 8). */
const LEAST = 1;
const MOST = 9;

const ENDS: Readonly<Record<Scale, readonly [least: number, most: number]>> = {
  "1-9": [1, 9], "1-5": [1, 5], "1-10": [1, 10], "0-10": [0, 10], "0-100": [0, 100],
};

/**
 * A step of Exist's scale of 1 to 9, from a number on the mapping's scale. The ends of the scales are laid on each
 * other and the nearest step is taken: 1 to 5 becomes 1, 3, 5, 7, 9, as Exist itself did with older moods.
 */
export function readScale(text: string, scale: Scale = "1-9"): Outcome {
  const read = readNumber(text, true);
  if (read.kind === "problem") return problem({ code: "not-on-scale" });
  const [least, most] = ENDS[scale];
  if (scale === "1-9" && !Number.isInteger(read.number)) return problem({ code: "not-whole" });
  if (read.number < least || read.number > most) return problem({ code: "out-of-range", least, most });
  return found(Math.round(LEAST + ((read.number - least) * (MOST - LEAST)) / (most - least)));
}
