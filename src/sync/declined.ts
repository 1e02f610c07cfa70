import type { TargetKey } from "../domain/mapping";
import type { Settings } from "./settings";

/*
 * What is left out though notes hold something for it.
 *
 * 1. A declined target is not sent and not asked about by runs, until a person looks at a preview or saves its mapping again.
 * 2. Where another service fills it, that is told for as long as notes hold something that is not at Exist: `others` keeps who.
 * 3. Nothing is claimed because the other service has given it up; the next preview asks.
 */

/** The service that fills an attribute, as people know both. */
export type Other = Settings["others"][TargetKey];

/** A target that is left out from now on, with Exist's name of it and the service that fills it, where there are such. */
interface LeftOutTarget {
  readonly key: TargetKey;
  readonly label: string;
  readonly name?: string;
  readonly owner?: { readonly label: string };
}

/** The declined targets that other services fill. */
export function othersIn({ others, declined }: Pick<Settings, "others" | "declined">): ReadonlyMap<TargetKey, Other> {
  const isDeclined = new Set(declined);
  return new Map(Object.entries(others).filter(([key]) => isDeclined.has(key)));
}

/** The settings in which targets are left out, and nothing of what had been agreed to of them. */
export function withDeclined(settings: Settings, left: readonly LeftOutTarget[]): Settings {
  const names = new Set(left.flatMap(({ name }) => name ?? []));
  return {
    ...settings,
    agreed: settings.agreed.filter((name) => !names.has(name)),
    declined: [...new Set([...settings.declined, ...left.map(({ key }) => key)])],
    others: {
      ...without(settings.others, left.map(({ key }) => key)),
      ...Object.fromEntries(left.flatMap(({ key, label, owner }) => (owner === undefined ? [] : [[key, { label, owner: owner.label }] as const]))),
    },
  };
}

/** The settings in which targets are left out no more. */
export function withoutDeclined(settings: Settings, keys: ReadonlySet<TargetKey>): Settings {
  return { ...settings, declined: settings.declined.filter((key) => !keys.has(key)), others: without(settings.others, [...keys]) };
}

function without(others: Settings["others"], keys: readonly TargetKey[]): Settings["others"] {
  return Object.fromEntries(Object.entries(others).filter(([key]) => !keys.includes(key)));
}
