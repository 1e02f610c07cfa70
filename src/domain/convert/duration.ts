import type { Unit } from "../mapping";
import { readMeasure } from "./measure";
import { found, type Outcome, problem } from "./outcome";

const CLOCK = /^(\d{1,3}):(\d{2})(?::(\d{2}))?(\s*(?:h|hrs?|hours|std|stunden)\.?)?$/i;
/** ISO 8601, as far as it names days, hours, minutes and seconds: `PT7H30M`, `P0DT7H30M`. */
const ISO = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i;
const BARE_M = /^\d+(?:[.,]\d+)?\s*m$/i;
/** From here on a bare `m` is more often metres (swimming, running) than minutes. */
const METRES_FROM = 200;
const BARE_FRACTION = /^\d+[.,]\d+$/;
const HOURS_OF_A_DAY = 24;
/** No day has more. */
const DAY = 24 * 60;
/** What people count for themselves may go on for days, like a fast; a week is the most that is taken for meant. */
const MOST_OF_OWN = 7 * DAY;

/**
 * Whole minutes. Reads `7h 30m`, `45 min`, `1.5 hours`, `1h30`, `7:30` as hours and minutes, `PT7H30M`, and a bare number
 * in `unit` (minutes unless the mapping says otherwise).
 * @param isOwn whether the attribute is the user's own, which may have more than the hours of one day
 */
export function readDuration(text: string, unit: Unit | undefined, isOwn = false): Outcome {
  const minutes = clock(text) ?? iso(text);
  const read = minutes === null ? readMeasure(text, { wire: "minutes", bare: unit }) : { kind: "number" as const, number: minutes };
  if (read.kind === "problem") return read.problem.code === "ambiguous-number" ? read : problem({ code: "not-a-duration" });
  // Nobody writes a fraction of so few minutes; hours are meant.
  if (unit === undefined && BARE_FRACTION.test(text) && read.number <= HOURS_OF_A_DAY) return problem({ code: "not-a-duration" });
  if (BARE_M.test(text) && read.number >= METRES_FROM) return problem({ code: "metres" });
  // `47:16` may be minutes and seconds; a unit leaves no doubt.
  const most = isOwn && (/[a-z]/i.test(text) || minutes === null) ? MOST_OF_OWN : DAY;
  return read.number >= 0 && read.number <= most ? found(Math.round(read.number) + 0) : problem({ code: "out-of-range", least: 0, most });
}

function iso(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null || text.length < 3) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number((part ?? "0").replace(",", ".")));
  return days * DAY + hours * 60 + minutes + seconds / 60;
}

function clock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0);
  return minutes > 59 || seconds > 59 ? null : Number(match[1]) * 60 + minutes + seconds / 60;
}
