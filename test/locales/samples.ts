import { COUNTS, type Mapping, SCALES, type Source, UNITS } from "../../src/domain/mapping";
import type { NoteWriteProblem } from "../../src/domain/increment-text";
import type { Attribute } from "../../src/domain/attribute";
import type { Issue } from "../../src/domain/reading";
import type { Kind, SuggestionReason, UnclearReason } from "../../src/domain/suggest";
import { type ValueType, valueType } from "../../src/domain/value-type";
import { MemoryLedgerStore } from "../../src/obsidian/state/ledger-store";
import type { Condition, ToLookAt } from "../../src/presentation/condition";
import { DAY_STATES } from "../../src/presentation/days";
import type { describeIn } from "../../src/presentation/describe";
import type { Added } from "../../src/presentation/describe/increments";
import { Ledger } from "../../src/sync/ledger";
import type { Addable, Destination, Increment } from "../../src/sync/increment";
import type { OwnershipStep } from "../../src/sync/run/ownership";
import type { LeftOut } from "../../src/sync/ports";
import type { OwnedAttribute, ReleaseOutcome, ReleaseReport } from "../../src/sync/release";
import type { UnreadNote } from "../../src/sync/unread";
import { emptyReport, type Failure, type PreviewReason, type Report } from "../../src/sync/report";
import type { BackfillNow } from "../../src/sync/backfill/backfill";
import type { ArgumentProblem, StatusAnswer } from "../../src/presentation/command-line";
import type { Comparison } from "../../src/sync/run/compare";
import type { MappingFacts } from "../../src/presentation/mapping-facts";
import { NOT_ASKED, type RunPlan } from "../../src/sync/run/run-plan";
import { newSettings } from "../../src/sync/settings";
import type { PlannedUpdate } from "../../src/domain/plan";
import { type GridCell, type Totals } from "../../src/presentation/plan-grid";
import type { SignInProblem } from "../../src/sync/connection/sign-in";
import { day, mapping, property, template } from "../domain/build";

/** For everything that can be described, what it is called with: at least once for each turn its sentences can take. */
type Descriptions = ReturnType<typeof describeIn>;
type Samples = { readonly [Key in keyof Descriptions]: readonly Readonly<Parameters<Descriptions[Key]>>[] };

/** One of each: the compiler asks for what is missing. */
function each<Code extends string, One>(table: Readonly<Record<Code, Omit<One, "code"> | readonly Omit<One, "code">[]>>): One[] {
  return Object.entries<Omit<One, "code"> | readonly Omit<One, "code">[]>(table).flatMap(([code, more]) => (Array.isArray(more) ? more : [more]).map((one: object) => ({ code, ...one }) as One));
}

const alone = <One>(all: readonly One[]): [One][] => all.map((one) => [one]);
const counted: readonly [number][] = [[0], [1], [2], [1234]];

const DATE = day("2026-09-21");
const AT = new Date(2026, 8, 21, 14, 5).getTime();
const PATH = "Daily/2026-09-21.md";
const TYPES: readonly ValueType[] = Object.values(valueType);
const WRITTEN = "7..5";

const mapped = (from: Source, rest: Partial<Mapping> = {}): Mapping => mapping(from, template("steps", "steps"), rest);
const SOURCES: readonly Source[] = [
  property("Schritte"), { kind: "inline", key: "Schritte" }, { kind: "tag", tag: "gym" }, { kind: "task", text: "Yoga" }, ...COUNTS.map((of): Source => ({ kind: "count", of })),
];

