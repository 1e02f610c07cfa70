import type { StoredAttribute, Value } from "../model";
import { added, fit, Unfit } from "../validation";
import { demand, type Item, ownedAttribute, pastDay, Refusal, type WriteContext } from "./item";

/** POST attributes/update/. The total for the day; overwrites. */
export function update(item: Item, context: WriteContext, index: number): Item {
  demand(item, ["name", "date", "value"], index);
  const attribute = ownedAttribute(item, context);
  const date = pastDay(item.date, context);
  const value = orRefused(() => fit(attribute, item.value));
  if (attribute.values.get(date) === value && attribute.writtenBy.get(date) === context.client) context.manners.repeated += 1;
  store(attribute, date, value, context);
  return item;
}

/** POST attributes/increment/. Without a date it is the account's today. */
export function increment(item: Item, context: WriteContext, index: number): Item {
  demand(item, ["name", "value"], index);
  const attribute = ownedAttribute(item, context);
  const date = item.date === undefined ? context.today : pastDay(item.date, context);
  const current = orRefused(() => added(attribute, attribute.values.get(date), item.value));
  store(attribute, date, current, context);
  return { ...Object.fromEntries(Object.entries(item).filter(([field]) => field !== "date")), current };
}

function store(attribute: StoredAttribute, date: string, value: Value, { client }: WriteContext): void {
  attribute.values.set(date, value);
  attribute.writtenBy.set(date, client);
}

function orRefused<T>(value: () => T): T {
  try {
    return value();
  } catch (error) {
    if (error instanceof Unfit) throw new Refusal("validation", error.message);
    throw error;
  }
}
