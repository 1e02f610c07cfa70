import type { App } from "obsidian";
import type { Note } from "../../domain/note";
import { type Suggestions, suggest } from "../../domain/suggest";
import { imperialOf, type Settings } from "../../sync/settings";
import { propertyType } from "../undocumented";

/** What `notes` seem to keep track of, besides what the settings map already. */
export function suggestFor(app: App, settings: Settings, notes: readonly Note[]): Suggestions {
  return suggest(notes, {
    mappings: settings.mappings, imperial: imperialOf(settings), propertyType: (key) => propertyType(app, key),
  });
}
