import { readNumber, splitUnit } from "./number";
import { found, type Outcome, problem } from "./outcome";
import { toWireUnit } from "./unit";

const CLOCK = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/;
const PARTS = /^(?:\d+(?:[.,]\d+)?\s*[a-z]+[\s,]*(?:and\s+)?)+$/i;
const PART = /(\d+(?:[.,]\d+)?)\s*([a-z]+)/gi;
/** Longest first, so that `1h 30m` is read and `30m 1h` is not. */
const ORDER = [60, 1, 1 / 60];
const LONGEST = 100_000;

/**
 * Whole minutes. Reads `7h 30m`, `45 min`, `1.5 hours`, `7:30` as hours and minutes, and a bare number in `unit`
 * (minutes unless the mapping says otherwise).
 */
export function readDuration(text: string, unit: string | undefined): Outcome {
  const minutes = clock(text) ?? parts(text) ?? bare(text, unit ?? "minutes");
  if (minutes === null) return problem({ code: "not-a-duration" });
  const whole = Math.round(minutes);
  return whole >= 0 && whole <= LONGEST ? found(whole) : problem({ code: "out-of-range", least: 0, most: LONGEST });
}

function clock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [hours, minutes, seconds] = [match[1], match[2], match[3] ?? "0"].map(Number);
  if (hours === undefined || minutes === undefined || seconds === undefined || minutes > 59 || seconds > 59) return null;
  return hours * 60 + minutes + seconds / 60;
}

function parts(text: string): number | null {
  if (text.length > 60 || !PARTS.test(text)) return null;
  let sum = 0;
  let least = Infinity;
  for (const match of text.matchAll(PART)) {
    const one = toWireUnit(1, match[2] ?? "", "minutes");
    const amount = Number((match[1] ?? "").replace(",", "."));
    // 90 minutes are a duration; 7 hours and 90 minutes are a slip.
    if (one === null || !ORDER.includes(one) || one >= least || (least < Infinity && amount >= 60)) return null;
    least = one;
    sum += amount * one;
  }
  return sum;
}

function bare(text: string, unit: string): number | null {
  const read = readNumber(text);
  return read.kind === "number" && splitUnit(text).unit === "" ? toWireUnit(read.number, unit, "minutes") : null;
}
