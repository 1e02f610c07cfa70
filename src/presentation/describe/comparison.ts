import type { Language } from "../../locales";
import type { Comparison } from "../../sync/run/compare";
import { describeNames } from "./names";

/** The comparison of notes with Exist. */
export function describeComparisons(language: Language) {
  const { words: { comparing }, fill } = language;
  const { listNames } = describeNames(language);

  /** Why there is nothing to show. */
  const equal = ({ days, values }: Comparison): string => {
    if (days === 0) return comparing.noNotes;
    return values === 0 ? fill(comparing.noValues, { days }) : fill(comparing.same, { days, values });
  };

  return {
    /** What comparing came to, besides the differences that are shown. */
    comparisonResult: (of: Comparison): string[] => [
      ...(of.plan.updates.length > 0 ? [] : [equal(of)]),
      ...(of.onlyAtExist === 0 ? [] : [fill(comparing.onlyAtExist, { values: of.onlyAtExist })]),
      ...(of.untold.length === 0 ? [] : [fill(comparing.untold, { labels: listNames(of.untold) })]),
    ],
  };
}
