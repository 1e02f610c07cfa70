import { jsonOf, RawClient } from "./raw-client";
import { type Behavior, ExistWorld } from "./world";

/** The stand-in with what the recordings are of. */
export function standIn(behavior: Partial<Behavior> = {}): { readonly world: ExistWorld; readonly ask: (path: string, body?: unknown) => Promise<unknown>; readonly scoped: (...scopes: string[]) => RawClient } {
  const world = new ExistWorld(() => Date.parse("2026-09-21T12:00:00Z"), undefined, behavior);
  world.addAccount({ username: "robin", first_name: "Robin", last_name: "Reed", timezone: "Europe/Lisbon", imperial_weight: true, trial: true });
  const visitor = new RawClient(world, world.personalToken("robin"));
  const scoped = (...scopes: string[]): RawClient => new RawClient(world, world.personalToken("robin", scopes));
  return { world, scoped, ask: async (path, body) => (await jsonOf(body === undefined ? visitor.get(path) : visitor.post(path, body))).json };
}

/** What kind of thing stands at each place of an answer: what a client may rely on. Of a list, of each of its items. */
export function shapeOf(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(shapeOf);
  if (typeof json !== "object" || json === null) return json === null ? "null" : typeof json;
  return Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, shapeOf(value)]));
}
