import { isDay } from "../calendar";
import type { Behavior } from "../behavior";
import type { ClientConduct } from "../client-conduct";
import type { Account, Services, StoredAttribute } from "../model";
import { mayWrite, type Scopes } from "../scopes";

/** An object of a write, as it came. */
export type Item = Readonly<Record<string, unknown>>;

/** What a write is carried out with. */
export interface WriteContext {
  readonly account: Account;
  readonly client: string;
  readonly scopes: Scopes;
  readonly services: Services;
  readonly behavior: Behavior;
  readonly today: string;
  readonly manners: ClientConduct;
  /** Whether the answer reaches whoever asked, as it is. */
  readonly isHeard: boolean;
  /** What sent the request, where a client has several devices that tell. */
  readonly device: string;
  /** `success_objects=1`: the whole attribute instead of an echo. */
  readonly fullObjects: boolean;
  /** Whether a refused `create` names the attribute that is in its way. */
  readonly namesWhatExists: boolean;
  /** Refuses an item that nothing is wrong with; null lets it pass. */
  readonly refuseAnyway: (item: Item, index: number) => Refusal | null;
}

/** Who writes: the same client may serve several accounts. */
export function writer({ account, client }: WriteContext): string {
  return `${account.profile.username} ${client}`;
}

/** One item is not carried out; the rest of the batch is. */
export class Refusal extends Error {
  constructor(readonly code: string, message: string, readonly fields: Item = {}) {
    super(message);
  }
}

/** `index` is the object's place in its batch. */
export function demand(item: Item, fields: readonly string[], index: number): void {
  const missing = fields.filter((field) => item[field] === undefined);
  if (missing.length === 0) return;
  throw new Refusal("missing_field", `Object at index ${index} missing field(s) ${missing.map((field) => `'${field}'`).join(", ")}`);
}

/** A text that may be absent or null, but not empty. */
export function optionalText(item: Item, field: string): string | null {
  const value = item[field] ?? null;
  if (value === null || (typeof value === "string" && value.trim() !== "")) return value;
  throw new Refusal("validation", `Field '${field}' must be a string that is not empty`);
}

export function optionalFlag(item: Item, field: string): boolean | null {
  const value = item[field] ?? null;
  if (value === null || typeof value === "boolean") return value;
  throw new Refusal("validation", `Field '${field}' must be a boolean`);
}

export function demandScope({ scopes }: WriteContext, attribute: Pick<StoredAttribute, "group" | "manual">): void {
  if (!mayWrite(scopes, attribute)) throw new Refusal("not_allowed", `No permission to write to attributes in group '${attribute.group}'`);
}

/** The attribute that `item` names, if the client may write to it. */
export function ownedAttribute(item: Item, context: WriteContext): StoredAttribute {
  const name = String(item.name);
  const attribute = context.account.attributes.get(name);
  if (attribute === undefined) throw new Refusal("not_found", `User doesn't have an attribute named '${name}'`);
  demandScope(context, attribute);
  if (attribute.owner !== context.client) throw new Refusal("unauthorised", `Attribute '${name}' does not belong to this service`);
  return attribute;
}

/** A day that has come, for the account. */
export function pastDay(date: unknown, { today, manners }: WriteContext): string {
  if (!isDay(date)) throw new Refusal("validation", "Date must be valid and in the format YYYY-MM-DD");
  if (date <= today) return date;
  manners.note(`a value for ${date}, which has not come yet`);
  throw new Refusal("validation", "Date must not be in the future");
}
