import * as v from "valibot";
import type { Attribute } from "../domain/attribute";
import { isValueType, type ValueType } from "../domain/value-type";
import { ExistError } from "./error";

const typeNumber = v.pipe(
  v.number(),
  v.check(isValueType, "unknown value type"),
  v.transform((code): ValueType => code as ValueType),
);

const service = v.object({ name: v.string(), label: v.string() });
const group = v.object({ name: v.string() });

/** An attribute as Exist sends it, and as we keep it. Fields that this plugin has no use for are let go. */
export const attributeSchema = v.pipe(
  v.object({
    group,
    template: v.nullish(v.string(), null),
    name: v.string(),
    label: v.string(),
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

export const templateSchema = v.pipe(
  v.object({ name: v.string(), label: v.string(), group, value_type: typeNumber }),
  v.transform(({ name, label, group, value_type }) => ({ name, label, group: group.name, valueType: value_type })),
);

const held = v.union([v.number(), v.string(), v.pipe(v.boolean(), v.transform(Number)), v.null()]);
/** One day's value; null where Exist holds none. */
export const dayValueSchema = v.object({ date: v.string(), value: held });

export const attributeWithValuesSchema = v.object({ name: v.string(), values: v.array(dayValueSchema) });

export const profileSchema = v.object({
  username: v.string(),
  first_name: v.optional(v.string(), ""),
  last_name: v.optional(v.string(), ""),
  timezone: v.optional(v.string(), ""),
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

const optionalText = v.nullish(v.string());

/** What a write answers, on 200 and on 202 alike. Items are echoes of what was sent. */
export const writeAnswerSchema = v.object({
  success: v.optional(v.array(v.looseObject({ name: optionalText, date: optionalText, template: optionalText, label: optionalText })), []),
  failed: v.optional(
    v.array(v.looseObject({ name: optionalText, date: optionalText, template: optionalText, label: optionalText, title: optionalText, error_code: optionalText, error: optionalText })),
    [],
  ),
});

export type WriteAnswer = v.InferOutput<typeof writeAnswerSchema>;

/** Decodes the text of an answer, or throws `unreadable` with the place at which it is not what the reference says. */
export function decode<T extends v.GenericSchema>(schema: T, text: string, path: string, status: number): v.InferOutput<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ExistError("unreadable", "The answer is not JSON.", { path, status });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue) ?? "the top";
  throw new ExistError("unreadable", `The answer is not as expected at ${place}.`, { path, status });
}
