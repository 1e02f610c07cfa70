import { describe, expect, it } from "vitest";
import { mapping, property, template } from "../../domain/build";
import { type Behavior, OUR_CLIENT } from "../../exist/world";
import { ACCOUNT, rig, syncAll } from "../rig";
import { on } from "./weeks";

const EMPTY_DAYS = ["left out", "null", "zero"] as const;
const LABELS = ["lower case", "as given"] as const;
const FLAGS = ["true", "1", "none"] as const;
const FILTERS = ["heeded", "ignored"] as const;
/** No run reads averages, and no acquire fails here. */
type Mind = Omit<Behavior, "averageName" | "failedAcquire">;
const MINDS: readonly Mind[] = EMPTY_DAYS.flatMap((emptyDays) => LABELS.flatMap((customLabels) => FLAGS.flatMap((flags) => FILTERS.map((nameFilter) => ({ emptyDays, customLabels, flags, nameFilter })))));

describe("whatever Exist is like where recordings and reference differ", () => {
  it.each(MINDS)("every value gets there once, and what is somebody else's is asked about: %j", async (behavior) => {
    const gym = mapping(property("gym"), { kind: "create", label: "Gym & Sauna", group: "custom", valueType: 7 });
    const goal = mapping(property("goal"), { kind: "attribute", name: "steps_goal", label: "Step goal", group: "activity", valueType: 0 });
    const test = rig({ mappings: [mapping(property("steps"), template("steps")), mapping(property("coffees"), template("coffees")), gym, goal] }, undefined, behavior);
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: OUR_CLIENT, values: { [on(3)]: 3 } });
    test.world.addAttribute(ACCOUNT, { template: "coffees", active: false });
    test.world.addAttribute(ACCOUNT, { name: "steps_goal", label: "Step goal", group: "activity", value_type: 0, priority: 11, owner: "Fitbit" });
    for (const date of [1, 2, 3]) test.notes.write(on(date), { steps: date, coffees: 2, gym: true, goal: 9000 });
    const shown = await test.engine.run("command");
    if (shown.kind !== "preview") throw new Error("no preview");
    expect(shown.plan.steps.map(({ label, how }) => `${how} ${label}`)).toEqual(["owned Steps", "acquire Coffees", "create Gym & Sauna", "take-over Step goal"]);
    expect(await test.engine.send(shown.plan, new Set(shown.plan.steps.filter(({ how }) => how !== "take-over").map(({ key }) => key)))).toMatchObject({ values: 8, unsent: 0, refused: [], refusedAttributes: [], failure: null });
    const day = (steps: number): object => ({ steps, coffees: 2, gym__sauna: 1 });
    expect(test.world.valuesOf(ACCOUNT)).toEqual({ [on(1)]: day(1), [on(2)]: day(2), [on(3)]: day(3) });
    expect((await test.engine.compare()).plan.updates.filter(({ key }) => key !== "attribute:steps_goal")).toEqual([]);
    test.notes.write(on(4), { steps: 4, gym: false });
    expect(await syncAll(test)).toMatchObject({ values: 2, unsent: 0 });
    expect(test.world.attribute(ACCOUNT, "steps_goal")?.owner).toBe("fitbit");
    expect([test.world.impolite, test.world.repeated]).toEqual([[], 0]);
  });
});
