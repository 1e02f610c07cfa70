import type { Clock } from "./ports";

/** The longest that work goes on before the app may draw and answer again, milliseconds. */
const SLICE = 12;

/** To be awaited between two small pieces of work; comes back at once while the slice is not used up. */
export type YieldToUi = () => Promise<void>;

/** Lets the app draw and answer from time to time in the middle of long work. */
export function makeYieldToUi(clock: Clock): YieldToUi {
  let since = clock.now();
  return async () => {
    if (clock.now() - since < SLICE) return;
    await clock.pause();
    since = clock.now();
  };
}
