import { localDateAt, type LocalDate, nextDayAt } from "../../domain/local-date";
import { targetKey } from "../../domain/mapping";
import type { ExistClient } from "../../exist/client";
import { AccountDay } from "./account-day";
import { permission } from "../agreement";
import { makeYieldToUi } from "../yield-to-ui";
import { compare, type Comparison } from "./compare";
import { NO_CONTROL, type RunControl } from "./control";
import { holdOf } from "../hold";
import type { Ledger, OpenDay } from "../ledger";
import { attributeOf, fetchCatalogue, stepFor } from "./ownership";
import type { Clock, Notes, SettingsStore } from "../ports";
import { type Draft, isPartial, prepare, type Scope } from "./prepare";
import { assumedHeld, holdings, unknownTags, withoutZeros } from "./holdings";
import { emptyReport, type Failure, type Report, type Trigger } from "../report";
import { type DeviceState, deviceState, type ExistState, NOT_ASKED, planRun, type RunPlan, unseenBy } from "./run-plan";
import { missingIn, openValues } from "../sync-status";
import type { Consent } from "./consent";
import { failureOf, type SendDeps, sendPlan } from "./send";
import { isStale } from "./stale";

/*
 * A run, from the notes to the books. What holds whatever happens on the way:
 *
 * 1. prepare   Only contents that were read count; a note that cannot be read now is left for later, with its days.
 * 2. plan      Nothing is sent that the ledger knows to be at Exist; nothing is left out silently.
 * 3. ask       An automatic run asks nobody. What needs a person waits, and the hold says so.
 * 4. confirm   What a person agrees to is what they saw: before it is sent, all that it rests on is looked at again.
 * 5. send      The ledger says what is tried before it is tried, and what came of it after.
 * 6. settle    A note is settled by what was read of it, and only when nothing of it is left.
 */

/** What a run needs. `client` and `ledger` are those of the connected account. */
export interface EngineDeps {
  readonly clock: Clock;
  readonly notes: Notes;
  readonly settings: SettingsStore;
  readonly ledger: Ledger;
  /** The client for a run; an automatic one leaves part of the hour's requests to people. */
  readonly client: (trigger: Trigger) => ExistClient;
}

/** How a run ended: done, or with a plan that a person has to see. */
export type RunResult = { readonly kind: "report"; readonly report: Report } | { readonly kind: "preview"; readonly plan: RunPlan };

/** How a plan that a person has agreed to ended: carried out, or not, because it is not what they saw any more. */
export type Confirmed = { readonly kind: "report"; readonly report: Report } | { readonly kind: "moved"; readonly plan: RunPlan };

/** One run: read the notes, plan, ask where a person must be asked, send, keep the books. */
export class Engine {
  /** The day on which settled notes were last compared with what they were settled with; null since the start of the app. */
  private verifiedOn: LocalDate | null = null;
  private readonly accountDay: AccountDay;

  constructor(private readonly deps: EngineDeps) {
    this.accountDay = new AccountDay(deps);
  }

  /**
   * Sends what changed, or gives the plan when a person has to see it first. An automatic run never asks: what needs
   * agreement waits, and the report says so. Never throws.
   */
  async run(trigger: Trigger, scope: Scope = {}, control: RunControl = NO_CONTROL): Promise<RunResult> {
    try {
      const plan = await this.plan(trigger, scope);
      const onlyAgreement = plan.reasons.every((reason) => reason === "agreement");
      if (plan.reasons.length === 0 || (trigger === "automatic" && onlyAgreement)) {
        return { kind: "report", report: await this.send(plan, null, control) };
      }
      if (trigger !== "automatic") return { kind: "preview", plan };
      return { kind: "report", report: await this.keep({ ...this.begun(plan), unsent: plan.updates.length, waitsFor: plan.reasons }, plan.draft) };
    } catch (error) {
      return { kind: "report", report: await this.keep({ ...emptyReport(trigger, this.deps.clock.now()), failure: trigger === "automatic" ? failureOf(error) : untilAsked(error) }, scope) };
    }
  }

  /**
   * What a run would send. Where a person is going to see it, Exist is asked what it holds and who owns what; otherwise it
   * is asked only what this device cannot know and what would be replaced unseen. Throws ExistError.
   * @param control is told how many of all questions have been answered; stopped, the plan knows less and is of no use
   * @param again whether it was shown before: then a person sees it whatever it needs, with what Exist holds by now
   */
  async plan(trigger: Trigger, scope: Scope = {}, control: RunControl = NO_CONTROL, again = false): Promise<RunPlan> {
    const draft = await this.draft(trigger, scope);
    const plan = await this.planUnknown(await this.planWith(NOT_ASKED, trigger, draft), control);
    const isShown = trigger !== "automatic" && (again || scope.range !== undefined || plan.reasons.length > 0);
    return isShown ? this.planWith(await this.ask(plan, control), trigger, draft) : plan;
  }

