import { type LocalDate, parseLocalDate } from "../domain/local-date";
import { targetLabel } from "../domain/mapping";
import type { Issue } from "../domain/reading";
import type { Value } from "../domain/value-type";
import { HOURLY_LIMIT } from "../exist/budget";
import type { Day } from "./days";
import type { OwnershipStep } from "../sync/run/ownership";
import type { Failure, PreviewReason, Report } from "../sync/report";
import { namesIn, type RunPlan } from "../sync/run/run-plan";

/** What can be asked for from a command line. */
export const CLI_COMMANDS = ["status", "preview", "sync"] as const;
export type CliCommand = (typeof CLI_COMMANDS)[number];

/** Words that take no value, and those that take a day. */
const SWITCHES: readonly string[] = [...CLI_COMMANDS, "json"];
const DAYS = ["from", "to"] as const;
/** What Obsidian's own command line takes with every command. */
const OF_OBSIDIAN: readonly string[] = ["vault", "copy", "--copy"];

/** What was asked for, understood. */
export interface ParsedArguments {
  /** Null where nothing was asked for: then the usage is told, with the status. */
  readonly command: CliCommand | null;
  /** Only notes of these days. */
  readonly days: { readonly from?: LocalDate; readonly to?: LocalDate };
}

/** Why arguments are not understood. */
export type ArgumentProblem =
  | { readonly code: "unknown"; readonly name: string }
  /** A word that takes no value has one. */
  | { readonly code: "value"; readonly name: string }
  /** More than one thing is asked for. */
  | { readonly code: "several" }
  /** Days, and nothing that could be limited to them. */
  | { readonly code: "days-alone" }
  | { readonly code: "not-a-day"; readonly name: string; readonly found: string }
  /** A day that no run looks at. */
  | { readonly code: "outside"; readonly name: string; readonly first: LocalDate; readonly last: LocalDate }
  | { readonly code: "order" };

/**
 * Understands what a command line asks for.
 * @param given values by name; words without a value have "true"
 * @param first and `last`: the days that runs look at
 */
export function readArguments(given: Readonly<Record<string, string>>, first: LocalDate, last: LocalDate): ParsedArguments | { readonly problem: ArgumentProblem } {
  for (const [name, value] of Object.entries(given)) {
    if (OF_OBSIDIAN.includes(name) || DAYS.some((each) => each === name)) continue;
    if (!SWITCHES.includes(name)) return { problem: { code: "unknown", name } };
    if (value !== "true") return { problem: { code: "value", name } };
  }
  const [command = null, ...more] = CLI_COMMANDS.filter((each) => given[each] !== undefined);
  if (more.length > 0) return { problem: { code: "several" } };
  const days: { from?: LocalDate; to?: LocalDate } = {};
  for (const name of DAYS) {
    const found = given[name];
    if (found === undefined) continue;
    const day = parseLocalDate(found);
    if (day === null) return { problem: { code: "not-a-day", name, found } };
    if (day < first || day > last) return { problem: { code: "outside", name, first, last } };
    days[name] = day;
  }
  if (days.from !== undefined && days.to !== undefined && days.from > days.to) return { problem: { code: "order" } };
  const limited = days.from !== undefined || days.to !== undefined;
  return limited && (command === null || command === "status") ? { problem: { code: "days-alone" } } : { command, days };
}

/** A value in a note that cannot be sent: where it stands and what is wrong, and nothing of what is written there. */
export interface IssueAnswer {
  readonly path: string;
  readonly date: LocalDate;
  /** The property, field, tag or task as the mapping names it; empty when the whole note is meant. */
  readonly key: string;
  readonly code: Issue["problem"]["code"];
}

/** What a run did. */
export interface RunAnswer {
  /** When it ended, milliseconds since 1970. */
  readonly at: number;
  /** Values and days sent, in so many update calls. */
  readonly values: number;
  readonly days: number;
  readonly calls: number;
  /** Values known and not sent, and why a person has to see them first; empty where waiting or another run will do. */
  readonly unsent: number;
  readonly waitsFor: readonly PreviewReason[];
  readonly issues: readonly IssueAnswer[];
  readonly refused: readonly { readonly date: LocalDate; readonly label: string; readonly code: string }[];
  readonly failure: Pick<Failure, "kind" | "retryAt"> | null;
}