const PROBLEMS: readonly Issue["problem"][] = each<Issue["problem"]["code"], Issue["problem"]>({
  "not-a-number": {}, "ambiguous-number": {}, "not-whole": {}, "not-a-duration": {}, "not-a-time": {}, "not-yes-or-no": {}, "not-on-scale": {}, "not-text": {},
  "out-of-range": [{ least: 0, most: 1439.5 }, { least: 1, most: 9, fits: "1-10" }], "other-day": {}, "other-year": { year: "2569" }, "other-night": {}, utc: {}, metres: {}, "percent-or-fraction": {}, unit: { unit: "mm" },
  "unknown-word": { word: "viel" }, "several-values": { count: 3 }, currencies: {}, cut: { length: 1234, most: 1000 }, "broken-frontmatter": { reason: "YAML: 3:1" },
  "unfilled-template": {}, "not-indexed": {}, "file-unreadable": [{ reason: "EIO" }, { reason: "" }], "file-no-answer": {}, "unknown-type": {}, removed: { value: 3 }, "same-attribute": { name: "steps" },
});
const ISSUES: readonly Issue[] = PROBLEMS.flatMap((problem) => ["Schritte", ""].map((key) => ({ path: PATH, date: DATE, key, found: WRITTEN, problem })));

const LEFT_OUT: readonly LeftOut[] = [
  { path: PATH, date: DATE, reason: "future" }, { path: PATH, date: day("1999-12-31"), reason: "too-early" },
  { path: PATH, date: DATE, reason: "second-note", instead: "Log/2026-09-21.md" }, { path: PATH, date: null, reason: "almost" },
  { path: PATH, date: null, reason: "no-day", property: "date", found: "03/04/2026" },
];

const KINDS: Readonly<Record<Failure["kind"], string | readonly string[]>> = {
  offline: "", "rate-limited": "", unavailable: "HTTP 503", token: "", account: "kim", scope: "mood_write", refused: "Nope.", unreadable: "attributes.0", "not-connected": "", unexpected: "Nope",
  settings: ["newer", "damaged", "ENOSPC: no space left on device"], keychain: "", storage: "QuotaExceededError",
};
const FAILURES: readonly Failure[] = Object.entries(KINDS).flatMap(([kind, texts]) => [texts].flat().map((text) => [kind, text] as const)).flatMap(([kind, text]) =>
  [null, AT].flatMap((retryAt) => [true, false].map((waitingHelps) => ({ kind: kind as Failure["kind"], text, retryAt, waitingHelps }))));
const [FAILURE] = FAILURES as readonly [Failure];

const DESTINATIONS: readonly Extract<Destination, { kind: "none" }>[] = (["no-number", "counted", "other-day", "several-mappings"] as const)
  .map((because) => ({ kind: "none", mapping: mapped(property("Schritte")), because }));
const IN_NOTE: Destination = { kind: "note", mapping: { ...mapped(property("Schritte")), from: { kind: "property", key: "Schritte" } } };
const addable = (destination: Destination): Addable => ({ name: "steps", label: "Steps", type: valueType.quantity, rule: { to: template("steps"), read: {} }, destination });
const added = (destination: Destination, automatic = true, today = DATE): Added => ({ addable: addable(destination), amount: 500, date: DATE, today, automatic });

const HINDRANCES: readonly NoteWriteProblem[] = [
  ...PROBLEMS.map((problem): NoteWriteProblem => ({ code: "unread", found: WRITTEN, problem })), { code: "several-fields", count: 3 }, { code: "behind-mark" }, { code: "placeholder-elsewhere", key: "Datum" }, { code: "looks-like" }, { code: "no-place" },
];
const REFUSALS = [{ code: "validation", text: "Nope" }, { code: "validation", text: "" }] as const;
const INCREMENTS: readonly Increment[] = [
  ...[null, 1500].flatMap((total): Increment[] => [{ kind: "added", total }, { kind: "found-added", total }, { kind: "found-unchanged", total }]),
  ...REFUSALS.map((refusal): Increment => ({ kind: "refused", refusal })), ...FAILURES.map((failure): Increment => ({ kind: "failed", failure })),
  ...(["hidden", "unreachable", "changed", "under-way"] as const).map((because): Increment => ({ kind: "unknown", because })),
  { kind: "written" }, { kind: "not-confirmed", path: PATH }, { kind: "no-note" }, ...HINDRANCES.map((hindrance): Increment => ({ kind: "hindered", path: PATH, hindrance })),
];

