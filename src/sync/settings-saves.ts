import type { Clock } from "./ports";

/**
 * Which saves of data.json a version of it was made of: ids, the latest first. Two devices that save at the same time make
 * two versions of a third, and whatever synchronises the vault lets one of them replace the other. By the ids the third is
 * found, so that the two can be merged; a version that was made of ours simply takes its place.
 */
export type Saves = readonly string[];

/** The key in data.json. Versions of the plugin that do not know it keep it as it is, like every key they do not know. */
export const SAVES = "saves";

const REMEMBERED = 20;

/** Reads the ids; a file without them, written by hand or by an earlier version, has none. */
export function savesIn(data: unknown): Saves {
  const saves: unknown = typeof data === "object" && data !== null ? new Map<string, unknown>(Object.entries(data)).get(SAVES) : undefined;
  return Array.isArray(saves) ? saves.filter((id): id is string => typeof id === "string").slice(0, REMEMBERED) : [];
}

/** The id of a save that is made now: its time, and something that no other device has. */
export function newSave(clock: Pick<Clock, "now" | "random">): string {
  return `${clock.now()}-${Math.floor(clock.random() * 36 ** 6).toString(36)}`;
}

/** The saves of a version that is made of two others. */
export function savesAfter(id: string, mine: Saves, other: Saves): Saves {
  return [...new Set([id, ...other, ...mine])].slice(0, REMEMBERED);
}

/** Whether the latest save of `a` was made after that of `b`: the same on all devices, so that all prefer the same version. */
export function isLater(a: Saves, b: Saves): boolean {
  const [of, than] = [a[0] ?? "", b[0] ?? ""];
  const [time, before] = [Number.parseInt(of, 10) || 0, Number.parseInt(than, 10) || 0];
  return time === before ? of > than : time > before;
}
