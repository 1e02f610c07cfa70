import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/domain/reading";
import { leftOutGroups } from "../../src/presentation/left-out-groups";
import type { LeftOut } from "../../src/sync/ports";
import { day } from "../domain/build";

const issue = (date: string, key: string, path: string): Issue => ({ date: day(date), key, path, found: "lots", problem: { code: "unknown-type" } });
const almost = (path: string): LeftOut => ({ path, reason: "almost", date: null });
const second = (path: string, date: string): LeftOut => ({ path, reason: "second-note", date: day(date), instead: "first.md" });

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

  it("has files by what is wrong with them, and none whose day has not come", () => {
    const files = [almost("z.md"), second("19.md", "2026-09-19"), { path: "later.md", reason: "future" as const, date: day("2026-12-24") }, second("21.md", "2026-09-21"), almost("a.md")];
    expect(shown([], files)).toEqual([["file a.md", "file z.md"], ["file 21.md", "file 19.md"]]);
  });
});