const LOST = { label: "Mood", owner: "Fitbit" };
const reported = (change: Partial<Report>): Report => ({ ...emptyReport("command", AT), ...change });
const refusedOn = { label: "Mood", date: DATE, value: 12, path: PATH };
const REASONS: readonly PreviewReason[] = ["first-run", "many-days", "earlier-days", "agreement", "replaces", "other-places"];
const REPORTS: readonly Report[] = [
  reported({}), ...[1, 2].map((amount) => reported({ values: amount, days: amount, unsent: amount, acquired: ["Steps"], created: ["Yoga"] })),
  ...REASONS.map((reason) => reported({ unsent: 3, waitsFor: [reason] })), reported({ unsent: 3, waitsFor: REASONS, cancelled: true }),
  reported({ failure: FAILURE, refused: REFUSALS.map((refusal) => ({ ...refusal, ...refusedOn })), refusedAttributes: REFUSALS.map((refusal) => ({ ...refusal, label: "Mood" })), lost: [LOST] }),
  reported({ refused: [{ code: "", text: "", answered: false, ...refusedOn }], refusedAttributes: [{ code: "", text: "", answered: false, label: "Mood" }, ...[...TYPES, null].map((held) => ({ code: "", text: "", held, label: "Mood" }))] }),
  reported({ issues: ISSUES, leftOut: LEFT_OUT }), reported({ missing: ["Daily"] }), reported({ open: { refused: 0, unreadable: 0, inDoubt: 0, others: [{ ...LOST, days: 2 }] } }), reported({ missing: ["Daily"], hasNotes: false }),
  ...[{ refused: 1, unreadable: 1, inDoubt: 1 }, { refused: 2, unreadable: 1234, inDoubt: 2 }, { refused: 1, unreadable: 0, inDoubt: 0 }].map((open) => reported({ open: { ...open, others: [] } })),
  ...[0, 1, 2, 1234].flatMap((amount) => [false, true].map((cancelled) => reported({ trigger: "backfill", values: amount, days: amount, calls: amount, unsent: amount, cancelled, backfill: { first: day("2020-01-01"), last: DATE, startedAt: 0, refused: 0, issues: 0 } }))),
  reported({ backfill: { first: DATE, last: DATE, startedAt: 0, refused: 7, issues: 9 }, refused: REFUSALS.map((refusal) => ({ ...refusal, ...refusedOn })), refusedAttributes: REFUSALS.map((refusal) => ({ ...refusal, label: "Mood" })), lost: [LOST], issues: ISSUES.slice(0, 5) }),
];

const attribute = (change: Partial<Attribute> = {}): Attribute =>
  ({ name: "steps", label: "Steps", group: "activity", template: "steps", valueType: valueType.quantity, manual: false, active: true, service: null, ...change });
const services = (...labels: readonly string[]) => ({ otherServices: labels.map((label) => ({ name: label.toLowerCase(), label })) });
const step = (change: Partial<OwnershipStep>): OwnershipStep => ({ key: "template:steps", to: template("steps"), label: "Steps", how: "owned", ...change });
const STEPS: readonly OwnershipStep[] = (["owned", "acquire", "create", "take-over", "unknown", "conflict"] as const).flatMap((how) => [
  step({ how }), step({ how, attribute: attribute(), owner: { name: "fitbit", label: "Fitbit" } }), step({ how, attribute: attribute({ manual: true, active: false }) }),
  ...[...TYPES, null].map((type) => step({ how, attribute: attribute({ valueType: type }) })),
  ...[["activity_read"], ["activity_write"]].flatMap((withheld) => [step({ how, withheld }), step({ how, withheld, to: { kind: "create", label: "Steps", group: "health", valueType: 0 }, attribute: attribute() })]),
]);
const OWNED: readonly OwnedAttribute[] = [[], SOURCES.slice(0, 1), SOURCES].map((feeds) => ({ attribute: attribute(), feeds: feeds.map((from) => mapped(from)) }));
const OUTCOMES: readonly ReleaseOutcome[] = [{ kind: "released" }, ...REFUSALS.map((refusal): ReleaseOutcome => ({ kind: "refused", refusal })), { kind: "unanswered" }, { kind: "untouched" }];
const RELEASES: readonly ReleaseReport[] = OUTCOMES.flatMap((outcome) =>
  [1, 2].map((amount) => ({ items: Array.from({ length: amount }, () => ({ attribute: attribute(), outcome })), failure: outcome.kind === "unanswered" ? FAILURE : null })));

