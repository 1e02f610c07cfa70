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

/** A device's clock that somebody sets wrong and puts right again, while the world's goes on. */
export class DeviceClock implements HostClock {
  private wrongBy = 0;

  now(): number {
    return Date.now() + this.wrongBy;
  }

  /** Milliseconds that it is ahead of the world's; below zero it is behind. */
  setWrongBy(ms: number): void {
    this.wrongBy = ms;
  }

  putRight(): void {
    this.wrongBy = 0;
  }
}
