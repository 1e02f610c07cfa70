import type { Attribute } from "../domain/attribute";
import { addDays, type DayRange, type LocalDate, localDateAt, sameClock } from "../domain/local-date";
import type { NoteWriteProblem } from "../domain/increment-text";
import { sentUnit, usualUnit } from "../domain/convert";
import { type Combine, type CountOf, type Mapping, type Scale, sourceLabel, type Target, targetLabel, targetType, type Unit } from "../domain/mapping";
import type { PlannedUpdate } from "../domain/plan";
import type { Issue } from "../domain/reading";
import { HOURLY_LIMIT } from "../exist/budget";
import type { Kind, QuestionCode, SuggestionReason, UnclearReason } from "../domain/suggest";
import { type ValueType, valueType } from "../domain/value-type";
import type { BackfillNow } from "../sync/backfill/backfill";
import type { Condition, ToLookAt, WaitsFor } from "../presentation/condition";
import type { DayState } from "../presentation/days";
import type { Comparison } from "../sync/run/compare";
import type { ArgumentProblem, StatusAnswer } from "../presentation/command-line";
import type { Addable, Destination, Increment } from "../sync/increment";
import type { SignInProblem } from "../sync/connection/sign-in";
import { RECENT_DAYS, type MappingFacts } from "../presentation/mapping-facts";
import type { OwnershipStep } from "../sync/run/ownership";
import { isLong } from "../sync/estimate";
import { type UnreadNote, unreadIssue } from "../sync/unread";
import type { LeftOut, SourceProposal } from "../sync/ports";
import type { MovedToGroup } from "../sync/possible-groups";
import type { RangeCount, RangeProblem } from "../sync/backfill/range-counts";
import type { OwnedAttribute, ReleaseOutcome } from "../sync/release";
import type { Failure, LeftAttribute, LostAttribute, OpenCounts, PreviewReason, RefusedAttribute, RefusedUpdate, Report } from "../sync/report";
import type { GridCell, GridRow, CellStatus, Totals } from "../presentation/plan-grid";
import type { SetUpStep } from "../presentation/set-up";
import type { RunPlan } from "../sync/run/run-plan";
import { groupsIn } from "../sync/scopes";
import type { Connection } from "../sync/settings";
import { ended, fileName, formatsFor, roughly } from "./formats";
import { type Added, firstOf, issueOf, MOST_NAMED, releaseReportIn, reportIn, type ReportSentences } from "./telling";
import { valueIn } from "./value";

const { number, list, day, dayOfYear, month, shortMonth, shortWeekday, firstWeekday, time, ...formats } = formatsFor("en");

/** The first few names of many. */
function named(names: readonly string[]): string {
  return list(firstOf(names, (amount) => `${number(amount)} more`, MOST_NAMED));
}

function count(amount: number, one: string, other = `${one}s`): string {
  return formats.count(amount, { one, other });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  [valueType.quantity]: "whole number",
  [valueType.decimal]: "decimal number",
  [valueType.string]: "text",
  [valueType.duration]: "duration",
  [valueType.timeOfDay]: "time of day",
  [valueType.percentage]: "percentage",
  [valueType.timeFromMidday]: "bedtime",
  [valueType.boolean]: "yes or no",
  [valueType.scale]: "scale of 1 to 9",
};

const SCALE_NAMES: Readonly<Record<Scale, string>> = {
  "1-9": "1 to 9, as Exist has it", "1-3": "1 to 3", "0-3": "0 to 3", "1-5": "1 to 5", "0-5": "0 to 5", "1-7": "1 to 7", "1-10": "1 to 10",
  "0-10": "0 to 10", "0-100": "0 to 100",
};

const COMBINE_NAMES: Readonly<Record<Combine, string>> = {
  first: "The first", last: "The last", sum: "Their sum", average: "Their average", maximum: "The highest", count: "How many there are",
};

const COUNT_NAMES: Readonly<Record<CountOf, string>> = { words: "Words written", "tasks-done": "Tasks done", "tasks-open": "Tasks open" };

const UNIT_NAMES: Readonly<Record<Unit, string>> = {
  hours: "hours", minutes: "minutes", seconds: "seconds", kg: "kilograms", lb: "pounds", st: "stone", oz: "ounces", g: "grams", mg: "milligrams",
  km: "kilometers", mi: "miles", m: "meters", yd: "yards", ft: "feet", kJ: "kilojoules", kcal: "kilocalories", ml: "milliliters", cl: "centiliters",
  l: "liters", floz: "fluid ounces (US)", cups: "cups (US)", glasses: "glasses", celsius: "degrees Celsius", fahrenheit: "degrees Fahrenheit",
  kmh: "kilometers per hour", mph: "miles per hour", bpm: "beats per minute", ms: "milliseconds", percent: "percent (81.6)", fraction: "a fraction (0.816)",
};

const value = valueIn({ number, ...formats }, { yes: "yes", no: "no", cups: (amount) => count(amount, "cup"), glasses: (amount) => count(amount, "glass", "glasses") });

/** How long something takes, milliseconds, as well as one can know. */
function period(ms: number): string {
  const { amount, unit } = roughly(ms);
  return amount === 0 ? "less than a minute" : `about ${count(amount, unit)}`;
}

function problem({ problem: what, found }: Pick<Issue, "problem" | "found">): string {
  const quoted = `"${found}"`;
  switch (what.code) {
    case "not-a-number":
      return `${quoted} isn't a number`;
    case "ambiguous-number":
      return `${quoted} could mean two numbers; write it without a thousands separator`;
    case "not-whole":
      return `${quoted} isn't a whole number; round it, or turn on rounding in the mapping`;
    case "not-a-duration":
      return `${quoted} isn't a duration like 7h 30m, 7:30, or 45 min`;
    case "not-a-time":
      return `${quoted} isn't a time like 23:10 or 9:28 pm`;
    case "not-yes-or-no":
      return `${quoted} isn't yes or no`;
    case "not-on-scale":
      return `${quoted} isn't a number on the scale; you can give words and emoji a number in the mapping`;
    case "not-text":
      return `${quoted} has several values where one is needed`;
    case "out-of-range":
      return `${found} is outside of ${number(what.least)} to ${number(what.most)}${what.fits === undefined ? "" : `; if your scale is ${SCALE_NAMES[what.fits]}, choose it in the mapping`}`;
    case "other-day":
      return `${quoted} has a different date than its note`;
    case "other-year":
      return `${quoted} has the wrong year, ${what.year}`;
    case "other-night":
      return `${quoted} isn't in the night before this day; the mapping can count it for the day after`;
    case "utc":
      return `${quoted} is in UTC; write your local time, without the Z`;
    case "metres":
      return `${quoted} could be meters; write min for minutes`;
    case "percent-or-fraction":
      return `${quoted} could be percent or a fraction; choose one in the mapping`;
    case "unit":
      return `${quoted} has the unit "${what.unit}", which doesn't fit the attribute; use another, or set a unit in the mapping`;
    case "unknown-word":
      return `${quoted} stands for a number that Exist doesn't accept here`;
    case "several-values":
      return `there are ${number(what.count)} values (${found}), and the mapping doesn't say how to combine them`;
    case "currencies":
      return `${found} are in different currencies, so they can't be added up`;
    case "cut":
      return `the text has ${number(what.length)} characters; only the first ${number(what.most)} are sent, because Exist accepts no more`;
    case "broken-frontmatter":
      return `its properties aren't valid YAML (${what.reason}); fix them in source mode`;
    case "unfilled-template":
      return `${quoted} is a placeholder that wasn't filled in`;
    case "not-indexed":
      return "Obsidian hasn't indexed it, so it wasn't read; open it, then send its day again";
    case "file-unreadable":
      return `Obsidian can't open the file${what.reason === "" ? "" : ` (${what.reason})`}`;
    case "file-no-answer":
      return "the file takes too long to open; if it's in the cloud, download it";
    case "unknown-type":
      return "it isn't known what kind of value the attribute takes; choose it again in the mapping, and if that does not help, the sign-in does not cover its group";
    case "removed":
      return "it was removed from the note; Exist keeps the old value, because values there can't be cleared";
    case "same-attribute":
      return `another mapping fills the same attribute (${what.name}) on this day; keep one of them`;
  }
}

function issue(of: Issue): string {
  const key = of.key === "" ? "" : `${of.key}: `;
  return `${fileName(of.path)}: ${key}${problem(of)}.`;
}

function leftOut(file: LeftOut): string {
  const name = fileName(file.path);
  switch (file.reason) {
    case "future":
      return `${name} is sent when its day comes.`;
    case "too-early":
      return `${name} is skipped: its day, ${dayOfYear(file.date)}, is before the year 2000.`;
    case "second-note":
      return `${name} is left out: ${fileName(file.instead)} is already the note for that day.`;
    case "almost":
      return `${name} is skipped: its name has a date, but doesn't match your daily note format.`;
    case "no-day":
      return `${name} is left out: "${file.found}" in the property ${file.property} is not a clear date. Write it like 2026-09-21.`;
  }
}

