/** What time it is in the host's world, milliseconds since 1970. */
export interface HostClock {
  now(): number;
}

export const systemClock: HostClock = { now: () => Date.now() };

/** A clock that runs at the world's pace and starts at `start`. */
export function clockFrom(start: number): HostClock {
  const begun = Date.now();
  return { now: () => start + (Date.now() - begun) };
}

/** A Date class for the plugin in which "now" is the host's now. */
export function dateFor(clock: HostClock): DateConstructor {
  class HostDate extends Date {
    constructor(...parts: unknown[]) {
      if (parts.length === 0) super(clock.now());
      else super(...(parts as [number]));
    }

    static override now(): number {
      return clock.now();
    }
  }
  return HostDate as unknown as DateConstructor;
}
