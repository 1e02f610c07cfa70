import type { Language } from "../../locales";
import { displayable, joined } from "../../locales/fill";
import { fileName } from "../../locales/formats";
import type { GridCell, GridRow, CellStatus, Totals } from "../plan-grid";
import { isLong } from "../../sync/estimate";
import { describeIssues } from "./issues";
import { describeNames } from "./names";

/** The preview: how much would be sent, and what becomes of each value. */
export function describePreview(language: Language) {
  const { words: { preview, planView }, formats, fill } = language;
  const { listNames, duration } = describeNames(language);
  const { problem } = describeIssues(language);
  const sentences = planView.cell;

  const refusedBefore = ({ refusal }: GridCell): string => {
    if (refusal === undefined) return "";
    return refusal.text === "" ? sentences.refusedBefore : fill(sentences.refusedBeforeBecause, { text: unended(refusal.text) });
  };

  return {
    /** What the button does. */
    sendButton: (amount: number): string => (amount === 0 ? preview.sendNothing : fill(preview.send, { amount })),
    /** How much is selected. @param ms about how long sending takes, milliseconds */
    planTotals: ({ values, days, since }: Totals, ms: number): string => {
      if (values === 0 || since === null) return planView.nothingSelected;
      const amount = fill(days === 1 ? planView.totalsOfDay : planView.totals, { values, days, since: formats.dayOfYear(since) });
      return joined(amount, isLong(ms) ? fill(planView.takes, { period: duration(ms) }) : "");
    },
    /** An attribute that is taken from another service. @param owner the service, null where it is not known */
    switchedFrom: (label: string, owner: string | null): string => fill(planView.switchedFrom, { label, owner: owner ?? planView.unseenService }),
    /** Which of all attributes are selected. @param unticked those that are not */
    tickedAttributes: (unticked: readonly string[], all: number): string => {
      if (unticked.length === 0) return fill(planView.allTicked, { all });
      return unticked.length === all ? fill(planView.noneTicked, { all }) : fill(planView.ticked, { amount: all - unticked.length, all, labels: listNames(unticked) });
    },
    /** How many of all days the filter shows. */
    shownDays: (shown: number, all: number, { values }: Totals): string => 
      joined(shown === all ? fill(planView.allShown, { all }) : fill(planView.shown, { shown, all }), fill(planView.onlyShown, { values })),
    /** The link to the note of a day, with what of it is not sent. */
    openDay: ({ date, path, issues }: GridRow): string =>
      displayable([fill(planView.openDay, { date: formats.shortDay(date), note: fileName(path) }), ...issues.map((each) => fill(planView.notAllSent, { problem: problem(each) }))].join("; ")),
    /** A cell in words: its value, what becomes of it, and why. @param to what it would become, and `was` what Exist holds, as shown */
    planCell: (cell: GridCell, status: CellStatus | null, to: string, was: string | null): string => {
      const shown = was === null || cell.value === undefined ? to : fill(sentences.change, { was, value: to });
      const problems = cell.issues.map((each) => problem(each)).join("; ");
      const text = unended(cell.refusal?.text ?? "");
      switch (status) {
        case null:
          return fill(sentences.held, { shown });
        case "refused":
          return text === "" ? fill(sentences.refused, { shown }) : fill(sentences.refusedBecause, { shown, text });
        case "left-out": {
          const stands = shown === "" ? was : shown;
          return stands === null ? fill(sentences.leftOut, { problems }) : fill(sentences.leftOutValue, { shown: stands, problems });
        }
        default:
          return joined(fill(sentences[status], { shown }), refusedBefore(cell), problems === "" ? "" : fill(sentences.problems, { problems }));
      }
    },
  };
}

/** Somebody else's words within a sentence. */
function unended(text: string): string {
  return text.replace(/\.$/, "");
}
