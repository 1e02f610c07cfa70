import type { ExistClient } from "../../exist/client";
import { makeBreather } from "../breathe";
import type { SettingsStore } from "../ports";
import type { Trigger } from "../report";
import { rulesOf } from "../settings";
import { NO_CONTROL } from "./control";
import { holdings } from "./holdings";
import { fetchCatalogue, type OwnershipStep, stepFor } from "./ownership";
import { prepare, type PrepareDeps } from "./prepare";
import { booksOf, namesIn, planRun, type RunPlan } from "./run-plan";
import { answered, type Consent } from "./send";

/** A preview that lay open for longer than this is compared once more with what Exist holds, milliseconds. */
const HOLDS_FOR = 10 * 60_000;

/** What is looked at again: the notes and the books of now, and Exist. */
interface MovedDeps extends PrepareDeps {
  readonly settings: SettingsStore;
  readonly client: (trigger: Trigger) => ExistClient;
}

/**
 * Whether a plan rests on something that has changed since a person saw it: the account, the rules, what the notes hold for
 * it, who owns what is to be acquired, and after a while what Exist holds. Asks Exist only where something is to be
 * acquired, or after that while. Throws ExistError.
 */
export async function hasMoved(deps: MovedDeps, plan: RunPlan, consent: Consent): Promise<boolean> {
  const { draft } = plan;
  if (draft.ledger !== deps.ledger || rulesOf(deps.settings.current) !== draft.rules) return true;
  return (await notesMoved(deps, plan)) || (await ownersMoved(deps, plan, consent)) || (await holdingsMoved(deps, plan));
}

async function notesMoved(deps: MovedDeps, plan: RunPlan): Promise<boolean> {
  const draft = await prepare(deps, deps.settings.current, plan.draft.scope);
  const now = await planRun(plan.trigger, draft, await booksOf(deps), plan.known, makeBreather(deps.clock));
  const there = new Set(now.updates.map(idOf));
  return plan.updates.some((update) => !there.has(idOf(update)));
}

function idOf({ key, date, value, path }: RunPlan["updates"][number]): string {
  return JSON.stringify([key, date, value, path]);
}

async function ownersMoved({ client, settings }: MovedDeps, plan: RunPlan, consent: Consent): Promise<boolean> {
  const taken = answered(plan, consent).ticked.filter(({ how }) => how !== "owned");
  if (taken.length === 0) return false;
  const catalogue = await fetchCatalogue(client(plan.trigger), settings.current, taken.map(({ to }) => to));
  return taken.some((step) => ownership(step) !== ownership(stepFor(step.to, catalogue)));
}

function ownership({ how, name, owner, attribute }: OwnershipStep): string {
  return JSON.stringify([how, name, owner?.name, attribute?.valueType]);
}

async function holdingsMoved({ client, clock }: MovedDeps, { madeAt, trigger, updates, known }: RunPlan): Promise<boolean> {
  const age = clock.now() - madeAt;
  if (age >= 0 && age < HOLDS_FOR) return false;
  const nameOf = namesIn(known);
  const held = await holdings(client(trigger), updates, known, NO_CONTROL);
  return updates.some(({ date, to }) => {
    const name = nameOf(to) ?? "";
    return held.get(date)?.get(name) !== known.held.get(date)?.get(name);
  });
}