/** How things stand, as this device knows it. */
export interface StatusAnswer {
  readonly connected: boolean;
  readonly running: boolean;
  /** When the next automatic run is due, milliseconds since 1970; null when none is. */
  readonly nextRunAt: number | null;
  /** Days whose notes wait to be looked at. */
  readonly waiting: readonly LocalDate[];
  /** Folders of daily notes that are not there. */
  readonly missing: readonly string[];
  /** Attributes that another service fills, with the days of which notes hold something else for them. */
  readonly others: readonly { readonly label: string; readonly owner: string; readonly days: readonly LocalDate[] }[];
  /** Days with a value that Exist refused. */
  readonly refused: readonly LocalDate[];
  readonly issues: readonly IssueAnswer[];
  readonly lastRun: RunAnswer | null;
  /** Requests of the last sixty minutes. */
  readonly requests: { readonly used: number; readonly of: number };
}

/** What would be sent. */
export interface PreviewAnswer {
  readonly values: readonly {
    readonly date: LocalDate;
    readonly label: string;
    /** Exist's name of the attribute; null before there is one. */
    readonly name: string | null;
    readonly value: Value;
    /** What Exist holds now; null for nothing. */
    readonly was: Value | null;
  }[];
  /** What would have to be agreed to in Obsidian first. */
  readonly agreement: readonly { readonly label: string; readonly how: OwnershipStep["how"] }[];
  readonly waitsFor: readonly PreviewReason[];
  /** Update calls that sending it takes. */
  readonly calls: number;
  readonly issues: readonly IssueAnswer[];
}

/**
 * What the command line answers where `json` is asked for. Keys are added to it in later versions of the plugin, and
 * neither taken away nor given another meaning while `version` stays 1. Of what people write it holds the values that
 * are sent, and the places of those that cannot be; no token and no account.
 */
export interface Answer {
  readonly version: 1;
  /** What was asked for; "status" where nothing was; null where the arguments were not understood. */
  readonly command: CliCommand | null;
  /** Whether it was done, and all of it. */
  readonly ok: boolean;
  /** Why it was not: a code for programs, sentences for people. */
  readonly problem: { readonly code: ProblemCode; readonly message: string } | null;
  readonly status?: StatusAnswer;
  readonly preview?: PreviewAnswer;
  readonly sync?: RunAnswer;
}

export type ProblemCode =
  | "arguments" | "not-connected" | "settings-unreadable" | "nothing-mapped"
  /** A person has to see the plan in Obsidian first. */
  | "needs-you"
  /** Values were refused by Exist or could not be sent yet. */
  | "unsent"
  | Failure["kind"];

export function issueAnswer({ path, date, key, problem }: Issue): IssueAnswer {
  return { path, date, key, code: problem.code };
}

export function runAnswer({ at, values, days, calls, unsent, waitsFor, issues, refused, failure }: Report): RunAnswer {
  return {
    at, values, days, calls, unsent, waitsFor,
    issues: issues.map(issueAnswer),
    refused: refused.map(({ date, label, code }) => ({ date, label, code })),
    failure: failure === null ? null : { kind: failure.kind, retryAt: failure.retryAt },
  };
}

/** Why a run did not send everything; null where it did. */
export function problemIn({ failure, waitsFor, unsent, unread, hasNotes, missing, refused, refusedAttributes, open }: Report): ProblemCode | null {
  if (failure !== null) return failure.kind;
  if (waitsFor.length > 0) return "needs-you";
  // What earlier runs could not send is not at Exist either. A value that cannot be read is an issue, and told as one.
  const isShort = !hasNotes || missing.length > 0 || unsent > 0 || unread.length > 0 || refused.length > 0 || refusedAttributes.length > 0 || (open !== null && open.refused + open.inDoubt + open.others.length > 0);
  return isShort ? "unsent" : null;
}

export function previewAnswer({ updates, steps, reasons, calls, issues, known }: RunPlan): PreviewAnswer {
  const nameOf = namesIn(known);
  return {
    values: updates.map(({ to, date, value, was }) => ({ date, label: targetLabel(to), name: nameOf(to) ?? null, value, was: was ?? null })),
    agreement: steps.map(({ label, how }) => ({ label, how })),
    waitsFor: reasons,
    calls,
    issues: issues.map(issueAnswer),
  };
}

/** @param used the requests of the last sixty minutes */
export function statusAnswer(
  { connected, running, nextAt, days, missing, others, lastRun, used }: { connected: boolean; running: boolean; nextAt: number | null; days: Iterable<Day>; missing: readonly string[]; others: StatusAnswer["others"]; lastRun: Report | null; used: number },
): StatusAnswer {
  const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
  const dated = (state: Day["state"]): LocalDate[] => sorted.filter((day) => day.state === state).map(({ date }) => date);
  return {
    connected, running, nextRunAt: nextAt,
    waiting: dated("waiting"), missing, others, refused: dated("refused"),
    issues: sorted.flatMap(({ record }) => record.issues.map(issueAnswer)),
    lastRun: lastRun === null ? null : runAnswer(lastRun),
    requests: { used, of: HOURLY_LIMIT },
  };
}
