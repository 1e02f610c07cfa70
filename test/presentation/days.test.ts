import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { daysFrom, knownAttributes, trendsOf } from "../../src/presentation/days";
import { mapping, property, template } from "../domain/build";
import { rig, syncAll, TODAY } from "../sync/rig";

const FIRST = "2026-09-17" as LocalDate;

describe("how days stand", () => {
  it("is told for days with a note or with something sent, in their span and no other", async () => {
    const test = rig({ mappings: [mapping(property("mood"), template("mood")), mapping(property("text"), template("mood_note"))] });
    for (const [date, properties] of Object.entries({ "2026-09-15": { mood: 1 }, "2026-09-17": { mood: 2 }, "2026-09-18": { mood: 3, text: "Fine" }, "2026-09-19": { mood: 4, text: "Wet" }, "2026-09-20": { mood: "~9" }, "2026-09-21": { other: 1 } })) test.notes.write(date, properties);
    await syncAll(test);
    test.notes.remove("2026-09-18");
    test.notes.write("2026-09-19", { mood: 5 });
    const days = await daysFrom(test.ledger, await test.notes.list(), test.settings.current, FIRST, TODAY);
    expect([...days.values()].map(({ date, state, path }) => [date, state, path !== null]).sort()).toEqual([
      ["2026-09-17", "sent", true], ["2026-09-18", "sent", false], ["2026-09-19", "waiting", true], ["2026-09-20", "issue", true], ["2026-09-21", "nothing", true],
    ]);
    const trends = trendsOf(days);
    expect(trends.get("mood")).toEqual([{ date: "2026-09-17", value: 2 }, { date: "2026-09-18", value: 3 }, { date: "2026-09-19", value: 4 }]);
    expect(trends.has("mood_note")).toBe(false);
  });

  it("knows attributes once Exist has named them, and tags by their label", () => {
    const test = rig({ mappings: [mapping(property("steps"), template("steps", "steps")), mapping(property("mood"), template("mood"))], tagNames: { rain: "rain_2" } });
    const known = knownAttributes(test.settings.current);
    expect([...known].map(([name, { label, type }]) => [name, label, type])).toEqual([["rain_2", "rain", 7], ["steps", "Steps", 0]]);
  });
});
