import type { LocalDate } from "../../src/domain/local-date";
import type { Mapping, Source, Target } from "../../src/domain/mapping";
import type { Note } from "../../src/domain/note";

export const day = (date: string): LocalDate => date as LocalDate;

let made = 0;

/** A mapping with everything that is not said at its default. */
export function mapping(from: Source, to: Target, rest: Partial<Mapping> = {}): Mapping {
  made += 1;
  return { id: `m${made}`, enabled: true, from, to, read: {}, whenRemoved: "keep", ...rest };
}

export const property = (key: string): Source => ({ kind: "property", key });
export const template = (name: string, known?: string): Target => ({ kind: "template", template: name, name: known });

export function note(date: string, rest: Partial<Note> = {}): Note {
  return { path: `Daily/${date}.md`, date: day(date), properties: {}, broken: null, tags: [], text: null, ...rest };
}
