import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../src/domain/local-date";
import type { NoteRef } from "../../src/domain/note";
import type { NoteList } from "../../src/sync/ports";
import { isSettled, settledAfter, type SettledNotes, unsettledOf } from "../../src/sync/settled";

const DATES = ["2026-09-19", "2026-09-20", "2026-09-21"] as LocalDate[];

function noteOf(date: LocalDate, modified: number): NoteRef {
  return { path: `Daily/${date}.md`, date, modified };
}

/** A vault with a note a day that keeps its list. */
class Vault {
  readonly notes = new Map(DATES.map((date) => [date, noteOf(date, 1)]));
  private changed: LocalDate[] = [];
  list = this.listed();

  edit(date: LocalDate, modified: number): void {
    this.notes.set(date, noteOf(date, modified));
    this.changed.push(date);
  }

  relist(): void {
    this.changed = [];
    this.list = this.listed();
  }

  private listed(): NoteList {
    return { notes: this.notes, changed: this.changed, leftOut: [] };
  }
}

function looked(list: NoteList, dates: readonly LocalDate[], isDone: boolean): { ref: NoteRef; isDone: boolean }[] {
  return dates.flatMap((date) => {
    const ref = list.notes.get(date);
    return ref === undefined ? [] : [{ ref, isDone }];
  });
}

function datesIn(notes: Iterable<NoteRef>): LocalDate[] {
  return [...notes].map(({ date }) => date).sort();
}

describe("settled notes", () => {
  it("are those that are as they were when they were settled", () => {
    const note = noteOf("2026-09-20" as LocalDate, 5);
    expect(isSettled(new Map(), note)).toBe(false);
    expect(isSettled(new Map([[note.path, 5]]), note)).toBe(true);
    expect(isSettled(new Map([[note.path, 5]]), { ...note, modified: 4 })).toBe(false);
  });

  it("leave the others to be looked at", () => {
    const vault = new Vault();
    const settled = settledAfter(new Map(), looked(vault.list, DATES.slice(0, 2), true));
    expect(datesIn(unsettledOf(settled, vault.list))).toEqual(["2026-09-21"]);
    vault.edit("2026-09-19" as LocalDate, 2);
    expect(datesIn(unsettledOf(settled, vault.list))).toEqual(["2026-09-19", "2026-09-21"]);
    const after = settledAfter(settled, looked(vault.list, ["2026-09-19", "2026-09-21"] as LocalDate[], true));
    expect(datesIn(unsettledOf(after, vault.list))).toEqual([]);
    // What was found before still holds for what was settled before.
    expect(datesIn(unsettledOf(settled, vault.list))).toEqual(["2026-09-19", "2026-09-21"]);
  });

  it("go through a list once, and after that through what changed", () => {
    const vault = new Vault();
    let steps = 0;
    const notes = new Map(vault.notes);
    notes.keys = () => {
      steps += 1;
      return vault.notes.keys();
    };
    notes.get = (date) => vault.notes.get(date);
    const list = { ...vault.list, notes };
    let settled = settledAfter(new Map(), looked(list, DATES, true));
    for (let modified = 2; modified < 5; modified += 1) {
      vault.edit("2026-09-20" as LocalDate, modified);
      expect(datesIn(unsettledOf(settled, list))).toEqual(["2026-09-20"]);
      settled = settledAfter(settled, looked(list, ["2026-09-20"] as LocalDate[], true));
    }
    expect(steps).toBe(1);
  });

  it("are found as if all notes were gone through each time, whatever happens in between", () => {
    const date = fc.constantFrom(...DATES);
    const step = fc.oneof(
      fc.record({ kind: fc.constant("edit" as const), date, modified: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant("look" as const), date, isDone: fc.boolean() }),
      fc.constant({ kind: "ask" as const }),
      fc.constant({ kind: "list" as const }),
      fc.constant({ kind: "forget" as const }),
    );
    fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const vault = new Vault();
      let settled: SettledNotes = new Map();
      const check = (): void => {
        const all = [...vault.notes.values()].filter((note) => !isSettled(settled, note));
        expect(datesIn(unsettledOf(settled, vault.list))).toEqual(datesIn(all));
      };
      for (const each of steps) {
        if (each.kind === "edit") vault.edit(each.date, each.modified);
        else if (each.kind === "look") settled = settledAfter(settled, looked(vault.list, [each.date], each.isDone));
        else if (each.kind === "forget") settled = new Map();
        else if (each.kind === "list") vault.relist();
        else check();
      }
      check();
    }));
  });
});
