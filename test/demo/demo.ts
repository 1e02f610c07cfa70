import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { sentUnit } from "../../src/domain/convert";
import { type LocalDate, localDateAt } from "../../src/domain/local-date";
import { targetKey, targetType } from "../../src/domain/mapping";
import { english, fill, formats, words } from "../locales/english";
import type { Report } from "../../src/sync/report";
import { sendsAnything } from "../../src/presentation/set-up";
import type { RunPlan } from "../../src/sync/run/run-plan";
import { serveExist } from "../exist/server";
import { ExistWorld } from "../exist/world";
import { clockFrom, systemClock } from "../host/clock";
import type { Manifest } from "../host/plugin";
import { carryOver } from "../host/transport";
import { type DemoArguments, readArguments } from "./arguments";
import { configuredIn, vaultFromDisk } from "./disk-vault";
import { openPage } from "./page-in-node";
import { changeValueIn } from "./edit";
import { ACCOUNT, openStage, PLUGIN, type Stage } from "./stage";

/** The day on which the sample vault's story ends, in the evening. */
const SAMPLE_NOW = new Date(2026, 10, 20, 21, 0).getTime();
const SAMPLE = resolve("test/demo/vault");
/** So that nobody has to wait a minute for the automatic run. */
const QUIET_SECONDS = 1;
const SHOWN = 12;
/** The longest a run may take, milliseconds. */
const PATIENCE = 120_000;

// Obsidian knows the months and weekdays of all languages.
createRequire(import.meta.url)("moment/min/locales");

const nodeFetch = globalThis.fetch;

