import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/domain/reading";
import { leftOutGroups } from "../../src/sync/left-out-groups";
import type { LeftOut } from "../../src/sync/ports";
import { day } from "../domain/build";

const issue = (date: string, key: string, path: string): Issue => ({ date: day(date), key, path, found: "lots", problem: { code: "unknown-type" } });
const file = (path: string, reason: LeftOut["reason"], date: string | null = null): LeftOut => ({ path, reason, date: date === null ? null : day(date) });

function shown(issues: readonly Issue[], leftOut: readonly LeftOut[]): string[][] {
  return leftOutGroups({ issues, draft: { leftOut } }).map((group) => group.map((each) => (each.kind === "issue" ? `${each.issue.date} ${each.issue.path}` : `file ${each.file.path}`)));
}

describe("what a plan leaves out", () => {
  it("is alike together by its problem and its source, the newest day first, and one day's by path", () => {
    const issues = [issue("2026-09-20", "mood", "a.md"), issue("2026-09-19", "steps", "a.md"), issue("2026-09-21", "mood", "c.md"), issue("2026-09-19", "mood", "a.md"), issue("2026-09-21", "mood", "a.md"), issue("2026-09-21", "mood", "b.md")];
    expect(shown(issues, [])).toEqual([
      ["2026-09-21 a.md", "2026-09-21 b.md", "2026-09-21 c.md", "2026-09-20 a.md", "2026-09-19 a.md"],
      ["2026-09-19 a.md"],
    ]);
    expect(shown([issue("2026-09-20", "mood", "a.md"), { ...issue("2026-09-20", "mood", "a.md"), problem: { code: "same-attribute", name: "mood" } }], [])).toHaveLength(2);
  });

  it("has files by what is wrong with them, those of no day last, and none whose day has not come", () => {
    const files = [file("z.md", "almost"), file("19.md", "second-note", "2026-09-19"), file("later.md", "future", "2026-12-24"), file("21.md", "second-note", "2026-09-21"), file("a.md", "almost"), file("m.md", "almost", "2026-09-20")];
    expect(shown([], files)).toEqual([["file m.md", "file a.md", "file z.md"], ["file 21.md", "file 19.md"]]);
  });
});
