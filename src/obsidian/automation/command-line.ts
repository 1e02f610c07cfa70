import { type CliData, type CliFlags, Platform, type Plugin } from "obsidian";
import { localDateAt } from "../../domain/local-date";
import { type Answer, type ParsedArguments, type ProblemCode, previewAnswer, readArguments, runAnswer, problemIn, statusAnswer, type StatusAnswer } from "../../presentation/command-line";
import { daysFrom } from "../../presentation/days";
import type { Report } from "../../sync/report";
import { leftToOthers, missingIn } from "../../sync/sync-status";
import type { Schedule } from "../../sync/schedule";
import { failureOf } from "../../sync/run/send";
import { deviceClock } from "../clock";
import type { VaultNotes } from "../notes/vault-notes";
import type { Session } from "../session";
import type { SettingsFile } from "../state/settings-file";
import { words } from "../words";

/** What the command line works with. */
export interface CommandLineHost {
  /** Missing where Obsidian has no command line. */
  readonly registerCliHandler?: Plugin["registerCliHandler"];
  readonly settingsFile: Pick<SettingsFile, "current" | "lock">;
  readonly isConnected: boolean;
  readonly notes: Pick<VaultNotes, "list">;
  readonly schedule: Pick<Schedule, "exclusively" | "followUp" | "now">;
  /** The session of the connected account; null without a connection. */
  open(): Promise<Session | null>;
  /** Why nothing can be sent at all, as a sentence, or null. */
  obstacle(): string | null;
  /** Told of a run that was made. */
  ran(report: Report): Promise<void>;
}

/** An answer, for programs and as lines for people. */
interface Said {
  readonly answer: Answer;
  readonly lines: readonly string[];
}

const flags = (): CliFlags => {
  const { flags: described } = words.commandLine;
  return {
    status: { description: described.status },
    preview: { description: described.preview },
    sync: { description: described.sync },
    from: { value: "<YYYY-MM-DD>", description: described.from },
    to: { value: "<YYYY-MM-DD>", description: described.to },
    json: { description: described.json },
  };
};

/**
 * Answers to `obsidian exist-sync`, where Obsidian has a command line: on desktops. Nothing that it is asked for opens a
 * window, and it sends what was agreed to and nothing else.
 */
export function registerCommandLine(plugin: CommandLineHost): void {
  if (!Platform.isDesktopApp || typeof plugin.registerCliHandler !== "function") return;
  plugin.registerCliHandler("exist-sync", words.commandLine.description, flags(), (given) => answerTo(plugin, given));
}

async function answerTo(plugin: CommandLineHost, given: CliData): Promise<string> {
  const today = localDateAt(deviceClock.now());
  const asked = readArguments(given, plugin.settingsFile.current.syncFrom, today);
  const { answer, lines } = "problem" in asked ? wrong(words.commandLine.wrong(asked.problem)) : await done(plugin, asked);
  return given.json === "true" ? JSON.stringify(answer, null, 2) : lines.join("\n");
}

/** Does what was asked. Never throws: what went wrong is in the answer. */
async function done(plugin: CommandLineHost, asked: ParsedArguments): Promise<Said> {
  const command = asked.command ?? "status";
  try {
    switch (command) {
      case "status":
        return await status(plugin, asked.command === null);
      case "preview":
        return await preview(plugin, asked.days);
      case "sync":
        return await sync(plugin, asked.days);
    }
  } catch (error) {
    const failure = failureOf(error);
    return failed(command, failure.kind, words.failure({ ...failure, waitingHelps: false }));
  }
}

/** How things stand; before it how to ask for more, where nothing was asked for. */
async function status(plugin: CommandLineHost, withUsage: boolean): Promise<Said> {
  const { running, nextAt } = plugin.schedule.now;
  const session = await plugin.open();
  const rest = { connected: session !== null, running, nextAt };
  const said = (of: StatusAnswer, lastRun: Report | null): Said => ({
    answer: { version: 1, command: "status", ok: true, problem: null, status: of },
    lines: [...(withUsage ? words.commandLine.usage : []), ...words.commandLine.status(of, lastRun)],
  });
  if (session === null) return said(statusAnswer({ ...rest, days: [], missing: [], others: [], lastRun: null, used: 0 }), null);
  const { current } = plugin.settingsFile;
  const today = localDateAt(deviceClock.now());
  const list = await plugin.notes.list(today);
  const days = await daysFrom(session.ledger, list, current, current.syncFrom, today);
  const lastRun = (await session.ledger.store.facts("reports"))?.[0] ?? null;
  return said(statusAnswer({ ...rest, days: days.values(), missing: missingIn(list.places), others: leftToOthers(await session.ledger.open(), current), lastRun, used: await session.budget.used() }), lastRun);
}

async function preview(plugin: CommandLineHost, days: ParsedArguments["days"]): Promise<Said> {
  const hindered = obstacleOf(plugin);
  if (hindered !== null) return failed("preview", hindered.code, hindered.message);
  const plan = await plugin.schedule.exclusively(async () => (await plugin.open())?.engine.plan("command", { ...days, declined: true }));
  if (plan === undefined) return failed("preview", "not-connected", words.notices.notConnected);
  const answer = previewAnswer(plan);
  return { answer: { version: 1, command: "preview", ok: true, problem: null, preview: answer }, lines: words.commandLine.preview(plan) };
}

async function sync(plugin: CommandLineHost, days: ParsedArguments["days"]): Promise<Said> {
  const hindered = obstacleOf(plugin);
  if (hindered !== null) return failed("sync", hindered.code, hindered.message);
  const result = await plugin.schedule.exclusively(async (control) => (await plugin.open())?.engine.run("automatic", days, control));
  if (result?.kind !== "report") return failed("sync", "not-connected", words.notices.notConnected);
  const report = plugin.schedule.followUp(result.report);
  await plugin.ran(report);
  const code = problemIn(report);
  const lines = words.commandLine.run(report);
  return {
    answer: { version: 1, command: "sync", ok: code === null, problem: code === null ? null : { code, message: lines.join(" ") }, sync: runAnswer(report) },
    lines,
  };
}

/** Why nothing can be asked of Exist or sent to it. */
function obstacleOf(plugin: CommandLineHost): { readonly code: ProblemCode; readonly message: string } | null {
  const message = plugin.obstacle();
  if (message === null) return null;
  if (plugin.settingsFile.lock !== null) return { code: "settings-unreadable", message };
  return { code: plugin.isConnected ? "nothing-mapped" : "not-connected", message };
}

function wrong(message: string): Said {
  return { answer: { version: 1, command: null, ok: false, problem: { code: "arguments", message } }, lines: [message, ...words.commandLine.usage] };
}

function failed(command: Answer["command"], code: ProblemCode, message: string): Said {
  return { answer: { version: 1, command, ok: false, problem: { code, message } }, lines: [message] };
}