  /**
   * Compares what the notes say with what Exist holds, also where the ledger takes both for equal, and keeps in the
   * ledger what was learned. Sends nothing. Throws ExistError.
   * @param days the notes to look at; all from `syncFrom` on unless told
   */
  async compare(days: Pick<Scope, "from" | "to"> = {}): Promise<Comparison> {
    const draft = await this.draft("command", { ...days, compare: true });
    const client = this.deps.client("command");
    const owners = await this.owners(client, await this.planWith(NOT_ASKED, "command", draft));
    return compare({ ...this.deps, client }, draft, await this.books(), owners);
  }

  /**
   * Carries out a plan that a person has agreed to, if it is still what they saw: the same session, rules, notes, owners, and values
   * at Exist. Else it is made again, to be shown again, and nothing is sent. Never throws.
   */
  async confirm(plan: RunPlan, consent: Consent, control: RunControl = NO_CONTROL): Promise<Confirmed> {
    try {
      if (await this.isStale(plan, consent)) return { kind: "moved", plan: await this.plan(plan.trigger, plan.draft.scope, control, true) };
    } catch (error) {
      return { kind: "report", report: await this.keep({ ...this.begun(plan), unsent: plan.updates.length, failure: untilAsked(error) }, plan.draft) };
    }
    return { kind: "report", report: await this.send(plan, consent, control) };
  }

  /** Whether a plan is not what a person saw any more. Throws ExistError. */
  isStale(plan: RunPlan, consent: Consent): Promise<boolean> {
    return isStale(this.deps, plan, consent);
  }

  /** Carries a plan out, as far as `consent` allows. Never throws: what went wrong is in the report. */
  async send(plan: RunPlan, consent: Consent, control: RunControl = NO_CONTROL): Promise<Report> {
    let report = this.begun(plan);
    try {
      const deps = { ...this.deps, client: this.deps.client(plan.trigger) };
      const { again } = await sendPlan(deps, plan, consent, control, (part) => { report = { ...report, ...part }; });
      if (again && report.failure === null && !control.stopped()) report = await this.sendRest(deps, plan, report, control);
      report = await this.accountDay.withoutEarly(report, plan);
    } catch (error) {
      report = { ...report, failure: untilAsked(error) };
    }
    return this.keep({ ...report, at: this.deps.clock.now() }, plan.draft);
  }

  /**
   * Sends what the plan took for held at Exist by attributes that have only now come back to us. That is in all notes: who
   * asked for everything gets it, who asked for one note or for nothing is asked first where a person has to see it.
   */
  private async sendRest(deps: SendDeps, { trigger, draft: { scope } }: RunPlan, before: Report, control: RunControl): Promise<Report> {
    const draft = await prepare(this.deps, this.deps.settings.current, { from: scope.from, to: scope.to });
    const plan = await this.planWith(NOT_ASKED, trigger, draft);
    if (trigger !== "command" && plan.reasons.length > 0) return { ...before, unsent: before.unsent + plan.updates.length, waitsFor: plan.reasons };
    let rest = emptyReport(trigger, before.at);
    await sendPlan(deps, plan, null, control, (part) => { rest = { ...rest, ...part }; });
    return {
      ...before, failure: rest.failure, cancelled: rest.cancelled, unsent: rest.unsent, waitsFor: rest.waitsFor,
      lost: [...before.lost, ...rest.lost], refused: [...before.refused, ...rest.refused],
      values: before.values + rest.values, days: Math.max(before.days, rest.days), calls: before.calls + rest.calls,
    };
  }

  private async planWith(known: ExistState, trigger: Trigger, draft: Draft): Promise<RunPlan> {
    return planRun(trigger, draft, await this.books(), known, makeYieldToUi(this.deps.clock));
  }

  private books(): Promise<DeviceState> {
    return deviceState(this.deps);
  }

  /**
   * Asks what Exist holds where the ledger does not know it and the plan depends on it: on days whose notes came late,
   * before anything is replaced; and, where a person waits, for what another device may have sent since. Makes no call else.
   */
  private async planUnknown(plan: RunPlan, control: RunControl): Promise<RunPlan> {
    if (plan.reasons.length > 0 || plan.draft.scope.range !== undefined) return plan;
    const isUnseen = unseenBy(plan.draft, await this.books());
    const late = plan.updates.filter(({ date }) => isUnseen(date));
    const elsewhere = plan.trigger === "automatic" ? [] : [...unknownTags(plan.draft, plan.known), ...assumedHeld(plan)];
    if (late.length + elsewhere.length === 0) return plan;
    const held = await holdings(this.deps.client(plan.trigger), [...late, ...elsewhere], NOT_ASKED, control);
    return this.planWith({ ...NOT_ASKED, held: withoutZeros(held) }, plan.trigger, plan.draft);
  }

  private async draft(trigger: Trigger, scope: Scope): Promise<Draft> {
    const today = localDateAt(this.deps.clock.now());
    const isWhole = scope.path === undefined && scope.range === undefined;
    const draft = await prepare(this.deps, this.deps.settings.current, scope, isWhole && this.verifiedOn !== today);
    if (isWhole) this.verifiedOn = today;
    return this.describe(trigger, await this.accountDay.follow(trigger, draft));
  }