/** What kept a request from being done. */
function cause({ kind, text }: Pick<Failure, "kind" | "text">): string {
  switch (kind) {
    case "offline":
      return "Can't reach Exist.";
    case "rate-limited":
      return "Exist allows 300 requests an hour, and they're used up.";
    case "unavailable":
      return `Exist is having problems (${text}).`;
    case "token":
      return "Exist no longer accepts your token.";
    case "account":
      return `The token in the settings opens another Exist account (${text}) than the one that they name.`;
    case "scope":
      return `The token isn't allowed to do this (${text}).`;
    case "refused":
      return `Exist refused the request: ${ended(text)}`;
    case "unreadable":
      return `The answer from Exist can't be read (${text}).`;
    case "not-connected":
      return "Not connected to Exist.";
    case "settings":
      return settingsTrouble(text).what;
    case "keychain":
      return "This device's keychain can't be used.";
    case "storage":
      return `This device couldn't save Exist Sync's data (${text}).`;
    case "unexpected":
      return `Something went wrong in Exist Sync: ${ended(text)}`;
  }
}

/** What is wrong with the settings on disk, and what to do about it. */
function settingsTrouble(text: string): { readonly what: string; readonly todo: string } {
  switch (text) {
    case "newer":
      return { what: "The Exist Sync settings are from a newer version of the plugin and were left as they are.", todo: "Update the plugin on this device." };
    case "damaged":
      return { what: "The Exist Sync settings can't be read and were left as they are.", todo: "Wait until your vault has synced. If that doesn't help, open the Exist Sync settings." };
    default:
      return { what: `The Exist Sync settings couldn't be saved (${text}).`, todo: "Make sure this device has free space and can write to the vault, then try again." };
  }
}

const UNLOCK = "Unlock it, or connect again and keep the token in the plugin's settings.";

/** Why something was not done that this device's settings or keychain are needed for. @param undone says what */
function withoutStorage({ kind, text }: Pick<Failure, "kind" | "text">, undone: string): string {
  return [cause({ kind, text }), undone, kind === "keychain" ? UNLOCK : settingsTrouble(text).todo].join(" ");
}

/** What becomes of a run that failed, and what to do. */
function remedy({ kind, text, retryAt, waitingHelps }: Failure): string {
  const when = retryAt === null ? "" : ` at ${time(retryAt)}`;
  switch (kind) {
    case "offline":
    case "rate-limited":
    case "unavailable":
      return waitingHelps ? `The next try starts automatically${when}.` : `Try again${when === "" ? " later" : when}.`;
    case "token":
      return "Connect again in the settings. Nothing is lost.";
    case "account":
      return "Nothing was sent there. Connect again in the settings.";
    case "scope":
      return "Connect again and allow everything that is asked for.";
    case "refused":
      return "Try again. If it happens again, report it.";
    case "unreadable":
      return "Try again later.";
    case "not-connected":
      return "Add your token in the settings.";
    case "settings":
      return `Nothing more was sent. ${settingsTrouble(text).todo}`;
    case "keychain":
      return `Nothing more was sent. ${UNLOCK}`;
    case "storage":
      return "What was not sent is still in your notes. Free up space on the device if it is full, restart Obsidian, and try again.";
    case "unexpected":
      return "";
  }
}

function failure(of: Failure): string {
  return `${cause(of)} ${remedy(of)}`.trim();
}

/** Why the set-up needs somebody to sign in again. */
function noAccess({ kind, text }: Pick<Failure, "kind" | "text">): string {
  const what = kind === "token" || kind === "account" ? cause({ kind, text }) : "You're no longer signed in.";
  return `${what} Sign in again. Your choices are kept.`;
}

/** A request failed that is not repeated automatically, and nothing was added. */
function notAdded(of: Failure): string {
  if (of.kind === "settings" || of.kind === "keychain") return withoutStorage(of, "Nothing was added.");
  const again = of.retryAt === null ? "Add it again later." : `Add it again after ${time(of.retryAt)}.`;
  const todo = of.kind === "token" || of.kind === "account" || of.kind === "scope" || of.kind === "not-connected" ? remedy(of) : again;
  return `${cause(of)} Nothing was added. ${todo}`;
}

const WAITING: Readonly<Record<PreviewReason, string>> = {
  "first-run": "this device hasn't sent anything yet",
  "many-days": "more than 14 days would be sent",
  "earlier-days": "earlier days than before would be sent",
  agreement: "some attributes need your approval",
  replaces: "notes that arrived late would replace values at Exist",
  "other-places": "your daily notes are now read from a different place",
};

function refusedUpdate({ label, date, text, answered }: RefusedUpdate): string {
  if (answered === false) return `Exist didn't answer for ${label} of ${dayOfYear(date)}. It will be sent again.`;
  return `Exist refused ${label} of ${dayOfYear(date)}${text === "" ? " without a reason." : `: ${ended(text)}`}`;
}

function refusedAttribute({ label, code, text, answered, held }: RefusedAttribute): string {
  if (held !== undefined) return `${label} can't be filled. ${conflict(held)}`;
  if (answered === false) return `Exist didn't answer for ${label}, so nothing was sent to it.`;
  const why = text === "" ? "; Exist gave no reason." : `: ${ended(text)}`;
  // It was in no list, or it would have been acquired.
  const unseen = code === "exists" ? " If no other mapping makes it, Exist has it and does not show it here: it is inactive there, or in a group that the sign-in does not cover." : "";
  return `${label} can't be filled${why}${unseen}`;
}

function lost({ label, owner }: LostAttribute): string {
  return `${label} now belongs to ${owner} and is no longer sent. To get it back, run "Preview".`;
}

/** An attribute that another service fills, of which notes hold something else. */
function left({ label, owner, days }: LeftAttribute): string {
  return `${label} belongs to ${owner}, so your notes' values of ${count(days, "day")} are not sent. Run "Preview" to switch it to your notes, or turn its mapping off.`;
}

function notSentYet(unsent: number, waitsFor: readonly PreviewReason[]): string {
  return `${count(unsent, "value")} not sent yet${waitsFor.length > 0 ? `, because ${list(waitsFor.map((reason) => WAITING[reason]))}. Run "Sync now" to review them` : ""}.`;
}

/** Notes that could not be read. */
function unread(notes: readonly UnreadNote[]): string[] {
  const indexing = notes.filter((note) => note.unread === "not-indexed");
  const files = notes.filter((note) => note.unread !== "not-indexed");
  const [only] = indexing;
  const names = indexing.length === 1 && only !== undefined ? fileName(only.path) : count(indexing.length, "note");
  return [
    ...(indexing.length === 0 ? [] : [`Waiting for Obsidian to index ${names}. Nothing of ${indexing.length === 1 ? "it" : "them"} is sent before that.`]),
    ...files.map((note) => issue(unreadIssue(note))),
  ];
}

/** What is not at Exist besides what was just told. */
function open({ refused, unreadable, inDoubt }: OpenCounts): string[] {
  const kinds = [
    ...(refused > 0 ? [`${count(refused, "value")} refused by Exist`] : []),
    ...(unreadable > 0 ? [`${count(unreadable, "value")} that can't be read`] : []),
    ...(inDoubt > 0 ? [`${count(inDoubt, "value")} Exist hasn't confirmed yet`] : []),
  ];
  return kinds.length === 0 ? [] : [`Not at Exist: ${list(kinds)}. Run "Show status" to see the days.`];
}

function more(amount: number): string {
  return `And ${number(amount)} more like these.`;
}

/** What a run did, a sentence a line: what was sent, what was not, what to do. */
const say = {
  filled: (labels) => `Now filled from your notes: ${named(labels)}.`,
  sent: (values, days) => `${count(values, "value")} for ${count(days, "day")} sent.`,
  nothing: "Nothing new to send.",
  stopped: "Stopped.",
  failure,
  unsent: notSentYet,
  refused: refusedUpdate,
  refusedAttribute,
  lost,
  issue,
  leftOut,
  unread,
  open,
  left,
  noNotes: "No daily notes found, so nothing was sent. Check the folder and format of your daily notes in the settings.",
  missing: (folder) => `The folder ${folder} is missing, so its notes weren't read. Restore it, or change the folder in the settings.`,
  sentOfRange: ({ values, days, calls }, range) => `${daysOf(range)}: ${count(values, "value")} for ${count(days, "day")} sent, in ${count(calls, "request")}.`,
  nothingOfRange: (range) => `${daysOf(range)}: nothing new to send.`,
  rangeStopped: (unsent) => (unsent > 0 ? `Stopped: ${count(unsent, "value")} not sent. Send the range again to continue.` : "Stopped. Nothing was left to send."),
  rangeUnsent: (unsent) => `${count(unsent, "value")} not sent, because Exist didn't answer for ${unsent === 1 ? "it" : "them"} or has no such attribute any more. Send the range again to retry.`,
  more,
} satisfies ReportSentences;

const report = reportIn(say);

function source({ from }: Pick<Mapping, "from">): string {
  switch (from.kind) {
    case "property":
      return `Property ${from.key}`;
    case "inline":
      return `Inline field ${from.key}`;
    case "tag":
      return `Tag #${from.tag}`;
    case "task":
      return `Task ${from.text}`;
    case "count":
      return COUNT_NAMES[from.of];
  }
}

