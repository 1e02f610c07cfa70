import { localDateAt } from "../../domain/local-date";
import type { Issue } from "../../domain/reading";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import { withheld } from "../../sync/ledger";
import type { BackfillTotals, LeftAttribute, OpenCounts, RefusedUpdate, Report } from "../../sync/report";
import { describeFailures } from "./failures";
import { describeIssues } from "./issues";
import { describeNames, firstOf } from "./names";
import { describeRefusals } from "./refusals";

const MOST = 5;
const MOST_LEFT_OUT = 3;
const MOST_IN_SHORT = 3;

/** What runs did, a sentence a line: what was sent, what was not, what to do. */
export function describeReports(language: Language) {
  const { words, formats, fill } = language;
  const texts = words.report;
  const { listNames, dayRange } = describeNames(language);
  const { failure } = describeFailures(language);
  const { issue, leftOut, unread, unquotedIssue } = describeIssues(language);
  const { refusedUpdate, refusedAttribute, leftAttribute } = describeRefusals(language);

  const some = (sentences: readonly string[], most = MOST, all = sentences.length): string[] => firstOf(sentences, (amount) => fill(texts.more, { amount }), most, all);
  const filled = ({ acquired, created }: Report): string[] => (acquired.length + created.length > 0 ? [fill(texts.filled, { labels: listNames([...acquired, ...created]) })] : []);

  const unsent = ({ unsent: values, waitsFor }: Report): string =>
    waitsFor.length === 0 ? fill(texts.unsent, { values }) : fill(texts.unsentBecause, { values, reasons: formats.list(waitsFor.map((reason) => texts.reasons[reason])) });

  /** What is not at Exist besides what was just told. */
  const open = ({ refused, unreadable, inDoubt }: OpenCounts): string[] => {
    const kinds = [
      ...(refused > 0 ? [fill(texts.openRefused, { values: refused })] : []),
      ...(unreadable > 0 ? [fill(texts.openUnreadable, { values: unreadable })] : []),
      ...(inDoubt > 0 ? [fill(texts.openInDoubt, { values: inDoubt })] : []),
    ];
    return kinds.length === 0 ? [] : [fill(texts.open, { kinds: formats.list(kinds) })];
  };

  const rangeOutcome = ({ values, days, calls, unsent: rest }: Report, totals: BackfillTotals): string => {
    const range = dayRange(totals);
    return values === 0 && rest === 0 && totals.refused === 0 ? fill(texts.rangeNothing, { range }) : fill(texts.rangeSent, { range, values, days, calls });
  };

  const rangeRest = ({ cancelled, unsent: values }: Report): string[] => {
    if (cancelled) return [values > 0 ? fill(texts.rangeStopped, { values }) : texts.rangeStoppedAtEnd];
    return values > 0 ? [fill(texts.rangeUnsent, { values })] : [];
  };

  const backfilled = (of: Report, totals: BackfillTotals): string[] => [
    ...filled(of),
    rangeOutcome(of, totals),
    ...rangeRest(of),
    ...some(of.refused.map((each) => refusedUpdate(each)), MOST, totals.refused),
    ...some(of.refusedAttributes.map((each) => refusedAttribute(each))),
    ...some(of.lost.map((each) => fill(texts.lost, each))),
    ...some(of.issues.map((each) => issue(each)), MOST, totals.issues),
  ];

  const report = (of: Report): string[] => {
    if (of.backfill !== undefined) return backfilled(of, of.backfill);
    return [
      ...filled(of),
      ...(of.values > 0 ? [fill(texts.sent, { values: of.values, days: of.days })] : isNothingLeft(of) ? [texts.nothing] : []),
      ...(of.hasNotes ? some(of.missing.map((folder) => fill(texts.missing, { folder }))) : [texts.noNotes]),
      ...(of.cancelled ? [texts.stopped] : []),
      ...(of.failure === null ? [] : [failure(of.failure)]),
      ...(of.unsent > 0 ? [unsent(of)] : []),
      ...some(of.refused.map((each) => refusedUpdate(each))),
      ...some(of.refusedAttributes.map((each) => refusedAttribute(each))),
      ...some(of.lost.map((each) => fill(texts.lost, each))),
      ...some(leftBefore(of).map((each) => leftAttribute(each))),
      ...some(of.issues.map((each) => issue(each))),
      ...some(unread(of.unread)),
      ...open(untold(of)),
      ...some(of.leftOut.filter(({ reason }) => reason !== "future").map((each) => leftOut(each)), MOST_LEFT_OUT),
    ];
  };

  const withoutIssues = (of: Report): string[] => report({ ...of, issues: [] });

  return {
    report,
    withoutIssues,
    /** Issues for a place where no note may be quoted. */
    unquotedIssues: (issues: readonly Pick<Issue, "path" | "date" | "key">[]): string[] => some(issues.map((each) => unquotedIssue(each))),
    /** A run in a list of runs. Its issues stand with their days, so they are counted here. */
    reportInShort: (of: Report): string => {
      const amount = of.issues.length;
      return joined(...withoutIssues(of).slice(0, MOST_IN_SHORT), amount === 0 ? "" : fill(words.statusView.unreadable, { amount }));
    },
    /** When a run was. */
    reportTime: ({ at }: Report): string => fill(words.statusView.runAt, { date: formats.dayOfYear(localDateAt(at)), time: formats.time(at) }),
  };
}

/** Whether there was nothing to send, and nothing is left that a run could not send either. */
function isNothingLeft({ failure, unsent, hasNotes, missing, unread, open, refusedAttributes }: Report): boolean {
  return failure === null && unsent === 0 && hasNotes && missing.length === 0 && unread.length === 0 && refusedAttributes.length === 0
    && (open === null || open.refused + open.unreadable + open.inDoubt + open.others.length === 0);
}

/** What was left to other services before this run. */
function leftBefore({ open, lost }: Report): readonly LeftAttribute[] {
  return (open?.others ?? []).filter(({ label }) => lost.every((each) => each.label !== label));
}

/** What is not at Exist of days that the run did not look at. */
function untold({ open, refused, issues, unsent }: Report): OpenCounts {
  const told = refused.filter(isAnswered).length;
  return {
    refused: Math.max(0, (open?.refused ?? 0) - told),
    unreadable: Math.max(0, (open?.unreadable ?? 0) - withheld(issues).length),
    inDoubt: Math.max(0, (open?.inDoubt ?? 0) - Math.max(unsent, refused.length - told)),
  };
}

function isAnswered({ answered }: RefusedUpdate): boolean {
  return answered !== false;
}