const cell = (change: Partial<GridCell>): GridCell => ({ key: "template:mood", state: "planned", value: 7, was: undefined, issues: [], refusal: undefined, path: PATH, ...change });
const unreadNote = (unread: UnreadNote["unread"]): UnreadNote => ({ path: PATH, date: DATE, unread, reason: "EIO" });
const totals = (amount: number): Totals => ({ values: amount, days: amount, since: amount === 0 ? null : DATE, replaced: 0, calls: amount });

const update = (change: Partial<PlannedUpdate> = {}): PlannedUpdate => ({ key: "template:steps", to: template("steps"), date: DATE, value: 1234, was: undefined, path: PATH, ...change });
const plan = (amount: number): RunPlan => ({
  trigger: "command", madeAt: AT, blocked: [], known: NOT_ASKED, refused: [], issues: [], steps: [], reasons: [], calls: amount, isElsewhere: false, left: [],
  updates: Array.from({ length: amount }, (_, at) => update({ date: day(`2026-09-0${at + 1}`) })),
  draft: { ledger: new Ledger(new MemoryLedgerStore()), gone: [], touched: new Map(), ahead: [], places: [], hasNotes: true, readAt: 0, scope: {}, settings: newSettings(DATE), rules: "", days: [], readings: [], records: new Map(), leftOut: [], unread: [], away: null, today: DATE },
});
/** From nothing and from another value, of a type that is known and of one that is not. */
const CHANGES: readonly PlannedUpdate[] = [update(), update({ was: 12 }), update({ to: { kind: "create", label: "Yoga", group: "custom", valueType: valueType.boolean }, value: 1, was: 0 }), update({ to: { kind: "attribute", name: "yoga" }, value: 1 })];
const status = (change: Partial<StatusAnswer>): StatusAnswer => ({ connected: true, running: false, nextRunAt: null, waiting: [], missing: [], others: [], refused: [], issues: [], lastRun: null, requests: { used: 3, of: 300 }, ...change });
const facts = (change: Partial<MappingFacts>): MappingFacts => ({ last: null, unread: 0, refused: 0, owner: null, ...change });
const comparison = (change: Partial<Comparison>): Comparison => ({ plan: plan(0), days: 2, values: 0, onlyAtExist: 0, untold: [], ...change });

const RANGE = { first: day("2020-01-01"), last: DATE };
const BACKFILLS: readonly BackfillNow[] = [
  ...[0, 1, 2, 1234, 5000].map((all): BackfillNow => ({ ...RANGE, phase: "running", until: null, failure: null, answered: 0, all, calls: 0, allCalls: all, left: all * 60_000 })),
  { ...RANGE, phase: "running", until: null, failure: null, answered: 0, all: 2, calls: 0, allCalls: 2, left: 1000 },
  ...FAILURES.flatMap((failure) => [null, AT].map((until): BackfillNow => ({ ...RANGE, phase: "waiting", until, failure, answered: 1, all: 2, calls: 1, allCalls: 2, left: 60_000 }))),
  { ...RANGE, phase: "waiting", until: null, failure: null, answered: 0, all: 2, calls: 0, allCalls: 1, left: 60_000 },
  { ...RANGE, phase: "paused", until: null, failure: null, answered: 1, all: 2, calls: 1, allCalls: 2, left: 60_000 },
  { ...RANGE, phase: "stopped", until: null, failure: null, answered: 1, all: 2, calls: 1, allCalls: 2, left: 60_000 },
  { ...RANGE, phase: "stopped", until: null, failure: FAILURE, answered: 1, all: 2, calls: 1, allCalls: 2, left: 60_000 },
];

