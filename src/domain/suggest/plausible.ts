import { inUnit, unitsFor, wireUnitOf } from "../convert/unit";
import type { Unit } from "../mapping";

/**
 * What a day's value is for nearly everybody, in the unit that is sent (minutes for durations): what lies outside is asked
 * about. None of it is medical advice; each bound is wide, and 0 is always possible.
 * - weight: adults weigh some 50 to 130 kg (CDC, Anthropometric Reference Data, 2015-2018); above 110 pounds are as likely.
 * - heart rates: 60 to 100 at rest, 40 in athletes, at most some 220 less one's age (American Heart Association).
 * - heart rate variability: RMSSD of 5 to 200 ms over ages (Shaffer and Ginsberg, 2017, table of norms).
 * - body fat: from the essential 3% to 60% (American Council on Exercise).
 * - food: three to five times what an adult needs a day (EFSA and US dietary reference values); caffeine up to 400 mg is
 *   called safe by the FDA, and twice that is drunk.
 * - times: the hours of a day, and what of them one thing can take; to bed from 17:00 to 9:00, up from 2:00 to 16:00.
 * - counts of steps, floors, pages, words: from what no day of real counting stays below to what records are made of.
 */
const PLAUSIBLE: Readonly<Record<string, readonly [least: number, most: number]>> = {
  weight: [35, 110], lean_mass: [20, 100], body_fat: [0.03, 0.6],
  heartrate: [35, 200], heartrate_max: [60, 230], heartrate_resting: [30, 120], heartrate_variability: [5, 250],
  steps: [50, 80_000], steps_distance: [0.2, 40], cycle_distance: [0.3, 300], workouts_distance: [0.1, 200], floors: [1, 300], stand_hours: [1, 24],
  active_energy: [100, 20_000], energy: [2500, 25_000], water: [150, 8000],
  protein: [5, 400], carbohydrates: [5, 1000], fat: [3, 400], fibre: [1, 120], sugar: [1, 500], sodium: [100, 15_000], cholesterol: [10, 3000], caffeine: [10, 1200],
  coffees: [1, 15], alcoholic_drinks: [1, 30],
  sleep_start: [300, 1260], sleep_end: [120, 960],
  sleep: [60, 960], time_in_bed: [60, 1080], sleep_deep: [5, 480], sleep_light: [10, 720], sleep_rem: [5, 480], sleep_awakenings: [1, 60],
  workouts: [1, 8], workouts_min: [3, 600], meditation_min: [1, 480], pomodoros_min: [15, 960], productive_min: [10, 960], mobile_screen_min: [5, 1200], gaming_min: [5, 1200], tv_min: [5, 1200],
  pages_read: [2, 1000], words_written: [5, 50_000], articles_read: [1, 200], tasks_completed: [1, 200],
};

/** The share of the values that has to be plausible; the rest are slips. */
const MOST_OF_THEM = 0.8;

/** A number that is too large as it stands may be one of the larger ones in another unit. */
const LARGER = 1.7;

/**
 * Whether most of the numbers, measured in `unit`, are what the template usually holds.
 * @param room how many times the usual most is let pass
 */
export function isPlausible(template: string, numbers: readonly number[], unit: Unit | undefined, room = 1): boolean {
  const range = Object.hasOwn(PLAUSIBLE, template) ? PLAUSIBLE[template] : undefined;
  const some = numbers.filter((number) => number !== 0);
  if (range === undefined || some.length === 0) return true;
  const wire = wireOf(template, unit);
  const sent = some.map((number) => (unit === "percent" ? number / 100 : unit === undefined || wire === undefined ? number : inUnit(number, unit, wire)));
  return areMostlyIn(sent, range[0], range[1] * room);
}

function areMostlyIn(numbers: readonly number[], least: number, most: number): boolean {
  return numbers.filter((number) => number >= least && number <= most).length >= numbers.length * MOST_OF_THEM;
}

/** A night of nearly everybody, minutes: ratings and scores of sleep are less. */
const USUAL_SLEEP = [255, 720] as const;

/** Whether most values are what the template usually holds, in the unit and the form in which they would be sent. */
export function areUsual(template: string, sent: readonly (number | string)[]): boolean {
  const numbers = sent.filter((value) => typeof value === "number" && value !== 0) as number[];
  if (numbers.length === 0 || !Object.hasOwn(PLAUSIBLE, template)) return true;
  const [least, most] = PLAUSIBLE[template] ?? [0, Infinity];
  if (!areMostlyIn(numbers, least, most)) return false;
  const median = [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  return template !== "sleep" || (median >= USUAL_SLEEP[0] && median <= USUAL_SLEEP[1]);
}

/** Whether one a day is less than the template ever holds, so that 1 can only mean yes. */
export function isNeverOne(template: string): boolean {
  return (PLAUSIBLE[template]?.[0] ?? 0) > 1;
}

/** The units in which the numbers are plausible where they are not in `unit`, the usual ones first. */
export function plausibleUnits(template: string, numbers: readonly number[], unit: Unit): readonly Unit[] {
  const wire = wireOf(template, unit);
  return wire === undefined ? [] : unitsFor(wire).filter((other) => other !== unit && isPlausible(template, numbers, other, LARGER)).slice(0, 3);
}

function wireOf(template: string, unit: Unit | undefined): Unit | undefined {
  return wireUnitOf(template) ?? (unit === "hours" || unit === "minutes" || unit === "seconds" ? "minutes" : undefined);
}
