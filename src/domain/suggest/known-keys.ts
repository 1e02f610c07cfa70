import { once } from "../once";
import { unitCalled, wireUnitOf } from "../convert/unit";
import type { Unit } from "../mapping";
import { templateNamed } from "../templates";
import { valueType } from "../value-type";
import { NAMES } from "./names";
import { plainName, withoutAccents } from "./plain-name";

/** A key people use, the template they mean by it, and the unit that the key itself names. */
export interface KnownKey {
  readonly template: string;
  readonly unit: Unit | undefined;
}

export const BOOKKEEPING = new Set([
  "date", "datum", "day", "wochentag", "week", "ww", "kw", "month", "monat", "quarter", "quartal", "year", "jahr", "time", "created",
  "creation date", "date created", "created at", "ctime", "mtime", "timestamp", "erstellt", "geändert", "modified", "date modified", "last modified", "modification date", "updated", "id", "uid", "uuid", "journal date", "journal start date", "day of week",
  "weekday", "banner", "banner x", "banner y", "cover", "icon", "cssclass", "cssclasses", "aliases", "alias", "tags", "tag", "dg publish",
  "publish", "collapsed", "type", "fileclass", "class", "status", "completion", "due", "scheduled", "start", "title", "name", "author",
  "source", "url", "link", "links", "up", "parent", "related", "template", "position", "kind", "category", "topics", "location",
]);
/** Boxes that examples and templates come with. */
const PLACEHOLDER = /^(?:task|todo|to do|item|habit|goal|priority)s?\s*\d*$/;

/** Words for the kind of a note: a tag of nothing else says nothing of the day. */
const STRUCTURAL = once(() => new Set((
  "daily dailies day journal journals journaling diary periodic note notes entry entries log logs logbook worklog dailylog dailynote bujo template templates moc index inbox todo todos task tasks project projects area areas resource archive weekly monthly yearly review " +
  "tagebuch eintrag tagebucheintrag tag täglich tägliche tages tagesnotiz notiz notizen logbuch protokoll vorlage aufgabe aufgaben projekt projekte journalier quotidien quotidienne entrée diario diaria entrada nota notas diário 日记 日記 日志 每日 毎日 ノート"
).split(" ")));

const BY_NAME = once(() => new Map(Object.entries(NAMES).flatMap(([template, names]) => names.flatMap((name) => [[withoutAccents(plainName(name)), template], [plainName(name), template]] as const))));
/** A scale behind a name: `mood (1-10)`, `mood /10`. */
const SCALE_BEHIND = / (?:[01] (?:to |bis )?)?(?:out of |of |von )?(?:3|5|7|9|10|100)$/;

function templateCalled(name: string): string | undefined {
  return BY_NAME().get(name) ?? BY_NAME().get(withoutAccents(name));
}

/** What people mean by `key`, or undefined. A unit may stand behind the name: `weight lbs`, `sleep_minutes`. */
export function knownKey(key: string): KnownKey | undefined {
  const name = plainName(key).replace(SCALE_BEHIND, "");
  const cut = name.lastIndexOf(" ");
  const last = name.slice(cut + 1);
  const whole = templateCalled(name);
  if (whole !== undefined) return { template: whole, unit: unitIn(last, whole) };
  const template = cut < 0 ? undefined : templateCalled(name.slice(0, cut));
  const unit = template === undefined ? undefined : unitIn(last, template);
  return template === undefined || unit === undefined ? undefined : { template, unit };
}

function unitIn(word: string, template: string): Unit | undefined {
  const wire = templateNamed(template)?.valueType === valueType.duration ? "minutes" : wireUnitOf(template);
  return wire === undefined ? undefined : unitCalled(word, wire);
}

/** Whether `key` says something about the note and nothing about the day. A list may well be called `habits`. */
export function isBookkeeping(key: string, isList = false): boolean {
  const name = plainName(key);
  return name === "" || BOOKKEEPING.has(name) || (!isList && PLACEHOLDER.test(name));
}

/** Whether a tag says what kind of note it is on. */
export function isStructural(tag: string): boolean {
  return plainName(tag.split("/")[0] ?? tag).split(" ").every((word) => STRUCTURAL().has(word) || /^\d/.test(word) || STRUCTURAL().has(word.replace(/\d+$/, "")) || word === "work");
}
