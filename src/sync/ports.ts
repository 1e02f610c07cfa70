import type { LocalDate } from "../domain/local-date";
import type { DayNotes, Note, NoteRef } from "../domain/note";
import type { DayPlace, Settings, SettingsLock } from "./settings";

/** Time and chance, handed in so that both can be played in tests. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  /** Runs `task` once after `ms` milliseconds; the answer calls it off. */
  after(ms: number, task: () => void): () => void;
  /** Settles once the app has had a turn to draw and to answer. */
  pause(): Promise<void>;
}

/** A file that is no note of a day, or not the one that counts, and why. */
export type LeftOut = { readonly path: string } & (
  /** Its day has not come yet, or is before 2000. */
  | { readonly reason: "future" | "too-early"; readonly date: LocalDate }
  /** Another note of the same day counts: the one at the path `instead`. */
  | { readonly reason: "second-note"; readonly date: LocalDate; readonly instead: string }
  /** Its name has a date in it, but is not as the daily-note format says. */
  | { readonly reason: "almost"; readonly date: null }
  /** The property that is to give its day says `found`, which is no day for certain. */
  | { readonly reason: "no-day"; readonly date: null; readonly property: string; readonly found: string }
);

/** A place where daily notes seem to be. */
export type SourceProposal = DayPlace & {
  readonly notes: number;
  readonly first: LocalDate;
  readonly last: LocalDate;
  /** Files in the folder that look dated and have no day by it. */
  readonly leftOut: number;
  /** Another format that explains the same names as other days; then a person has to say which is meant. */
  readonly or: OtherReading | null;
};

/** A name with the two days that two formats make of it. */
export interface OtherReading {
  readonly format: string;
  readonly name: string;
  readonly days: readonly [LocalDate, LocalDate];
}

/** A place as it is named. */
export type NamedPlace = DayPlace & {
  /** The journals of the Journals plugin to which its notes belong; absent where all notes count. */
  readonly journals?: readonly string[];
};

/** A place in which daily notes are looked for. */
export type NotePlace = NamedPlace & {
  /** Whether there is no such folder. */
  readonly isMissing: boolean;
};

/** A note whose day a property gives and cannot be told at the moment. */
export interface UndatedNote extends Pick<NoteRef, "stamp" | "property"> {
  /** Whether Obsidian has indexed it, and found properties that may be no valid YAML. */
  readonly isIndexed: boolean;
}

export interface NoteList {
  /** Where it was looked, in the order in which places count. */
  readonly places: readonly NotePlace[];
  /** The notes of each day, days in no order. Changes as notes do: to be gone through in one go. */
  readonly notes: ReadonlyMap<LocalDate, DayNotes>;
  /** By path. */
  readonly undated: ReadonlyMap<string, UndatedNote>;
  /** The days whose notes have changed since the list was made; it only gets longer. */
  readonly changed: readonly LocalDate[];
  readonly leftOut: readonly LeftOut[];
  /** Whether equal stamps mean equal contents for certain; else a file may have been written under its old time and size. */
  readonly isExact: boolean;
}

/** Whether there is a daily note at all, of whatever day, as far as that is known. */
export function hasNotes({ notes, leftOut, undated }: NoteList): boolean {
  return notes.size > 0 || leftOut.some(({ reason }) => reason === "future") || isIndexing({ undated });
}

/** Whether notes may turn out to be daily ones once Obsidian has indexed them. */
export function isIndexing({ undated }: Pick<NoteList, "undated">): boolean {
  for (const { isIndexed } of undated.values()) if (!isIndexed) return true;
  return false;
}

/** Why a note could not be read. Others go on. */
export interface Unread {
  readonly unread:
    /** Obsidian has not indexed the file's present contents yet, or the file is gone. */
    | "not-indexed"
    /** The file cannot be opened. */
    | "unreadable"
    /** Opening it took too long, as with a file that is still in the cloud. */
    | "no-answer";
  /** The error's own words, for a file that cannot be opened. */
  readonly reason?: string;
}

export function isRead(note: Note | Unread | null): note is Note {
  return note !== null && !("unread" in note);
}

/** The vault's daily notes. */
export interface Notes {
  list(today: LocalDate): Promise<NoteList>;
  /** The note as it is now, or why it cannot be read now; null where it is not of this day any more. Never throws. */
  read(ref: NoteRef, withText: boolean): Promise<Note | Unread | null>;
}

/** This device's keychain, which no other device sees. Both throw where the device has none that can be used. */
export interface Keychain {
  /** Null or empty when there is nothing. */
  get(id: string): string | null;
  set(id: string, secret: string): void;
}

/** Small values that this device keeps for itself. Neither throws; what cannot be stored is kept until the app is closed. */
export interface DeviceMemory {
  /** Null or undefined when there is nothing that can be read. */
  load(key: string): unknown;
  /** Stores a value, or takes it away where it is null. */
  save(key: string, value: unknown): unknown;
}

/** The user's settings, kept in data.json. */
export interface SettingsStore {
  readonly current: Settings;
  /** Changes the settings and stores them. Rejects with SettingsLockedError or SettingsWriteError; then nothing has changed. */
  change(change: (settings: Settings) => Settings): Promise<void>;
}

/** Settings in a file, which other devices and programs write as well. */
export interface StoredSettings extends SettingsStore {
  /** Why they may be neither used nor written as far as is known, or null. */
  readonly lock: SettingsLock | null;
  /** Reads the file anew. Never rejects: what cannot be read is locked. */
  load(): Promise<void>;
}
