import type { DayRange, LocalDate } from "../domain/local-date";
import type { Issue } from "../domain/reading";
import type { Value, ValueType } from "../domain/value-type";
import type { Refusal } from "../exist/client";
import { RESERVED_FOR_PEOPLE, RESERVED_FROM_BACKFILL } from "../exist/budget";
import type { ExistErrorKind } from "../exist/error";
import type { UnreadNote } from "./unread";
import type { LeftOut } from "./ports";

/** What set a run going. */
export type Trigger =
  /** A person, for everything that changed. */
  | "command"
  /** A person, for one note. */
  | "note"
  /** Nobody who could be asked: a note changed, the app started, the device came online, or the command line calls. */
  | "automatic"
  /** A backfill that a person has started, in one of its turns. */
  | "backfill";

/** Requests of each hour that a run leaves to others. */
export function reservedFrom(trigger: Trigger): number {
  if (trigger === "backfill") return RESERVED_FROM_BACKFILL;
  return trigger === "automatic" ? RESERVED_FOR_PEOPLE : 0;
}

/** Why a person has to see the plan before it is sent. */
export type PreviewReason =
  /** This device has not sent anything yet. */
  | "first-run"
  /** More than 14 days would be sent. */
  | "many-days"
  /** `syncFrom` was moved back. */
  | "earlier-days"
  /** Attributes would be acquired, created or taken over that nobody has agreed to. */
  | "agreement"
  /** Notes of days that this device has never seen would replace what Exist holds. */
  | "replaces"
  /** Daily notes are looked for in other folders, or by another format, than when a person last sent them. */
  | "other-places";

/** A value that Exist refused or did not answer for, or that has no attribute to go to. */
export interface RefusedUpdate extends Refusal {
  /** Only where Exist said nothing of it: it may have it or not, and it is sent again. */
  readonly answered?: false;
  readonly label: string;
  readonly date: LocalDate;
  readonly value: Value;
  readonly path: string;
}

/** An attribute that cannot be filled, in Exist's words. */
export interface RefusedAttribute extends Refusal {
  /** Only where Exist said nothing of it. */
  readonly answered?: false;
  /** Only where Exist has it with another kind of value, which is this one; null for one that is not known. */
  readonly held?: ValueType | null;
  readonly label: string;
}

/** An attribute that the user has given to another service since; no longer sent. */
export interface LostAttribute {
  readonly label: string;
  readonly owner: string;
}

/** A request that failed as a whole and ended the run. */
export interface Failure {
  readonly kind: ExistErrorKind | "not-connected" | "unexpected";
  /** Exist's words or the error's, or what a `StorageFailure` says; never a token. */
  readonly text: string;
  /** When it makes sense to ask again, milliseconds since 1970; null where waiting does not help. */
  readonly retryAt: number | null;
  readonly waitingHelps: boolean;
}

/** What a backfill was asked for, and how much there was of what its report lists in part. */
export interface BackfillTotals extends DayRange {
  /** When it was started, milliseconds since 1970; tells it from every other. */
  readonly startedAt: number;
  readonly refused: number;
  readonly issues: number;
}

/** An attribute that another service fills, and on how many days notes hold something for it that is not at Exist. */
export interface LeftAttribute extends LostAttribute {
  readonly days: number;
}

/** How many values of all days are not at Exist, or may not be. */
export interface OpenCounts {
  readonly refused: number;
  readonly unreadable: number;
  readonly inDoubt: number;
}

export interface OpenValues extends OpenCounts {
  readonly others: readonly LeftAttribute[];
}

/** What a run did. Plain data: kept in the ledger, told in words by the locales. */
export interface Report {
  /** When the run ended, milliseconds since 1970. */
  readonly at: number;
  readonly trigger: Trigger;
  /** Notes that had changed and were read. */
  readonly notes: number;
  readonly values: number;
  readonly days: number;
  /** Update calls made. */
  readonly calls: number;
  /** Labels of attributes newly acquired and created. */
  readonly acquired: readonly string[];
  readonly created: readonly string[];
  readonly issues: readonly Issue[];
  readonly leftOut: readonly LeftOut[];
  /** Notes that were to be read and could not be. */
  readonly unread: readonly UnreadNote[];
  /** Whether there was a daily note at all, of whatever day. */
  readonly hasNotes: boolean;
  /** Folders of daily notes that are not there. */
  readonly missing: readonly string[];
  readonly refused: readonly RefusedUpdate[];
  readonly refusedAttributes: readonly RefusedAttribute[];
  readonly lost: readonly LostAttribute[];
  /** Values that Exist took in a call and said nothing of. They are among the unsent. */
  readonly unanswered: number;
  /** What is not at Exist of all days, whatever this run looked at; null where that could not be looked up. */
  readonly open: OpenValues | null;
  /** Values that are known and not sent: the run failed or was cancelled, or a person has to agree first. */
  readonly unsent: number;
  readonly waitsFor: readonly PreviewReason[];
  readonly failure: Failure | null;
  readonly cancelled: boolean;
  /** When to look again though nothing changes meanwhile, milliseconds since 1970; null when there is no need. */
  readonly lookAgainAt: number | null;
  /** Only in the report of a whole backfill. */
  readonly backfill?: BackfillTotals;
}

/** A report of nothing done. */
export function emptyReport(trigger: Trigger, at: number): Report {
  return {
    at, trigger, notes: 0, values: 0, days: 0, calls: 0, acquired: [], created: [], issues: [], leftOut: [], unread: [], hasNotes: true, missing: [],
    refused: [], refusedAttributes: [], lost: [], unanswered: 0, open: null, unsent: 0, waitsFor: [], failure: null, cancelled: false, lookAgainAt: null,
  };
}

/** Why a request was not even made: nobody is signed in. */
export const NOT_CONNECTED: Failure = { kind: "not-connected", text: "", retryAt: null, waitingHelps: false };

/** The report of a run that could not begin. */
export function notConnected(trigger: Trigger, at: number): Report {
  return { ...emptyReport(trigger, at), failure: NOT_CONNECTED };
}
