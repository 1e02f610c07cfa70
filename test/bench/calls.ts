import { BATCH } from "../../src/exist/client";
import { HOURLY_LIMIT } from "../../src/exist/budget";
import { Backfill } from "../../src/sync/backfill/backfill";
import { backfillAllowance } from "../../src/sync/estimate";
import type { Report } from "../../src/sync/report";
import { parseMappings } from "../../src/sync/settings";
import { Schedule } from "../../src/sync/schedule";
import { OUR_CLIENT } from "../exist/world";
import { ACCOUNT, rig, type Rig } from "../sync/rig";
import type { Figure } from "./scenes";
import { dayOf, lastOf, propertiesOf, settingsOf, VALUES_A_DAY } from "./vault";

/** Vaults whose plans are compared, in notes. */
const SMALL = 1_000;
const LARGE = 100_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What is counted and not timed: calls, on a clock that is moved by hand. */
export async function countCalls(say: (text: string) => void): Promise<Figure[]> {
  say("counting calls");
  return [...(await firstRun(200)), ...(await steadyRun()), ...(await anHourOfTyping()), ...(await tenYears()), ...(await growth(say))];
}

function stageFor(days: number): Rig {
  const data = settingsOf("", ACCOUNT);
  const agreed = data.agreed as string[];
  const made = rig({ syncFrom: dayOf(0), agreed, mappings: parseMappings(data.mappings) }, new Date(`${lastOf(days)}T12:00:00`).getTime());
  for (const template of agreed) made.world.addAttribute(ACCOUNT, { template, owner: OUR_CLIENT });
  for (let n = 0; n < days; n += 1) made.notes.write(dayOf(n), propertiesOf(n));
  return made;
}

/** Agrees to the preview of the first run. */
async function sendAll({ engine }: Rig): Promise<void> {
  const result = await engine.run("command");
  if (result.kind === "preview") await engine.send(result.plan, new Set(result.plan.steps.map(({ key }) => key)));
}

async function firstRun(days: number): Promise<Figure[]> {
  const made = stageFor(days);
  await sendAll(made);
  const held = Object.values(made.world.valuesOf(ACCOUNT)).reduce((sum, values) => sum + Object.keys(values).length, 0);
  if (held !== days * VALUES_A_DAY) throw new Error(`Exist holds ${held} values.`);
  const least = Math.ceil(held / BATCH);
  return [{ name: `update calls for ${held} values`, value: made.world.callsTo("update").length, unit: "calls", budget: least, bound: least }];
}

async function steadyRun(): Promise<Figure[]> {
  const made = stageFor(30);
  await sendAll(made);
  made.world.calls.length = 0;
  made.notes.write(lastOf(30), propertiesOf(77));
  await made.engine.run("automatic");
  const updates = made.world.callsTo("update").length;
  return [
    { name: "update calls for one changed day", value: updates, unit: "calls", budget: 1 },
    { name: "other calls of that run", value: made.world.calls.length - updates, unit: "calls", budget: 0 },
  ];
}

/** Somebody writes for an hour, a save every two seconds, with pauses to think and a value changed every minute. */
async function anHourOfTyping(): Promise<Figure[]> {
  const made = stageFor(30);
  await sendAll(made);
  made.world.calls.length = 0;
  const schedule = new Schedule({
    clock: made.clock, settings: () => ({ autoSync: true, quietSeconds: 60, maxWaitMinutes: 15 }),
    run: (trigger, scope, control) => made.engine.run(trigger, scope, control), onChange: () => undefined, onAutomatic: () => undefined,
  });
  for (let second = 0; second < 3600; second += 2) {
    const thinks = second % 1200 >= 1110;
    if (!thinks) {
      if (second % 60 === 0) made.notes.write(lastOf(30), propertiesOf(1000 + second));
      schedule.noteChanged();
    }
    await made.clock.pass(2 * SECOND);
  }
  await made.clock.pass(16 * MINUTE);
  schedule.stop();
  return [{ name: "calls of an hour of typing", value: made.world.calls.length, unit: "calls", budget: 8 }];
}

