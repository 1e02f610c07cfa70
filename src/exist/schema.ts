import * as v from "valibot";
import type { Attribute } from "../domain/attribute";
import { legible } from "../domain/legible";
import { LONGEST_LABEL } from "../domain/mapping";
import { isValueType, LONGEST_STRING, type ValueType } from "../domain/value-type";
import { ExistError } from "./error";

const typeNumber = v.pipe(
  v.number(),
  v.check(isValueType, "unknown value type"),
  v.transform((code): ValueType => code as ValueType),
);

/** Text of Exist's that people see: harmless, and no longer than can be read. */
const shown = (most: number) => v.pipe(v.string(), v.transform((text) => legible(text, most)));
const label = shown(LONGEST_LABEL);

const service = v.object({ name: v.string(), label });
const group = v.object({ name: v.string() });

/** An attribute as Exist sends it, and as we keep it. Fields that this plugin has no use for are let go. */
export const attributeSchema = v.pipe(
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

/** Text that is longer than what this plugin sends is none of its own, and only its beginning is kept. */
const heldText = v.pipe(v.string(), v.transform((text) => (text.length > 2 * LONGEST_STRING ? text.slice(0, 2 * LONGEST_STRING + 1) : text)));
const held = v.union([v.pipe(v.number(), v.finite()), heldText, v.pipe(v.boolean(), v.transform(Number)), v.null()]);
/** One day's value; null where Exist holds none. */
const dayValueSchema = v.object({ date: v.string(), value: held });

export const attributeWithValuesSchema = v.object({ name: v.string(), values: v.array(dayValueSchema) });

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

/** What a write answers, on 200 and on 202 alike. Items are echoes of what was sent. */
export const writeAnswerSchema = v.object({
  success: v.optional(v.array(v.looseObject({ name: optionalText, date: optionalText, template: optionalText, label: optionalText })), []),
  failed: v.optional(
    v.array(v.looseObject({ name: optionalText, date: optionalText, template: optionalText, label: optionalText, title: optionalText, error_code: v.nullish(label), error: v.nullish(shown(LONGEST_REFUSAL)) })),
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
    throw new ExistError("unreadable", "JSON", { path, status });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ExistError("unreadable", v.getDotPath(issue) ?? issue.expected ?? "JSON", { path, status });
}
