import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import { type ArgumentProblem, type ParsedArguments, previewAnswer, readArguments, runAnswer, problemIn, statusAnswer } from "../../src/presentation/command-line";
import { daysFrom } from "../../src/presentation/days";
import { emptyReport, type Failure, type Report } from "../../src/sync/report";
import { day, mapping, property, template } from "../domain/build";
import { ACCOUNT, rig, type Rig, syncAll, TODAY } from "../sync/rig";

const FIRST = "2026-09-01" as LocalDate;
const read = (given: Record<string, string>): ParsedArguments | { readonly problem: ArgumentProblem } => readArguments(given, FIRST, TODAY);
const steps = mapping(property("steps"), template("steps"));
const mood = mapping(property("mood"), template("mood"));

describe("the arguments of the command line", () => {
  it.each<[string, Record<string, string>, ParsedArguments]>([
    ["nothing", {}, { command: null, days: {} }],
    ["the words of Obsidian's own", { vault: "Diary", copy: "true", "--copy": "true" }, { command: null, days: {} }],
    ["JSON alone", { json: "true" }, { command: null, days: {} }],
    ["how things stand", { status: "true", json: "true" }, { command: "status", days: {} }],
    ["a preview", { preview: "true" }, { command: "preview", days: {} }],
    ["a preview from a day on", { preview: "true", from: "2026-09-20" }, { command: "preview", days: { from: day("2026-09-20") } }],
    ["a run up to a day", { sync: "true", to: "2026-09-20" }, { command: "sync", days: { to: day("2026-09-20") } }],
    ["a run of the first and last days there are", { sync: "true", from: FIRST, to: TODAY }, { command: "sync", days: { from: FIRST, to: TODAY } }],
    ["a run of one day", { sync: "true", from: TODAY, to: TODAY }, { command: "sync", days: { from: TODAY, to: TODAY } }],
  ])("ask for %s", (_, given, asked) => {
    expect(read(given)).toEqual(asked);
  });

  it.each<[string, Record<string, string>, ArgumentProblem]>([
    ["a word that nobody knows", { sync: "true", days: "3" }, { code: "unknown", name: "days" }],
    ["a value where none belongs", { json: "yes" }, { code: "value", name: "json" }],
    ["two things at once", { preview: "true", sync: "true" }, { code: "several" }],
    ["no day", { sync: "true", from: "yesterday" }, { code: "not-a-day", name: "from", found: "yesterday" }],
    ["a day that is in no calendar", { sync: "true", to: "2026-02-30" }, { code: "not-a-day", name: "to", found: "2026-02-30" }],
    ["a day before the first", { sync: "true", from: "2026-08-31" }, { code: "outside", name: "from", first: FIRST, last: TODAY }],
    ["a day that has not come", { sync: "true", to: "2026-09-22" }, { code: "outside", name: "to", first: FIRST, last: TODAY }],
    ["days the wrong way round", { sync: "true", from: "2026-09-20", to: "2026-09-19" }, { code: "order" }],
    ["a first day with nothing to limit", { from: "2026-09-20" }, { code: "days-alone" }],
    ["a last day with nothing to limit", { to: "2026-09-20" }, { code: "days-alone" }],
    ["days of the status", { status: "true", from: "2026-09-20" }, { code: "days-alone" }],
  ])("are not understood with %s", (_, given, problem) => {
    expect(read(given)).toEqual({ problem });
  });
});

