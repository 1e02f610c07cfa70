import type { LocalDate } from "../../src/domain/local-date";
import type { TestNotes } from "../sync/rig";

/** What notes may say, and the attributes that it may feed; `tea` only after the mapping was changed. */
export const KEYS = ["steps", "mood", "coffee", "tea"] as const;
export type Key = (typeof KEYS)[number];

/** One version of a note, as some device has it. */
export interface Text {
  readonly values: Readonly<Partial<Record<Key, number | string>>>;
  readonly tags: readonly string[];
  /** The template was inserted, and not filled in yet. */
  readonly isTemplate: boolean;
}

export const NOTHING: Text = { values: {}, tags: [], isTemplate: false };

interface Version {
  readonly text: Text | null;
  readonly at: number;
  /** What this device's vault tells the contents apart by. */
  readonly stamp: string;
}

/** The notes as one device has them. What the plugin is told of them is up to the life. */
export class LifeVault {
  private readonly versions = new Map<LocalDate, Version>();
  /** The folder was renamed: no note is to be found. */
  private isAway = false;

  constructor(readonly notes: TestNotes) {}

  textOf(date: LocalDate): Text | null {
    return this.versions.get(date)?.text ?? null;
  }

  get texts(): readonly (readonly [LocalDate, Text | null])[] {
    return [...this.versions].map(([date, { text }]) => [date, text]);
  }

  /** @param keepsStamp whether another program gives the file the time and the size that it had before */
  write(date: LocalDate, text: Text | null, at: number, keepsStamp = false): void {
    const before = this.versions.get(date);
    this.put(date, { text, at, stamp: keepsStamp && before !== undefined && before.text !== null ? before.stamp : String(at) });
  }

  /** What the other device has written arrives, all of it or some days; of two versions the later one wins. */
  arriveFrom(other: LifeVault, isThere: (date: LocalDate) => boolean = () => true): LocalDate[] {
    const arrived = [...other.versions].filter(([date, { at }]) => isThere(date) && at > (this.versions.get(date)?.at ?? 0));
    for (const [date, { text, at }] of arrived) this.put(date, { text, at, stamp: String(at) });
    return this.isAway ? [] : arrived.map(([date]) => date);
  }

  /** All notes vanish. Gives those that are concerned. */
  leave(): LocalDate[] {
    if (this.isAway) return [];
    this.isAway = true;
    return this.there((date) => { this.notes.remove(date); });
  }

  comeBack(): LocalDate[] {
    if (!this.isAway) return [];
    this.isAway = false;
    return this.there((date, version) => { this.put(date, version); });
  }

  private there(each: (date: LocalDate, version: Version) => void): LocalDate[] {
    const notes = [...this.versions].filter(([, { text }]) => text !== null);
    for (const [date, version] of notes) each(date, version);
    return notes.map(([date]) => date);
  }

  private put(date: LocalDate, version: Version): void {
    this.versions.set(date, version);
    const { text, stamp } = version;
    if (this.isAway) return;
    if (text === null) this.notes.remove(date);
    else this.notes.write(date, text.isTemplate ? { ...text.values, steps: "{{steps}}" } : text.values, { tags: text.tags, stamp });
  }
}
