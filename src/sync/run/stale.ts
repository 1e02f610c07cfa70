import { addDays, FIRST_DAY } from "../../domain/local-date";
import { DAYS_A_CALL, type ExistClient } from "../../exist/client";
import { makeYieldToUi } from "../yield-to-ui";
import type { SettingsStore } from "../ports";
import type { Trigger } from "../report";
import { rulesOf } from "../settings";
import { NO_CONTROL } from "./control";
import { holdings } from "./holdings";
import { fetchCatalogue, type OwnershipStep, stepFor } from "./ownership";
import { prepare, type PrepareDeps } from "./prepare";
import { deviceState, namesIn, planRun, type RunPlan } from "./run-plan";
import { answered, type Consent } from "./consent";

/** Exist was asked for all days of a preview when it was made; for so long, milliseconds, only the latest are asked for again. */
const FRESH_FOR = 10 * 60_000;
/** The latest days: those that a dozen requests tell of. */
const LATEST = 12 * DAYS_A_CALL;

/** What is looked at again: the notes and the books of now, and Exist. */
interface MovedDeps extends PrepareDeps {
  readonly settings: SettingsStore;
  readonly client: (trigger: Trigger) => ExistClient;
}

/**
 * Whether a plan rests on something that has changed since a person saw it: the account, the rules, what the notes hold for
 * it, who owns what is to be acquired, and what Exist holds for all that is to be sent, since people enter values there, too.
 * Throws ExistError.
 */
export async function isStale(deps: MovedDeps, plan: RunPlan, consent: Consent): Promise<boolean> {
  const { draft } = plan;
  if (draft.ledger !== deps.ledger || rulesOf(deps.settings.current) !== draft.rules) return true;
  return (await notesMoved(deps, plan)) || (await ownersMoved(deps, plan, consent)) || (await holdingsMoved(deps, plan, consent));
}

async function notesMoved(deps: MovedDeps, plan: RunPlan): Promise<boolean> {
  const draft = await prepare(deps, deps.settings.current, plan.draft.scope);
  const now = await planRun(plan.trigger, draft, await deviceState(deps), plan.known, makeYieldToUi(deps.clock));
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

/** Whether Exist holds something for a value that is neither what was shown nor what is to be sent. */
async function holdingsMoved({ client, clock }: MovedDeps, plan: RunPlan, consent: Consent): Promise<boolean> {
  const { madeAt, trigger, known, draft } = plan;
  const age = clock.now() - madeAt;
  const first = age >= 0 && age < FRESH_FOR ? addDays(draft.today, -LATEST) : FIRST_DAY;
  const unticked = new Set(answered(plan, consent).unticked.map(({ key }) => key));
  const nameOf = namesIn(known);
  const looked = plan.updates.filter(({ key, to, date }) => date >= first && !unticked.has(key) && nameOf(to) !== undefined);
  const held = await holdings(client(trigger), looked, known, NO_CONTROL);
  return looked.some(({ date, to, was, value }) => {
    const now = held.get(date)?.get(nameOf(to) ?? "");
    // A 0 where nothing was may stand for a day without a record.
    return now !== undefined && now !== was && now !== value && (now !== 0 || was !== undefined);
  });
}
