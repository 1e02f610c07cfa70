import type { NoteWriteProblem } from "../domain/increment-text";
import type { DayRange, LocalDate } from "../domain/local-date";
import type { Issue } from "../domain/reading";
import type { Addable } from "../sync/increment";
import type { UnreadNote } from "../sync/unread";
import { withheld } from "../sync/ledger";
import type { LeftOut } from "../sync/ports";
import type { ReleaseOutcome, ReleaseReport } from "../sync/release";
import type { BackfillTotals, Failure, LeftAttribute, LostAttribute, OpenCounts, PreviewReason, RefusedAttribute, RefusedUpdate, Report } from "../sync/report";

/** An amount that a person added, with what has to be known to speak of it. */
export interface Added {
  readonly addable: Addable;
  /** As it is sent. */
  readonly amount: number;
  readonly date: LocalDate;
  /** The day that it is when this is said. */
  readonly today: LocalDate;
  /** Whether what is written to a note is sent by itself. */
  readonly automatic: boolean;
}

/** The sentences that a report is told in. */
export interface ReportSentences {
  /** Attributes newly acquired and created. */
  readonly filled: (labels: readonly string[]) => string;
  readonly sent: (values: number, days: number) => string;
  readonly nothing: string;
  readonly stopped: string;
  readonly failure: (of: Failure) => string;
  readonly unsent: (values: number, reasons: readonly PreviewReason[]) => string;
  readonly refused: (of: RefusedUpdate) => string;
  readonly refusedAttribute: (of: RefusedAttribute) => string;
  readonly lost: (of: LostAttribute) => string;
  readonly issue: (of: Issue) => string;
  readonly leftOut: (of: LeftOut) => string;
  readonly unread: (notes: readonly UnreadNote[]) => string[];
  /** Values of all days that are not at Exist, besides those that are told one by one. */
  readonly open: (values: OpenCounts) => string[];
  /** What another service fills. */
  readonly left: (of: LeftAttribute) => string;
  readonly noNotes: string;
  /** A folder of daily notes that is not there. */
  readonly missing: (folder: string) => string;
  /** What a backfill sent of its days. */
  readonly sentOfRange: (of: Report, range: DayRange) => string;
  readonly nothingOfRange: (range: DayRange) => string;
  readonly rangeStopped: (unsent: number) => string;
  readonly rangeUnsent: (unsent: number) => string;
  /** How many sentences like the last ones are not told. */
  readonly more: (amount: number) => string;
}

const MOST = 5;
const MOST_LEFT_OUT = 3;
/** More names than these in one sentence are read by nobody. */
export const MOST_NAMED = 15;

/** The first few of many sentences or names, and how many more there are. @param all where not all of them are given */
export function firstOf(sentences: readonly string[], more: (amount: number) => string, most = MOST, all = sentences.length): string[] {
  const rest = all - most;
  return rest > 0 ? [...sentences.slice(0, most), more(rest)] : [...sentences];
}

/** Tells what a run did, a sentence a line: what was sent, what was not, what to do. */
export function reportIn(say: ReportSentences): (of: Report) => string[] {
  const some = (sentences: readonly string[], most = MOST, all = sentences.length): string[] => firstOf(sentences, say.more, most, all);
  const filled = ({ acquired, created }: Report): string[] => (acquired.length + created.length > 0 ? [say.filled([...acquired, ...created])] : []);
  const backfilled = (of: Report, totals: BackfillTotals): string[] => {
    const isNothing = of.values === 0 && of.unsent === 0 && totals.refused === 0;
    const sentences = [...filled(of), isNothing ? say.nothingOfRange(totals) : say.sentOfRange(of, totals)];
    if (of.cancelled) sentences.push(say.rangeStopped(of.unsent));
    else if (of.unsent > 0) sentences.push(say.rangeUnsent(of.unsent));
    return [
      ...sentences,
      ...some(of.refused.map((each) => say.refused(each)), MOST, totals.refused),
      ...some(of.refusedAttributes.map((each) => say.refusedAttribute(each))),
      ...some(of.lost.map((each) => say.lost(each))),
      ...some(of.issues.map((each) => say.issue(each)), MOST, totals.issues),
    ];
  };
  return (of) => {
    if (of.backfill !== undefined) return backfilled(of, of.backfill);
    const sentences = filled(of);
    if (of.values > 0) sentences.push(say.sent(of.values, of.days));
    else if (isNothingLeft(of)) sentences.push(say.nothing);
    if (!of.hasNotes) sentences.push(say.noNotes);
    else sentences.push(...some(of.missing.map((each) => say.missing(each))));
    if (of.cancelled) sentences.push(say.stopped);
    if (of.failure !== null) sentences.push(say.failure(of.failure));
    if (of.unsent > 0) sentences.push(say.unsent(of.unsent, of.waitsFor));
    sentences.push(...some(of.refused.map((each) => say.refused(each))));
    sentences.push(...some(of.refusedAttributes.map((each) => say.refusedAttribute(each))));
    sentences.push(...some(of.lost.map((each) => say.lost(each))));
    sentences.push(...some(leftBefore(of).map((each) => say.left(each))));
    sentences.push(...some(of.issues.map((each) => say.issue(each))));
    sentences.push(...some(say.unread(of.unread)));
    sentences.push(...say.open(untold(of)));
    sentences.push(...some(of.leftOut.filter(({ reason }) => reason !== "future").map((each) => say.leftOut(each)), MOST_LEFT_OUT));
    return sentences;
  };
}

function isAnswered({ answered }: RefusedUpdate): boolean {
  return answered !== false;
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

/** A sentence for each outcome with how many attributes had it, and one for what ended the releasing early. */
type ReleaseSentences = Readonly<Record<ReleaseOutcome["kind"], (amount: number) => string>> & { readonly failure: (of: Failure) => string };

/** Tells what releasing came to, a sentence a line; each attribute's own outcome is told beside it. */
export function releaseReportIn(say: ReleaseSentences): (of: ReleaseReport) => string[] {
  return ({ items, failure }) => {
    const told = (kind: ReleaseOutcome["kind"]): string[] => {
      const amount = items.filter(({ outcome }) => outcome.kind === kind).length;
      return amount === 0 ? [] : [say[kind](amount)];
    };
    return [...told("released"), ...(failure === null ? [] : [say.failure(failure)]), ...told("refused"), ...told("unanswered"), ...told("untouched")];
  };
}

/** The issue that kept an amount from being written; without a key where the whole note is meant. */
export function issueOf({ found, problem }: Extract<NoteWriteProblem, { readonly code: "unread" }>, { path, date, key }: Pick<Issue, "path" | "date" | "key">): Issue {
  const isOfNote = problem.code === "broken-frontmatter" || problem.code === "file-no-answer";
  return { path, date, key: isOfNote ? "" : key, found, problem };
}