/** Why nothing can be added to an attribute that notes feed. */
function noDestination(label: string, { mapping, because }: Extract<Destination, { kind: "none" }>): string {
  switch (because) {
    case "no-number":
      return `${label} is fed by ${source(mapping)}, to which no amount can be added. Change it in the note.`;
    case "counted":
      return `${label} is fed by how many values there are of ${source(mapping)}, so no amount can be added. Change it in the note.`;
    case "other-day":
      return `${label} is fed by ${source(mapping)} of another day's note, so nothing can be added for today. Change it in the note.`;
    case "several-mappings":
      return `Several mappings feed ${label}, ${source(mapping)} among them, so it is not certain where an amount belongs. Change it in the note.`;
  }
}

function hindrance(of: NoteWriteProblem, { path, date, key }: Pick<Issue, "path" | "date" | "key">): string {
  switch (of.code) {
    case "unread":
      return issue(issueOf(of, { path, date, key }));
    case "several-fields":
      return `${fileName(path)}: ${key} appears ${number(of.count)} times, and the mapping doesn't add them up.`;
    case "behind-mark":
      return `${fileName(path)}: an invisible character (a byte order mark) at its beginning hides its properties from Obsidian; delete it.`;
    case "placeholder-elsewhere":
      return `${fileName(path)}: ${of.key} holds a placeholder without quotes, which Obsidian would change when it writes to the note; fill it in.`;
    case "looks-like":
      return `${fileName(path)}: something there looks like ${key}, but is not a field on a line of its own or in brackets; correct it.`;
    case "no-place":
      return `${fileName(path)}: there is no place where ${key} would be read for certain; look for a code block or a comment without an end.`;
  }
}

const NOT_KNOWN: Readonly<Record<Extract<Increment, { kind: "unknown" }>["because"], (label: string) => string>> = {
  hidden: (label) => `the token does not let this plugin see what ${label} holds`,
  unreachable: () => "Exist could not be asked what it holds now",
  changed: (label) => `${label} was changed by something else meanwhile`,
  "under-way": () => "the request may still arrive",
};

/** What became of an amount that a person added. */
function increment(of: Increment, { addable, amount, date, today, automatic }: Added): string {
  const { label, type, rule, destination } = addable;
  const isToday = date === today;
  const total = (number: number): string => `${label} ${isToday ? "today" : `on ${day(date)}`}: ${said(number)}`;
  const said = (number: number): string => value(number, type, sentUnit(rule.to, rule.read));
  const key = destination.kind === "note" ? destination.mapping.from.key : "";
  switch (of.kind) {
    case "added":
      return of.total === null ? `${said(amount)} was added to ${label}.` : total(of.total);
    case "refused":
      return `Exist refused to add ${said(amount)} to ${label}${of.refusal.text === "" ? " without a reason." : `: ${ended(of.refusal.text)}`}`;
    case "failed":
      return notAdded(of.failure);
    case "found-added":
      return `${of.total === null ? "" : `${total(of.total)}. `}The answer from Exist was lost, but ${said(amount)} was added. There is no need to do it again.`;
    case "found-unchanged":
      return `${said(amount)} was not added to ${label}: no good answer came, and Exist ${of.total === null ? `holds no value for ${isToday ? "today" : day(date)}` : `still has ${said(of.total)}`}. Add it again.`;
    case "unknown":
      return `It is not known whether ${said(amount)} was added to ${label}: no good answer came, and ${NOT_KNOWN[of.because](label)}. Look at Exist before you add it again.`;
    case "written":
      return `${said(amount)} was added to ${key} in ${isToday ? "today's note" : `the note of ${day(date)}`}.${automatic ? "" : ' Run "Sync now" to send it.'}`;
    case "not-confirmed":
      return `It is not known whether ${said(amount)} was added to ${key}: ${fileName(of.path)} takes too long to save. Look at the note before you add it again.`;
    case "no-note":
      return `There is no daily note for ${dayOfYear(date)}, from which ${label} is fed. Nothing was added; make the note first.`;
    case "hindered":
      return `${hindrance(of.hindrance, { path: of.path, date, key })} Nothing was added.`;
  }
}

/** @param held the kind that Exist has; null for one that is not known */
function conflict(held: ValueType | null): string {
  if (held === null) return "Exist uses a kind of value here that this version of Exist Sync doesn't know. Choose another target.";
  return `Exist expects another kind of value here: ${TYPE_NAMES[held]}. Choose that kind or another target.`;
}

/** What the sign-in lacks for an attribute, and how it gets it. */
function withheld({ to, attribute, withheld: scopes = [] }: OwnershipStep): string {
  const [group] = groupsIn(scopes);
  if (group === undefined) return "";
  const remedy = to.kind === "create" && attribute !== undefined && to.group !== group ? "choose that group in the mapping, and sign in again" : "sign in again, and allow it";
  if (scopes.every((scope) => scope.endsWith("_read"))) return ` You haven't allowed reading the group ${group}: ${remedy}.`;
  return ` You haven't allowed writing to the group ${group}, so Exist accepts nothing for it: ${remedy}.`;
}

function step(of: OwnershipStep): string {
  return of.how === "conflict" ? stepOf(of) : stepOf(of) + withheld(of);
}

function stepOf(of: OwnershipStep): string {
  const { attribute } = of;
  const more = attribute === undefined ? "" : `${attribute.manual ? " You can also enter it manually at Exist." : ""}${attribute.active ? "" : " It's hidden at Exist until it's filled."}`;
  switch (of.how) {
    case "owned":
      return `Already filled by this plugin.${more}`;
    case "acquire":
      return attribute === undefined ? "Will be created at Exist." : `Already at Exist. It will be filled from your notes.${more}`;
    case "create":
      return `Will be created at Exist as your own attribute${of.to.kind === "create" ? `, in the group ${of.to.group}` : ""}.`;
    case "take-over":
      return `${of.owner?.label ?? "Another service"} fills it now. Your notes would replace it.${more}`;
    case "unknown":
      return "Exist doesn't show who fills it. If another service does, your notes would replace it.";
    case "conflict":
      return attribute === undefined ? "Exist has it with another kind of value." : conflict(attribute.valueType);
  }
}

/** Where an attribute belongs, and what in this vault feeds it. */
function fedBy({ attribute, feeds }: OwnedAttribute): string {
  const by = feeds.length === 0 ? "Nothing in this vault fills it" : `Filled by ${list(feeds.map((each) => source(each)))}`;
  return `Group ${attribute.group}. ${by}.`;
}

/** What Exist's reference says becomes of an attribute that is released ("Release attributes"); it leaves the choice open. */
function whenReleased({ otherServices }: Attribute): string {
  if (otherServices === undefined) return "Another service that can fill it takes over, or it becomes inactive. Exist does not say which.";
  const [first, ...more] = otherServices.map(({ label }) => label);
  if (first === undefined) return "Exist names no other service that can fill it, so it should become inactive.";
  if (more.length === 0) return `${first} can fill it, and should take over.`;
  return `${list([first, ...more])} can fill it, and one of them should take over. Exist does not say which.`;
}

function releaseOutcome(outcome: ReleaseOutcome): string {
  switch (outcome.kind) {
    case "released":
      return "Stopped. Your notes no longer fill it.";
    case "refused":
      return outcome.refusal.text === "" ? "Not stopped. Exist gave no reason." : `Not stopped. Exist says: ${outcome.refusal.text}`;
    case "unanswered":
      return "Exist didn't answer, so it may or may not be stopped there. Nothing more is sent to it.";
    case "untouched":
      return "Not stopped. Your notes still fill it.";
  }
}

/** The result of releasing, one sentence per line. Each attribute's own outcome is shown next to it. */
const released = releaseReportIn({
  released: (amount) => `${count(amount, "attribute")} no longer filled. Nothing is sent there until you approve it again.`,
  failure,
  refused: (amount) => `Exist refused to stop ${count(amount, "attribute")}.`,
  unanswered: (amount) => `Exist gave no answer about ${count(amount, "attribute")}. Run "Stop filling attributes" again to see what is left.`,
  untouched: (amount) => `${count(amount, "attribute")} not stopped. Run "Stop filling attributes" again for the rest.`,
});

function because(reason: SuggestionReason): string {
  switch (reason.code) {
    case "known-name": {
      const unit = reason.unit === undefined ? "" : `, read as ${UNIT_NAMES[reason.unit]}`;
      return `A usual name for ${reason.target}${unit}${reason.rounded ? ", rounded" : ""}`;
    }
    case "yes-or-no":
      return "Written as yes or no";
    case "checkbox":
      return "A checkbox";
    case "numbers":
      return "Written as numbers";
    case "percent":
      return "Written in percent";
    case "amounts":
      return `Written in ${UNIT_NAMES[reason.unit]}`;
    case "next-night":
      return "A usual name for Bedtime, of the night that ends on the day after";
    case "durations":
      return "Written as durations";
    case "times":
      return "Written as times of day";
    case "task":
      return "A recurring task";
    case "scale":
      return `Read as a scale of ${SCALE_NAMES[reason.scale]}`;
  }
}

/** A way to read a value, to choose. */
function optionName(scale: Scale | undefined, type: ValueType | undefined, unit: Unit | undefined): string {
  if (type === valueType.scale) return `Scale of ${SCALE_NAMES[scale ?? "1-9"]}`;
  return unit === undefined ? "As they are written" : `In ${UNIT_NAMES[unit]}`;
}

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  "yes-or-no": "yes or no", zero: "numbers", number: "numbers", percent: "percentages", amount: "amounts with a unit", duration: "durations",
  time: "times of day", timestamp: "dates with a time", date: "dates", rating: "ratings", emoji: "emoji", text: "text",
};

