import type { App } from "obsidian";
import { PROPERTY_TYPES, type PropertyType } from "../domain/suggest/proposal";

/** Where another plugin's settings say that daily notes are. */
export interface FollowedSource {
  readonly folder: string;
  readonly format: string;
  /** Path of the note template, which is no daily note whatever its name. */
  readonly template: string;
}

const DEFAULT_FORMAT = "YYYY-MM-DD";

/**
 * Everything this plugin takes from Obsidian that its API does not promise. Each is looked for with care and may be
 * missing: then the default of the core plugin holds, and a user can name folder and format instead.
 */
export function followedSource(app: App): FollowedSource {
  const periodic = periodicNotes(app);
  if (periodic !== null) return periodic;
  const core = at(app, "internalPlugins", "plugins", "daily-notes", "instance", "options") ?? callOptions(app);
  return source(core, "template");
}

/**
 * Periodic Notes, in both shapes its settings have had: an object with `daily` (0.0.17), and a Svelte store of `calendarSets`,
 * of which `activeCalendarSet` names one by its id (1.0, src/calendarSetManager.ts of liamcain/obsidian-periodic-notes).
 */
function periodicNotes(app: App): FollowedSource | null {
  const settings = storedIn(at(app, "plugins", "plugins", "periodic-notes", "settings"));
  const daily = at(settings, "daily");
  if (at(daily, "enabled") === true) return source(daily, "template");
  const sets = at(settings, "calendarSets");
  if (!Array.isArray(sets)) return null;
  const active = at(settings, "activeCalendarSet");
  const set = (sets as unknown[]).find((each) => at(each, "id") === active) ?? (sets as unknown[])[0];
  const day = at(set, "day");
  return at(day, "enabled") === true ? source(day, "templatePath") : null;
}

/** Who sets where daily notes are: Periodic Notes, or Obsidian itself unless its daily notes are known to be off. */
export function dailyNotesSetBy(app: App): "periodic-notes" | "core" | "nobody" {
  if (periodicNotes(app) !== null) return "periodic-notes";
  return at(app, "internalPlugins", "plugins", "daily-notes", "enabled") === false ? "nobody" : "core";
}

/** Journals that have a note a day, by the property in which their notes have it. */
export interface DailyJournals {
  readonly property: string;
  /** As they stand in the property `journal`. */
  readonly names: readonly string[];
}

/**
 * The daily journals of the Journals plugin (id `journals`); none where it is not enabled. Its notes have the properties
 * `journal` (a journal's name) and `journal-date` (`YYYY-MM-DD`; src/constants.ts of srg-kostyrko/obsidian-journal), wherever
 * they are; of a week or a month that is its first day, so only journals of days count. Its settings are out of reach in the
 * app, in private members. In its data.json they are `journals`: by name, each with `name` and `write.type`
 * (src/types/settings.types.ts), and since version 3 `frontmatter.dateField`, the property's name (e2e/fixtures there).
 * Rejects where the file cannot be read.
 */
export async function dailyJournals(app: App): Promise<readonly DailyJournals[]> {
  if (at(app, "plugins", "plugins", "journals") === undefined) return [];
  const { adapter, configDir } = app.vault;
  const journals = at(JSON.parse(await adapter.read(`${configDir}/plugins/journals/data.json`)), "journals");
  if (typeof journals !== "object" || journals === null) return [];
  const names = new Map<string, string[]>();
  for (const [key, journal] of Object.entries(journals)) {
    if (!["day", "weekdays"].includes(String(at(journal, "write", "type")))) continue;
    const [name, field] = [at(journal, "name"), at(journal, "frontmatter", "dateField")];
    const property = typeof field === "string" && field !== "" ? field : "journal-date";
    names.set(property, [...(names.get(property) ?? []), typeof name === "string" && name !== "" ? name : key]);
  }
  return [...names].map(([property, of]) => ({ property, names: of.sort() }));
}

/** What a Svelte store holds: it tells whoever subscribes at once (Svelte's documentation, "Store contract"). Anything else is itself. */
function storedIn(store: unknown): unknown {
  const subscribe = at(store, "subscribe");
  if (typeof subscribe !== "function") return store;
  let held: unknown;
  try {
    const unsubscribe: unknown = Reflect.apply(subscribe, store, [(value: unknown) => { held = value; }]);
    if (typeof unsubscribe === "function") Reflect.apply(unsubscribe, undefined, []);
    else if (typeof at(unsubscribe, "unsubscribe") === "function") Reflect.apply(at(unsubscribe, "unsubscribe") as () => void, unsubscribe, []);
  } catch {
    // A store that cannot be asked says nothing; what it has told before that holds.
    return held;
  }
  return held;
}

/** The documented-by-use way to the options of a core plugin, for app versions without the map of plugins. */
function callOptions(app: App): unknown {
  const internal = at(app, "internalPlugins");
  const get = at(internal, "getPluginById");
  if (typeof get !== "function") return undefined;
  try {
    return at(Reflect.apply(get, internal, ["daily-notes"]), "instance", "options");
  } catch {
    // An app in which this way does not exist is an app with the default options.
    return undefined;
  }
}

/** The type that Obsidian has assigned to a property in this vault; undefined where it has none or does not tell. */
export function propertyType(app: App, key: string): PropertyType | undefined {
  const manager = at(app, "metadataTypeManager");
  const get = at(manager, "getAssignedWidget");
  if (typeof get !== "function") return undefined;
  try {
    const widget: unknown = Reflect.apply(get, manager, [key]);
    return PROPERTY_TYPES.find((type) => type === widget);
  } catch {
    // Types are evidence and no need: without them the values alone tell.
    return undefined;
  }
}

/** What Obsidian's index of a file was made from. */
export interface IndexedContents {
  readonly mtime: number;
  readonly size: number;
  /** Of the contents. */
  readonly hash: string;
}

/** `metadataCache.fileCache[path]`, as many public plugins use it; null where the app does not tell. */
export function indexedContents({ metadataCache }: App, path: string): IndexedContents | null {
  const made = at(metadataCache, "fileCache", path);
  const [mtime, size, hash] = [at(made, "mtime"), at(made, "size"), at(made, "hash")];
  return typeof mtime === "number" && typeof size === "number" && typeof hash === "string" && hash !== "" ? { mtime, size, hash } : null;
}

function source(options: unknown, templateKey: string): FollowedSource {
  const text = (key: string): string => {
    const value = at(options, key);
    return typeof value === "string" ? value.trim() : "";
  };
  return { folder: text("folder"), format: text("format") || DEFAULT_FORMAT, template: text(templateKey) };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    try {
      current = (current as Record<string, unknown>)[key];
    } catch {
      // A member that cannot be asked for is as good as missing.
      return undefined;
    }
  }
  return current;
}