/** Ten years are sent while the user does nothing else; Exist answers at once. */
async function tenYears(): Promise<Figure[]> {
  const made = stageFor(3652);
  const { clock, world, engine, deps, budget } = made;
  const schedule = new Schedule({
    clock, settings: () => ({ autoSync: true, quietSeconds: 60, maxWaitMinutes: 15 }),
    run: (trigger, scope, control) => engine.run(trigger, scope, control), onChange: () => undefined, onAutomatic: () => undefined,
  });
  const done: Report[] = [];
  const backfill = new Backfill({
    ...deps, exclusively: (run) => schedule.exclusively(run), isAwaited: () => schedule.isAwaited, allowance: () => backfillAllowance(budget),
    onChange: () => undefined, onDone: (report) => { done.push(report); }, onTrouble: ({ kind }) => { throw new Error(kind); },
  });
  const plan = await engine.plan("command", { range: { first: dayOf(0), last: lastOf(3652) } });
  const questions = world.calls.length;
  world.calls.length = 0;
  const begun = clock.now();
  await backfill.start(plan, new Set(plan.steps.map(({ key }) => key)), false);
  while (done.length === 0) await clock.pass(MINUTE);
  schedule.stop();
  const took = clock.now() - begun;
  const values = Object.values(world.valuesOf(ACCOUNT)).reduce((sum, day) => sum + Object.keys(day).length, 0);
  if (values !== 3652 * VALUES_A_DAY) throw new Error(`Exist holds ${values} values.`);
  const calls = world.calls.length;
  const least = Math.ceil(values / BATCH);
  const times = world.calls.map(({ at }) => at);
  const busiest = Math.max(...times.map((begin) => times.filter((at) => at >= begin && at < begin + HOUR).length));
  return [
    { name: `calls of a backfill of ten years, ${values} values`, value: calls, unit: "calls", budget: least, bound: least },
    { name: "values a call of it", value: values / calls, unit: "values", bound: BATCH },
    { name: "questions before it, 31 days each", value: questions, unit: "calls", bound: Math.ceil(3652 / 31) },
    { name: "hours of it, at 300 requests an hour", value: took / HOUR, unit: "h", bound: (questions + least) / HOURLY_LIMIT },
    { name: "requests an hour it takes at most", value: busiest, unit: "calls", budget: HOURLY_LIMIT - 60 },
    { name: "share of the hour left to the user, at least", value: 1 - busiest / HOURLY_LIMIT, unit: "" },
  ];
}

/** How planning from scratch grows with the notes: 1 is a straight line, 2 a square. The same work each, small vaults many times over. */
async function growth(say: (text: string) => void): Promise<Figure[]> {
  const stages = [SMALL, LARGE].map((size) => ({ size, made: stageFor(size), best: Number.POSITIVE_INFINITY }));
  // By turns, so that a machine which is slower for a while is so for both of them.
  for (let round = 0; round < 3; round += 1) {
    for (const stage of stages) {
      const times = LARGE / stage.size;
      say(`planning ${stage.size} notes, ${times} times`);
      const start = performance.now();
      for (let time = 0; time < times; time += 1) {
        const plan = await stage.made.engine.plan("automatic");
        if (plan.updates.length !== stage.size * VALUES_A_DAY) throw new Error(`The plan has ${plan.updates.length} values.`);
      }
      stage.best = Math.min(stage.best, performance.now() - start);
    }
  }
  const [small = 1, large = 1] = stages.map(({ best }) => best);
  // As much work was done of each size: the more the large one took for it, the more than a straight line it is.
  const power = 1 + Math.log(large / small) / Math.log(LARGE / SMALL);
  return [{ name: `growth of a plan, ${SMALL} to ${LARGE} notes, as a power`, value: power, unit: "", budget: 1.1 }];
}