/** Why nothing is proposed for a key. */
function unclear(reason: UnclearReason): string {
  switch (reason.code) {
    case "mixed":
      return `Holds ${list(reason.kinds.map((kind) => KIND_NAMES[kind]))}, so it's not clear what is meant.`;
    case "constant":
      return "The same on nearly every day, as from a template.";
    case "several":
      return "Has several values a day that don't add up.";
    case "emoji":
      return "Written as emoji. Add a mapping and give each a number there.";
    case "timestamps":
      return "Dates with a time, which may say when the note was made.";
    case "zero-or-one":
      return "Only 0 and 1, where an amount is expected. Yes or no?";
    case "does-not-fit":
      return `A usual name for ${reason.target}, but the values don't fit it.`;
  }
}

const LONGEST_VALUE = 40;

/** Where a mapping leads and how it fares, in a line. */
function mappingRow({ enabled, to, read }: Mapping, isDeclined: boolean, facts: MappingFacts | undefined): string {
  if (!enabled) return "Off";
  if (isDeclined) return `${facts?.owner == null ? "Not sent: you cleared it or stopped filling it." : `Belongs to ${facts.owner}, so it is not sent.`} To be asked again, open it and save.`;
  const type = targetType(to);
  const where = `To ${targetLabel(to)}${type === undefined ? "" : `, ${TYPE_NAMES[type]}`}`;
  if (facts === undefined) return where;
  const { last, unread, refused } = facts;
  if (refused > 0) return `${where} · ${count(refused, "value")} of the last ${number(RECENT_DAYS)} days refused by Exist`;
  if (unread > 0) return `${where} · ${count(unread, "value")} of the last ${number(RECENT_DAYS)} days cannot be read`;
  if (last === null) return `${where} · not sent yet`;
  const text = value(last.value, type, sentUnit(to, read));
  return `${where} · last ${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text} on ${day(last.date)}`;
}

/** What comparing came to, besides the differences that are shown. */
function compared({ plan, days, values, onlyAtExist, untold }: Comparison): string[] {
  const equal = days === 0 ? "There are no daily notes on these days."
    : values === 0 ? `There is nothing to compare: your notes of ${count(days, "day")} have no value that Exist was ever sent.`
      : `Nothing differs: Exist holds what your notes of ${count(days, "day")} say, in ${count(values, "value")}.`;
  return [
    ...(plan.updates.length > 0 ? [] : [equal]),
    ...(onlyAtExist === 0 ? [] : [`${count(onlyAtExist, "value is", "values are")} at Exist and not in your notes of these days. ${onlyAtExist === 1 ? "It stays" : "They stay"} there.`]),
    ...(untold.length === 0 ? [] : [`Not compared: ${named(untold)} (hidden, deleted, or not permitted).`]),
  ];
}

const CLI_FLAGS = {
  status: "How things stand, without asking Exist anything",
  preview: "What would be sent; sends nothing",
  sync: "Send what changed and was agreed to; the rest waits for you in Obsidian",
  from: "First day whose note preview and sync look at",
  to: "Last day whose note preview and sync look at",
  json: "Answer in JSON",
};

function cliUsage(): string[] {
  const described = Object.entries(CLI_FLAGS).map(([name, what]) => `  ${name.padEnd(7)}  ${what}`);
  return [`Usage: obsidian exist-sync [status | preview | sync] [from=<YYYY-MM-DD>] [to=<YYYY-MM-DD>] [json]`, ...described];
}

/** Why the command line does not understand what it was given. */
function wrongArguments(of: ArgumentProblem): string {
  switch (of.code) {
    case "unknown":
      return `"${of.name}" is not known here. Nothing was done.`;
    case "value":
      return `"${of.name}" takes no value. Nothing was done.`;
    case "several":
      return "Ask for one thing at a time: status, preview or sync. Nothing was done.";
    case "days-alone":
      return "Days limit preview and sync. Say which of them. Nothing was done.";
    case "not-a-day":
      return `"${of.found}" is not a day. Write ${of.name} like ${of.name}=2026-09-21. Nothing was done.`;
    case "outside":
      return `${of.name} has to be a day from ${of.first}, the start in the settings, to ${of.last}, today. Nothing was done.`;
    case "order":
      return "The day of from comes after the day of to. Nothing was done.";
  }
}

/** Where a value that cannot be sent stands, without a word of what is written there. */
function placeOf({ path, date, key }: Pick<Issue, "path" | "date" | "key">): string {
  return `${fileName(path)}${key === "" ? "" : `, ${key}`}: not sent for ${day(date)}. Run "Show status" to see why.`;
}

/** What a run did, for a place where no note may be quoted. */
function runUnquoted(of: Report): string[] {
  return [...report({ ...of, issues: [] }), ...firstOf(of.issues.map((each) => placeOf(each)), more)];
}

/** A run for a list of them. Issues stand with their days, so they are counted here. */
function runInShort(of: Report): string[] {
  return [...report({ ...of, issues: [] }).slice(0, 3), ...(of.issues.length === 0 ? [] : [`${count(of.issues.length, "value that cannot be read", "values that cannot be read")}: see the days.`])];
}

function cliStatus(of: StatusAnswer, lastRun: Report | null): string[] {
  if (!of.connected) return [NOT_CONNECTED];
  return [
    "Connected to Exist.",
    waitingNow(of.waiting.length, of.running, of.nextRunAt),
    ...of.missing.map((each) => say.missing(each)),
    ...of.others.map(({ days, ...other }) => left({ ...other, days: days.length })),
    ...(of.refused.length === 0 ? [] : [`Exist refused values of ${count(of.refused.length, "day")}: ${named(of.refused.map((each) => day(each)))}.`]),
    ...firstOf(of.issues.map((each) => placeOf(each)), more),
    ...(lastRun === null ? ["Nothing was run on this device yet."] : [`Last run, ${dayOfYear(localDateAt(lastRun.at))}, ${time(lastRun.at)}: ${report({ ...lastRun, issues: [] }).join(" ")}`]),
    budgetNow(of.requests.used, of.requests.of),
  ];
}

function cliPreview({ updates, steps, issues, calls, draft }: RunPlan): string[] {
  const days = [...new Set(updates.map(({ date }) => date))].sort().reverse();
  return [
    ...(updates.length === 0 ? ["Nothing would be sent. Exist has everything in your notes."] : [`${count(updates.length, "value")} for ${count(days.length, "day")} would be sent, in ${count(calls, "request")}:`]),
    ...days.flatMap((each) => [each, ...updates.filter(({ date }) => date === each).map((update) => `  ${changeOf(update, targetType(update.to))}`)]),
    ...(steps.length === 0 ? [] : ['To be agreed to in Obsidian first, with "Preview":']),
    ...steps.map((each) => `  ${each.label}: ${step(each)}`),
    ...issues.map((each) => placeOf(each)),
    ...draft.leftOut.filter(({ reason }) => reason !== "future").map((each) => leftOut(each)),
  ];
}

const NOT_CONNECTED = "Not connected to Exist. Add your token in the settings of Exist Sync.";

function waitingNow(waiting: number, running: boolean, nextAt: number | null): string {
  if (running) return "Syncing now.";
  if (waiting === 0) return "Nothing is waiting to be sent.";
  return `${count(waiting, "day waits", "days wait")} to be looked at. ${nextAt === null ? 'Run "Sync now".' : `The next run is at ${time(nextAt)}.`}`;
}

function budgetNow(used: number, of: number): string {
  return `Requests in the last 60 minutes: ${number(used)} of ${number(of)}.`;
}

function changeOf(of: PlannedUpdate, type: ValueType | undefined): string {
  return of.was === undefined ? `${targetLabel(of.to)}: ${value(of.value, type)}` : `${targetLabel(of.to)}: ${value(of.was, type)} → ${value(of.value, type)}`;
}

const DAY_STATE_NAMES: Readonly<Record<DayState, string>> = {
  refused: "refused by Exist", issue: "with a value that cannot be read", elsewhere: "with a value for what another service fills", waiting: "waiting", sent: "sent", nothing: "nothing to send",
};

/** The days of a month that need a word, the worst first: what stands for the picture of the month. */
function monthInWords(date: LocalDate, amounts: ReadonlyMap<DayState, number>): string {
  const told = [...amounts].filter(([state, amount]) => state !== "nothing" && amount > 0).map(([state, amount]) => `${number(amount)} ${DAY_STATE_NAMES[state]}`);
  return `${shortMonth(date)} ${date.slice(0, 4)}: ${told.length === 0 ? "nothing sent" : list(told)}`;
}

