import type { TargetKey } from "../../domain/mapping";
import type { ExistClient } from "../../exist/client";
import { attributeOf, fetchCatalogue, type OwnershipStep, perform, stepFor, withAgreed, withoutNames } from "./ownership";
import type { SettingsStore } from "../ports";
import { ABOUT_OWNERSHIP, type NamedUpdate, type RefusedNamedUpdate } from "./push";
import type { LostAttribute } from "../report";

/** What became of updates that Exist refused because the attribute is not ours, or not there. */
export interface Repaired {
  /** To be sent once more: the attribute is ours again. */
  readonly retry: readonly NamedUpdate[];
  /** Now another service's, by the user's doing; no longer sent. */
  readonly lost: ReadonlyMap<TargetKey, LostAttribute>;
  /** Attributes that are gone from Exist; the user is asked before they are made again. */
  readonly gone: ReadonlySet<TargetKey>;
}

const NOTHING: Repaired = { retry: [], lost: new Map(), gone: new Set() };

/**
 * Settles who owns the attributes that Exist refused in mid-run: what is nobody's is acquired once, what the user has
 * given to another service is let go, what is gone waits for the user. Makes no call when nothing of the kind happened.
 */
export async function repair(client: ExistClient, settings: SettingsStore, refused: readonly RefusedNamedUpdate[]): Promise<Repaired> {
  const concerned = refused.filter(({ refusal }) => ABOUT_OWNERSHIP.has(refusal.code));
  if (concerned.length === 0) return NOTHING;
  const catalogue = await fetchCatalogue(client);
  const steps = new Map<TargetKey, OwnershipStep>();
  const lost = new Map<TargetKey, LostAttribute>();
  const gone = new Set<TargetKey>();
  for (const { update, refusal } of concerned) {
    const step = stepFor(update.to, catalogue);
    // One of that label under another name is not the one that was agreed to.
    if (refusal.code === "not_found" && attributeOf(update.to, catalogue)?.name !== update.name) gone.add(update.key);
    else if (step.how === "take-over") lost.set(update.key, { label: step.label, owner: step.owner?.label ?? "" });
    else if (step.how === "acquire" || step.how === "owned") steps.set(update.key, { ...step, name: step.name ?? update.name });
  }
  const { names } = await perform(client, [...steps.values()], () => undefined);
  const notOurs = concerned.flatMap(({ update: { key, name } }) => (gone.has(key) || lost.has(key) ? [name] : []));
  await settings.change((now) => withoutNames(withAgreed(now, names), [], [...lost.keys()], notOurs));
  const retry = concerned.flatMap(({ update }): NamedUpdate[] => {
    const name = names.get(update.key);
    return name === undefined ? [] : [{ ...update, name }];
  });
  return { retry, lost, gone };
}
