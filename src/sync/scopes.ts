import { type Target } from "../domain/mapping";
import { templateNamed } from "../domain/templates";
import type { Settings } from "./settings";

/** The group Exist keeps an attribute in; undefined for one that Exist has not described yet. */
export function groupOf(to: Target): string | undefined {
  return (to.kind === "template" ? templateNamed(to.template)?.group : undefined) ?? to.group;
}

/**
 * The scopes that the enabled mappings and the tag rules need (Exist reference, "Scopes"): reading and writing of their
 * groups, of `custom` for tags, and of `manual` where a mapping leaves hand entry on.
 */
export function neededScopes({ mappings, tagMode }: Pick<Settings, "mappings" | "tagMode">): readonly string[] {
  const enabled = mappings.filter((mapping) => mapping.enabled);
  const groups = new Set(enabled.flatMap(({ to }) => groupOf(to) ?? []));
  if (tagMode !== "off") groups.add("custom");
  if (enabled.some(({ manual }) => manual === true)) groups.add("manual");
  return [...groups].sort().flatMap((group) => [`${group}_read`, `${group}_write`]);
}

/** The scopes that are needed and were not granted; none for a personal token, which may do everything. */
export function missingScopes(settings: Settings): readonly string[] {
  const granted = settings.connection?.scopes;
  return granted === undefined ? [] : neededScopes(settings).filter((scope) => !granted.includes(scope));
}

/**
 * Whether lists show attributes of a group to whoever is connected: without its read scope they are left out (Exist reference,
 * "Scopes"). A personal token sees all.
 * @param group undefined where it is not known; then it is not known either
 */
export function mayRead({ connection }: Pick<Settings, "connection">, group: string | undefined): boolean {
  const granted = connection?.scopes;
  return granted === undefined || (group !== undefined && granted.includes(`${group}_read`));
}

/**
 * The scopes of a group that a sign-in was not granted; none for a personal token, and where the group is not known.
 * @param manual whether people may enter the attribute by hand: the scopes of `manual` reach such a one too (Exist reference, "Scopes")
 */
export function withheldScopes({ connection }: Pick<Settings, "connection">, group: string | undefined, manual: boolean): readonly string[] {
  const granted = connection?.scopes;
  if (granted === undefined || group === undefined) return [];
  return ["read", "write"].flatMap((access) => (granted.includes(`${group}_${access}`) || (manual && granted.includes(`manual_${access}`)) ? [] : [`${group}_${access}`]));
}

/** The groups that scopes are of, each once. */
export function groupsIn(scopes: readonly string[]): readonly string[] {
  return [...new Set(scopes.map((scope) => scope.replace(/_(?:read|write)$/, "")))];
}