/** Why signing in failed, and what to do. */
function signInProblem(what: SignInProblem): string {
  switch (what.code) {
    case "nothing-waits":
      return "No sign-in waits for this answer here. It was finished already, or it began in another vault or on another device: paste the address there, or begin again.";
    case "other-sign-in":
      return "This is the answer to another sign-in, so it was not used. Begin again, and allow it on the page that opens then.";
    case "too-old":
      return "This sign-in has expired. Start again.";
    case "denied":
      return "You did not allow it at Exist, so nothing was changed. Begin again if you want to connect.";
    case "exist-error":
      return `Exist did not sign you in (${what.error}). Nothing was changed. Check the redirect address at Exist, and begin again.`;
    case "no-code":
      return "There is no code in this address. Paste the whole address on which the browser ended up after you allowed it.";
    case "wrong-app":
      return "Exist does not know this client ID with this secret. Copy both once more from the page of your developer app, and begin again.";
    case "code-refused":
      return "Exist does not take this code. It works once, for a few minutes, and with the redirect address of your app only. Begin again.";
    case "token-refused":
      return "Exist does not accept this token. Copy it once more from the page of your developer app, whole and without spaces.";
    case "keychain":
      return "This device's keychain can't be used. Keep the token in the plugin's settings, or unlock the keychain and try again.";
    case "failure":
      return notSignedIn(what.failure);
  }
}

function notSignedIn({ kind, text }: Pick<Failure, "kind" | "text">): string {
  switch (kind) {
    case "offline":
      return "Exist could not be reached, so nothing was changed. Try again when you are online.";
    case "rate-limited":
      return "Exist takes no more requests for now, so nothing was changed. Try again in an hour.";
    case "unavailable":
      return `Exist is having problems (${text}), so nothing was changed. Try again later.`;
    case "unreadable":
      return `The answer from Exist can't be read (${text}). Nothing was changed. Try again later.`;
    case "settings":
    case "keychain":
      return withoutStorage({ kind, text }, "You are not signed in.");
    default:
      return `Exist refused this (${text}), so nothing was changed. Check the app at Exist, and begin again.`;
  }
}

const STANDING_NAMES: Readonly<Record<CellStatus, string>> = {
  new: "New", replaced: "Replaced", unticked: "Not selected", "left-out": "Left out", refused: "Refused before",
};

/** A cell of the preview in words: its value, what becomes of it, and why. */
function cellInWords({ issues, refusal, value: of }: GridCell, standing: CellStatus | null, to: string, was: string | null): string {
  const shown = was === null || of === undefined ? to : `${was} → ${to}`;
  const said = refusal === undefined || refusal.text === "" ? "" : `: ${refusal.text.replace(/\.$/, "")}`;
  const why = issues.map((each) => problem(each)).join("; ");
  const also = [...(refusal === undefined ? [] : [`Exist refused it before${said}`]), ...(why === "" ? [] : [why])].map((sentence) => ` ${sentence}.`).join("");
  switch (standing) {
    case null:
      return `${shown}, at Exist already.`;
    case "new":
      return `${shown}, new.${also}`;
    case "replaced":
      return `${shown}, replaces what Exist holds.${also}`;
    case "unticked":
      return `${shown}, not sent: its attribute isn't selected.${also}`;
    case "refused":
      return `${shown}, not sent: Exist refused it before${said}.`;
    case "left-out": {
      const stands = shown === "" ? was : shown;
      return stands === null ? `Not sent: ${why}.` : `${stands}, not sent: ${why}.`;
    }
  }
}

function openDay({ date, path, issues }: GridRow): string {
  return `${formats.shortDay(date)}, open ${fileName(path)}${issues.map((each) => `; not all of it is sent: ${problem(each)}`).join("")}`;
}

/** What happens after the set-up. @param quiet seconds after which an edit is sent, null where nothing is sent automatically */
function fromNowOn(quiet: number | null): string[] {
  const when = quiet === null
    ? 'Automatic sync is off: run "Sync now" whenever you want to send what changed.'
    : `From now on, what you write in your daily notes is sent automatically, about ${count(quiet, "second")} after you stop writing and once after Obsidian starts.`;
  return [when, "The status view shows what couldn't be read or sent, and why. You can change everything in the settings."];
}

const CONNECT = "Connect";

const SET_UP_NAMES: Readonly<Record<SetUpStep, string>> = {
  connect: "Connect", notes: "Daily notes", choose: "What to send", check: "Check and send",
};

function daysOf({ first, last }: DayRange): string {
  return first === last ? dayOfYear(first) : `${dayOfYear(first)} to ${dayOfYear(last)}`;
}

/** What a backfill is doing or waits for. */
function backfillPhase({ phase, until, failure: why, left }: BackfillNow): string {
  const at = until === null ? "" : ` at ${time(until)}`;
  switch (phase) {
    case "running":
      return left === 0 ? "Sending the last values." : `Sending. ${capital(period(left))} left.`;
    case "waiting":
      return why === null ? "Waiting for Obsidian to index your notes." : `Waiting: ${cause(why)} It continues automatically${at}.`;
    case "paused":
      return "Paused. Select Resume to continue.";
    case "stopped":
      return why === null ? "Stopped." : `Stopped: ${failure(why)}`;
  }
}

/** How a backfill stands, for those who look at everything that is going on. */
function backfillNow(of: BackfillNow): string {
  return `${daysOf(of)}: ${number(of.answered)} of ${count(of.all, "value")} sent. ${backfillPhase(of)}`;
}

const RANGE_PROBLEMS: Readonly<Record<RangeProblem, string>> = {
  "no-day": "Choose a day.",
  "too-early": "Days before the year 2000 are not sent. Choose a later one.",
  future: "This day is in the future.",
  reversed: "The first day is after the last one.",
};

function keepHint({ first, last }: DayRange, syncFrom: LocalDate, keep: boolean): string {
  if (first >= syncFrom) return `These days are in sync already, as all from ${dayOfYear(syncFrom)} on.`;
  if (addDays(last, 1) < syncFrom) return `Only for a range that reaches up to ${dayOfYear(syncFrom)}, from where your notes are in sync.`;
  if (keep) return `What you edit in notes from ${dayOfYear(first)} on is sent as in those from ${dayOfYear(syncFrom)} on.`;
  return `While this is off, what you edit later in notes before ${dayOfYear(syncFrom)} isn't sent automatically.`;
}

const WAITS_FOR: Readonly<Record<WaitsFor, string>> = {
  offline: "offline", limit: "hourly limit reached", trouble: "Exist has problems", failed: "last sync failed", edited: "note changed",
  indexing: "Obsidian is indexing", confirming: "not confirmed yet", reading: "reading notes", "next-run": "notes to sync",
};

/** What to look at, after "check". */
function toLookAt(at: ToLookAt): string {
  switch (at.kind) {
    case "not-connected":
      return "connection, not signed in";
    case "connection":
      return "connection";
    case "settings":
      return "settings";
    case "keychain":
      return "keychain";
    case "storage":
      return "storage of this device";
    case "plan":
      return "what to send";
    case "last-run":
      return "last sync";
    case "no-notes":
      return "daily notes, none found";
    case "missing":
      return `folder ${at.folder}, missing`;
    case "other-service":
      return `${at.label}, filled by ${at.owner}`;
    case "values":
      return count(at.amount, "value");
  }
}

/** How things stand: fine, waiting for something, or something to check. */
function conditionInWords(of: Condition): string {
  if (of.state === "fine") return "Exist: up to date";
  if ("at" in of) return `Exist: check ${toLookAt(of.at)}`;
  switch (of.why) {
    case "syncing":
      return of.all === 0 ? "Exist: syncing" : `Exist: syncing, ${number(of.answered)} of ${number(of.all)}`;
    case "backfill":
      return backfillStatus(of.backfill);
    default:
      return `Exist: waiting${of.until === null ? "" : ` until ${time(of.until)}`}, ${WAITS_FOR[of.why]}`;
  }
}

function backfillStatus({ phase, answered, all, until }: BackfillNow): string {
  const amount = `${number(answered)} of ${number(all)}`;
  if (phase === "stopped") return `Exist: check past days, stopped at ${amount}`;
  if (phase === "paused") return `Exist: waiting, paused at ${amount}`;
  return phase === "waiting" ? `Exist: waiting${until === null ? "" : ` until ${time(until)}`}, ${amount}` : `Exist: syncing, ${amount}`;
}

