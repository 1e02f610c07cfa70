import { HABIT_STEMS } from "./habit-words";
import { plainName, stemFinder } from "./plain-name";
import { PERSONS, PRIVATE_STEMS } from "./private-words";

/** Templates that nobody wants to send by accident. */
const PRIVATE_TEMPLATES: ReadonlySet<string> = new Set(["mood_note", "menstrual_flow", "sexual_activity", "location"]);

// German words are put together, so that a stem may stand anywhere in one.
const holdsPrivateStem = stemFinder(PRIVATE_STEMS, true);
const holdsHabitStem = stemFinder(HABIT_STEMS);

/** Whether people may not want what they call `name` to leave their vault. */
export function isPrivate(name: string): boolean {
  return holdsPrivateStem(name) || plainName(name).split(" ").some((word) => PERSONS.has(word));
}

export function isPrivateTemplate(template: string): boolean {
  return PRIVATE_TEMPLATES.has(template);
}

/** Whether a name is of something that people keep track of and that is nobody's secret. */
export function isHabit(name: string): boolean {
  return holdsHabitStem(name);
}

const FAMILIAR = /^[\p{ASCII}äöüßÄÖÜẞ\p{P}\p{S}\p{Emoji}\ufe0f\u200d]*$/u;

/** Whether a name may be in a language whose words are not known here, so that nobody can tell what it says. */
export function isForeign(name: string): boolean {
  return !FAMILIAR.test(name.normalize("NFC")) && !isHabit(name);
}
