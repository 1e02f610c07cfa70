import type { PlannedUpdate } from "../../domain/plan";
import { localDateAt } from "../../domain/local-date";
import { targetLabel, targetType } from "../../domain/mapping";
import type { Language } from "../../locales";
import { displayable } from "../../locales/fill";
import type { Report } from "../../sync/report";
import type { RunPlan } from "../../sync/run/run-plan";
import type { ArgumentProblem, StatusAnswer } from "../command-line";
import { describeIssues } from "./issues";
import { describeNames } from "./names";
import { describeOwnership } from "./ownership";
import { describeRefusals } from "./refusals";
import { describeReports } from "./reports";
import { describeStatus } from "./status";
import { describeValues } from "./values";

/** The answers of the command line, a sentence a line. No note is quoted in them. */
export function describeCommandLine(language: Language) {
  const { words, formats, fill } = language;
  const { commandLine } = words;
  const { listNames } = describeNames(language);
  const { value } = describeValues(language);
  const { unquotedIssue, leftOut } = describeIssues(language);
  const { leftAttribute } = describeRefusals(language);
  const { ownershipStep } = describeOwnership(language);
  const { withoutIssues, unquotedIssues } = describeReports(language);
  const { currentState } = describeStatus(language);

  const change = ({ to, was, value: becomes }: PlannedUpdate): string => {
    const type = targetType(to);
    const given = { label: targetLabel(to), value: value(becomes, type) };
    return was === undefined ? fill(commandLine.value, given) : fill(commandLine.change, { ...given, was: value(was, type) });
  };

  return {
    usage: (): string[] => [commandLine.usage, ...Object.entries(commandLine.flags).map(([name, what]) => `  ${name.padEnd(7)}  ${what}`)],
    /** Why arguments are not understood. */
    wrongArguments: (of: ArgumentProblem): string => {
      const { wrong } = commandLine;
      switch (of.code) {
        case "unknown":
        case "value":
          return fill(wrong[of.code], { name: of.name });
        case "not-a-day":
          return fill(wrong["not-a-day"], { name: of.name, found: of.found });
        case "outside":
          return fill(wrong.outside, { name: of.name, first: of.first, last: of.last });
        default:
          return wrong[of.code];
      }
    },
    statusAnswer: (of: StatusAnswer, lastRun: Report | null): string[] => {
      if (!of.connected) return [words.notices.notConnected];
      return [
        commandLine.connected,
        currentState(of.waiting.length, of.running, of.nextRunAt),
        ...of.missing.map((folder) => fill(words.report.missing, { folder })),
        ...of.others.map(({ days, ...other }) => leftAttribute({ ...other, days: days.length })),
        ...(of.refused.length === 0 ? [] : [fill(commandLine.refused, { days: of.refused.length, dates: listNames(of.refused.map((each) => formats.day(each))) })]),
        ...unquotedIssues(of.issues),
        lastRun === null ? commandLine.noRun
          : fill(commandLine.lastRun, { date: formats.dayOfYear(localDateAt(lastRun.at)), time: formats.time(lastRun.at), report: withoutIssues(lastRun).join(" ") }),
        fill(words.statusView.budget, of.requests),
      ];
    },
    previewAnswer: ({ updates, steps, issues, calls, draft }: RunPlan): string[] => {
      const days = [...new Set(updates.map(({ date }) => date))].sort().reverse();
      return [
        updates.length === 0 ? commandLine.nothing : fill(commandLine.wouldSend, { values: updates.length, days: days.length, calls }),
        ...days.flatMap((day) => [day, ...updates.filter(({ date }) => date === day).map((update) => `  ${change(update)}`)]),
        ...(steps.length === 0 ? [] : [commandLine.consent]),
        ...steps.map((each) => displayable(`  ${each.label}: ${ownershipStep(each)}`)),
        ...issues.map((each) => unquotedIssue(each)),
        ...draft.leftOut.filter(({ reason }) => reason !== "future").map((each) => leftOut(each)),
      ];
    },
    syncAnswer: (of: Report): string[] => [...withoutIssues(of), ...unquotedIssues(of.issues)],
  };
}
