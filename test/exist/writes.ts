import { type Account, type ExistAnswer, respond, type Service, type StoredAttribute, type Token } from "./model";
import { GROUP_NAMES, type StoredTemplate, TEMPLATES } from "./templates";
import { storable } from "./validation";

type Item = Readonly<Record<string, unknown>>;
interface Refused {
  readonly error_code: string;
  readonly error: string;
  readonly name?: string;
}
type Outcome = { readonly ok: Item } | { readonly refused: Refused };

/** What a write is done with. `impolite` and `repeated` tell the world what a good client would not have sent. */
export interface WriteContext {
  readonly account: Account;
  readonly token: Token;
  readonly today: string;
  readonly services: ReadonlyMap<string, Service>;
  readonly fullObjects: boolean;
  readonly describe: (attribute: StoredAttribute) => Item;
  readonly impolite: (what: string) => void;
  readonly repeated: () => void;
}

export const BATCH = 35;

const WRITES: Readonly<Record<string, (item: Item, context: WriteContext, index: number) => Outcome>> = {
  "/api/2/attributes/acquire/": acquire,
  "/api/2/attributes/release/": release,
  "/api/2/attributes/create/": create,
  "/api/2/attributes/update/": update,
  "/api/2/attributes/increment/": increment,
};

export function isWrite(path: string): boolean {
  return Object.hasOwn(WRITES, path);
}

/** Carries out a write, item by item. */
export function write(path: string, body: unknown, context: WriteContext): ExistAnswer {
  const carryOut = WRITES[path];
  if (carryOut === undefined) return respond(404, { detail: "Not found." });
  if (!Array.isArray(body)) return respond(400, { detail: "Expected an array of objects." });
  if (body.length === 0) context.impolite(`an empty write to ${path}`);
  if (body.length > BATCH) {
    context.impolite(`${body.length} objects in one write to ${path}`);
    return respond(400, { detail: `At most ${BATCH} objects are allowed.` });
  }
  const success: Item[] = [];
  const failed: Item[] = [];
  (body as unknown[]).forEach((item, index) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      failed.push({ error_code: "validation", error: `Object at index ${index} is not an object` });
      return;
    }
    const outcome = carryOut(item as Item, context, index);
    if ("ok" in outcome) success.push(outcome.ok);
    else failed.push({ ...item, ...outcome.refused });
  });
  if (failed.length === 0) return respond(200, { success, failed });
  return respond(202, { success: success.reverse(), failed: failed.reverse() });
}

function refuse(error_code: string, error: string, name?: string): Outcome {
  return { refused: name === undefined ? { error_code, error } : { error_code, error, name } };
}

function missing(item: Item, fields: readonly string[], index: number): Outcome | null {
  const absent = fields.filter((field) => item[field] === undefined);
  return absent.length === 0 ? null : refuse("missing_field", `Object at index ${index} missing field(s) ${absent.map((field) => `'${field}'`).join(", ")}`);
}

function mayWrite(token: Token, group: string): boolean {
  return token.scopes === null || token.scopes.has(`${group}_write`) || (group === "custom" && token.scopes.has("custom_write"));
}

function noScope(group: string): Outcome {
  return refuse("not_allowed", `No permission to write to attributes in group '${group}'`);
}

function addFrom(template: StoredTemplate, account: Account): StoredAttribute {
  const attribute: StoredAttribute = { ...template, template: template.name, priority: 1, manual: true, active: true, owner: null, values: new Map() };
  account.attributes.set(attribute.name, attribute);
  return attribute;
}

function acquire(item: Item, context: WriteContext): Outcome {
  const { account, token } = context;
  const { template, name } = item;
  let attribute: StoredAttribute | undefined;
  if (typeof template === "string") {
    const definition = TEMPLATES.find((each) => each.name === template);
    if (definition === undefined) return refuse("not_found", "AttributeTemplate matching query does not exist.");
    if (!mayWrite(token, definition.group)) return noScope(definition.group);
    attribute = [...account.attributes.values()].find((each) => each.template === template) ?? addFrom(definition, account);
  } else if (typeof name === "string" && name !== "") {
    attribute = account.attributes.get(name);
    if (attribute === undefined) return refuse("not_found", "Attribute matching query does not exist.");
    if (!mayWrite(token, attribute.group)) return noScope(attribute.group);
  } else {
    return refuse("missing_field", "Either 'template' or 'name' is required");
  }
  const wanted = typeof item.manual === "boolean" ? item.manual : attribute.manual;
  if (attribute.owner === token.client && attribute.active && attribute.manual === wanted) context.impolite(`an acquire of ${attribute.name} that was not needed`);
  attribute.owner = token.client;
  attribute.active = true;
  attribute.manual = wanted;
  return { ok: context.fullObjects ? context.describe(attribute) : item };
}