  /** Fills in what Exist alone knows of attributes that were chosen by name, once. */
  private async describe(trigger: Trigger, draft: Draft): Promise<Draft> {
    const unknown = draft.settings.mappings.flatMap(({ enabled, to }) => (enabled && to.kind === "attribute" && to.valueType === undefined ? [to] : []));
    if (unknown.length === 0 || trigger === "automatic" || draft.days.length === 0) return draft;
    const catalogue = await fetchCatalogue(this.deps.client(trigger), draft.settings, unknown);
    await this.deps.settings.change((now) => ({
      ...now,
      mappings: now.mappings.map((mapping) => {
        if (mapping.to.kind !== "attribute") return mapping;
        const attribute = attributeOf(mapping.to, catalogue);
        return attribute === undefined ? mapping : { ...mapping, to: { ...mapping.to, label: attribute.label, group: attribute.group, valueType: attribute.valueType ?? undefined } };
      }),
    }));
    return prepare(this.deps, this.deps.settings.current, draft.scope);
  }

  /** Asks Exist who owns what the plan needs, and what it holds on the plan's days. */
  private async ask(plan: RunPlan, control: RunControl): Promise<ExistState> {
    const client = this.deps.client(plan.trigger);
    const owners = await this.owners(client, plan);
    return { ...owners, held: await holdings(client, [...plan.updates, ...unknownTags(plan.draft, owners), ...assumedHeld(plan)], owners, control) };
  }

  /**
   * Asks Exist who owns what a plan needs somebody's agreement for, and also what it may need it for once it is known what
   * Exist holds: tags that are to become 0. Makes no call where nothing does.
   */
  private async owners(client: ExistClient, plan: RunPlan): Promise<ExistState> {
    const { draft: { settings } } = plan;
    const maySend = permission(await this.deps.ledger.agreement(), settings);
    const tags = unknownTags(plan.draft, plan.known).filter(({ to }) => to.name === undefined || !maySend(to, to.name));
    const targets = new Map([...plan.steps, ...tags].map(({ to }) => [targetKey(to), to]));
    if (targets.size === 0) return NOT_ASKED;
    const catalogue = await fetchCatalogue(client, settings, [...targets.values()]);
    const steps = new Map([...targets].map(([key, to]) => [key, stepFor(to, catalogue)]));
    const names = new Map([...steps].flatMap(([key, { name }]) => (name === undefined ? [] : [[key, name] as const])));
    return { names, steps, held: new Map() };
  }

  private begun({ trigger, draft, issues }: RunPlan): Report {
    return { ...emptyReport(trigger, this.deps.clock.now()), notes: draft.days.reduce((sum, { notes }) => sum + notes.length, 0), issues, leftOut: draft.leftOut, unread: draft.unread, hasNotes: draft.hasNotes, missing: missingIn(draft.places) };
  }

  /** Keeps a report, and what a run over all notes was held up by. @param of what the run read, or only which notes it was to read */
  private async keep(report: Report, of: Draft | Scope): Promise<Report> {
    try {
      const draft = "readings" in of ? of : null;
      const open = await this.deps.ledger.open();
      const whole = { ...report, open: openValues(open, this.deps.settings.current), lookAgainAt: draft === null ? null : nextLookAt(this.deps, open, draft, report) };
      await this.deps.ledger.keepReport(whole);
      if (!isPartial(draft?.scope ?? (of as Scope))) await this.deps.ledger.putHold(holdOf(whole));
      return whole;
    } catch (error) {
      const failed = { ...report, failure: report.failure ?? failureOf(error) };
      // It is known as long as the app runs; that it is not stored is in the report itself.
      await this.deps.ledger.putHold(holdOf(failed)).catch(() => undefined);
      return failed;
    }
  }
}

/**
 * When to look again though no note changes: a value in doubt is due, or a day comes for which a note holds something, or
 * with which a refusal does not stand any more.
 */
function nextLookAt({ clock, settings }: EngineDeps, open: ReadonlyMap<LocalDate, OpenDay>, { ahead, today, readAt }: Draft, { leftOut }: Report): number | null {
  const now = clock.now();
  // What has become due while the run was under way is due at once.
  const times = [...open.values()].flatMap(({ doubtAt }) => (doubtAt !== null && doubtAt > readAt ? [doubtAt] : []));
  const waitsForDay = ahead.length > 0 || leftOut.some(({ reason }) => reason === "future") || [...open].some(([date, { refused }]) => refused > 0 && date >= today);
  if (waitsForDay) times.push(nextDayAt(now, settings.current.connection?.timezone));
  return times.length === 0 ? null : Math.min(...times);
}

/** A failure before anything was sent, while a person was to be asked or an attribute acquired: no run does that by itself later. */
function untilAsked(error: unknown): Failure {
  return { ...failureOf(error), waitingHelps: false };
}
