import { endsOf } from "../convert/scale";
import { type Scale, SCALES } from "../mapping";

/** What else than values says which scale is meant. */
export interface ScaleHint {
  readonly least?: number | undefined;
  readonly most: number;
}

/** Fewer values than this do not show where a scale ends. */
const ENOUGH = 10;

/**
 * The scales that the numbers may be on, the likeliest first: one where nothing else fits, several where a person has to
 * say. A 10 is never a slip on a scale of 1 to 9; beyond 10, one number in ten is.
 */
export function scalesFor(numbers: readonly number[], hint?: ScaleHint): readonly Scale[] {
  const hinted = hint === undefined ? undefined : scaleEnding(hint);
  if (hinted !== undefined && numbers.filter((number) => !isOn(hinted, number)).length <= slipsAmong(numbers)) return [hinted];
  const beyond = numbers.filter((number) => number > 10);
  const kept = beyond.length > 0 && beyond.length <= slipsAmong(numbers) ? numbers.filter((number) => number <= 10) : numbers;
  const most = kept.reduce((so, number) => Math.max(so, number), 0);
  const least = kept.reduce((so, number) => Math.min(so, number), most);
  if (most > 10) return ["0-100"];
  if (least < 1) return fromZero(most, kept.length);
  if (most > 9) return ["1-10"];
  if (most <= 5) return most === 5 && least <= 2 && kept.length >= ENOUGH ? ["1-5"] : ["1-5", "1-9", "1-10"];
  return most === 7 && least === 1 && kept.length >= ENOUGH ? ["1-7", "1-9", "1-10"] : ["1-9", "1-10"];
}

function fromZero(most: number, count: number): readonly Scale[] {
  if (most > 5) return ["0-10"];
  return most === 5 && count >= ENOUGH ? ["0-5"] : ["0-5", "0-10"];
}

function slipsAmong(numbers: readonly number[]): number {
  return Math.min(1, Math.floor(numbers.length / ENOUGH));
}

function isOn(scale: Scale, number: number): boolean {
  const [least, most] = endsOf(scale);
  return number >= least && number <= most;
}

/** The scale with these ends; where the beginning is not told, the one that begins at 1, or at 0 for 0 to 100. */
function scaleEnding({ least, most }: ScaleHint): Scale | undefined {
  const ending = SCALES.filter((scale) => endsOf(scale)[1] === most && (least === undefined || endsOf(scale)[0] === least));
  return ending.find((scale) => endsOf(scale)[0] === 1) ?? ending[0];
}
