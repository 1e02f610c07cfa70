import { CUSTOM, withPossibleGroup } from "../domain/group";
import type { LocalDate } from "../domain/local-date";
import { labelOfTag, type Target, targetKey, type TargetKey, targetType } from "../domain/mapping";
import type { ValueType } from "../domain/value-type";
import type { NotePlace } from "./ports";
import type { Settings } from "./settings";

/*
 * What a person has agreed to, on this device and for this account.
 *
 * 1. It is kept in the ledger, which belongs to one device and one account, and never in data.json, which travels.
 * 2. It is written by nothing but a person's "Send", and a run that found nothing uses none of it up.
 * 3. It names each attribute with its value type: an attribute that was made anew with another type is not the one agreed to.
 * 4. It holds for the way in which the value was read then: a mapping that another device has changed since is shown first.
 * 5. It holds for notes from the places that they came from then. Other folders are shown first, whoever has changed them.
 * 6. data.json can take it back (`Settings.agreed`), for all devices, and can never give it: what was taken back is so until
 *    a person agrees anew, also where an older data.json is restored.
 */

/** An attribute that may be filled. */
export interface AgreedAttribute {
  readonly type: ValueType | undefined;
  /** `rulesFor` its target at that time; absent where no mapping was looked at. */
  readonly rule?: string;
  /** The target that it was agreed to for. */
  readonly key?: TargetKey;
  /** Whether it was taken back since. */
  readonly isTakenBack?: boolean;
}

export interface Agreement {
  /** The day on which a person first sent all that their notes held; null before. */
  readonly since: LocalDate | null;
  /** By Exist's names. */
  readonly attributes: ReadonlyMap<string, AgreedAttribute>;
  /** Days that were agreed to and could not be sent yet. */
  readonly pending: ReadonlySet<LocalDate>;
  /** `placesKey` of where the notes were that a person last sent all of; absent where nobody has. */
  readonly places?: string;
}

export const NOTHING_AGREED: Agreement = { since: null, attributes: new Map(), pending: new Set() };

/** Whether values for `to` may go to the attribute of this name. */
export type MaySend = (to: Target, name: string) => boolean;

/** What may be sent by an agreement, as far as it was not taken back since. */
export function permission({ attributes }: Agreement, settings: Pick<Settings, "agreed" | "mappings">): MaySend {
  const agreedNames = new Set(settings.agreed);
  const ruleOf = rulesFor(settings);
  return (to, name) => {
    const agreed = attributes.get(name);
    if (agreed === undefined || agreed.isTakenBack === true || !agreedNames.has(name)) return false;
    if (agreed.rule !== undefined && agreed.rule !== ruleOf(targetKey(to))) return false;
    const type = targetType(to);
    return agreed.type === undefined || type === undefined || agreed.type === type;
  };
}

/** How values for each target are read from notes: by the mappings that lead to it. The same text for all tags that the tag rules send. */
export function rulesFor({ mappings }: Pick<Settings, "mappings">): (key: TargetKey) => string {
  const rules = new Map<TargetKey, unknown[]>();
  for (const { enabled, from, to, read, whenRemoved } of mappings) {
    const key = targetKey(to);
    if (enabled) rules.set(key, [...(rules.get(key) ?? []), [from, read, whenRemoved]]);
  }
  return (key) => JSON.stringify(rules.get(key) ?? []);
}

/**
 * The names under which targets were filled before, whatever the settings know of them now: another account's sign-in takes
 * the names out of the settings, and what this account holds is still there. The latest one of a target counts. What was kept when
 * the settings had it in a group that does not take it is found under the key that it has now.
 */
export function filledNames({ attributes }: Agreement): ReadonlyMap<TargetKey, string> {
  return new Map([...attributes].flatMap(([name, { key, type }]) => (key === undefined ? [] : [[keyNow(key, type), name] as const])));
}

function keyNow(key: TargetKey, type: ValueType | undefined): TargetKey {
  const label = labelOfTag(key);
  return label === undefined || type === undefined ? key : targetKey(withPossibleGroup({ kind: "create", label, group: CUSTOM, valueType: type }));
}

/** The agreement with what the settings have taken back marked as such; the same one where that is nothing new. */
export function withTakenBack(agreement: Agreement, { agreed }: Pick<Settings, "agreed">): Agreement {
  const agreedNames = new Set(agreed);
  const isNews = ([name, attribute]: readonly [string, AgreedAttribute]): boolean => attribute.isTakenBack !== true && !agreedNames.has(name);
  if (![...agreement.attributes].some(isNews)) return agreement;
  return { ...agreement, attributes: new Map([...agreement.attributes].map(([name, attribute]) => [name, isNews([name, attribute]) ? { ...attribute, isTakenBack: true } : attribute])) };
}

/** Tells one set of places from another. Whether their folders are there says nothing of which are meant. */
export function placesKey(places: readonly NotePlace[]): string {
  return JSON.stringify(places.map((place) => ("format" in place ? [place.folder, place.format] : [place.folder, null, place.property, ...(place.journals ?? [])])));
}

/** Whether notes come from other places than those that were agreed to. */
export function areElsewhere({ places }: Pick<Agreement, "places">, now: readonly NotePlace[]): boolean {
  return places !== undefined && places !== placesKey(now);
}

/** The agreement with more attributes in it. */
export function withAttributes(agreement: Agreement, more: Iterable<readonly [string, AgreedAttribute]>): Agreement {
  const added = new Map(more);
  return { ...agreement, attributes: new Map([...[...agreement.attributes].filter(([name]) => !added.has(name)), ...added]) };
}
