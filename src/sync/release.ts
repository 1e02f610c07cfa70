import type { Attribute } from "../domain/attribute";
import { type Mapping, targetKey } from "../domain/mapping";
import { tagLabelled } from "../domain/tags";
import { valueType } from "../domain/value-type";
import type { Answer, ExistClient, Refusal } from "../exist/client";
import { NO_CONTROL, type RunControl } from "./run/control";
import { batches, stepFor, withoutNames } from "./run/ownership";
import type { SettingsStore } from "./ports";
import { mappingsFor } from "./run/prepare";
import { ABOUT_OWNERSHIP } from "./run/push";
import type { Failure } from "./report";
import { failureOf } from "./run/send";
import { type Settings, tagRules } from "./settings";

/** An attribute that this client owns, and what feeds it from this vault: mappings, and those that tag rules stand for. */
export interface OwnedAttribute {
  readonly attribute: Attribute;
  readonly feeds: readonly Mapping[];
}

/** What became of an attribute that was to be released. */
export type ReleaseOutcome =
  | { readonly kind: "released" }
  /** In Exist's own words. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Exist was asked and gave no answer; nobody knows whether it is released. */
  | { readonly kind: "unanswered" }
  /** Exist was not asked, or refused the request as a whole. */
  | { readonly kind: "untouched" };

/** What releasing came to, one item for each attribute that was chosen. */
export interface ReleaseReport {
  readonly items: readonly { readonly attribute: Attribute; readonly outcome: ReleaseOutcome }[];
  /** The failure that ended it early. */
  readonly failure: Failure | null;
}

/** With these the request was not carried out; with every other failure it may have been. */
const NOT_CARRIED_OUT: readonly Failure["kind"][] = ["token", "scope", "rate-limited", "refused", "not-connected", "account", "settings", "keychain"];

/** What this client owns at Exist, by group and label. Throws ExistError. */
export async function fetchOwned(client: ExistClient, settings: Settings): Promise<OwnedAttribute[]> {
  const listed = await client.owned();
  // What has no name that can be read cannot be released by it.
  const attributes = listed.filter(({ name }) => name !== "");
  const feeds = feedsOf(attributes, settings);
  return attributes
    .map((attribute) => ({ attribute, feeds: feeds.get(attribute.name) ?? [] }))
    .sort((a, b) => a.attribute.group.localeCompare(b.attribute.group) || a.attribute.label.localeCompare(b.attribute.label));
}

/**
 * Gives up the ownership of what was `chosen`, 35 to a call, and the agreement to it with each call, so that no run
 * acquires it again unasked. Never throws: what went wrong is in the report.
 */
export async function release(
  client: ExistClient,
  settings: SettingsStore,
  chosen: readonly OwnedAttribute[],
  { stopped }: Pick<RunControl, "stopped"> = NO_CONTROL,
): Promise<ReleaseReport> {
  const outcomes = new Map<string, ReleaseOutcome>();
  let failure: Failure | null = null;
  try {
    for (const batch of batches(chosen)) {
      if (stopped()) break;
      failure = await ask(client, batch, outcomes);
      await forget(settings, batch.filter(({ attribute }) => mayBeGone(outcomes.get(attribute.name))));
      if (failure !== null) break;
    }
  } catch (error) {
    failure = failureOf(error);
  }
  return reportOf(chosen, outcomes, failure);
}

/** A report of nothing done, and why. */
export function notReleased(chosen: readonly OwnedAttribute[], failure: Failure): ReleaseReport {
  return reportOf(chosen, new Map(), failure);
}

function reportOf(chosen: readonly OwnedAttribute[], outcomes: ReadonlyMap<string, ReleaseOutcome>, failure: Failure | null): ReleaseReport {
  return { items: chosen.map(({ attribute }) => ({ attribute, outcome: outcomes.get(attribute.name) ?? { kind: "untouched" } })), failure };
}

/** Makes one call and writes down what it came to; gives the failure of the request as a whole. */
async function ask(client: ExistClient, batch: readonly OwnedAttribute[], outcomes: Map<string, ReleaseOutcome>): Promise<Failure | null> {
  const items = batch.map(({ attribute }) => ({ name: attribute.name }));
  try {
    for (const answer of await client.release(items)) outcomes.set(answer.item.name, outcomeOf(answer));
    return null;
  } catch (error) {
    const failure = failureOf(error);
    const outcome: ReleaseOutcome = { kind: NOT_CARRIED_OUT.includes(failure.kind) ? "untouched" : "unanswered" };
    for (const { name } of items) outcomes.set(name, outcome);
    return { ...failure, waitingHelps: false };
  }
}

function outcomeOf(answer: Answer<unknown>): ReleaseOutcome {
  if (answer.accepted) return { kind: "released" };
  return answer.refusal === null ? { kind: "unanswered" } : { kind: "refused", refusal: answer.refusal };
}

/** Whether it may not be ours any more. Then it is let go: to be asked again is better than to acquire it unasked. */
function mayBeGone(outcome: ReleaseOutcome | undefined): boolean {
  return outcome?.kind === "released" || outcome?.kind === "unanswered" || (outcome?.kind === "refused" && ABOUT_OWNERSHIP.has(outcome.refusal.code));
}

async function forget(settings: SettingsStore, gone: readonly OwnedAttribute[]): Promise<void> {
  if (gone.length === 0) return;
  const keys = gone.flatMap(({ feeds }) => feeds.map(({ to }) => targetKey(to)));
  await settings.change((now) => withoutNames(now, keys, keys, gone.map(({ attribute }) => attribute.name)));
}

/** What feeds each of the `owned` attributes, by its name. */
function feedsOf(owned: readonly Attribute[], settings: Settings): ReadonlyMap<string, readonly Mapping[]> {
  const catalogue = { attributes: owned, owned: new Set(owned.map(({ name }) => name)), isWhole: () => false, withheld: () => [] };
  const rules = tagRules(settings);
  const tags = owned.flatMap(({ label, group, valueType: type }) => (group === "custom" && type === valueType.boolean ? (tagLabelled(label, rules) ?? []) : []));
  const feeds = new Map<string, Mapping[]>();
  for (const mapping of mappingsFor(settings, settings.mappings.filter(({ enabled }) => enabled))({ tags })) {
    const { how, name } = stepFor(mapping.to, catalogue);
    if (how === "owned" && name !== undefined) feeds.set(name, [...(feeds.get(name) ?? []), mapping]);
  }
  return feeds;
}
