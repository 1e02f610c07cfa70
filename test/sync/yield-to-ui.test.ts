import { describe, expect, it } from "vitest";
import { makeYieldToUi } from "../../src/sync/yield-to-ui";
import { TestClock } from "./rig";

describe("long work", () => {
  it("goes on at once while it is short, and gives the app a turn when it has gone on for a while", async () => {
    const clock = new TestClock();
    let turns = 0;
    clock.pause = () => {
      turns += 1;
      return Promise.resolve();
    };
    const yieldToUi = makeYieldToUi(clock);
    for (const [ms, expected] of [[0, 0], [11, 0], [1, 1], [0, 1], [11, 1], [1, 2], [50, 3], [0, 3]] as const) {
      await clock.pass(ms);
      await yieldToUi();
      expect(turns).toBe(expected);
    }
  });
});
