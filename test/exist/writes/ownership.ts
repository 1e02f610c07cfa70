import { addTo, capableOf, describe, giveTo, nameFor } from "../attribute";
import type { StoredAttribute } from "../model";
import { isGroup, type StoredTemplate, TEMPLATES } from "../templates";
import { demand, demandScope, type Item, optionalFlag, optionalText, ownedAttribute, Refusal, type WriteContext, writer } from "./item";

/** Type 6 exists only in the template `sleep_start`. */
const CREATABLE = [0, 1, 2, 3, 4, 5, 7, 8];
const BOOLEAN = 7;
const CUSTOM_PRIORITY = 2;

/** POST attributes/acquire/. Asks nobody: the attribute is taken from whoever had it. */
export function acquire(item: Item, context: WriteContext, index: number): Item {
  const manual = optionalFlag(item, "manual");
  const template = optionalText(item, "template");
  const name = optionalText(item, "name");
  if (template === null) demand({ name: name ?? undefined }, ["name"], index);
  const attribute = template === null ? byName(String(name), context) : byTemplate(template, manual, context);
  const wanted = manual ?? attribute.manual;
  if (attribute.owner === context.client && attribute.active && attribute.manual === wanted) {
    context.manners.note(`an acquire of ${attribute.name} that was not needed`);
  }
  giveTo(attribute, context.client);
  attribute.manual = wanted;
  context.manners.accept(writer(context), [attribute.name]);
  return context.fullObjects ? describe(attribute, context) : item;
}

/** POST attributes/release/. Its echo is as it was recorded. */
export function release(item: Item, context: WriteContext, index: number): Item {
  demand(item, ["name"], index);
  const attribute = ownedAttribute(item, context);
  const next = capableOf(attribute, context.services).find(({ name }) => name !== context.client);
  attribute.owner = next?.name ?? null;
  attribute.active = next !== undefined;
  return { name: attribute.name, service: next?.label ?? "", active: attribute.active };
}

/** POST attributes/create/. What is made belongs to the client. */
export function create(item: Item, context: WriteContext, index: number): Item {
  const manual = optionalFlag(item, "manual") ?? true;
  const template = optionalText(item, "template");
  const attribute = template === null ? createCustom(item, manual, context, index) : createOfficial(template, manual, context);
  return context.fullObjects ? describe(attribute, context) : { ...item, name: attribute.name };
}

function byName(name: string, context: WriteContext): StoredAttribute {
  const attribute = context.account.attributes.get(name);
  if (attribute === undefined) throw new Refusal("not_found", "Attribute matching query does not exist.");
  demandScope(context, attribute);
  return attribute;
}

function byTemplate(name: string, manual: boolean | null, context: WriteContext): StoredAttribute {
  const template = templateNamed(name);
  const held = filling(template, context);
  if (held === undefined) return addOfficial(template, manual ?? true, null, context);
  demandScope(context, held);
  return held;
}

function createOfficial(name: string, manual: boolean, context: WriteContext): StoredAttribute {
  const template = templateNamed(name);
  const held = filling(template, context);
  if (held !== undefined) throw inTheWay(held, context);
  return addOfficial(template, manual, context.client, context);
}

function createCustom(item: Item, manual: boolean, context: WriteContext, index: number): StoredAttribute {
  demand(item, ["label", "group", "value_type"], index);
  const { account, client } = context;
  const { group, value_type } = item;
  const label = optionalText(item, "label")?.trim();
  if (label === undefined) throw new Refusal("validation", "Field 'label' must be a string that is not empty");
  if (!isGroup(group)) throw new Refusal("not_found", "AttributeGroup matching query does not exist.");
  if (typeof value_type !== "number" || !CREATABLE.includes(value_type)) {
    throw new Refusal("validation", `Attributes with the value type ${String(value_type)} cannot be created`);
  }
  if (group === "custom" && value_type !== BOOLEAN) throw new Refusal("validation", "Attributes in the group 'custom' must be boolean");
  demandScope(context, { group, manual });
  const held = [...account.attributes.values()].find((each) => each.label.toLowerCase() === label.toLowerCase());
  if (held !== undefined) throw inTheWay(held, context);
  return addTo(account, {
    name: nameFor(label, account), label, group, template: null, value_type, priority: CUSTOM_PRIORITY, manual, owner: client,
  });
}

/** A custom attribute may have the template's name already; then the official one gets another. */
function addOfficial(template: StoredTemplate, manual: boolean, owner: string | null, context: WriteContext): StoredAttribute {
  demandScope(context, { group: template.group, manual });
  return addTo(context.account, { ...template, name: nameFor(template.name, context.account), template: template.name, manual, owner });
}

function templateNamed(name: string): StoredTemplate {
  const template = TEMPLATES.get(name);
  if (template === undefined) throw new Refusal("not_found", "AttributeTemplate matching query does not exist.");
  return template;
}

function filling(template: StoredTemplate, { account }: WriteContext): StoredAttribute | undefined {
  return [...account.attributes.values()].find((each) => each.template === template.name);
}

function inTheWay(held: StoredAttribute, { client, manners, namesWhatExists }: WriteContext): Refusal {
  if (held.owner === client) manners.note(`a create of ${held.name}, which is owned already`);
  return new Refusal("exists", `An attribute with the label '${held.label}' already exists`, namesWhatExists ? { name: held.name } : {});
}
