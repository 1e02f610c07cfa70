const SHARED: Readonly<Record<string, object>> = {
  object: Object.prototype, array: Array.prototype, map: Map.prototype, set: Set.prototype, string: String.prototype, number: Number.prototype,
  boolean: Boolean.prototype, function: Function.prototype, expression: RegExp.prototype, date: Date.prototype, promise: Promise.prototype, error: Error.prototype,
  Object, Array, JSON, Math,
};

type Properties = ReadonlyMap<string, unknown>;

function propertiesOfAll(): Properties {
  return new Map(Object.entries(SHARED).flatMap(([name, shared]) =>
    Reflect.ownKeys(shared).map((key) => {
      const held = Object.getOwnPropertyDescriptor(shared, key);
      return [`${name}.${String(key)}`, (held?.value as unknown) ?? held?.get ?? held?.set] as const;
    })));
}

let before = propertiesOfAll();

/** Takes what is there now for right: the app itself defines helpers on prototypes when it starts. */
export function rememberPrototypes(): void {
  before = propertiesOfAll();
}

/** Names what has changed of the objects that every program shares: nothing, whatever names were met. */
export function changedPrototypes(): string[] {
  const now = propertiesOfAll();
  return [...new Set([...before.keys(), ...now.keys()])].filter((key) => !before.has(key) || !now.has(key) || !Object.is(before.get(key), now.get(key)));
}
