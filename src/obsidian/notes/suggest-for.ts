import type { App } from "obsidian";
import { readNumber } from "../../domain/convert/number";
import { type Note, propertyOf } from "../../domain/note";
import { type Suggestions, suggest } from "../../domain/suggest";
import { imperialOf, type Settings } from "../../sync/settings";
import { propertyType } from "../obsidian-internals";
import type { VaultNotes } from "./vault-notes";

/** What the latest notes seem to keep track of, besides what the settings map already. */
export async function suggestFor(app: App, settings: Settings, vaultNotes: VaultNotes, notes: readonly Note[]): Promise<Suggestions> {
  const [templates, paths] = await Promise.all([vaultNotes.templates(), vaultNotes.paths()]);
  return suggest(notes, {
    mappings: settings.mappings, imperial: imperialOf(settings), propertyType: (key) => propertyType(app, key), templates,
    // Where these are all notes, their numbers are known already.
    allNumbers: (key) => (paths.length > notes.length ? numbersIn(app, paths, key) : []),
  });
}

/** The numbers that a property has in these notes, as far as Obsidian has indexed them. */
function numbersIn({ metadataCache }: App, paths: readonly string[], key: string): number[] {
  return paths.flatMap((path) => {
    const value = propertyOf(metadataCache.getCache(path)?.frontmatter ?? {}, key);
    const read = typeof value === "number" || typeof value === "string" ? readNumber(String(value).trim(), true) : null;
    return read?.kind === "number" ? [read.number] : [];
  });
}
