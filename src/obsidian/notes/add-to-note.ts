import type { App, TFile } from "obsidian";
import { addToField, addToProperty, type Hindrance, type Rule } from "../../domain/adding";
import { frontmatterOf } from "../../domain/body";
import type { WritableMapping } from "../../sync/increment";
import { yamlReason } from "./read-note";

/** Carries a hindrance out of a callback: only after one that throws does Obsidian leave the note alone. */
class Hindered extends Error {
  constructor(readonly hindrance: Hindrance) {
    super(hindrance.code);
  }
}

/**
 * Adds `amount` (in the unit of a bare number) to what a mapping reads from the note. This is the only place where a note
 * is written to. Gives why it was not; then the note is as it was.
 */
export async function addToNote(app: App, file: TFile, { from }: WritableMapping, amount: number, rule: Rule): Promise<Hindrance | null> {
  try {
    if (from.kind === "property") {
      const text = await app.vault.read(file);
      if (text.startsWith("\uFEFF") && frontmatterOf(text) !== "") return { code: "behind-mark" };
      await app.fileManager.processFrontMatter(file, (properties: Record<string, unknown>) => {
        const hindrance = addToProperty(properties, from.key, amount, rule);
        if (hindrance !== null) throw new Hindered(hindrance);
      });
    } else {
      await app.vault.process(file, (text) => {
        const next = addToField(text, from.key, amount, rule);
        if (typeof next === "string") return next;
        throw new Hindered(next);
      });
    }
    return null;
  } catch (error) {
    if (error instanceof Hindered) return error.hindrance;
    if (!(error instanceof Error && error.name === "YAMLParseError")) throw error;
    return { code: "unread", found: "", problem: { code: "broken-frontmatter", reason: yamlReason(error) } };
  }
}
