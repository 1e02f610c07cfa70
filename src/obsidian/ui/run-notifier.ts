import type { LocalDate } from "../../domain/local-date";
import { withheld } from "../../sync/ledger";
import type { Failure, Report } from "../../sync/report";
import type { DeviceValues } from "../state/device-values";
import { words } from "../words";
import { announce, ProgressNotice } from "./notices";

const NOTIFIED_KEY = "exist-sync-told";

/** The matters that a person was told of, and the last day on which each was there. */
type Notified = Readonly<Record<string, LocalDate>>;

/** What a matter is about, and the sentences for it. */
type Topics = ReadonlyMap<string, readonly string[]>;

/**
 * Says what runs come to. A person who waits for a run hears of it; a run that nobody waits for speaks up only for what
 * needs a person, and each matter is said once: not again while it lasts, whatever else is said meanwhile, and not after a
 * restart. What is over and comes back is said again on another day, or after a run that a person has waited for.
 */
export class RunNotifier {
  private progress: ProgressNotice | null = null;

  /** @param memory of this device and vault, which outlives the app */
  constructor(private readonly memory: Pick<DeviceValues, "load" | "save">, private readonly today: () => LocalDate, private readonly hasStatusBar: boolean) {}

  /** How far a run is that a person waits for: a notice, because phones have no status bar. */
  sending(answered: number, all: number, onStop: () => void): void {
    if (answered >= all) return;
    this.progress ??= new ProgressNotice(onStop);
    this.progress.show(words.notices.sending(answered, all));
  }

  /** Takes the progress away. */
  hide(): void {
    this.progress?.hide();
    this.progress = null;
  }

  /** The outcome of a run that a person has waited for. */
  attended(report: Report): void {
    announce(words.report(report));
    this.remember(topicsIn(report, this.hasStatusBar), false);
  }

  /** The outcome of a run that nobody waited for. */
  unattended(report: Report): void {
    const { told: notified } = this;
    const matters = topicsIn(report, this.hasStatusBar);
    const news = [...matters].filter(([matter]) => notified[matter] === undefined).flatMap(([, sentences]) => sentences);
    if (news.length > 0) announce([words.notices.needsYou, ...news], "until-dismissed");
    this.remember(matters, true);
  }

  /** Why something has stopped that goes on by itself otherwise. @param lead goes before the reason */
  stopped(lead: string, failure: Failure): void {
    const { told } = this;
    const matter = `${FAILURE}${failure.kind}`;
    if (told[matter] === undefined) announce([lead, words.failure(failure)], "until-dismissed");
    this.keep({ ...told, [matter]: this.today() });
  }

  /** A matter that no run finds, or null when it is not there. */
  about(matter: string, sentence: string | null): void {
    const { told } = this;
    if (sentence !== null && told[matter] === undefined) announce([sentence], "until-dismissed");
    const others = Object.entries(told).filter(([each]) => each !== matter);
    this.keep(Object.fromEntries([...others, ...(sentence === null ? [] : [[matter, this.today()] as const])]));
  }

  /** A person has seen to things; what is wrong from now on is news. */
  forget(): void {
    this.keep({});
  }

  /** @param untilTomorrow whether what is over today counts as told for the rest of the day: it may come and go */
  private remember(matters: Topics, untilTomorrow: boolean): void {
    const today = this.today();
    const kept = Object.entries(this.told).filter(([matter, day]) => !isRunTopic(matter) || (untilTomorrow && day === today));
    this.keep(Object.fromEntries([...kept, ...[...matters.keys()].map((matter) => [matter, today] as const)]));
  }

  private get told(): Notified {
    const known: unknown = this.memory.load(NOTIFIED_KEY);
    return typeof known === "object" && known !== null ? (known as Notified) : {};
  }

  private keep(told: Notified): void {
    if (JSON.stringify(told) !== JSON.stringify(this.told)) this.memory.save(NOTIFIED_KEY, told);
  }
}

const FAILURE = "failure ";
const LOST = "lost ";
const VALUE = "value ";
const FOLDER = "folder ";

function isRunTopic(matter: string): boolean {
  return [FAILURE, LOST, VALUE, FOLDER, "no notes"].some((kind) => matter.startsWith(kind));
}

/**
 * What of a report needs a person. Where there is a status bar, it tells of values that are refused or cannot be read; a
 * phone has none, so each is said there once.
 */
function topicsIn({ failure, lost, refused, refusedAttributes, issues, unread, hasNotes, missing, open }: Report, hasStatusBar: boolean): Topics {
  const quiet: Topics = hasStatusBar ? new Map() : new Map<string, readonly string[]>([
    ...refused.map((each) => [`${VALUE}${each.date} ${each.label}`, [words.say.refused(each)]] as const),
    ...withheld(issues).map((each) => [`${VALUE}${each.date} ${each.key}`, [words.issue(each)]] as const),
    ...unread.filter((each) => each.unread !== "not-indexed").map((each) => [`${VALUE}${each.path}`, words.say.unread([each])] as const),
    ...(hasNotes ? [] : [["no notes", [words.say.noNotes]] as const]),
    ...missing.map((each) => [`${FOLDER}${each}`, [words.say.missing(each)]] as const),
  ]);
  return new Map([
    ...quiet,
    ...refusedAttributes.map((each) => [`${LOST}${each.label}`, [words.say.refusedAttribute(each)]] as const),
    ...(failure !== null && !failure.waitingHelps ? [[`${FAILURE}${failure.kind}`, [words.failure(failure)]] as const] : []),
    ...(open?.others ?? []).map((each) => [`${LOST}${each.label}`, [words.say.left(each)]] as const),
    ...lost.map((each) => [`${LOST}${each.label}`, [words.lost(each)]] as const),
  ]);
}
