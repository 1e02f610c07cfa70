import type { Issue } from "../../domain/reading";
import type { Language } from "../../locales";
import { fileName } from "../../locales/formats";
import type { LeftOut } from "../../sync/ports";
import { type UnreadNote, unreadIssue } from "../../sync/unread";

/** What in notes cannot be read or sent, and why. */
export function describeIssues({ words, formats, fill }: Language) {
  /** A clause without a full stop, which may begin with a small letter. */
  const problem = ({ problem: what, found }: Pick<Issue, "problem" | "found">): string => {
    const { problems } = words;
    switch (what.code) {
      case "out-of-range": {
        const { least, most, fits } = what;
        return fits === undefined ? fill(problems["out-of-range"], { found, least, most }) : fill(problems.outOfRangeFits, { found, least, most, scale: words.scales[fits] });
      }
      case "other-year":
        return fill(problems["other-year"], { found, year: what.year });
      case "unit":
        return fill(problems.unit, { found, unit: what.unit });
      case "several-values":
        return fill(problems["several-values"], { found, count: what.count });
      case "cut":
        return fill(problems.cut, { length: what.length, most: what.most });
      case "broken-frontmatter":
        return fill(problems["broken-frontmatter"], { reason: what.reason });
      case "file-unreadable":
        return what.reason === "" ? problems["file-unreadable"] : fill(problems.fileUnreadableBecause, { reason: what.reason });
      case "same-attribute":
        return fill(problems["same-attribute"], { name: what.name });
      default:
        return fill(problems[what.code], { found });
    }
  };

  const issue = (of: Issue): string => {
    const given = { note: fileName(of.path), problem: problem(of) };
    return of.key === "" ? fill(words.issues.ofNote, given) : fill(words.issues.ofKey, { ...given, key: of.key });
  };

  /** Why a file is not read as a daily note. */
  const leftOut = (file: LeftOut): string => {
    const note = fileName(file.path);
    switch (file.reason) {
      case "too-early":
        return fill(words.leftOut["too-early"], { note, date: formats.dayOfYear(file.date) });
      case "second-note":
        return fill(words.leftOut["second-note"], { note, instead: fileName(file.instead) });
      case "no-day":
        return fill(words.leftOut["no-day"], { note, found: file.found, property: file.property });
      default:
        return fill(words.leftOut[file.reason], { note });
    }
  };

  return {
    problem,
    issue,
    leftOut,
    /** Where a value that cannot be sent stands, without a word of what is written there. */
    unquotedIssue: ({ path, date, key }: Pick<Issue, "path" | "date" | "key">): string => {
      const given = { note: fileName(path), date: formats.day(date) };
      return key === "" ? fill(words.issues.unquotedOfNote, given) : fill(words.issues.unquotedOfKey, { ...given, key });
    },
    /** Notes that could not be read: those that Obsidian has not indexed together, the others each by itself. */
    unread: (notes: readonly UnreadNote[]): string[] => {
      const indexing = notes.filter((note) => note.unread === "not-indexed");
      const files = notes.filter((note) => note.unread !== "not-indexed");
      const [first] = indexing;
      const waiting = first === undefined ? [] : [indexing.length === 1 ? fill(words.report.indexingNote, { note: fileName(first.path) }) : fill(words.report.indexingNotes, { notes: indexing.length })];
      return [...waiting, ...files.map((note) => issue(unreadIssue(note)))];
    },
  };
}
