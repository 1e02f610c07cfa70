import type { Issue } from "../domain/reading";
import type { LeftOut } from "../sync/ports";
import type { Draft } from "../sync/run/prepare";

/** Something that a plan leaves out, in a value or as a whole file. */
export type LeftOutGroup = { readonly kind: "issue"; readonly issue: Issue } | { readonly kind: "file"; readonly file: LeftOut };

/** What a plan leaves out, alike together (the same kind of problem with the same source), the newest day first. */
export function leftOutGroups({ issues, draft: { leftOut } }: { readonly issues: readonly Issue[]; readonly draft: Pick<Draft, "leftOut"> }): readonly (readonly LeftOutGroup[])[] {
  const groups = new Map<string, { readonly date: string; readonly path: string; readonly what: LeftOutGroup }[]>();
  const add = (group: string, date: string, path: string, what: LeftOutGroup): void => {
    const all = groups.get(group) ?? [];
    groups.set(group, all);
    all.push({ date, path, what });
  };
  for (const issue of issues) add(`${issue.problem.code} ${issue.key}`, issue.date, issue.path, { kind: "issue", issue });
  // A note whose day has not come is nothing to worry about.
  for (const file of leftOut) if (file.reason !== "future") add(file.reason, file.date ?? "", file.path, { kind: "file", file });
  return [...groups.values()].map((group) => group.sort((a, b) => (a.date === b.date ? a.path.localeCompare(b.path) : a.date < b.date ? 1 : -1)).map(({ what }) => what));
}
