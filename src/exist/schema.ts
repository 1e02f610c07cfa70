import * as v from "valibot";
import type { Attribute } from "../domain/attribute";
import { sanitize } from "../domain/sanitize";
import { LONGEST_LABEL } from "../domain/mapping";
import type { Template } from "../domain/templates";
import { isValueType, LONGEST_STRING, type ValueType } from "../domain/value-type";
import { ExistError } from "./error";

/** Null for a number that the reference does not have: the attribute is there all the same. */
const typeNumber = v.pipe(v.number(), v.transform((code): ValueType | null => (isValueType(code) ? code : null)));

/** Text of Exist's that people see: harmless, and no longer than can be read. */
export const shown = (most: number) => v.pipe(v.string(), v.transform((text) => sanitize(text, most)));
export const label = shown(LONGEST_LABEL);

const service = v.object({ name: v.string(), label });
const group = v.object({ name: v.string() });

/** An attribute as Exist sends it, and as we keep it. Fields that this plugin has no use for are let go. */
const describedSchema = v.pipe(
  v.object({
    group,
    template: v.nullish(v.string(), null),
    name: v.string(),
    label,
    manual: v.optional(v.boolean(), false),
    active: v.optional(v.boolean(), true),
    value_type: typeNumber,
    service: v.nullish(service, null),
    // Only shown to people: a list that cannot be read must not keep the attributes from being used.
    available_services: v.fallback(v.optional(v.array(service)), undefined),
  }),
  v.transform(({ value_type, group, available_services, ...rest }): Attribute => ({
    ...rest, group: group.name, valueType: value_type, otherServices: available_services?.filter(({ name }) => name !== rest.service?.name),
  })),
);

/** What can be made out of an item that is not as the reference has it. */
const remainsSchema = v.pipe(
  v.fallback(v.looseObject({}), {}),
  v.object({
    name: v.fallback(v.string(), ""),
    label: v.fallback(label, ""),
    template: v.fallback(v.nullable(v.string()), null),
    group: v.fallback(group, { name: "" }),
  }),
  v.transform(({ group, ...rest }): Attribute => ({ ...rest, group: group.name, valueType: null, manual: false, active: true, service: null })),
);

/**
 * An item of a list of attributes. One that cannot be read is an attribute of unknown type, never none at all: what is there
 * must not be taken for absent. Its name is empty where it has none that can be read.
 */
export const attributeSchema = v.union([describedSchema, remainsSchema]);

/** An official definition; null where it cannot be read, or has a type that this plugin does not know. */
export const templateSchema = v.fallback(v.nullable(v.pipe(
  v.object({ name: v.string(), label, group, value_type: typeNumber }),
  v.transform(({ name, label, group, value_type }): Template | null => (value_type === null ? null : { name, label, group: group.name, valueType: value_type })),
)), null);

/** Text that is longer than what this plugin sends is none of its own, and only its beginning is kept. */
const heldText = v.pipe(v.string(), v.transform((text) => (text.length > 2 * LONGEST_STRING ? text.slice(0, 2 * LONGEST_STRING + 1) : text)));
/** A value as Exist holds it: yes and no are 1 and 0. */
export const held = v.union([v.pipe(v.number(), v.finite()), heldText, v.pipe(v.boolean(), v.transform(Number)), v.null()]);
/** One day's value; null where Exist holds none. */
const dayValueSchema = v.object({ date: v.string(), value: held });

/** An attribute with its values; null where these cannot be read. */
export const attributeWithValuesSchema = v.fallback(v.nullable(v.object({ name: v.string(), values: v.array(dayValueSchema) })), null);

export const profileSchema = v.object({
  username: v.pipe(label, v.trim(), v.nonEmpty()),
  first_name: v.optional(v.string(), ""),
  last_name: v.optional(v.string(), ""),
  timezone: v.optional(label, ""),
  imperial_distance: v.optional(v.boolean(), false),
  imperial_weight: v.optional(v.boolean(), false),
  imperial_energy: v.optional(v.boolean(), false),
  imperial_liquid: v.optional(v.boolean(), false),
  imperial_temperature: v.optional(v.boolean(), false),
  trial: v.optional(v.boolean(), false),
  delinquent: v.optional(v.boolean(), false),
});

/** The account behind a token. */
export type Profile = v.InferOutput<typeof profileSchema>;

export function pageSchema<T extends v.GenericSchema>(item: T) {
  return v.object({ next: v.nullish(v.string(), null), results: v.array(item) });
}

const LONGEST_REFUSAL = 300;
const optionalText = v.nullish(v.string());

/** An echo of what was sent. One that cannot be read speaks of nothing, and what it was meant for has no answer. */
const echoSchema = v.fallback(
  v.looseObject({ name: optionalText, date: optionalText, template: optionalText, label: optionalText, title: optionalText, error_code: v.nullish(label), error: v.nullish(shown(LONGEST_REFUSAL)) }),
  {},
);

/** What a write answers, on 200 and on 202 alike. */
export const writeAnswerSchema = v.object({ success: v.optional(v.array(echoSchema), []), failed: v.optional(v.array(echoSchema), []) });

export type WriteAnswer = v.InferOutput<typeof writeAnswerSchema>;

/** Decodes the text of an answer, or throws `unreadable` with the place at which it is not what the reference says. */
export function decode<T extends v.GenericSchema>(schema: T, text: string, path: string, status: number): v.InferOutput<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ExistError("unreadable", "JSON", { path, status });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ExistError("unreadable", v.getDotPath(issue) ?? issue.expected ?? "JSON", { path, status });
}
