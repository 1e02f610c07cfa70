import type { Language } from "../../locales";
import { describeBackfill } from "./backfill";
import { describeCommandLine } from "./command-line";
import { describeComparisons } from "./comparison";
import { describeFailures } from "./failures";
import { describeIncrements } from "./increments";
import { describeIssues } from "./issues";
import { describeMappings } from "./mappings";
import { describeNames } from "./names";
import { describeNotices } from "./notices";
import { describeOwnership } from "./ownership";
import { describePlaces } from "./places";
import { describePreview } from "./preview";
import { describeRefusals } from "./refusals";
import { describeReports } from "./reports";
import { describeSetUp } from "./set-up";
import { describeSignIn } from "./sign-in";
import { describeStatus } from "./status";
import { describeSuggestions } from "./suggestions";
import { describeValues } from "./values";

/** Says everything that takes a decision, in one language: which sentence it is, and what is put into it. */
export function describeIn(language: Language) {
  return {
    ...describeBackfill(language),
    ...describeCommandLine(language),
    ...describeComparisons(language),
    ...describeFailures(language),
    ...describeIncrements(language),
    ...describeIssues(language),
    ...describeMappings(language),
    ...describeNames(language),
    ...describeNotices(language),
    ...describeOwnership(language),
    ...describePlaces(language),
    ...describePreview(language),
    ...describeRefusals(language),
    ...describeReports(language),
    ...describeSetUp(language),
    ...describeSignIn(language),
    ...describeStatus(language),
    ...describeSuggestions(language),
    ...describeValues(language),
  };
}
