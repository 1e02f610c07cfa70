import type { App, TFile } from "obsidian";
import { incrementField, incrementProperty, type NoteWriteProblem, type Rule } from "../../domain/increment-text";
import { frontmatterOf } from "../../domain/body";
import type { Increment, WritableMapping } from "../../sync/increment";
import type { Clock } from "../../sync/ports";
import { TimeLimitError, withTimeLimit } from "../../sync/time-limit";
import { yamlReason } from "../notes/read-note";

/** A file on the device is changed within milliseconds; this is for one that is fetched from somewhere first. */
const PATIENCE = 10_000;

const NO_ANSWER: NoteWriteProblem = { code: "unread", found: "", problem: { code: "file-no-answer" } };

/** Carries a hindrance out of a callback: only after one that throws does Obsidian leave the note alone. */
class Hindered extends Error {
  constructor(readonly hindrance: NoteWriteProblem) {
    super(hindrance.code);
  }
}

/** What became of an amount that was to go into a note. */
type Outcome = Extract<Increment, { readonly kind: "written" | "hindered" | "not-confirmed" }>;

/**
 * One change of a note, waited for within a limit. A file cannot be let go of: one that answers after the limit is not
 * changed any more, and of one that is being written then it is not known whether it was.
 */
class Change {
  private isGivenUp = false;
  private isMade = false;

  /** Makes the change, if it is still waited for. */
  make<T>(change: () => T): T {
    if (this.isGivenUp) throw new Hindered(NO_ANSWER);
    const made = change();
    this.isMade = true;
    return made;
  }

  /** Nobody waits any more. @returns whether the change may be written yet */
  giveUp(): boolean {
    this.isGivenUp = true;
    return this.isMade;
  }
}

/**
 * Adds `amount` (in the unit of a bare number) to what a mapping reads from the note. This is the only place where a note
 * is written to. Where it was hindered, the note is as it was.
 */
export async function incrementInNote(app: App, clock: Pick<Clock, "after">, file: TFile, { from }: WritableMapping, amount: number, rule: Rule): Promise<Outcome> {
  const { path } = file;
  const change = new Change();
  try {
    const changing = from.kind === "property" ? changeProperty(app, file, change, (properties) => incrementProperty(properties, from.key, amount, rule))
      : app.vault.process(file, (text) => change.make(() => unhindered(incrementField(text, from.key, amount, rule))));
    await withTimeLimit<unknown>(clock, PATIENCE, path, changing);
    return { kind: "written" };
  } catch (error) {
    if (error instanceof TimeLimitError && change.giveUp()) return { kind: "not-confirmed", path };
    return { kind: "hindered", path, hindrance: hindranceOf(error) };
  }
}

async function changeProperty(app: App, file: TFile, change: Change, add: (properties: Record<string, unknown>) => NoteWriteProblem | null): Promise<void> {
  const text = await app.vault.read(file);
  if (text.startsWith("\uFEFF") && frontmatterOf(text) !== "") throw new Hindered({ code: "behind-mark" });
  await app.fileManager.processFrontMatter(file, (properties: Record<string, unknown>) => {
    change.make(() => {
      const hindrance = add(properties);
      if (hindrance !== null) throw new Hindered(hindrance);
    });
  });
}

function unhindered(text: string | NoteWriteProblem): string {
  if (typeof text === "string") return text;
  throw new Hindered(text);
}

/** Why a note was not changed; throws what is about something else. */
function hindranceOf(error: unknown): NoteWriteProblem {
  if (error instanceof Hindered) return error.hindrance;
  if (error instanceof TimeLimitError) return NO_ANSWER;
  if (!(error instanceof Error && error.name === "YAMLParseError")) throw error;
  return { code: "unread", found: "", problem: { code: "broken-frontmatter", reason: yamlReason(error) } };
}
