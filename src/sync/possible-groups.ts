import { withPossibleGroup } from "../domain/group";
import { type Mapping, type Target, targetKey, type TargetKey } from "../domain/mapping";

/** A new attribute that is to be made in another group than before. */
export type MovedToGroup = Extract<Target, { readonly kind: "create" }>;

/** The mapping with its target in a group that takes it. */
export function inPossibleGroup(mapping: Mapping): Mapping {
  const to = withPossibleGroup(mapping.to);
  return to === mapping.to ? mapping : { ...mapping, to };
}

/**
 * Settings whose new attributes are in groups that take them, and what was put elsewhere for it. What was declined stays so under
 * its new key, and under the old one too, which is that of the tag with this label.
 */
export function inPossibleGroups<S extends { readonly mappings: readonly Mapping[]; readonly declined: readonly TargetKey[] }>(settings: S): { readonly settings: S; readonly moved: readonly MovedToGroup[] } {
  const moved: MovedToGroup[] = [];
  const declined = new Set(settings.declined);
  const mappings = settings.mappings.map((mapping) => {
    const possible = inPossibleGroup(mapping);
    if (possible === mapping || possible.to.kind !== "create") return mapping;
    moved.push(possible.to);
    if (declined.has(targetKey(mapping.to))) declined.add(targetKey(possible.to));
    return possible;
  });
  return { settings: moved.length === 0 ? settings : { ...settings, mappings, declined: [...declined] }, moved };
}
