import type { TargetKey } from "../../domain/mapping";
import type { ExistClient } from "../../exist/client";
import { makeBreather } from "../breathe";
import { compare, type Comparison } from "./compare";
import { NO_CONTROL, type RunControl } from "./control";
import type { Ledger } from "../ledger";
import { attributeOf, fetchCatalogue, type OwnershipStep, stepFor } from "./ownership";
import type { Clock, Notes, SettingsStore } from "../ports";
import { type Draft, prepare, type Scope } from "./prepare";
import { reconcile } from "./reconcile";
import { emptyReport, type Failure, type Report, type Trigger } from "../report";
import { type Known, namesIn, NOTHING_KNOWN, planRun, type RunPlan } from "./run-plan";
import { type Consent, failureOf, type SendDeps, sendPlan } from "./send";

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

/** One run: read the notes, plan, ask where a person must be asked, send, keep the books. */
export class Engine {
  constructor(private readonly deps: EngineDeps) {}

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
      return { kind: "report", report: await this.keep({ ...this.begun(plan), unsent: plan.updates.length, waitsFor: plan.reasons }) };
    } catch (error) {
      return { kind: "report", report: await this.keep({ ...emptyReport(trigger, this.deps.clock.now()), failure: untilAsked(error) }) };
    }
  }

  /**
   * What a run would send. Where a person is going to see it, Exist is asked what it holds and who owns what;
   * otherwise no call is made. Throws ExistError.
   * @param control is told how many of all questions have been answered; stopped, the plan knows less and is of no use
   */
  async plan(trigger: Trigger, scope: Scope = {}, control: RunControl = NO_CONTROL): Promise<RunPlan> {
    const draft = await this.draft(trigger, scope);
    const plan = await this.planWith(NOTHING_KNOWN, trigger, draft);
    const isSeen = scope.range !== undefined || plan.reasons.length > 0;
    if (trigger === "automatic" || !isSeen) return plan;
    return this.planWith(await this.ask(plan, control), trigger, draft);
  }

  /**
   * Compares what the notes say with what Exist holds, also where the ledger takes both for equal, and keeps in the
   * ledger what was learned. Sends nothing. Throws ExistError.
   * @param days the notes to look at; all from `syncFrom` on unless told
   */
  async compare(days: Pick<Scope, "from" | "to"> = {}): Promise<Comparison> {
    const draft = await this.draft("command", { ...days, compare: true });
    const seen = await this.deps.ledger.seenNotes();
    const client = this.deps.client("command");
    const owners = await askOwners(client, await this.planWith(NOTHING_KNOWN, "command", draft));
    return compare({ ...this.deps, client }, draft, seen, owners);
  }

  /** Carries a plan out, as far as `consent` allows. Never throws: what went wrong is in the report. */
  async send(plan: RunPlan, consent: Consent, control: RunControl = NO_CONTROL): Promise<Report> {
    let report = this.begun(plan);
    try {
      const deps = { ...this.deps, client: this.deps.client(plan.trigger) };
      const { again } = await sendPlan(deps, plan, consent, control, (part) => { report = { ...report, ...part }; });
      if (again && report.failure === null && !control.stopped()) report = await this.sendRest(deps, plan, report, control);
    } catch (error) {
      report = { ...report, failure: untilAsked(error) };
    }
    return this.keep({ ...report, at: this.deps.clock.now() });
  }

  /**
   * Sends what the plan took for held at Exist by attributes that have only now come back to us. That is in all notes: who
   * asked for everything gets it, who asked for one note or for nothing is asked first where a person has to see it.
   */
  private async sendRest(deps: SendDeps, { trigger, draft: { scope } }: RunPlan, before: Report, control: RunControl): Promise<Report> {
    const draft = await prepare(this.deps, this.deps.settings.current, { from: scope.from, to: scope.to });
    const plan = await this.planWith(NOTHING_KNOWN, trigger, draft);
    if (trigger !== "command" && plan.reasons.length > 0) return { ...before, unsent: before.unsent + plan.updates.length, waitsFor: plan.reasons };
    let rest = emptyReport(trigger, before.at);
    await sendPlan(deps, plan, null, control, (part) => { rest = { ...rest, ...part }; });
    return { ...rest, notes: before.notes, acquired: before.acquired, created: before.created, refusedAttributes: before.refusedAttributes, lost: [...before.lost, ...rest.lost], issues: before.issues, leftOut: before.leftOut, refused: [...before.refused, ...rest.refused], values: before.values + rest.values, days: Math.max(before.days, rest.days), calls: before.calls + rest.calls };
  }

  private async planWith(known: Known, trigger: Trigger, draft: Draft): Promise<RunPlan> {
    const { clock, ledger } = this.deps;
    return planRun(trigger, draft, await ledger.seenNotes(), known, makeBreather(clock));
  }

  private async draft(trigger: Trigger, scope: Scope): Promise<Draft> {
    return this.describe(trigger, await prepare(this.deps, this.deps.settings.current, scope));
  }

  /** Fills in what Exist alone knows of attributes that were chosen by name, once. */
  private async describe(trigger: Trigger, draft: Draft): Promise<Draft> {
    const unknown = draft.settings.mappings.flatMap(({ enabled, to }) => (enabled && to.kind === "attribute" && to.valueType === undefined ? [to] : []));
    if (unknown.length === 0 || trigger === "automatic" || draft.notes.length === 0) return draft;
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
  private async ask(plan: RunPlan, control: RunControl): Promise<Known> {
    const client = this.deps.client(plan.trigger);
    const owners = await askOwners(client, plan);
    const nameOf = namesIn(owners);
    const known = plan.updates.flatMap(({ to }) => nameOf(to) ?? []);
    const held = await reconcile(client, [...new Set(known)], [...new Set(plan.updates.map(({ date }) => date))], control);
    return { ...owners, held };
  }

  private begun({ trigger, draft, issues }: RunPlan): Report {
    return { ...emptyReport(trigger, this.deps.clock.now()), notes: draft.notes.length, issues, leftOut: draft.leftOut };
  }

  private async keep(report: Report): Promise<Report> {
    try {
      await this.deps.ledger.keepReport(report);
      return report;
    } catch (error) {
      return { ...report, failure: report.failure ?? failureOf(error) };
    }
  }
}

/** Asks Exist who owns what a plan needs somebody's agreement for; makes no call where nothing does. */
async function askOwners(client: ExistClient, plan: RunPlan): Promise<Known> {
  const steps = new Map<TargetKey, OwnershipStep>();
  const names = new Map<TargetKey, string>();
  if (plan.steps.length === 0) return NOTHING_KNOWN;
  const catalogue = await fetchCatalogue(client, plan.draft.settings, plan.steps.map(({ to }) => to));
  for (const { key, to } of plan.steps) {
    const step = stepFor(to, catalogue);
    steps.set(key, step);
    if (step.name !== undefined) names.set(key, step.name);
  }
  return { names, steps, held: new Map() };
}

/** A failure before anything was sent, while a person was to be asked or an attribute acquired: no run does that by itself later. */
function untilAsked(error: unknown): Failure {
  return { ...failureOf(error), waitingHelps: false };
}
