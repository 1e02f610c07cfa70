import type { Unit } from "../mapping";
import { readMeasure } from "./measure";
import { found, type Outcome, problem } from "./outcome";

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
/** ISO 8601, as far as it names hours, minutes and seconds: `PT7H30M`. */
const ISO = /^PT(?=\d)/;
const BARE_M = /^\d+(?:[.,]\d+)?\s*m$/i;
/** From here on a bare `m` is more often metres (swimming, running) than minutes. */
const METRES_FROM = 200;
/** No day has more. */
const MOST = 24 * 60;

/**
 * Whole minutes. Reads `7h 30m`, `45 min`, `1.5 hours`, `1h30`, `7:30` as hours and minutes, `PT7H30M`, and a bare number
 * in `unit` (minutes unless the mapping says otherwise).
 */
export function readDuration(text: string, unit: Unit | undefined): Outcome {
  const minutes = clock(text);
  const read = minutes === null ? readMeasure(text.replace(ISO, ""), { wire: "minutes", bare: unit }) : { kind: "number" as const, number: minutes };
  if (read.kind === "problem") return read.problem.code === "ambiguous-number" ? read : problem({ code: "not-a-duration" });
  if (BARE_M.test(text) && read.number >= METRES_FROM) return problem({ code: "metres" });
  return read.number >= 0 && read.number <= MOST ? found(Math.round(read.number) + 0) : problem({ code: "out-of-range", least: 0, most: MOST });
}

function clock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0);
  return minutes > 59 || seconds > 59 ? null : Number(match[1]) * 60 + minutes + seconds / 60;
}
