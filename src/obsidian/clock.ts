import type { Clock } from "../sync/ports";

/** The device's own time and chance. */
export const deviceClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, task) => {
    const timer = window.setTimeout(task, ms);
    return () => { window.clearTimeout(timer); };
  },
  // A message and no timer: one timer after the other waits for four milliseconds each.
  pause: () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  }),
};