function release(item: Item, context: WriteContext, index: number): Outcome {
  const lacking = missing(item, ["name"], index);
  if (lacking !== null) return lacking;
  const attribute = owned(item, context);
  if (!("values" in attribute)) return attribute;
  const next = [...context.services.values()].find((service) => service.name !== context.token.client && attribute.template !== null && service.templates.includes(attribute.template));
  attribute.owner = next?.name ?? null;
  attribute.active = next !== undefined;
  return { ok: item };
}

function create(item: Item, context: WriteContext, index: number): Outcome {
  const { account, token } = context;
  if (typeof item.template === "string") return acquire(item, context);
  const lacking = missing(item, ["label", "group", "value_type"], index);
  if (lacking !== null) return lacking;
  const { label, group, value_type } = item;
  if (typeof label !== "string" || label.trim() === "") return refuse("validation", "Label must not be empty");
  if (typeof group !== "string" || !GROUP_NAMES.has(group)) return refuse("not_found", "AttributeGroup matching query does not exist.");
  if (typeof value_type !== "number" || ![0, 1, 2, 3, 4, 5, 7, 8].includes(value_type)) return refuse("validation", "Value type cannot be created");
  if (!mayWrite(token, group)) return noScope(group);
  const existing = [...account.attributes.values()].find((each) => each.label.toLowerCase() === label.trim().toLowerCase());
  if (existing !== undefined) {
    if (existing.owner === token.client) context.impolite(`a create of ${existing.name}, which is owned already`);
    return refuse("exists", `An attribute with the label '${label}' already exists`, existing.name);
  }
  const attribute: StoredAttribute = {
    name: freeName(label, account), label: label.trim(), group, template: null, value_type, priority: 2,
    manual: typeof item.manual === "boolean" ? item.manual : true, active: true, owner: token.client, values: new Map(),
  };
  account.attributes.set(attribute.name, attribute);
  return { ok: context.fullObjects ? context.describe(attribute) : { ...item, name: attribute.name } };
}

/** Exist's own rule is not documented: nobody may compute a name, and this one cannot be guessed for every label. */
function freeName(label: string, account: Account): string {
  const slug = label.trim().toLowerCase().normalize("NFKD").replace(/\s+/g, "_").replace(/[^a-z0-9_]/g, "").replace(/^_+|_+$/g, "");
  const base = slug === "" ? `custom_${account.attributes.size + 1}` : slug;
  const taken = (name: string): boolean => account.attributes.has(name) || TEMPLATES.some((template) => template.name === name);
  let name = base;
  for (let count = 2; taken(name); count += 1) name = `${base}_${count}`;
  return name;
}

function owned(item: Item, { account, token }: WriteContext): StoredAttribute | Outcome {
  const name = String(item.name);
  const attribute = account.attributes.get(name);
  if (attribute === undefined) return refuse("not_found", `User doesn't have an attribute named '${name}'`);
  if (!mayWrite(token, attribute.group)) return noScope(attribute.group);
  return attribute.owner === token.client ? attribute : refuse("unauthorised", `Attribute '${name}' does not belong to this service`);
}

function isDate(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function dated(value: unknown, { today, impolite }: WriteContext): Outcome | string {
  if (!isDate(value)) return refuse("validation", "Date must be a valid YYYY-MM-DD");
  if (value <= today) return value;
  impolite(`a value for ${value}, which has not come yet`);
  return refuse("validation", "Date must not be in the future");
}

function update(item: Item, context: WriteContext, index: number): Outcome {
  const lacking = missing(item, ["name", "date", "value"], index);
  if (lacking !== null) return lacking;
  const attribute = owned(item, context);
  if (!("values" in attribute)) return attribute;
  const date = dated(item.date, context);
  if (typeof date !== "string") return date;
  const stored = storable(attribute, item.value);
  if ("error" in stored) return refuse("validation", stored.error);
  if (attribute.values.get(date) === stored.value) context.repeated();
  attribute.values.set(date, stored.value);
  return { ok: item };
}

function increment(item: Item, context: WriteContext, index: number): Outcome {
  const lacking = missing(item, ["name", "value"], index);
  if (lacking !== null) return lacking;
  const attribute = owned(item, context);
  if (!("values" in attribute)) return attribute;
  if ([2, 4, 6, 8].includes(attribute.value_type)) return refuse("validation", "Cannot increment this value type");
  const date = item.date === undefined ? context.today : dated(item.date, context);
  if (typeof date !== "string") return date;
  if (typeof item.value !== "number") return refuse("validation", "Value must be a number");
  if (attribute.value_type !== 1 && attribute.value_type !== 5 && !Number.isInteger(item.value)) return refuse("validation", "Cannot apply a float to an integer type");
  const stored = storable(attribute, Number(attribute.values.get(date) ?? 0) + item.value);
  if ("error" in stored) return refuse("validation", stored.error);
  attribute.values.set(date, stored.value);
  return { ok: { ...item, current: stored.value } };
}