const LOOKS: readonly ToLookAt[] = [
  ...(["not-connected", "connection", "settings", "keychain", "storage", "plan", "last-run", "no-notes"] as const).map((kind): ToLookAt => ({ kind })),
  { kind: "missing", folder: "Daily" }, { kind: "other-service", ...LOST }, ...[1, 2, 1234].map((amount): ToLookAt => ({ kind: "values", amount })),
];
const CONDITIONS: readonly Condition[] = [
  { state: "fine" }, ...LOOKS.map((at): Condition => ({ state: "look", at })), ...BACKFILLS.map((backfill): Condition => ({ state: "waiting", why: "backfill", backfill })),
  ...(["offline", "limit", "trouble", "failed", "edited", "indexing", "confirming", "reading", "next-run"] as const).flatMap((why) => [null, AT].map((until): Condition => ({ state: "waiting", why, until }))),
  { state: "waiting", why: "syncing", answered: 0, all: 0 }, { state: "waiting", why: "syncing", answered: 1000, all: 1234 },
];

const BECAUSE: readonly SuggestionReason[] = [
  ...UNITS.flatMap((unit): SuggestionReason[] => [{ code: "known-name", target: "Steps", unit, rounded: true }, { code: "amounts", unit }]),
  ...[false, true].flatMap((rounded) => ([undefined, "kg"] as const).map((unit): SuggestionReason => ({ code: "known-name", target: "Steps", unit, rounded }))), ...SCALES.map((scale): SuggestionReason => ({ code: "scale", scale })), { code: "next-night" },
  ...(["yes-or-no", "checkbox", "numbers", "percent", "durations", "times", "task"] as const).map((code): SuggestionReason => ({ code })),
];
const ALL_KINDS: Readonly<Record<Kind, true>> = {
  "yes-or-no": true, zero: true, number: true, percent: true, amount: true, duration: true, time: true, timestamp: true, date: true, rating: true, emoji: true, text: true,
};
const UNCLEAR = each<UnclearReason["code"], UnclearReason>({
  mixed: (Object.keys(ALL_KINDS) as Kind[]).map((kind) => ({ kinds: [kind, "text"] })), constant: {}, several: {}, emoji: {}, timestamps: {}, "zero-or-one": {}, "does-not-fit": { target: "Steps" },
});
const SIGN_IN = each<SignInProblem["code"], SignInProblem>({
  "nothing-waits": {}, "other-sign-in": {}, "too-old": {}, denied: {}, "exist-error": { error: "server_error" }, "no-code": {}, "wrong-app": {}, "code-refused": {},
  "token-refused": {}, keychain: {}, failure: FAILURES.map((failure) => ({ failure })),
});

const home = { keptIn: "settings", account: "sam" } as const;

