import { expect } from "vitest";

/** Below this a measurement says more about the machine than about the work, milliseconds. */
const FLOOR = 20;
/** Ten times the input may take this many times as long: linear work takes ten, quadratic a hundred. */
const MOST = 40;

/** Runs `work` over texts of 10,000 characters and ten times more, up to `longest`, and expects time to grow about as the text does. */
export function expectLinear(name: string, textOf: (length: number) => string, work: (text: string) => unknown, longest = 1_000_000): void {
  let before = Infinity;
  for (let length = 10_000; length <= longest; length *= 10) {
    const text = textOf(length);
    const allowed = before === Infinity ? Infinity : MOST * Math.max(before, FLOOR);
    let took = timeOf(work, text);
    // Once more before it is believed: another process may have had the processor.
    if (took > allowed) took = Math.min(took, timeOf(work, text));
    expect(took, `${name}: ${length} characters of ${JSON.stringify(text.slice(0, 20))}, ${took.toFixed(0)} ms`).toBeLessThanOrEqual(allowed);
    before = took;
  }
}

/** Time of the processor, which no other process can take away, milliseconds. */
function timeOf(work: (text: string) => unknown, text: string): number {
  const start = process.cpuUsage();
  work(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** `piece` over and over between two ends, so many characters long. */
export function repeated(piece: string, before = "", after = ""): (length: number) => string {
  return (length) => before + piece.repeat(Math.ceil(length / piece.length)).slice(0, length) + after;
}