try {
  process.exitCode = await demo(readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// The page's own timers would keep the process alive.
// A pipe takes 64 KB at a time: what does not fit yet is written before the end.
process.stdout.write("", () => process.exit());

async function demo(args: DemoArguments): Promise<number> {
  openPage();
  const clock = args.vault === null ? clockFrom(SAMPLE_NOW) : systemClock;
  const world = new ExistWorld(() => clock.now());
  const server = await serveExist(world);
  const adapter = vaultFromDisk(args.vault ?? SAMPLE, clock);
  const stage = await openStage(world, {
    adapter, clock, indexedDB, configured: await configuredIn(adapter), transport: carryOver(server.url, nodeFetch),
    files: { manifest: JSON.parse(readFileSync("manifest.json", "utf8")) as Manifest, main: readFileSync("main.js", "utf8") },
  });
  const say = args.json ? (): void => undefined : (text = ""): void => { console.log(text); };

  say(`\nVault: ${args.vault ?? "the sample vault"}. Today is ${formats.dayOfYear(localDateAt(clock.now()))}.`);
  const today = localDateAt(clock.now());
  const notes = await findNotes(stage, today, say);
  const suggested = await stage.plugin.suggest();
  await configure(stage, args, suggested, notes.first, say);

  const found = { suggested: suggestedAsJson(suggested), unclear: suggested.unclear.map((each) => ({ ...each, reason: english.unclearReason(each.reason) })) };

  const outcome = await stage.plugin.connection.signIn.withToken(stage.token, "settings");
  if (outcome.kind === "problem") throw new Error(english.signInProblem(outcome.problem));
  stage.plugin.refresh();
  say(`\nConnected to the stand-in for Exist (${server.url}) as ${ACCOUNT}.`);

  if (!sendsAnything(stage.plugin.settingsFile.current)) {
    say("\nNothing is ticked, so there is nothing to send. Name mappings with --mappings to try some.");
    world.calls.length = 0;
    const nothing = { calls: callsOf(world), values: 0, impolite: [...world.impolite] };
    if (args.json) print({ notes, ...found, mappings: [], plan: [], issues: [], exist: nothing, secondRun: { calls: 0, values: 0 } });
    stage.host.close();
    await server.close();
    return 0;
  }

  const plan = await (await stage.plugin.open())?.engine.plan("command", { declined: true });
  if (plan === undefined) throw new Error("The plugin is not connected.");
  world.calls.length = 0;
  const first = await sync(stage);
  showRun("Sync now", first, world, say);
  const wrong = compare(stage, plan, world);
  say(wrong.length === 0 ? `Exist holds exactly what the notes say: ${countValues(world)} values.` : `Exist does not hold what the notes say:\n${wrong.join("\n")}`);
  const exist = { calls: callsOf(world), values: countValues(world), impolite: [...world.impolite] };

  world.calls.length = 0;
  const second = await sync(stage);
  showRun("Sync now, once more", second, world, say);
  const secondRun = { calls: world.calls.length, values: second.values };

  if (!args.json) await editAndWait(stage, world, today, say);
  if (world.impolite.length > 0) say(`\nImpolite:\n${world.impolite.join("\n")}`);
  else say("\nNothing impolite was done.");

  if (args.json) print({ notes, ...found, mappings: stage.plugin.settingsFile.current.mappings, plan: planAsJson(stage, plan), issues: issuesAsJson(plan), exist, secondRun });
  stage.host.close();
  await server.close();
  const failed = wrong.length > 0 || world.impolite.length > 0 || secondRun.calls > 0;
  return failed ? 1 : 0;
}

function print(result: object): void {
  console.log(JSON.stringify(result, null, 2));
}

type Say = (text?: string) => void;
interface Found { readonly found: number; readonly first: LocalDate | null; readonly last: LocalDate | null }

/** The notes by the vault's own settings; where these find none, by what the settings tab would propose. */
async function findNotes({ plugin }: Stage, today: LocalDate, say: Say): Promise<Found> {
  if (plugin.notes.describe().every(({ dates }) => dates.length === 0)) {
    const proposals = plugin.notes.proposeSources();
    for (const proposal of proposals) say(`No notes found as Obsidian is set. ${proposal.or === null ? "Proposed and taken" : "Not clear"}: ${english.proposedPlace(proposal)}`);
    const clear = proposals.filter(({ or }) => or === null).map((each) => ("property" in each ? { folder: each.folder, property: each.property } : { folder: each.folder, format: each.format }));
    if (clear.length > 0) await plugin.settingsFile.change((now) => ({ ...now, sources: clear }));
  }
  const dates = [...(await plugin.notes.list(today)).notes.keys()].sort();
  const found = { found: dates.length, first: dates[0] ?? null, last: dates.at(-1) ?? null };
  say(`${english.foundNotes(found.found, found.first, found.last)}.`);
  return found;
}

async function configure({ plugin }: Stage, args: DemoArguments, suggested: Awaited<ReturnType<Stage["plugin"]["suggest"]>>, first: LocalDate | null, say: Say): Promise<void> {
  const { given } = args;
  const mappings = given?.mappings ?? suggested.mappings.filter(({ selected }) => selected).map(({ mapping }) => mapping);
  const chosenTags = suggested.tags.filter(({ selected }) => selected).map(({ tag }) => tag);
  const tags = given === null ? { tagMode: chosenTags.length > 0 ? ("chosen" as const) : ("off" as const), chosenTags } : given.settings;
  await plugin.settingsFile.change((now) => ({ ...now, mappings, ...tags, syncFrom: args.from ?? first ?? now.syncFrom, quietSeconds: QUIET_SECONDS }));
  if (given !== null) return;
  say(`\nSuggested from ${suggested.notes} notes:`);
  for (const { mapping, reason, days, examples, selected, question } of suggested.mappings) {
    const type = targetType(mapping.to);
    const asked = question === undefined ? "" : ` ${words.suggestions.questions[question.about]} ${question.options.map((option) => english.readingOption(option.mapping)).join(" / ")}`;
    const shown = examples.map(({ written, outcome: { value } }) => fill(words.suggestions.example, { written, read: english.value(value, type, sentUnit(mapping.to, mapping.read)) })).join(", ");
    say(`  ${selected ? "x" : " "} ${english.source(mapping)} to ${english.target(mapping.to)}: ${english.suggestionReason(reason)}, ${fill(words.suggestions.seenOn, { amount: days })} (${shown})${asked}`);
  }
  for (const { from, days, reason, examples } of suggested.unclear) {
    say(`  ? ${english.source({ from })}: ${english.unclearReason(reason)} ${fill(words.suggestions.seenOn, { amount: days })} (${examples.join(", ")})`);
  }
  if (suggested.tags.length > 0) say(`  Tags: ${suggested.tags.map(({ tag, days, selected }) => `#${tag} (${days}${selected ? "" : ", not selected"})`).join(", ")}`);
}

/** Presses the command, agrees to the preview if one opens, and gives the report of the run. */
async function sync(stage: Stage): Promise<Report> {
  const { host } = stage;
  const before = await lastReport(stage);
  host.runCommand(`${PLUGIN}:sync`);
  const next = reportAfter(stage, before);
  await Promise.race([next, host.until(() => host.modal() !== null, "a preview opens")]);
  host.modal()?.querySelector<HTMLElement>(".mod-cta")?.click();
  return next;
}

async function lastReport({ plugin }: Stage): Promise<Report | undefined> {
  return (await plugin.reports())[0];
}

async function reportAfter(stage: Stage, before: Report | undefined): Promise<Report> {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const report = await lastReport(stage);
    if (report !== undefined && report.at !== before?.at) return report;
    await new Promise((next) => { setTimeout(next, 20); });
  }
  throw new Error("The run did not come to an end.");
}

function showRun(title: string, report: Report, world: ExistWorld, say: Say): void {
  say(`\n— ${title} —`);
  for (const sentence of english.report(report).slice(0, SHOWN)) say(sentence);
  const { update, acquire, create, other } = callsOf(world);
  say(`Requests: ${update} update, ${acquire} acquire, ${create} create, ${other} other.`);
}

function callsOf(world: ExistWorld): { update: number; acquire: number; create: number; other: number } {
  const [update = 0, acquire = 0, create = 0] = ["update", "acquire", "create"].map((end) => world.callsTo(end).length);
  return { update, acquire, create, other: world.calls.length - update - acquire - create };
}

function countValues(world: ExistWorld): number {
  return Object.values(world.valuesOf(ACCOUNT)).reduce((sum, day) => sum + Object.keys(day).length, 0);
}

function nameOf({ plugin }: Stage, key: string): string | undefined {
  const { mappings, tagNames } = plugin.settingsFile.current;
  const mapped = mappings.find(({ to }) => targetKey(to) === key)?.to.name;
  return mapped ?? tagNames[key.replace("create:custom:", "")];
}

/** Everything planned is held, and nothing else is. */
function compare(stage: Stage, plan: RunPlan, world: ExistWorld): string[] {
  const held = world.valuesOf(ACCOUNT);
  const wrong: string[] = [];
  let expected = 0;
  for (const { key, date, value } of plan.updates) {
    const name = nameOf(stage, key);
    if (name === undefined) {
      if (plan.steps.find((step) => step.key === key)?.how !== "take-over") wrong.push(`${key} was not acquired`);
      continue;
    }
    expected += 1;
    const there = held[date]?.[name];
    if (there !== value) wrong.push(`${date} ${name}: ${String(there)} instead of ${value}`);
  }
  const all = countValues(world);
  if (all !== expected) wrong.push(`${all} values instead of ${expected}`);
  return wrong;
}

async function editAndWait(stage: Stage, world: ExistWorld, today: LocalDate, say: Say): Promise<void> {
  const { host, plugin } = stage;
  const edit = await changeValueIn(host, plugin, today);
  if (edit === null) {
    say("\nNo mapped property with a number was found to change, so no automatic run is shown.");
    return;
  }
  say(`\n— A note is edited: ${edit.path}, ${edit.key}: ${edit.from} becomes ${edit.to} —`);
  world.calls.length = 0;
  const before = await lastReport(stage);
  await host.write(edit.path, edit.text);
  showRun(`Automatic run, ${QUIET_SECONDS} s later`, await reportAfter(stage, before), world, say);
}

function planAsJson(stage: Stage, plan: RunPlan) {
  return plan.updates.map(({ key, date, value }) => ({ date, name: nameOf(stage, key) ?? null, value }));
}

function issuesAsJson({ issues, draft }: RunPlan) {
  return [
    ...issues.map((issue) => ({ path: issue.path, date: issue.date, key: issue.key, found: issue.found, message: english.issue(issue) })),
    ...draft.leftOut.map((each) => ({ path: each.path, date: each.date, key: "", found: "", message: english.leftOut(each) })),
  ];
}

function suggestedAsJson(suggested: Awaited<ReturnType<Stage["plugin"]["suggest"]>>) {
  return [
    ...suggested.mappings.map(({ mapping, reason, days, examples, selected, question }) => ({
      from: mapping.from, to: mapping.to, read: mapping.read, reason: english.suggestionReason(reason), days, selected,
      examples: examples.map(({ written, outcome: { value } }) => ({ written, sent: value })),
      question: question === undefined ? null : { about: question.about, options: question.options.map((option) => ({ read: option.mapping.read, examples: option.examples.map(({ written, outcome: { value } }) => ({ written, sent: value })) })) },
    })),
    ...suggested.tags.map(({ tag, days, selected }) => ({ from: { kind: "tag", tag }, to: { kind: "create", label: tag, group: "custom", valueType: 7 }, read: {}, reason: "tag", days, selected, examples: [] })),
  ];
}
