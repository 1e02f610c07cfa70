import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/domain/local-date";
import { mapping, property, template } from "../../domain/build";
import { life } from "./life";
import { rig, TODAY } from "../rig";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("what a backfill costs", () => {
  it("is the fewest calls there can be, 240 of them an hour", { timeout: 60_000 }, async () => {
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
    const perHour = new Map<number, number>();
    for (const { at } of test.world.updateCalls()) perHour.set(Math.floor(at / HOUR), (perHour.get(Math.floor(at / HOUR)) ?? 0) + 1);
    expect(Math.max(...perHour.values())).toBeLessThanOrEqual(240);
    // What was told beforehand is what it took, but for the last hour's calls, which take no time here.
    const took = test.clock.now() - begun;
    expect(Math.abs(took - left)).toBeLessThan(30 * MINUTE);
    expect(test.world.impolite).toEqual([]);
    console.info(`${values} values, ${app.done[0]?.calls} calls, ${(took / HOUR).toFixed(1)} hours, estimate ${(left / HOUR).toFixed(1)}`);
  });
});