/** Every sentence a person can meet, in English. */
export const en = {
  value,
  dayOfYear,
  issue,
  problem,
  leftOut,
  failure,
  notAdded,
  increment,
  noDestination,
  lost,
  report,
  say,
  step,
  source,
  target: (to: Target): string => targetLabel(to),
  typeName: (type: ValueType): string => TYPE_NAMES[type],
  unitName: (unit: Unit): string => UNIT_NAMES[unit],
  scaleName: (scale: Scale): string => SCALE_NAMES[scale],
  combineName: (combine: Combine): string => COMBINE_NAMES[combine],
  countName: (of: CountOf): string => COUNT_NAMES[of],

  connect: {
    title: "Connect to Exist",
    toOAuth: "Sign in at Exist instead and allow less",
    toToken: "Use a personal token instead",
    tokenWay: "A personal token can read and write everything in your Exist account.",
    oauthWay: "Asks you at Exist for what your mappings need, and for nothing else.",
    appsLink: "Open developer apps at exist.io",
    tokenSteps: [
      "Open your developer apps and create one, with any name and address.",
      "Its page shows a personal access token. Copy it.",
      "Paste it here.",
    ],
    token: "Personal token",
    tokenHint: "Checked with Exist at once.",
    tokenEmpty: "Paste a token first.",
    connect: "Connect",
    oauthSteps: [
      "Open your developer apps and create one, with the redirect address below.",
      "Copy its client ID and client secret to here.",
      "Allow the app at Exist. Obsidian opens again automatically. If it doesn't, paste the address from your browser.",
    ],
    nothingMapped: "Choose first what is sent: Exist is asked for exactly what your mappings need, and nothing is mapped yet.",
    redirect: "Redirect address",
    redirectHint: "The same as at Exist. Any address will do, because you can paste where the browser ended up.",
    clientId: "Client ID",
    clientSecret: "Client secret",
    clientSecretHint: "Sent to Exist only, to sign in and to stay signed in.",
    appMissing: "Fill in redirect address, client ID and client secret.",
    asksFor: (groups: readonly string[]) => `Exist will be asked to let this plugin read and write: ${groups.join(", ")}.`,
    allow: "Allow at Exist",
    waiting: "Waiting for Exist. If no page has opened, or Obsidian doesn't come back: ",
    openPage: "Open Exist's page",
    answer: "Address or code",
    answerHint: "The address on which the browser ended up, or the code in it.",
    notAnAnswer: "This is neither an address with a code in it nor a code.",
    finish: "Finish",
    home: "Keep the token",
    homes: { settings: "In this plugin's settings", keychain: "In this device's keychain" },
    homeHint: (home: "settings" | "keychain", inGit: boolean) => {
      if (home === "keychain") return "Stays on this device. Connect your other devices separately.";
      const plain = "Works on every device that this vault is synced to, as plain text wherever the vault goes.";
      return inGit ? `${plain} This vault is in Git: keep data.json of this plugin out of it, or use the keychain.` : plain;
    },
    problem: signInProblem,
    connected: (account: string, before: string | null) => (before === null || before === account ? `Connected as ${account}.` : `Connected as ${account}, before as ${before}. What was sent for ${before} stays with that account.`),
    withheld: (groups: readonly string[]) => `You did not allow ${groups.join(", ")}, so values of these cannot be sent.`,
  },
  commands: {
    connect: CONNECT,
    sync: "Sync now",
    syncNote: "Sync this note",
    preview: "Preview",
    compare: "Compare with Exist",
    release: "Stop filling attributes",
    diagnostics: "Copy diagnostics",
    status: "Show status",
    increment: "Add to a value",
    backfill: "Send past days",
    syncRibbon: "Sync to Exist",
    syncNoteMenu: "Sync this note to Exist",
  },
  notices: {
    notConnected: NOT_CONNECTED,
    nothingMapped: "Nothing is mapped yet. Choose in the settings of Exist Sync what is to be sent.",
    sending: (answered: number, all: number) => `Sending to Exist: ${number(answered)} of ${count(all, "value")}`,
    stop: "Stop",
    noStorage: "Exist Sync cannot keep its data on this device now, so it forgets what it sends when Obsidian closes. Sending the same again does no harm. Restart Obsidian; if this comes again, the device is full or does not let plugins keep data.",
    keychainLocked: `The keychain of this device cannot be read, so the token in it is out of reach and nothing is sent. ${UNLOCK}`,
    needsYou: "Exist Sync needs you.",
    moved: (moved: readonly MovedToGroup[]) => `Exist takes only yes or no in the group custom. Other groups were chosen for ${list(moved.map(({ label, group }) => `${label} (${group})`))}. You can change them in the settings of Exist Sync.`,
    unknownAddress: (asked: string) => `Exist Sync was called by an address that asks for "${asked}", which it does not know. Nothing was done.`,
    diagnosticsCopied: "Diagnostics copied. They hold kinds, counts, and times. No notes, account, or token.",
    diagnosticsNotCopied: "Couldn't copy to the clipboard. Click into Obsidian and try again.",
    dataNewer: (version: number) => `The settings of Exist Sync were written by a later version of the plugin (format ${version}). They were left as they are, and nothing is sent. Update the plugin on this device.`,
    dataDamaged: (place: string) => `The settings of Exist Sync cannot be read${place === "" ? ": data.json is not valid" : `: "${place}" in data.json isn't valid`}. They were left as they are, and nothing is sent. Fix the file, or start over in the settings.`,
  },
  status: {
    condition: conditionInWords,
    hint: (shown: string, lastRun: readonly string[]) => [`${shown}.`, "Click to see days and runs.", ...(lastRun.length === 0 ? [] : [`Last run: ${lastRun.join(" ")}`])].join(" "),
  },
  month,
  shortMonth,
  shortWeekday,
  firstWeekday,
  statusView: {
    title: "Exist status",
    earlier: "Month before",
    later: "Month after",
    monthInWords,
    legend: { refused: "Refused", issue: "Not readable", elsewhere: "Another service", waiting: "Waiting", sent: "Sent", nothing: "Nothing to send" } satisfies Readonly<Record<DayState, string>>,
    day: (date: LocalDate, state: DayState) => `${dayOfYear(date)}: ${DAY_STATE_NAMES[state]}`,
    now: waitingNow,
    budget: budgetNow,
    noNote: "There is no daily note, and nothing was sent.",
    noValues: (state: DayState) => (state === "waiting" ? "This note has not been looked at since it changed." : "Nothing to send for this day."),
    refused: (label: string, text: string) => (text === "" ? `${label}: Exist refused it without a reason` : `${label}: Exist refused it: ${text}`),
    left: ({ label, owner }: LostAttribute) => `${label}: not sent, because it belongs to ${owner}`,
    trends: (first: LocalDate) => `Since ${dayOfYear(first)}`,
    trend: (label: string, days: number, least: string, most: string) => `${label} on ${count(days, "day")}, from ${least} to ${most}`,
    range: (least: string, most: string) => (least === most ? least : `${least} to ${most}`),
    runs: "Last runs",
    noRuns: "None yet.",
    runAt: ({ at }: Report) => `${dayOfYear(localDateAt(at))}, ${time(at)}`,
    run: (of: Report) => runInShort(of).join(" "),
  },
  preview: {
    title: "What would be sent to Exist",
    nothing: "Nothing. Exist already has everything in your notes.",
    consent: "Attributes to be filled from your notes",
    consentHint: "Exist lets one service fill an attribute. Only what you select here is filled. You won't be asked about the rest again.",
    moved: "Your notes, mappings, or attributes at Exist changed while the preview was open, so nothing was sent. Check it again.",
    overwrites: (amount: number) => `${count(amount, "value")} at Exist would be replaced. Exist doesn't keep the old ones.`,
    issues: "Left out, and why",
    send: (amount: number) => (amount === 0 ? "Send nothing" : `Send ${count(amount, "value")}`),
    allow: (amount: number, of: string) => `${of} · ${count(amount, "value")}`,
    cancel: "Cancel",
    close: "Close",
  },
  ticking: {
    all: "Select all",
    none: "Clear all",
  },
  planView: {
    totals: ({ values, days, since }: Totals, ms: number) => {
      if (values === 0 || since === null) return "Nothing is selected to be sent.";
      const amount = `${count(values, "value")} for ${count(days, "day")}${days === 1 ? "," : " since"} ${dayOfYear(since)}.`;
      return isLong(ms) ? `${amount} Sending takes ${period(ms)}.` : amount;
    },
    made: (labels: readonly string[]) => `New at Exist: ${named(labels)}.`,
    filled: (labels: readonly string[]) => `Already at Exist, now filled from your notes: ${named(labels)}.`,
    switched: (labels: readonly string[]) => `Switched from another service to your notes: ${named(labels)}.`,
    switchedFrom: (label: string, owner: string | null) => `${label} (now ${owner ?? "a service that isn't shown"})`,
    ticked: (unticked: readonly string[], all: number) => {
      if (unticked.length === 0) return `All ${number(all)} selected.`;
      return unticked.length === all ? `None of ${number(all)} selected.` : `${number(all - unticked.length)} of ${number(all)} selected. Not selected: ${named(unticked)}.`;
    },
    free: (amount: number) => `${count(amount, "attribute")} that no other service fills`,
    heading: "Values by day",
    grid: "Values by day and attribute",
    day: "Day",
    show: "Show",
    everything: "Everything",
    standings: STANDING_NAMES,
    filter: (name: string, amount: number) => `${name} (${number(amount)})`,
    attribute: "Attribute",
    allAttributes: "All attributes",
    shown: (shown: number, all: number, { values }: Totals) =>
      `${shown === all ? `All ${count(all, "day")}` : `${number(shown)} of ${count(all, "day")}`} shown. This choice changes what you see, not what is sent: ${count(values, "value")}.`,
    shortDay: formats.shortDay,
    openDay,
    cell: cellInWords,
    moreAlike: (amount: number) => `Show ${number(amount)} more like these`,
  },
  backfill: {
    title: "Send past days",
    presets: "Days",
    presetNames: { everything: "All notes", year: "This year", months: "Last 12 months" },
    first: "First day",
    last: "Last day",
    problem: (what: RangeProblem) => RANGE_PROBLEMS[what],
    reading: "Reading your notes…",
    noRange: "Choose days to see what there is to send.",
    counts: ({ notes, values, unsent }: RangeCount, ms: number): (readonly [string, string])[] => [
      ["Notes", number(notes)],
      ["Values in them", number(values)],
      ["Not known to be at Exist", number(unsent)],
      ...(unsent === 0 ? [] : [["Time it takes", period(ms)]] as const),
    ],
    keep: "Keep these days in sync from now on",
    keepHint,
    plan: "See what would be sent",
    dismiss: "Cancel",
    close: "Close",
    asking: (done: number, all: number) => (all === 0 ? "Asking Exist what it already has…" : `Asking Exist what it already has: ${number(done)} of ${number(all)}…`),
    progressTitle: "Sending past days",
    days: daysOf,
    bar: "Values sent",
    values: (answered: number, all: number) => `${number(answered)} of ${count(all, "value")}`,
    phase: backfillPhase,
    now: backfillNow,
    done: "Done. See the last runs in the status view.",
    closing: "You can close this window. Sending continues, even after a restart, and leaves room for your edits.",
    pause: "Pause",
    goOn: "Resume",
    cancel: "Cancel",
    stopped: (range: DayRange) => `Sending ${daysOf(range)} to Exist has stopped.`,
  },
  release: {
    title: "Stop filling attributes",
    nothing: "Exist Sync fills no attribute at Exist, so there is nothing to stop.",
    summary: (amount: number) => `${count(amount, "attribute belongs", "attributes belong")} to Exist Sync: no other service can fill ${amount === 1 ? "it" : "them"}. Select what to stop filling.`,
    hint: "Your notes and mappings stay as they are. So do the values at Exist, as far as is known: its documentation speaks of who fills an attribute, and not of what was sent before.",
    attributes: "Attributes that Exist Sync fills",
    fedBy,
    whenReleased,
    release: (amount: number) => `Stop filling ${count(amount, "attribute")}`,
    releasing: (amount: number) => `Stopping ${count(amount, "attribute")}. This can take a moment.`,
    outcome: releaseOutcome,
    result: released,
    cancel: "Cancel",
    close: "Close",
  },
  settings: {
    account: "Account",
    connect: "Connect",
    notConnected: "Not connected",
    notConnectedHint: "Nothing is sent. Your notes are read on this device only.",
    otherDevice: (account: string) => `${account} is connected on another device, whose keychain has the token. Connect this device as well.`,
    keychainLocked: (account: string) => `The token of ${account} is in the keychain of this device, which cannot be read. ${UNLOCK}`,
    connected: (name: string) => `Connected as ${name}`,
    profile: ({ timezone, imperial = [], standing }: Connection, here: string) => [
      ...(timezone === undefined ? [] : [`Time zone at Exist: ${timezone}.`]),
      ...(timezone === undefined || sameClock(timezone, here) ? [] : [`This device is in ${here}: around midnight Exist may count a value for another day. Set your time zone at Exist.`]),
      ...(imperial.length === 0 ? [] : [`Numbers without a unit are read as you see them at Exist, for ${list(imperial)}.`]),
      ...(standing === "trial" ? ["Exist says that this account is on trial."] : []),
      ...(standing === "delinquent" ? ["Exist says that a payment is overdue, and may not keep what is sent."] : []),
    ].join(" "),
    widen: "More permissions needed",
    widenHint: (groups: readonly string[]) => `Values of ${list(groups)} cannot be sent before you allow it at Exist.`,
    signInAgain: "Sign in again",
    disconnect: "Disconnect",
    disconnectTitle: "Disconnect from Exist",
    disconnectHint: "Nothing is sent any more. Wiped on this device: the token, a sign-in that was begun, what the plugin remembers of this account, and data.damaged.json if there is one. Your mappings stay. The attributes stay with this plugin at Exist, so no other service fills them, unless you stop filling them first.",
    keychainKept: "You are disconnected, but the keychain of this device could not be opened, so a token may still be in it. Take the access back on the page of your developer app at Exist.",
    notSaved: (of: Failure) => (of.kind === "settings" ? withoutStorage(of, "Your change was not saved.") : failure(of)),
    releaseFirst: "Stop filling attributes first",
    dailyNotes: "Daily notes",
    followed: "As set for daily notes",
    followedHint: (folder: string, format: string) => `Follows Obsidian: ${folder === "" ? "the vault's root" : folder}, ${format}.`,
    withJournals: "Journals is followed, too.",
    sourceAt: (folder: string, format: string) => `${folder === "" ? "Vault root" : folder}, ${format}`,
    sourceBy: (folder: string, property: string) => `${folder === "" ? "Whole vault" : folder}, by the property ${property}`,
    found: (amount: number, first: LocalDate | null, last: LocalDate | null) =>
      first === null || last === null ? "No notes found" : `${count(amount, "note")} found, ${dayOfYear(first)} to ${dayOfYear(last)}`,
    incompleteFormat: "The format does not name year, month and day, so no note can be given its day.",
    almost: (amount: number) => (amount === 0 ? "" : `${count(amount, "note has a date", "notes have a date")} in the name, but not as the format says, and ${amount === 1 ? "is" : "are"} not read.`),
    unclear: (amount: number, property: string) => (amount === 0 ? "" : `${count(amount, "note has", "notes have")} no clear date in ${property} and ${amount === 1 ? "is" : "are"} not read. Write dates like 2026-09-21.`),
    addSource: "Add a folder",
    noSources: "No folder is read. Add one.",
    sourceTitle: "Where the daily notes are",
    follow: "Follow the daily-note settings of Obsidian",
    folder: "Folder",
    folderHint: "Leave empty for the vault's root.",
    wholeVaultHint: "Folders in it count, too. Leave empty for the whole vault.",
    dayFrom: "The day is in",
    dayFromName: "The name of the note",
    dayFromProperty: "A property",
    format: "Format",
    formatHint: (example: string) => `As in Obsidian's daily notes, for example ${example}.`,
    property: "Property",
    propertyHint: "The property that holds the date, for example date. All notes of a day count.",
    needsProperty: "Name the property that holds the date.",
    foundSource: "Use the folder that was found",
    useSource: "Use",
    proposedSource: (proposal: SourceProposal) => {
      const { folder, notes, first, last, leftOut } = proposal;
      const days = `${dayOfYear(first)} to ${dayOfYear(last)}`;
      if ("property" in proposal) return `${count(notes, "note")} in ${folder === "" ? "the vault" : folder} with the property ${proposal.property}, ${days}.${leftOut === 0 ? "" : ` ${count(leftOut, "more note has", "more notes have")} no clear date in it.`}`;
      return `${count(notes, "note")} in ${folder === "" ? "the vault's root" : folder}, named ${proposal.format}, ${days}.${leftOut === 0 ? "" : ` ${count(leftOut, "more file has", "more files have")} a date in the name that doesn't fit.`}`;
    },
    whichDay: (name: string) => `Which day is ${name}?`,
    thisDay: (date: LocalDate) => dayOfYear(date),
    syncFrom: "Sync from",
    syncFromHint: "Notes before this day are not read. An earlier day shows what would be sent before anything is.",
    notADate: "Write a date like 2026-09-21.",
    futureDate: "This day is in the future.",
    mappings: "What is sent",
    noMappings: "Nothing yet. Add a mapping, or let the plugin look through your notes.",
    addMapping: "Add a mapping",
    suggest: "Suggest from my notes",
    suggestHint: "Looks through the last 90 daily notes for what you keep track of. Nothing leaves your vault.",
    tags: "Tags",
    tagMode: "Send tags",
    tagModeHint: "A tag becomes a custom tag at Exist, on every day whose note has it.",
    tagModes: { off: "None", chosen: "Only chosen ones", prefix: "Those that begin with a prefix", all: "All" },
    chosenTags: "Chosen tags",
    chosenTagsHint: "Separated by commas, without #.",
    tagPrefix: "Prefix",
    tagPrefixHint: (prefix: string) => `A tag like ${prefix}gym is sent as gym.`,
    ignoredTags: "Never send",
    automatic: "Automatic sync",
    autoSync: "Sync automatically",
    autoSyncHint: "After a daily note was edited, and once after start-up.",
    timing: "Timing",
    quietSeconds: "Delay after last edit",
    quietSecondsHint: "Seconds without an edit before a note is sent.",
    maxWaitMinutes: "Maximum delay",
    maxWaitMinutesHint: "Minutes after which edits are sent even while you're still writing.",
    outOfRange: (least: number, most: number) => `Choose a number from ${least} to ${most}.`,
    startAfresh: "Start over",
    startAfreshHint: "Keeps the current file as data.damaged.json.",
    unreadable: "Settings can't be read",
  },
  mapping: {
    title: "Mapping",
    from: "From",
    kinds: { property: "A property", inline: "An inline field", tag: "A tag", task: "A task", count: "A count" },
    key: "Name",
    keyHint: "As in the note. A dot leads into an object, as in bp.systolic; habits[yoga] asks whether yoga is in the list.",
    fieldHint: "The part before the two colons.",
    tag: "Tag",
    tagHint: "Without #. What follows a colon is its value, as in #weight:72.5kg.",
    task: "Text of the task",
    taskHint: "Its name, without dates that follow it. A tag (#habit) finds its tasks, and * stands for any words.",
    count: "Count",
    to: "To",
    toKinds: { template: "An attribute that Exist knows", attribute: "An attribute that is at Exist already", create: "A new attribute" },
    template: "Attribute",
    attributeName: "Name at Exist",
    attributeNameHint: "As in the address of its page at Exist.",
    label: "Label",
    labelHint: "What you will see at Exist.",
    group: "Group",
    groupHint: "Where Exist shows it. Tags are in custom, which takes yes or no only.",
    valueType: "Kind of value",
    more: "More options",
    unit: "Unit of a number without one",
    unitHint: "A unit in the note wins over this.",
    unitUsual: (unit: Unit | undefined) => (unit === undefined ? "Not set" : `${UNIT_NAMES[unit]}, as usual`),
    glass: "A glass holds",
    glassHint: "In milliliters.",
    glassWrong: "Choose a number of milliliters, from 1 to 5000.",
    round: "Round fractions",
    roundHint: "To the nearest whole number. Otherwise they are reported and not sent.",
    scale: "Scale in the notes",
    words: "Words and emoji",
    wordsHint: (type: ValueType) => `One a line, with what each is sent as: ${type === valueType.scale ? "a step from 1 to 9" : "a number"}.`,
    wordsExample: ["good = 7", "🙂 = 6", "😢 = 2"].join("\n"),
    wordsWrong: (line: string) => `"${line}" is not a word, an equals sign and a number that Exist takes.`,
    examples: "The last values in your notes",
    noExamples: "None of the last 90 daily notes has a value there.",
    example: (date: LocalDate, written: string) => `${dayOfYear(date)}: ${written}`,
    sentAs: (text: string) => `Sent as ${text}`,
    notSent: (text: string) => `Not sent: ${text}`,
    noValue: "No value",
    sentThough: (text: string, but: string) => `Sent as ${text}; ${but}`,
    combine: "Several values on a day",
    combineNone: "Report them, send none",
    dayOffset: "Counts for",
    dayOffsets: { "-1": "The day before", "0": "The note's day", "1": "The day after" },
    whenRemoved: "If the value is removed",
    whenRemovedOptions: { keep: "Exist keeps the value", zero: "Send 0" },
    manual: "Entering it by hand at Exist",
    manualHint: "Applies when the attribute is created or taken over. While allowed, the last change wins, and your notes don't show it.",
    manualOptions: { keep: "As it is", on: "Allowed", off: "Hidden" },
    enabled: "Send it",
    save: "Save",
    cancel: "Cancel",
    missing: "Choose what to read and where it goes.",
  },
  suggestions: {
    title: "What your notes keep track of",
    none: "Nothing was found that looks like tracking. Add a mapping by hand.",
    looking: (amount: number) => `Looked through ${count(amount, "note")}. Clear anything you don't want to send.`,
    tagsHeading: "Tags",
    example: (written: string, read: string) => `${written} → ${read}`,
    seenOn: (amount: number) => `on ${count(amount, "day")}`,
    accept: "Add selected",
    because,
    unclear,
    unclearHeading: "Not clear enough to propose",
    private: "Private, so not selected.",
    question: (about: QuestionCode) => (about === "scale" ? "More than one scale fits. Which is yours?" : "The numbers are unusual for this attribute. What are they measured in?"),
    option: ({ read, to }: Pick<Mapping, "read" | "to">) => optionName(read.scale, targetType(to), read.unit ?? usualUnit(to)),
    leaveOut: "Don't send",
  },
  commandLine: {
    description: "Send daily notes to Exist, or see what would be sent and what waits",
    flags: CLI_FLAGS,
    usage: cliUsage(),
    wrong: wrongArguments,
    status: cliStatus,
    preview: cliPreview,
    run: runUnquoted,
  },
  rows: {
    mapping: mappingRow,
    deleted: "This mapping was deleted meanwhile, here or on another device. Save once more to add it again, or cancel.",
    advanced: "Advanced",
    advancedHint: "Timing, where the token is kept, tags that are never sent, the attributes your notes fill, comparing with Exist, diagnostics.",
    more: "Account and tags",
    ignoredTagsHint: "Tags that are not sent whatever else is chosen, separated by commas, without #.",
    releaseHint: "Shows which attributes your notes fill, and stops filling the ones you select.",
    compareHint: "Finds days where Exist and your notes differ. Sends nothing unless you choose to.",
    diagnosticsHint: "Copies kinds, counts, and times for a bug report. No notes, account, or token.",
  },
  comparing: {
    title: "Compare with Exist",
    hint: "Finds days where Exist and your notes differ. Nothing is sent until you choose to.",
    days: "Days",
    last: (days: number) => `The last ${number(days)} days`,
    all: (from: LocalDate) => `All since ${dayOfYear(from)}`,
    cost: (calls: number) => `Takes about ${number(calls)} of the ${number(HOURLY_LIMIT)} requests an hour.`,
    asking: "Asking Exist. This can take a moment.",
    compare: "Compare",
    result: compared,
  },
  adding: {
    choose: "Choose what to add to",
    none: "No attribute takes amounts yet. Sync first.",
    item: ({ label, destination }: Addable) => (destination.kind === "exist" ? label : `${label} · ${source(destination.mapping)}`),
    title: (label: string) => `Add to ${label}`,
    amount: "Amount",
    hint: (type: ValueType, unit: Unit | undefined) => {
      if (type === valueType.duration) return `In ${UNIT_NAMES[unit ?? "minutes"]}, or like 15 min or 1h30.`;
      if (unit !== undefined) return `In ${UNIT_NAMES[unit]}.`;
      return type === valueType.quantity ? "A whole number." : "A number.";
    },
    counts: (date: LocalDate) => `It counts for ${dayOfYear(date)}.`,
    toNote: (date: LocalDate, mapping: Mapping) => `It goes into the note of ${dayOfYear(date)}: this attribute is fed by ${source(mapping)}.`,
    missing: "Write an amount.",
    zero: "Nothing would be added. Write another amount.",
    unread: (of: Pick<Issue, "problem" | "found">) => `${problem(of)}.`,
    add: "Add",
    cancel: "Cancel",
  },
  setUp: {
    title: "Set up sync to Exist",
    names: SET_UP_NAMES,
    stepOf: (at: number, all: number) => `Step ${number(at)} of ${number(all)}`,
    back: "Back",
    next: "Continue",
    again: "Try again",
    finish: "Finish",
    promise: `Nothing from your notes is sent before the last step. You can close this and continue later: run "${CONNECT}".`,
    oauthWay: "Asks you at Exist for what your notes call for, and for nothing else.",
    asksFor: (groups: readonly string[]) => `Exist will be asked to let this plugin read and write: ${groups.join(", ")}. That is what your notes seem to keep track of, and tags and yes-or-no attributes of your own (custom). You choose from it after signing in.`,
    noAccess,
    noFolder: (folder: string) => `There is no folder ${folder} in this vault.`,
    noNotes: "No daily notes were found anywhere in this vault. Write one, or name the folder and the format of their names here. You can go on without.",
    use: "Use them",
    alsoUse: "Use them too",
    severalSources: (amount: number) => `${count(amount, "folder is read", "folders are read")}, as chosen in the settings of Exist Sync.`,
    readOf: (date: LocalDate, today: LocalDate) => (date === today ? "What would be read of today's note" : `What would be read of the note of ${dayOfYear(date)}`),
    written: (key: string, text: string) => `${key}: ${text}`,
    moreReadings: (amount: number) => `And ${count(amount, "more value", "more values")}.`,
    nothingRead: "Nothing in these notes looks like tracking yet.",
    looking: "Looking through your notes…",
    ticked: (amount: number, of: number, notes: number) => (of === 0 ? `Looked through ${count(notes, "note")}: nothing was found that looks like tracking.` : `${number(amount)} of ${number(of)} selected, found in your last ${count(notes, "note")}.`),
    moreFound: (amount: number) => `${number(amount)} more found`,
    moreFoundHint: "Private, rare, or unclear. Not sent unless you select it.",
    mappedAlready: (amount: number) => `${count(amount, "mapping is", "mappings are")} there already and ${amount === 1 ? "stays" : "stay"} as ${amount === 1 ? "it is" : "they are"}.`,
    asking: "Asking Exist who fills these now…",
    fromTo: (from: string, to: string) => `${from} → ${to}`,
    made: "Added by hand.",
    edit: "Change this mapping",
    remove: "Remove this mapping",
    byHand: "Something missing?",
    byHandHint: "Add a mapping yourself.",
    tags: (amount: number, tags: readonly string[]) =>
      (amount === 0 ? "No tag is to be sent." : `${count(amount, "tag")} to be sent${tags.length === 0 ? "" : `: ${named(tags.map((tag) => `#${tag}`))}`}.`),
    moreTags: (amount: number) => count(amount, "more tag"),
    noTags: "No tag is on more than one of your last notes. You can name tags later, in the settings.",
    planning: (from: LocalDate) => `Reading your notes since ${dayOfYear(from)}, and asking Exist what it holds…`,
    nothingChosen: `Nothing is selected, so nothing is sent. Run "${CONNECT}" when you want to choose.`,
    chooseNow: "Choose what to send",
    nothingNow: "There is nothing to send now. What you chose is sent from now on, as soon as your notes have it.",
    nothingAgreed: "Nothing is selected, so nothing is sent. You won't be asked about these again. You can change that in the settings.",
    readyHint: "When you send, your choices take effect on every device this vault syncs to.",
    fromNowOn,
  },
  sourceLabel,
};
