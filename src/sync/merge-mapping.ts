import { type Mapping, targetKey } from "../domain/mapping";

/**
 * Brings a person's change of a mapping together with what happened to it meanwhile, on another device or by a run that
 * learned Exist's name: what the person changed holds, the rest is as it is now. Target and reading belong together, since
 * a unit for one attribute means nothing for another.
 * @param base the mapping as the person saw it
 * @param mine what the person made of it
 * @param now the mapping as it is now
 */
export function mergeMapping(base: Mapping, mine: Mapping, now: Mapping): Mapping {
  const changed = (["enabled", "from", "whenRemoved", "manual"] as const).filter((part) => !same(base[part], mine[part]));
  const sameTarget = same(base.to, mine.to);
  const told = sameTarget && same(base.read, mine.read)
    ? { to: now.to, read: now.read }
    : { to: sameTarget && targetKey(now.to) === targetKey(mine.to) ? now.to : mine.to, read: mine.read };
  return { ...now, ...Object.fromEntries(changed.map((part) => [part, mine[part]])), ...told };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
