import type { TargetKey } from "../../domain/mapping";
import type { ExistClient } from "../../exist/client";
import { conflictOf, fetchCatalogue, type OwnershipStep, perform, stepFor, withAgreed, withoutNames } from "./ownership";
import { withDeclined } from "../declined";
import type { SettingsStore } from "../ports";
import { ABOUT_OWNERSHIP, type NamedUpdate, type RefusedNamedUpdate } from "./push";
import type { LostAttribute, RefusedAttribute } from "../report";

/** What became of updates that Exist refused because the attribute is not ours, or not there. */
export interface Repaired {
  /** To be sent once more: the attribute is ours again. */
  readonly retry: readonly NamedUpdate[];
  /** Now another service's, by the user's doing; no longer sent. What Exist has acknowledged of it before stays known. */
  readonly lost: ReadonlyMap<TargetKey, LostAttribute>;
  /** Attributes that Exist does not show: gone, or out of this token's sight. The user is asked before anything is made or acquired. */
  readonly gone: ReadonlySet<TargetKey>;
  /** Attributes that Exist has with another value type; the user is asked before anything is sent again. */
  readonly conflicts: ReadonlyMap<TargetKey, RefusedAttribute>;
}

export const NOTHING_REPAIRED: Repaired = { retry: [], lost: new Map(), gone: new Set(), conflicts: new Map() };

/**
 * Settles who owns the attributes that Exist refused in mid-run: what is nobody's is acquired once, what the user has
 * given to another service is left to it, what is gone or of another type waits for the user. Nothing stays as it is, so the
 * next run does not ask again. Makes no call when nothing of the kind happened. Throws ExistError.
 */
export async function repair(client: ExistClient, settings: SettingsStore, refused: readonly RefusedNamedUpdate[]): Promise<Repaired> {
  const concerned = refused.filter(isAboutOwnership).map(({ update }) => update);
  if (concerned.length === 0) return NOTHING_REPAIRED;
  const catalogue = await fetchCatalogue(client, settings.current, concerned.map(({ to }) => to));
  const steps = new Map<TargetKey, OwnershipStep>();
  const lost = new Map<TargetKey, OwnershipStep>();
  const gone = new Set<TargetKey>();
  const conflicts = new Map<TargetKey, RefusedAttribute>();
  for (const { key, to, name } of concerned) {
    const step = stepFor(to, catalogue);
    const { how, attribute } = step;
    // One of that label under another name is not the one that was agreed to.
    if (attribute === undefined || step.name !== name) gone.add(key);
    else if (how === "conflict") conflicts.set(key, conflictOf(step));
    else if (how === "take-over") lost.set(key, step);
    else steps.set(key, step);
  }
  const { names, error } = await perform(client, [...steps.values()], () => undefined);
  if (error !== null) {
    await settings.change((now) => withAgreed(now, names));
    throw error;
  }
  const notOurs = concerned.flatMap(({ key, name }) => (gone.has(key) || conflicts.has(key) ? [name] : []));
  await settings.change((now) => withDeclined(withoutNames(withAgreed(now, names), [], [], notOurs), [...lost.values()]));
  const retry = concerned.flatMap((update): NamedUpdate[] => {
    const name = names.get(update.key);
    return name === undefined ? [] : [{ ...update, name }];
  });
  return { retry, lost: new Map([...lost].map(([key, { label, owner }]) => [key, { label, owner: owner?.label ?? "" }])), gone, conflicts };
}

/** Whether an update was refused for its attribute's sake. */
export function isAboutOwnership({ refusal }: RefusedNamedUpdate): boolean {
  return refusal !== null && ABOUT_OWNERSHIP.has(refusal.code);
}
