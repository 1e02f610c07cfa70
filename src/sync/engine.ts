import type { TargetKey } from "../domain/mapping";
import type { ExistClient } from "../exist/client";
import type { Ledger } from "./ledger";
import { attributeOf, fetchCatalogue, type OwnershipStep, stepFor } from "./ownership";
import type { Clock, Notes, SettingsStore } from "./ports";
import { type Draft, prepare, type Scope } from "./prepare";
import { reconcile } from "./reconcile";
import { emptyReport, type Failure, type Report, type Trigger } from "./report";
import { type Known, namesIn, NOTHING_KNOWN, planRun, type RunPlan } from "./run-plan";
import { type Consent, failureOf, NO_CONTROL, type RunControl, type SendDeps, sendPlan } from "./send";

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

const REPORTS_KEPT = 20;

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
   */
  async plan(trigger: Trigger, scope: Scope = {}): Promise<RunPlan> {
    const { ledger, settings } = this.deps;
    const draft = await this.describe(trigger, await prepare(this.deps, settings.current, scope));
    const seen = await ledger.seenNotes();
    const plan = planRun(trigger, draft, seen, NOTHING_KNOWN);
    if (trigger === "automatic" || plan.reasons.length === 0) return plan;
    return planRun(trigger, draft, seen, await this.ask(plan));
  }

  /** Carries a plan out, as far as `consent` allows. Never throws: what went wrong is in the report. */
  async send(plan: RunPlan, consent: Consent, control: RunControl = NO_CONTROL): Promise<Report> {
    let report = this.begun(plan);
    try {
      const deps = { ...this.deps, client: this.deps.client(plan.trigger) };
      const again = await sendPlan(deps, plan, consent, control, (part) => { report = { ...report, ...part }; });
      if (again && report.failure === null && !control.stopped()) report = await this.sendRest(deps, plan, report, control);
    } catch (error) {
      report = { ...report, failure: untilAsked(error) };
    }
    return this.keep({ ...report, at: this.deps.clock.now() });
  }

  /** Sends what the plan took for held at Exist by attributes that have only now come back to us. */
  private async sendRest(deps: SendDeps, { trigger }: RunPlan, before: Report, control: RunControl): Promise<Report> {
    const draft = await prepare(this.deps, this.deps.settings.current, {});
    const plan = planRun(trigger, draft, await this.deps.ledger.seenNotes(), NOTHING_KNOWN);
    if (trigger === "automatic" && plan.reasons.length > 0) return { ...before, unsent: before.unsent + plan.updates.length, waitsFor: plan.reasons };
    let rest = emptyReport(trigger, before.at);
    await sendPlan(deps, plan, null, control, (part) => { rest = { ...rest, ...part }; });
    return { ...rest, notes: before.notes, acquired: before.acquired, created: before.created, refusedAttributes: before.refusedAttributes, lost: [...before.lost, ...rest.lost], issues: before.issues, leftOut: before.leftOut, refused: [...before.refused, ...rest.refused], values: before.values + rest.values, days: Math.max(before.days, rest.days), calls: before.calls + rest.calls };
  }

  /** Fills in what Exist alone knows of attributes that were chosen by name, once. */
  private async describe(trigger: Trigger, draft: Draft): Promise<Draft> {
    const unknown = draft.settings.mappings.some(({ enabled, to }) => enabled && to.kind === "attribute" && to.valueType === undefined);
    if (!unknown || trigger === "automatic" || draft.notes.length === 0) return draft;
    const catalogue = await fetchCatalogue(this.deps.client(trigger));
    await this.deps.settings.change((now) => ({
      ...now,
      mappings: now.mappings.map((mapping) => {
        const attribute = mapping.to.kind === "attribute" ? attributeOf(mapping.to, catalogue) : undefined;
        if (attribute === undefined || mapping.to.kind !== "attribute") return mapping;
        return { ...mapping, to: { ...mapping.to, label: attribute.label, group: attribute.group, valueType: attribute.valueType } };
      }),
    }));
    return prepare(this.deps, this.deps.settings.current, draft.scope);
  }

  /** Asks Exist who owns what the plan needs, and what it holds on the plan's days. */
  private async ask(plan: RunPlan): Promise<Known> {
    const client = this.deps.client(plan.trigger);
    const steps = new Map<TargetKey, OwnershipStep>();
    const names = new Map<TargetKey, string>();
    if (plan.steps.length > 0) {
      const catalogue = await fetchCatalogue(client);
      for (const { key, to } of plan.steps) {
        const step = stepFor(to, catalogue);
        steps.set(key, step);
        if (step.name !== undefined) names.set(key, step.name);
      }
    }
    const nameOf = namesIn({ ...NOTHING_KNOWN, names });
    const known = plan.updates.flatMap(({ to }) => nameOf(to) ?? []);
    const held = await reconcile(client, [...new Set(known)], [...new Set(plan.updates.map(({ date }) => date))]);
    return { names, steps, held };
  }

  private begun({ trigger, draft, issues }: RunPlan): Report {
    return { ...emptyReport(trigger, this.deps.clock.now()), notes: draft.notes.length, issues, leftOut: draft.leftOut };
  }

  private async keep(report: Report): Promise<Report> {
    const { store } = this.deps.ledger;
    try {
      await store.putFact("reports", [report, ...((await store.facts("reports")) ?? [])].slice(0, REPORTS_KEPT));
      return report;
    } catch (error) {
      return { ...report, failure: report.failure ?? failureOf(error) };
    }
  }
}

/** A failure before anything was sent, while a person was to be asked or an attribute acquired: no run does that by itself later. */
function untilAsked(error: unknown): Failure {
  return { ...failureOf(error), waitingHelps: false };
}
