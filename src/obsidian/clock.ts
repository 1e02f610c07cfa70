import type { Clock } from "../sync/ports";

/** The device's own time and chance. */
export const deviceClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, task) => {
    const timer = window.setTimeout(task, ms);
    return () => { window.clearTimeout(timer); };
  },
};
