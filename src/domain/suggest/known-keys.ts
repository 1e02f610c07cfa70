import { unitCalled, wireUnitOf } from "../convert/unit";
import type { Unit } from "../mapping";
import { templateNamed } from "../templates";
import { valueType } from "../value-type";

/** A key people use, the template they mean by it, and the unit that the key itself names. */
export interface KnownKey {
  readonly template: string;
  readonly unit: Unit | undefined;
}

/**
 * Names by template, as found in public vaults and in what plugins for daily tracking write. `energy` is how a person
 * feels, not the template of that name, which is food.
 */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  mood: ["mood", "mood rating", "feeling", "心情"],
  mood_note: ["mood note", "highlight", "gratitude", "summary", "day note"],
  energy_level: ["energy", "energy level"],
  stress_level: ["stress", "stress level", "anxiety"],
  sleep: ["sleep", "sleep total", "sleep total hours", "sleep duration", "hours slept", "time asleep", "slept"],
  time_in_bed: ["time in bed", "in bed"],
  sleep_start: ["bedtime", "bed time", "sleep start", "went to bed"],
  sleep_end: ["wake", "wake up", "woke", "woke up", "woke at", "wake time", "sleep end"],
  sleep_deep: ["deep", "sleep deep", "deep sleep"],
  sleep_light: ["light sleep", "sleep light"],
  sleep_rem: ["rem", "rem sleep", "sleep rem"],
  sleep_awakenings: ["awakenings", "sleep awakenings"],
  steps: ["steps", "step count", "daily steps"],
  floors: ["floors", "floors climbed", "flights"],
  steps_distance: ["walk", "walking distance", "steps distance"],
  stand_hours: ["stand hours"],
  active_energy: ["active calories", "active energy"],
  workouts: ["workout count", "workouts"],
  workouts_min: ["exercise", "exercise time", "workout", "workout time", "workout duration", "training", "fitness"],
  weight: ["weight", "bodyweight", "body weight"],
  body_fat: ["body fat", "body fat pct", "bodyfat"],
  heartrate_resting: ["resting hr", "rhr", "resting heart rate"],
  heartrate_variability: ["hrv", "heart rate variability"],
  heartrate_max: ["max heart rate", "max hr"],
  heartrate: ["heart rate", "heartrate", "avg heart rate", "average heart rate"],
  meditation_min: ["meditation", "meditated", "meditation time"],
  water: ["water", "water intake"],
  coffees: ["coffee", "coffees"],
  caffeine: ["caffeine"],
  alcoholic_drinks: ["alcohol", "alcoholic drinks", "drinks"],
  energy: ["calories", "kcal", "calories eaten", "energy in"],
  protein: ["protein"],
  carbohydrates: ["carbs", "carbohydrates"],
  fat: ["fat"],
  fibre: ["fiber", "fibre"],
  sugar: ["sugar"],
  sodium: ["sodium"],
  money_spent: ["spent", "money spent", "expenses", "paid"],
  pages_read: ["pages", "pages read"],
  articles_read: ["articles", "articles read"],
  mobile_screen_min: ["screen time", "phone"],
  gaming_min: ["gaming"],
  tv_min: ["tv"],
  words_written: ["words", "word count", "words written", "daily word count"],
  tasks_completed: ["tasks done", "tasks completed"],
  pomodoros_min: ["pomodoros", "deep work", "focus time"],
  productive_min: ["productive", "productive time"],
  menstrual_flow: ["period", "menstrual flow", "flow"],
  sexual_activity: ["sex", "sexual activity"],
};

export const BOOKKEEPING = new Set([
  "date", "datum", "day", "wochentag", "week", "ww", "kw", "month", "monat", "quarter", "quartal", "year", "jahr", "time", "created",
  "creation date", "date created", "created at", "ctime", "mtime", "timestamp", "erstellt", "geändert", "modified", "date modified", "last modified", "modification date", "updated", "id", "uid", "uuid", "journal date", "journal start date", "day of week",
  "weekday", "banner", "banner x", "banner y", "cover", "icon", "cssclass", "cssclasses", "aliases", "alias", "tags", "tag", "dg publish",
  "publish", "collapsed", "type", "fileclass", "class", "status", "completion", "due", "scheduled", "start", "title", "name", "author",
  "source", "url", "link", "links", "up", "parent", "related", "template", "position", "kind", "category", "topics", "location",
]);
/** Boxes that examples and templates come with. */
const PLACEHOLDER = /^(?:task|todo|to do|item|habit|goal|priority)s?\s*\d*$/;

const PRIVATE = /gratitude|grateful|highlight|mood note|summary|medic|meds|pill|ibuprofen|antidepress|vitamin|sex|period|menstru|flow|therapy|symptom|diary|secret|private/;

const STRUCTURAL = /^(?:daily|dailies|daily note|daily notes|journal|journals|diary|periodic|note|notes|log|logs|work log\d*|template|templates|moc|index|inbox|todo|task|tasks|project|projects|\d.*)$/;

const BY_NAME = new Map(Object.entries(NAMES).flatMap(([template, names]) => names.map((name) => [name, template] as const)));

/** The key in the one form that names are compared in: lower case, words parted by single blanks, no emoji. */
function plain(key: string): string {
  return key.normalize("NFC").replace(/([\p{Ll}])(\p{Lu})/gu, "$1 $2").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** What people mean by `key`, or undefined. A unit may stand behind the name: `weight lbs`, `sleep_minutes`. */
export function knownKey(key: string): KnownKey | undefined {
  const name = plain(key);
  const cut = name.lastIndexOf(" ");
  const last = name.slice(cut + 1);
  const whole = BY_NAME.get(name);
  if (whole !== undefined) return { template: whole, unit: unitIn(last, whole) };
  const template = cut < 0 ? undefined : BY_NAME.get(name.slice(0, cut));
  const unit = template === undefined ? undefined : unitIn(last, template);
  return template === undefined || unit === undefined ? undefined : { template, unit };
}

function unitIn(word: string, template: string): Unit | undefined {
  const wire = templateNamed(template)?.valueType === valueType.duration ? "minutes" : wireUnitOf(template);
  return wire === undefined ? undefined : unitCalled(word, wire);
}

/** Whether `key` says something about the note and nothing about the day. */
export function isBookkeeping(key: string): boolean {
  const name = plain(key);
  return name === "" || BOOKKEEPING.has(name) || PLACEHOLDER.test(name);
}

/** Whether people may not want `key` to leave their vault. */
export function isPrivate(key: string): boolean {
  return PRIVATE.test(plain(key));
}

/** Whether a tag says what kind of note it is on. */
export function isStructural(tag: string): boolean {
  return STRUCTURAL.test(plain(tag.split("/")[0] ?? tag));
}
