import type { Unread } from "./ports";
import type { LocalDate } from "../domain/local-date";
import type { Issue, NoteProblem } from "../domain/reading";
import type { Failure, PreviewReason, RefusedAttribute, Report } from "./report";

/** A note that could not be read. */
export interface UnreadNote extends Unread {
  readonly path: string;
  readonly date: LocalDate;
}

/** What kept the last run over all notes from sending everything. What is refused or not readable is in the records of its days. */
export interface Hold {
  /** Values that are known and not sent. */
  readonly unsent: number;
  /** Why a person has to look first. */
  readonly reasons: readonly PreviewReason[];
  readonly failure: Failure | null;
  /** Attributes that cannot be filled until somebody does something about it. */
  readonly attributes: readonly RefusedAttribute[];
  readonly unread: readonly UnreadNote[];
}

/** What is said of a note that could not be read. */
export function unreadIssue({ path, date, unread, reason }: UnreadNote): Issue {
  return { path, date, key: "", found: "", problem: problemOf(unread, reason) };
}

function problemOf(unread: Unread["unread"], reason = ""): NoteProblem {
  switch (unread) {
    case "not-indexed":
      return { code: "not-indexed" };
    case "unreadable":
      return { code: "file-unreadable", reason };
    case "no-answer":
      return { code: "file-no-answer" };
  }
}

/** What a run over all notes leaves behind; null where nothing kept it from anything. */
export function holdOf({ unsent, waitsFor, failure, refusedAttributes, unread }: Report): Hold | null {
  const isHeld = waitsFor.length > 0 || failure !== null || refusedAttributes.length > 0 || unread.length > 0 || unsent > 0;
  return isHeld ? { unsent, reasons: waitsFor, failure, attributes: refusedAttributes, unread } : null;
}
