const SHARED: Readonly<Record<string, object>> = {
  object: Object.prototype, array: Array.prototype, map: Map.prototype, set: Set.prototype, string: String.prototype, number: Number.prototype,
  boolean: Boolean.prototype, function: Function.prototype, expression: RegExp.prototype, date: Date.prototype, promise: Promise.prototype, error: Error.prototype,
  Object, Array, JSON, Math,
};

type Properties = ReadonlyMap<string, unknown>;

function propertiesOfAll(): Properties {
  return new Map(Object.entries(SHARED).flatMap(([name, shared]) =>
    Reflect.ownKeys(shared).map((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(shared, key) ?? {};
      return [`${name}.${String(key)}`, (value as unknown) ?? get ?? set] as const;
    })));
}

const BEFORE = propertiesOfAll();

/** Names what has changed, since this was loaded, of the objects that every program shares: nothing, whatever names were met. */
export function changedPrototypes(): string[] {
  const now = propertiesOfAll();
  return [...new Set([...BEFORE.keys(), ...now.keys()])].filter((key) => !BEFORE.has(key) || !now.has(key) || !Object.is(BEFORE.get(key), now.get(key)));
}
