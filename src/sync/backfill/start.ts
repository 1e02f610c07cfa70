import type { DayRange } from "../../domain/local-date";
import type { ExistClient } from "../../exist/client";
import { placesKey } from "../agreement";
import type { BackfillState } from "../backfill-state";
import { othersIn } from "../declined";
import type { EngineDeps } from "../run/engine";
import type { Ledger } from "../ledger";
import { conflictOf, fetchCatalogue, mayTakeAway, type OwnershipStep, stepFor } from "../run/ownership";
import { emptyReport, type RefusedAttribute } from "../report";
import { namesIn, type RunPlan } from "../run/run-plan";
import { acquire, answered, type Consent, decline, nameOurs } from "../run/consent";
import { rememberHeld } from "../run/send";
import { rulesOf, type Settings } from "../settings";

type Deps = Pick<EngineDeps, "clock" | "ledger" | "settings">;

/**
 * Writes down what a person has agreed to: what Exist was seen to hold goes into the ledger, so that no chunk asks again.
 * Makes no call. Throws when the ledger cannot be written.
 * @param plan of the range, made for a person
 * @param keep whether the days are to be kept in sync from now on
 * @returns a backfill that has not begun
 */
export async function agreedTo(deps: Deps, plan: RunPlan, range: DayRange, consent: Consent, keep: boolean): Promise<BackfillState> {
  const { clock, ledger, settings } = deps;
  const { ticked, unticked } = answered(plan, consent);
  const others = othersIn(plan.draft.settings);
  await ledger.forget(ticked.flatMap(({ key, how, name }) => ((how === "owned" && !others.has(key)) || name === undefined ? [] : [name])));
  await rememberHeld(ledger, plan);
  await forgiveRefusals(ledger, plan);
  await nameOurs(deps, plan);
  await leaveUnticked(deps, unticked);
  const { syncFrom } = settings.current;
  const left = new Set(unticked.map(({ key }) => key));
  return {
    ...range, places: placesKey(plan.draft.places), paused: false, next: range.last, answered: 0, oldest: null, restarts: 0, trouble: null,
    all: plan.updates.filter(({ key }) => !left.has(key)).length,
    opening: { steps: ticked },
    syncedFrom: keep && range.first < syncFrom ? syncFrom : null,
    report: { ...emptyReport("backfill", clock.now()), backfill: { ...range, startedAt: clock.now(), refused: 0, issues: 0 } },
  };
}

/** What was refused before goes again, because a person asks for it. */
async function forgiveRefusals(ledger: Ledger, { updates, draft, known }: RunPlan): Promise<void> {
  const nameOf = namesIn(known);
  const names = new Set(updates.map(({ to }) => nameOf(to)));
  const dates = [...draft.records].filter(([, { refused }]) => refused.size > 0).map(([date]) => date);
  await ledger.change(dates, (_, day) => ({ ...day, refused: new Map([...day.refused].filter(([name]) => !names.has(name))) }));
}

/** Keeps what was left unticked. Notes that are settled stay so: less is sent of them than before, and nothing else. */
async function leaveUnticked({ ledger, settings }: Deps, unticked: readonly OwnershipStep[]): Promise<void> {
  const seen = await ledger.settleState();
  const rules = rulesOf(settings.current);
  await decline(settings, unticked);
  if (seen?.rules === rules) await ledger.putSeen({ ...seen, rules: rulesOf(settings.current) });
}

/**
 * Acquires what was ticked, and moves the start of the sync back. Exist is asked once more who owns what: it may be
 * hours since a person saw it, and what has come to another service since is not taken from that. May be repeated.
 * @returns the backfill as it has begun, which is in the ledger
 */
export async function startBackfill(deps: Deps & Pick<EngineDeps, "client">, state: BackfillState, { steps }: NonNullable<BackfillState["opening"]>): Promise<BackfillState> {
  const { ledger, settings } = deps;
  if (state.syncedFrom !== null && state.first < settings.current.syncFrom) await settings.change((now) => ({ ...now, syncFrom: state.first }));
  const client = deps.client("backfill");
  const present = steps.length === 0 ? [] : await askAgain(client, settings.current, steps);
  const isAnother = ({ step, now }: Present): boolean => now.how === "conflict" || (mayTakeAway(now) && (now.how !== step.how || now.owner?.name !== step.owner?.name));
  const others = present.filter(isAnother).map(({ now }) => now);
  await leaveUnticked(deps, others.filter(({ how }) => how === "take-over"));
  const ours = await acquire({ ...deps, client }, present.filter((each) => !isAnother(each)).map(({ now }) => now));
  // What had no name before was not there to be asked about, and what the ledger says of such a name is of another life.
  const unasked = new Set(steps.filter(({ name }) => name === undefined).map(({ key }) => key));
  await ledger.forget([...ours.names].flatMap(([key, name]) => (unasked.has(key) ? [name] : [])));
  const report = { ...state.report, acquired: [...state.report.acquired, ...ours.acquired], created: [...state.report.created, ...ours.created] };
  if (ours.error !== null) {
    // What is done is told at the end; the rest is tried again, and finds it done.
    await ledger.putBackfill({ ...state, report });
    throw ours.error;
  }
  const begun = {
    ...state,
    opening: null,
    report: {
      ...report,
      refusedAttributes: [...ours.refused, ...others.filter(({ how }) => how !== "take-over").map(unfilled)],
      lost: others.filter(({ how }) => how === "take-over").map(({ label, owner }) => ({ label, owner: owner?.label ?? "" })),
    },
  };
  await ledger.putBackfill(begun);
  return begun;
}

/** An attribute that is of another type now, or out of sight. */
function unfilled(step: OwnershipStep): RefusedAttribute {
  return step.how === "conflict" ? conflictOf(step) : { label: step.label, code: "", text: "", answered: false };
}

/** A step as a person has seen it, and what it would be now. */
interface Present {
  readonly step: OwnershipStep;
  readonly now: OwnershipStep;
}

async function askAgain(client: ExistClient, settings: Settings, steps: readonly OwnershipStep[]): Promise<Present[]> {
  const catalogue = await fetchCatalogue(client, settings, steps.map(({ to }) => to));
  return steps.map((step) => ({ step, now: stepFor(step.to, catalogue) }));
}
