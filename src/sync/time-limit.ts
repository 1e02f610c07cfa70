import type { Clock } from "./ports";

/** A wait that came to no end within its limit. The message is a sentence. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";

  /** @param what did not answer, as in "the database"; @param ms the limit, milliseconds */
  constructor(what: string, ms: number) {
    super(`No answer came from ${what} within ${ms / 1000} seconds.`);
  }
}

/** A limit is waited for in pieces: of the time that a device is asleep, no more than one of them counts. */
const PIECE = 500;

/**
 * What a promise comes to, waited for `ms` milliseconds at most; throws TimeLimitError after that. What the promise comes
 * to later is ignored, a rejection as well.
 * @param what goes into the error, as in "the database"
 */
export async function withTimeLimit<T>(clock: Pick<Clock, "after">, ms: number, what: string, promise: Promise<T>): Promise<T> {
  let cancelTimer: (() => void) | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const wait = (left: number): void => {
      if (left > 0) cancelTimer = clock.after(Math.min(left, PIECE), () => { wait(left - PIECE); });
      else reject(new TimeLimitError(what, ms));
    };
    wait(ms);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    cancelTimer?.();
  }
}