describe("the answers of the command line", () => {
  /** Two days sent, then an edit, a value that cannot be read, and one that Exist refuses. */
  async function lived(): Promise<Rig> {
    const test = rig({ mappings: [steps, mood], syncFrom: FIRST });
    test.notes.write("2026-09-18", { steps: 1 });
    test.notes.write("2026-09-19", { steps: 2 });
    await syncAll(test);
    test.notes.write("2026-09-17", { steps: 3 });
    test.notes.write("2026-09-19", { steps: 4, mood: "splendid" });
    test.world.script({ on: { path: "update" }, fault: { kind: "mixed", pick: ({ date }) => date === "2026-09-17", code: "validation", error: "Not today" } });
    return test;
  }

  it("tell of a run what was sent, what was not, and no word of a note", async () => {
    const test = await lived();
    const report = await syncAll(test);
    expect(runAnswer(report)).toEqual({
      at: test.clock.now(), values: 1, days: 1, calls: 1, unsent: 0, waitsFor: [],
      issues: [{ path: "Daily/2026-09-19.md", date: "2026-09-19", key: "mood", code: report.issues[0]?.problem.code }],
      refused: [{ date: "2026-09-17", label: "Steps", code: "validation" }], failure: null,
    });
    expect(JSON.stringify(runAnswer(report))).not.toContain("splendid");
  });

  it("tell of a failure its kind and when to try again, and not its text", () => {
    const failure: Failure = { kind: "rate-limited", text: "secret", retryAt: 7, waitingHelps: true };
    expect(runAnswer({ ...emptyReport("command", 5), failure })).toMatchObject({ at: 5, failure: { kind: "rate-limited", retryAt: 7 } });
    expect(JSON.stringify(runAnswer({ ...emptyReport("command", 5), failure }))).not.toContain("secret");
  });

  it.each<[string, Partial<Report>, ReturnType<typeof problemIn>]>([
    ["nothing", {}, null],
    ["a failure, before all else", { failure: { kind: "offline", text: "", retryAt: null, waitingHelps: true }, waitsFor: ["agreement"], unsent: 3 }, "offline"],
    ["a person", { waitsFor: ["first-run"], unsent: 3 }, "needs-you"],
    ["values that could not be sent", { unsent: 1 }, "unsent"],
    ["values that were refused", { refused: [{ code: "validation", text: "", label: "Steps", date: TODAY, value: 1, path: "a.md" }] }, "unsent"],
    ["attributes that were refused", { refusedAttributes: [{ code: "exists", text: "", label: "Steps" }] }, "unsent"],
  ])("name as missing %s", (_, part, missing) => {
    expect(problemIn({ ...emptyReport("command", 0), ...part })).toBe(missing);
  });

  it("show a plan with what Exist holds, and what has to be agreed to", async () => {
    const test = rig({ mappings: [steps, mood] });
    test.world.addAttribute(ACCOUNT, { template: "steps", owner: null });
    test.world.setValue(ACCOUNT, "steps", "2026-09-20", 7);
    test.notes.write("2026-09-20", { steps: 200, mood: "splendid" });
    test.notes.write("2026-09-21", { mood: 5 });
    const plan = await test.engine.plan("command");
    expect(previewAnswer(plan)).toEqual({
      values: [{ date: "2026-09-20", label: "Steps", name: "steps", value: 200, was: 7 }, { date: "2026-09-21", label: "Mood", name: null, value: 5, was: null }],
      agreement: [{ label: "Steps", how: "acquire" }, { label: "Mood", how: "acquire" }],
      waitsFor: ["first-run", "agreement"], calls: 1,
      issues: [{ path: "Daily/2026-09-20.md", date: "2026-09-20", key: "mood", code: plan.issues[0]?.problem.code }],
    });
  });

  it("tell how days stand, the oldest first, and how much of the hour is used", async () => {
    const test = await lived();
    const lastRun = await syncAll(test);
    test.notes.write("2026-09-20", { steps: 9 });
    test.notes.write("2026-09-18", { steps: 9 });
    const LEFT = [{ label: "Mood", owner: "Fitbit", days: [TODAY] }];
    const days = await daysFrom(test.ledger, await test.notes.list(), test.settings.current, FIRST, TODAY);
    expect(statusAnswer({ connected: true, running: false, nextAt: 12, days: days.values(), missing: ["Log"], others: LEFT, lastRun, used: 10 })).toEqual({
      connected: true, running: false, nextRunAt: 12, waiting: ["2026-09-18", "2026-09-20"], missing: ["Log"], others: LEFT, refused: ["2026-09-17"],
      issues: [expect.objectContaining({ date: "2026-09-19", key: "mood" })], lastRun: runAnswer(lastRun), requests: { used: 10, of: 300 },
    });
    expect(statusAnswer({ connected: false, running: true, nextAt: null, days: [], missing: [], others: [], lastRun: null, used: 0 })).toEqual({
      connected: false, running: true, nextRunAt: null, waiting: [], missing: [], others: [], refused: [], issues: [], lastRun: null, requests: { used: 0, of: 300 },
    });
  });
});
