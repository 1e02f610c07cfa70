import type { Clock } from "./ports";

/** The longest that work goes on before the app may draw and answer again, milliseconds. A pause costs 4 of them in Chromium. */
const SLICE = 24;

/** To be awaited between two small pieces of work; comes back at once while the slice is not used up. */
export type Breathe = () => Promise<void>;

/** Lets the app draw and answer from time to time in the middle of long work. */
export function makeBreather(clock: Clock): Breathe {
  let since = clock.now();
  return async () => {
    if (clock.now() - since < SLICE) return;
    await new Promise<void>((resolve) => void clock.after(0, resolve));
    since = clock.now();
  };
}
