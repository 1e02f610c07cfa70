import type { LocalDate } from "../domain/local-date";
import type { Issue, NoteProblem } from "../domain/reading";
import type { Unread } from "./ports";

/** A note that could not be read. */
export interface UnreadNote extends Unread {
  readonly path: string;
  readonly date: LocalDate;
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
