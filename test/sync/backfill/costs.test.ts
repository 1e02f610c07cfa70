import { describe, expect, it } from "vitest";
import { HOURLY_LIMIT, RESERVED_FROM_BACKFILL } from "../../../src/exist/budget";
import { addDays } from "../../../src/domain/local-date";
import { mapping, property, template } from "../../domain/build";
import { life } from "./life";
import { rig, TODAY } from "../rig";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("what a backfill costs", () => {
  it("is the fewest calls there can be, in no sixty minutes more than it may make", { timeout: 60_000 }, async () => {
    const keys = ["steps", "floors", "stand_hours", "workouts", "commits", "tasks_completed", "words_written", "emails_sent", "coffees", "water", "mood", "energy_level", "stress_level", "sleep_awakenings", "pages_read"];
    const test = rig({ mappings: keys.map((key) => mapping(property(key), template(key))) });
    const days = 3652;
    for (let ago = 0; ago < days; ago += 1) test.notes.write(addDays(TODAY, -ago), Object.fromEntries(keys.map((key, index) => [key, 1 + ((ago + index) % 9)])));
    const app = life(test);
    await app.start({ first: addDays(TODAY, 1 - days), last: TODAY });
    const begun = test.clock.now();
    const { left } = await app.now();
    while (app.done.length === 0) await test.clock.pass(10 * MINUTE);
    const values = days * keys.length;
    expect(app.done).toMatchObject([{ values, days, calls: Math.ceil(values / 35) }]);
    expect(test.world.updateCalls()).toHaveLength(Math.ceil(values / 35));
    const times = test.world.updateCalls().map(({ at }) => at);
    const busiest = Math.max(...times.map((begin) => times.filter((at) => at >= begin && at < begin + HOUR).length));
    expect(busiest).toBeLessThanOrEqual(HOURLY_LIMIT - RESERVED_FROM_BACKFILL);
    // What was told beforehand is what it took, but for the last hour's calls, which take no time here.
    const took = test.clock.now() - begun;
    expect(Math.abs(took - left)).toBeLessThan(30 * MINUTE);
    expect(test.world.impolite).toEqual([]);
    console.info(`${values} values, ${app.done[0]?.calls} calls, ${(took / HOUR).toFixed(1)} hours, estimate ${(left / HOUR).toFixed(1)}`);
  });
});
