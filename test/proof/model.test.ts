import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Life } from "./two-device-life";
import { life } from "./life-steps";

/*
 * Lives of a user with two devices, drawn at random. At every moment:
 *
 * 1. Exist holds, of what this plugin wrote, nothing that no note of that day ever said, but for the 0 of a tag that is gone.
 * 2. Nothing was acquired, created or taken over that the user has not ticked.
 * 3. What another service owns is as that service left it.
 * 4. Values that were not sent have a reason in the report, and no report holds a token.
 * 5. A run with nothing to do asks Exist nothing.
 * 6. No ledger takes for acknowledged what nobody ever said.
 * 7. Nothing impolite was done: no day that has not come, no request too many or too soon, no fight for an attribute.
 * 8. Where a device says that all is at Exist, it is: its ledger has every readable value of its notes, and Exist holds it.
 *
 * And when peace has come (online, connected, everything synchronised, and the command was run on each device):
 *
 * 9. Exist holds what the notes say, for every attribute that is ours, and no ledger knows it otherwise.
 */

/** More in the slow lane (`npm run test:slow`); the other zones only ask whether days are told apart. */
const SEQUENCES = Number(process.env.SEQUENCES ?? ((process.env.TZ ?? "UTC") === "UTC" ? 100 : 25));
/**
 * The same lives every day, so that a change that is turned away is turned away for what it did; the slow lane draws new ones.
 * Printed, so that a life that went wrong can be lived again; with SHRINK=0 it is told as it was, which takes no time.
 */
const SEED = Number(process.env.SEED ?? 1);

/** Local noons: any day, the day before clocks go back and forth in Europe, before they do in America, and the end of a year. */
const STARTS = [[2026, 8, 21], [2026, 9, 24], [2026, 2, 28], [2026, 2, 7], [2026, 11, 31]] as const;

describe("a life with two devices", () => {
  it("never does what must not be, and ends with Exist holding what the notes say", { timeout: 3_600_000 }, async () => {
    console.info(`${SEQUENCES} lives from seed ${SEED}`);
    let compared = 0;
    let lost = 0;
    let steps = 0;
    await fc.assert(fc.asyncProperty(fc.constantFrom(...STARTS), life, async ([year, month, day], events) => {
      const real = new Life(new Date(year, month, day, 12).getTime());
      try {
        await real.connect(0);
        await real.devices[1].settings.load();
        await fc.asyncModelRun(() => ({ model: real, real }), events);
        await real.settle();
        const { said, held, ledgers } = await real.compare();
        expect(held).toEqual(said);
        for (const ledger of ledgers) expect(said).toMatchObject(ledger);
        compared += Object.keys(said).length;
        lost += real.lost;
        steps += events.length;
      } finally {
        real.end();
      }
    }), { numRuns: SEQUENCES, seed: SEED, endOnFailure: process.env.SHRINK === "0" });
    console.info(`${steps} steps, ${compared} values compared in the end, ${lost} left to another service`);
    // The lives were not empty ones. A handful may well go by without a service that takes an attribute.
    expect(compared).toBeGreaterThan(SEQUENCES);
    if (SEQUENCES >= 100) expect(lost).toBeGreaterThan(0);
  });
});
