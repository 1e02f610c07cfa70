import type { Behavior } from "./behavior";
import type { Account, Service, Services, StoredAttribute } from "./model";
import { groupObject } from "./templates";

/** The value types, described (recorded, but for the seventh). */
const DESCRIPTIONS = ["Integer", "Float", "String", "Period (min)", "Time of day", "Percentage", "Time of day", "Boolean", "Integer scale (1-9)"];

/** Puts a new attribute into the account. */
export function addTo(
  account: Account,
  definition: Pick<StoredAttribute, "name" | "label" | "group" | "template" | "value_type" | "priority" | "manual" | "owner"> & { readonly active?: boolean },
): StoredAttribute {
  const attribute: StoredAttribute = { active: true, ...definition, suppliers: new Set(), values: new Map(), writtenBy: new Map() };
  if (attribute.owner !== null) attribute.suppliers.add(attribute.owner);
  account.attributes.set(attribute.name, attribute);
  return attribute;
}

/** Makes a service the owner; the attribute is active from then on. */
export function giveTo(attribute: StoredAttribute, service: string): void {
  attribute.owner = service;
  attribute.active = true;
  attribute.suppliers.add(service);
}

/** Services that can fill the attribute: by what they offer, or because they have done so before. */
export function capableOf({ template, suppliers }: StoredAttribute, services: Services): Service[] {
  return [...services.values()].filter(({ name, templates }) => suppliers.has(name) || (template !== null && templates.includes(template)));
}

/** The attribute object of the reference, with the `subgroup` that recordings have. */
export function describe(attribute: StoredAttribute, { services, behavior }: { readonly services: Services; readonly behavior: Behavior }): Readonly<Record<string, unknown>> {
  const { name, group, template, value_type, priority, manual, active, owner } = attribute;
  const label = group === "custom" && behavior.customLabels === "lower case" ? attribute.label.toLowerCase() : attribute.label;
  // What is inactive has no service (reference, `include_inactive`), whoever would fill it.
  const service = owner === null || !active ? undefined : services.get(owner);
  return {
    group: groupObject(group), subgroup: null,
    template, name, label, priority, manual, active, value_type,
    value_type_description: describeType(value_type),
    service: service === undefined ? null : brief(service),
    available_services: capableOf(attribute, services).map(brief),
  };
}

export function describeType(type: number): string {
  return DESCRIPTIONS[type] ?? "";
}

/**
 * A name for a new attribute. Exist's own rule is not documented, so nobody may compute a name; this rule has surprises enough to catch
 * whoever does: other letters than ASCII vanish, a clash gets a number, and where nothing is left a name is made up.
 */
export function nameFor(label: string, account: Account): string {
  const slug = label.toLowerCase().replace(/\s+/g, "_").replace(/[^a-z0-9_]/g, "").replace(/^_+|_+$/g, "");
  const base = slug === "" ? `custom_${account.attributes.size + 1}` : slug;
  let name = base;
  for (let count = 2; account.attributes.has(name); count += 1) name = `${base}_${count}`;
  return name;
}

function brief({ name, label }: Service): { readonly name: string; readonly label: string } {
  return { name, label };
}
