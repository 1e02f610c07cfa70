import type { LocalDate } from "../../../src/domain/local-date";
import type { RunControl } from "../../../src/sync/run/control";
import type { RunPlan } from "../../../src/sync/run/run-plan";
import { mapping, property, template } from "../../domain/build";
import { rig, type Rig, syncAll } from "../rig";

export const steps = mapping(property("steps"), template("steps"));
export const mood = mapping(property("mood"), template("mood"));
export const gym = mapping(property("gym"), { kind: "create", label: "Gym", group: "custom", valueType: 7 });
export const on = (day: number): LocalDate => `2026-09-${String(day).padStart(2, "0")}` as LocalDate;
export const pathOf = (day: number): string => `Daily/${on(day)}.md`;

/** Steps and mood of the first of September, sent. */
export async function steady(settings: Parameters<typeof rig>[0] = {}): Promise<Rig> {
  const test = rig({ mappings: [steps, mood], ...settings });
  test.notes.write(on(1), { steps: 1, mood: 5 });
  await syncAll(test);
  test.world.calls.length = 0;
  return test;
}

/** 21 days with two values each, which take two calls. */
export function threeWeeks(): Rig {
  const test = rig({ mappings: [steps, mood] });
  for (let date = 1; date <= 21; date += 1) test.notes.write(on(date), { steps: date, mood: 5 });
  return test;
}

export async function previewed({ engine }: Rig): Promise<RunPlan> {
  const result = await engine.run("command");
  if (result.kind !== "preview") throw new Error("no preview");
  return result.plan;
}

/** Consent to all that a plan asks. */
export const all = ({ steps: asked }: RunPlan): Set<RunPlan["steps"][number]["key"]> => new Set(asked.map(({ key }) => key));

/** A control that stops after so many calls, with what it was told. */
export function stoppingAfter(calls: number, { world }: Rig): RunControl & { readonly told: string[] } {
  const told: string[] = [];
  return { told, stopped: () => world.updateCalls().length >= calls, onProgress: (answered, of) => { told.push(`${answered} of ${of}`); } };
}
