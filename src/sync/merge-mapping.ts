import { type Mapping, targetKey } from "../domain/mapping";

/**
 * Brings a change of a mapping together with what happened to it meanwhile, on another device or by a run that learned
 * Exist's name: what was changed here holds, the rest is as it is now. Target and reading belong together, since a unit for
 * one attribute means nothing for another.
 * @param base the mapping as it was before both changes
 * @param mine what was made of it here
 * @param now the mapping as it is now
 */
export function mergeMapping(base: Mapping, mine: Mapping, now: Mapping): Mapping {
  const keepsReading = targetKey(base.to) === targetKey(mine.to) && same(base.read, mine.read);
  const meansNow = targetKey(now.to) === targetKey(mine.to);
  const takesTarget = meansNow ? same(base.to, mine.to) : keepsReading;
  return { ...now, ...changedRest(base, mine), to: takesTarget ? now.to : mine.to, read: keepsReading ? now.read : mine.read };
}

/** What is changed in a mapping besides its target and its reading, keys of later versions included. */
function changedRest(base: Mapping, mine: Mapping): Partial<Mapping> {
  const { to: _to, read: _read, ...rest } = mine;
  const before = new Map<string, unknown>(Object.entries(base));
  return Object.fromEntries(Object.entries(rest).filter(([key, value]) => !same(before.get(key), value)));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
