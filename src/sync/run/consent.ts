import { targetKey, type TargetKey, targetType } from "../../domain/mapping";
import type { PlannedUpdate } from "../../domain/plan";
import type { ExistClient } from "../../exist/client";
import { placesKey, rulesFor, withAttributes } from "../agreement";
import { withDeclined } from "../declined";
import type { Ledger } from "../ledger";
import type { SettingsStore } from "../ports";
import type { Settings } from "../settings";
import { type Acquired, type OwnershipStep, perform, withAgreed, withNames } from "./ownership";
import { isPartial } from "./prepare";
import type { RunPlan } from "./run-plan";

/* What a person says to a plan, and what is kept of it. */

/** What a person said to a plan: the targets whose ownership step was ticked. Null where nobody had to be asked. */
export type Consent = ReadonlySet<TargetKey> | null;

interface ConsentDeps {
  readonly client: ExistClient;
  readonly settings: SettingsStore;
  readonly ledger: Ledger;
}

/** What a person has ticked of what a plan asks, and what was left unticked. */
export function answered({ steps }: RunPlan, consent: Consent): { readonly ticked: readonly OwnershipStep[]; readonly unticked: readonly OwnershipStep[] } {
  const asked = consent === null ? [] : steps.filter(({ how }) => how !== "conflict");
  return { ticked: asked.filter(({ key }) => consent?.has(key)), unticked: asked.filter(({ key }) => consent?.has(key) !== true) };
}

/** Acquires and creates what was ticked, and keeps Exist's names of it with the agreement, also where it fails half-way. */
export async function acquire({ client, settings, ledger }: ConsentDeps, ticked: readonly OwnershipStep[]): Promise<Acquired> {
  const manual = new Map(settings.current.mappings.map((mapping) => [targetKey(mapping.to), mapping.manual]));
  const ours = await perform(client, ticked, (key) => manual.get(key));
  if (ours.names.size === 0) return ours;
  const ruleOf = rulesFor(settings.current);
  const attributes = ticked.flatMap(({ key, to, attribute }) => {
    const name = ours.names.get(key);
    return name === undefined ? [] : [[name, { type: targetType(to) ?? attribute?.valueType ?? undefined, rule: ruleOf(key), key }] as const];
  });
  await ledger.putAgreement(withAttributes(await ledger.agreement(), attributes));
  await settings.change((now) => withAgreed(now, ours.names));
  return ours;
}

/** Keeps what was left unticked, so that runs do not ask about it again, and lets go what had been agreed to of it. */
export async function decline(settings: SettingsStore, unticked: readonly OwnershipStep[]): Promise<void> {
  // The name of what another service fills tells what Exist holds for it, and permits nothing.
  const names = new Map(unticked.flatMap(({ key, name, owner }) => (owner === undefined || name === undefined ? [] : [[key, name] as const])));
  const declining = (now: Settings): Settings => withNames(withDeclined(now, unticked), names);
  if (JSON.stringify(declining(settings.current)) !== JSON.stringify(settings.current)) await settings.change(declining);
}

/** Keeps Exist's names of what is ours already, where a mapping was made anew or on another device and does not know them yet. */
export async function nameOurs({ settings }: Pick<ConsentDeps, "settings">, { known: { steps } }: RunPlan): Promise<void> {
  const names = new Map([...steps.values()].flatMap(({ key, to, how, name }) => (how === "owned" && name !== undefined && to.name !== name ? [[key, name] as const] : [])));
  if (names.size > 0) await settings.change((now) => withNames(now, names));
}

/** A person has seen what all their notes hold and sent it: from now on what they write there goes by itself. */
export async function rememberAgreed(ledger: Ledger, { draft }: RunPlan): Promise<void> {
  const agreement = await ledger.agreement();
  const places = placesKey(draft.places);
  if (isPartial(draft.scope) || (agreement.since !== null && agreement.places === places)) return;
  await ledger.putAgreement({ ...agreement, since: agreement.since ?? draft.today, places });
}

/** Keeps which days the user agreed to send, in case the run is cut short: then they go later without asking again. */
export async function rememberPending(ledger: Ledger, updates: readonly PlannedUpdate[]): Promise<void> {
  const agreement = await ledger.agreement();
  await ledger.putAgreement({ ...agreement, pending: new Set([...agreement.pending, ...updates.map(({ date }) => date)]) });
}