/** What every description is tried with, in every language. */
export const samples: Samples = {
  value: [
    ...TYPES.flatMap((type) => [0, 1, 60, 61.5, 1234.5].map((of): [number, ValueType] => [of, type])), ["Yoga", valueType.string],
    [1, undefined], [0.816, valueType.percentage], ...UNITS.flatMap((unit) => [0, 1, 2, 5, 1234.5].map((of) => [of, valueType.decimal, unit] as const)),
  ],
  typeName: alone(TYPES),
  source: SOURCES.map((from) => [{ from }] as const),
  sourceLabel: alone(SOURCES),
  target: [[template("steps")], [{ kind: "attribute", name: "yoga" }], [{ kind: "create", label: "Yoga", group: "custom", valueType: valueType.boolean }]],
  listNames: [[["Mood"]], [["Mood", "Steps"]], [Array.from({ length: 1234 }, (_, at) => `T${at}`)]],
  dayRange: [[{ first: DATE, last: DATE }], [RANGE]],
  duration: [[0], [60_000], [120_000], [2 * 3_600_000], [3 * 86_400_000]],

  problem: alone(ISSUES),
  issue: alone(ISSUES),
  leftOut: alone(LEFT_OUT),
  unquotedIssue: alone(ISSUES.slice(0, 2)),
  unread: [[[unreadNote("not-indexed")]], [[unreadNote("not-indexed"), unreadNote("not-indexed"), unreadNote("unreadable"), unreadNote("no-answer")]]],

  cause: alone(FAILURES),
  failure: alone(FAILURES),
  withoutStorage: FAILURES.filter(({ kind }) => kind === "settings" || kind === "keychain").map((failure) => [failure, "Yoga."] as const),
  notSaved: alone(FAILURES),
  notAdded: alone(FAILURES),
  noAccess: alone(FAILURES),

  signInProblem: alone(SIGN_IN),
  connectedAs: [["sam", null], ["sam", "sam"], ["sam", "kim"]],
  tokenHome: [["settings", true], ["settings", false], ["keychain", true], ["keychain", false]],
  profile: [
    [{ ...home, timezone: "Europe/Berlin" }, "Europe/Berlin"], [{ ...home, timezone: "Asia/Tokyo" }, "Europe/Berlin"], [{ ...home, standing: "trial" }, "Europe/Berlin"],
    [{ ...home, standing: "delinquent" }, "Europe/Berlin"], [{ ...home, imperial: ["distance", "weight", "energy", "liquid", "temperature"] }, "Europe/Berlin"],
  ],

  conflict: alone([...TYPES, null]),
  refusedUpdate: [...REFUSALS.map((refusal) => [{ ...refusal, ...refusedOn }] as const), [{ code: "", text: "", answered: false, ...refusedOn }]],
  refusedAttribute: [
    ...REFUSALS.flatMap((refusal) => ["validation", "exists"].map((code) => [{ ...refusal, code, label: "Mood" }] as const)), [{ code: "", text: "", answered: false, label: "Mood" }],
    ...[...TYPES, null].map((held) => [{ code: "", text: "", held, label: "Mood" }] as const),
  ],
  leftAttribute: [1, 1234].map((days) => [{ ...LOST, days }] as const),
  report: alone(REPORTS),
  withoutIssues: alone(REPORTS),
  unquotedIssues: [[ISSUES.slice(0, 2)], [ISSUES.slice(0, 7)]],
  reportInShort: alone(REPORTS),
  reportTime: alone(REPORTS.slice(0, 1)),

  ownershipStep: alone(STEPS),
  fedBy: alone(OWNED),
  whenReleased: [undefined, [], ["Fitbit"], ["Fitbit", "Oura", "Withings"]].map((labels) => [attribute(labels === undefined ? {} : services(...labels))] as const),
  releaseOutcome: alone(OUTCOMES),
  releaseReport: alone(RELEASES),

  increment: INCREMENTS.flatMap((of) => [true, false].flatMap((automatic) => [DATE, day("2026-09-22")].map((today) => [of, added(IN_NOTE, automatic, today)] as const))),
  noDestination: DESTINATIONS.flatMap((destination) => SOURCES.map((from) => ["Steps", { ...destination, mapping: mapped(from) }] as const)),
  addableName: [[addable({ kind: "exist" })], [addable(IN_NOTE)], ...DESTINATIONS.map((destination) => [addable(destination)] as const)],
  amountHint: TYPES.flatMap((type) => [undefined, ...UNITS].map((unit) => [type, unit] as const)),

  suggestionReason: alone(BECAUSE),
  unclearReason: alone(UNCLEAR),
  readingOption: [
    ...[undefined, ...SCALES].map((scale) => [{ to: template("mood"), read: { scale } }] as const), ...[undefined, ...UNITS].map((unit) => [{ to: template("weight"), read: { unit } }] as const),
    [{ to: template("steps"), read: {} }], [{ to: template("sleep"), read: {} }],
  ],
  mappingRow: [
    [mapped(property("Schritte"), { enabled: false }), false, undefined], [mapped(property("Schritte")), true, undefined], [mapped(property("Schritte")), true, facts({ owner: "Fitbit" })],
    [mapped(property("Schritte")), false, undefined], [mapped(property("Schritte")), false, facts({})], [mapped(property("Schritte")), false, facts({ last: { date: DATE, value: 300 } })],
    [mapping(property("Schritte"), { kind: "attribute", name: "yoga" }), false, facts({ last: { date: DATE, value: "Namaste ".repeat(9).trim() } })],
    ...[1, 2, 1234].flatMap((amount) => [[mapped(property("Schritte")), false, facts({ unread: amount })], [mapped(property("Schritte")), false, facts({ refused: amount })]] as const),
  ],
  usualUnit: [[undefined], ...alone(UNITS)],
  wordsHint: alone(TYPES),

  sendButton: counted,
  planTotals: [[totals(0), 0], [totals(1), 1000], [totals(1), 60_000], [totals(2), 120_000], [totals(2), 2 * 3_600_000], [totals(1234), 3 * 86_400_000]],
  tickedAttributes: [[[], 3], [["Mood"], 1], [["Mood", "Steps"], 1234], [Array.from({ length: 1233 }, (_, at) => `T${at}`), 1234]],
  switchedFrom: [["Mood", "Fitbit"], ["Mood", null]],
  shownDays: [[1, 1, totals(1)], [2, 2, totals(2)], [1, 1234, totals(1234)], [0, 2, totals(0)]],
  openDay: [[{ date: DATE, path: PATH, issues: [], cells: new Map() }], [{ date: DATE, path: PATH, issues: ISSUES.slice(0, 2), cells: new Map() }]],
  planCell: [
    [cell({ state: "held" }), null, "7", null],
    ...(["new", "replaced", "unticked"] as const).flatMap((standing) => [[cell({}), standing, "7", null], [cell({ issues: ISSUES.slice(0, 1) }), standing, "7", "6"]] as const),
    ...REFUSALS.map((refusal) => [cell({ refusal: { ...refusal, value: 7 } }), "refused", "7", null] as const),
    ...REFUSALS.map((refusal) => [cell({ refusal: { ...refusal, value: 7 } }), "new", "7", null] as const),
    [cell({ value: undefined, issues: ISSUES.slice(0, 1) }), "left-out", "", "6"], [cell({ value: undefined, issues: ISSUES.slice(0, 2) }), "left-out", "7..5", null],
    [cell({ value: undefined, issues: ISSUES.slice(0, 1) }), "left-out", "", null],
  ],

  condition: alone(CONDITIONS),
  statusHint: [["Exist", []], ["Exist", ["Yoga."]]],
  currentState: [[0, false, null], [1, true, null], ...[1, 2, 1234].flatMap((waiting) => [[waiting, false, null], [waiting, false, AT]] as const)],
  monthInWords: [[DATE, new Map()], [DATE, new Map([["nothing", 3]])], [DATE, new Map(DAY_STATES.map((state) => [state, 2] as const))]],
  dayState: DAY_STATES.map((state) => [DATE, state] as const),
  noValues: alone(DAY_STATES),
  refusedValue: [["Mood", ""], ["Mood", "Nope"]],
  valueRange: [["1", "9"], ["5", "5"]],

  backfillPhase: alone(BACKFILLS),
  backfillNow: alone(BACKFILLS),
  rangeCounts: [0, 1, 2, 1234].map((amount) => [{ notes: amount, values: amount, unsent: amount, calls: amount, questions: amount }, amount * 60_000] as const),
  keepHint: [
    [{ first: DATE, last: DATE }, DATE, true], [{ first: day("2020-01-01"), last: day("2020-12-31") }, DATE, false],
    [{ first: day("2020-01-01"), last: DATE }, day("2026-09-01"), true], [{ first: day("2020-01-01"), last: DATE }, day("2026-09-01"), false],
  ],
  askingProgress: [[0, 0], [0, 1], [1, 2], [5, 1234]],

  notePlace: [[{ folder: "", format: "YYYY-MM-DD" }], [{ folder: "Log", format: "YYYY-MM-DD" }], [{ folder: "", property: "date" }], [{ folder: "Log", property: "journal-date" }]],
  followedPlace: [["", "YYYY-MM-DD"], ["Log", "YYYY-MM-DD"]],
  foundNotes: [[0, null, null], [1, DATE, DATE], [2, day("2026-01-01"), DATE]],
  notRead: [1, 2, 1234].flatMap((amount) => [[amount], [amount, "date"]] as const),
  proposedPlace: [
    [{ folder: "Log", format: "YYYY-MM-DD", notes: 2, first: DATE, last: DATE, leftOut: 3, or: null }], [{ folder: "", format: "YYYY-MM-DD", notes: 1, first: DATE, last: DATE, leftOut: 0, or: null }],
    [{ folder: "Log", property: "date", notes: 2, first: DATE, last: DATE, leftOut: 3, or: null }], [{ folder: "", property: "date", notes: 1, first: DATE, last: DATE, leftOut: 1, or: null }],
  ],

  usage: [[]],
  wrongArguments: alone(each<ArgumentProblem["code"], ArgumentProblem>({
    unknown: { name: "sing" }, value: { name: "json" }, several: {}, "days-alone": {}, "not-a-day": { name: "from", found: "soon" }, outside: { name: "to", first: DATE, last: DATE }, order: {},
  })),
  statusAnswer: [
    [status({ connected: false }), null], [status({}), null], [status({ running: true }), null],
    ...[1, 2, 1234].map((amount) => [status({ waiting: Array.from({ length: amount }, () => DATE), refused: Array.from({ length: Math.min(amount, 3) }, () => DATE), nextRunAt: AT, issues: ISSUES.slice(0, 7).map(({ path, date, key, problem }) => ({ path, date, key, code: problem.code })) }), REPORTS[0] ?? null] as const),
  ],
  previewAnswer: [[plan(0)], [plan(1)], [plan(2)], [{ ...plan(0), updates: CHANGES }], [{ ...plan(1), steps: STEPS, issues: ISSUES.slice(0, 2), draft: { ...plan(0).draft, leftOut: LEFT_OUT } }]],
  syncAnswer: alone(REPORTS),

  comparisonResult: [
    [comparison({ days: 0 })], ...[1, 2, 1234].flatMap((amount) => [[comparison({ days: amount })], [comparison({ days: amount, values: amount })], [comparison({ plan: plan(1), onlyAtExist: amount })]] as const),
    [comparison({ plan: plan(1), untold: ["Mood"] })], [comparison({ plan: plan(1), untold: ["Mood", "Steps"] })],
  ],

  readOf: [[DATE, DATE], [DATE, day("2026-09-22")]],
  tickedSuggestions: [[0, 0, 0], [0, 0, 1], [0, 0, 2], [1, 2, 1234], [1, 1, 1], [2, 2, 2], [0, 3, 0]],
  chosenTags: [[0, []], [1, ["gym"]], [2, ["gym", "yoga"]], [1234, Array.from({ length: 12 }, (_, at) => `t${at}`)], [3, []]],
  fromNowOn: [[null], [1], [2], [60]],

  movedAttributes: [["Pages"], ["Pages", "Push-ups"]].map((labels) => [labels.map((label) => ({ kind: "create", label, group: "media", valueType: valueType.quantity }) as const)] as const),
  damagedSettings: [[""], ["mappings.0"]],
  lockedKeychain: [[null], ["sam"]],
};
