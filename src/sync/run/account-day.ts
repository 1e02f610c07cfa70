import { latestDayAt, localDateAt, type LocalDate } from "../../domain/local-date";
import type { ExistClient } from "../../exist/client";
import { ExistError } from "../../exist/error";
import type { Ledger } from "../ledger";
import type { Clock, Notes, SettingsStore } from "../ports";
import type { RefusedUpdate, Report, Trigger } from "../report";
import { type Draft, prepare } from "./prepare";
import type { RunPlan } from "./run-plan";

interface AccountDayDeps {
  readonly clock: Clock;
  readonly notes: Notes;
  readonly settings: SettingsStore;
  readonly ledger: Ledger;
  readonly client: (trigger: Trigger) => ExistClient;
}

/**
 * Which day it is where the account is. People move, and their account with them: where a day seems not to have come there,
 * Exist is asked where that is, once a day.
 */
export class AccountDay {
  /** The day on which Exist was last asked. */
  private askedOn: LocalDate | null = null;

  constructor(private readonly deps: AccountDayDeps) {}

  /** Before today's note waits for a day that has not come for the account, looks whether that is so. Throws ExistError. */
  async follow(trigger: Trigger, draft: Draft): Promise<Draft> {
    const { clock, settings, notes } = this.deps;
    const here = localDateAt(clock.now());
    if (trigger === "backfill" || this.isAsked || latestDayAt(clock.now(), this.zone) >= here) return draft;
    if (!(await notes.list(here)).notes.has(here) || !(await this.ask(trigger))) return draft;
    return prepare(this.deps, settings.current, draft.scope);
  }

  /**
   * Where Exist refuses something of the latest day, looks whether that has come for the account: what came too early is not
   * refused but waits for its day. Where Exist cannot be asked, the refusal stands until the day is another.
   */
  async withoutEarly(report: Report, { trigger, draft }: RunPlan): Promise<Report> {
    if (this.isAsked || !report.refused.some(({ date, answered }) => answered !== false && date >= draft.today)) return report;
    try {
      if (!(await this.ask(trigger))) return report;
    } catch (error) {
      if (error instanceof ExistError) return report;
      throw error;
    }
    const today = latestDayAt(this.deps.clock.now(), this.zone);
    const early = report.refused.filter(({ date }) => date > today);
    await this.deps.ledger.change(early.map(({ date }) => date), (_date, day) => ({ ...day, refused: new Map() }));
    return { ...report, refused: report.refused.filter(({ date }) => date <= today), leftOut: [...report.leftOut, ...notesOf(early)] };
  }

  private get zone(): string | undefined {
    return this.deps.settings.current.connection?.timezone;
  }

  private get isAsked(): boolean {
    return this.askedOn === localDateAt(this.deps.clock.now());
  }

  /** Asks Exist where the account is now, and keeps it. @returns whether that is elsewhere than was known */
  private async ask(trigger: Trigger): Promise<boolean> {
    const { clock, settings, client } = this.deps;
    const { timezone } = await client(trigger).profile();
    this.askedOn = localDateAt(clock.now());
    if (timezone === "" || timezone === this.zone) return false;
    await settings.change((now) => (now.connection === null ? now : { ...now, connection: { ...now.connection, timezone } }));
    return true;
  }
}

/** The notes of days that are still to come, each once. */
function notesOf(early: readonly RefusedUpdate[]): Report["leftOut"] {
  return [...new Map(early.map(({ path, date }) => [path, { path, date, reason: "future" } as const])).values()];
}
