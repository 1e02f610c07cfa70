import { once } from "../once";
import { HABIT_STEMS } from "./habit-words";
import { plainName, stemFinder } from "./plain-name";
import { PERSONS, PRIVATE_STEMS } from "./private-words";

/** Templates that nobody wants to send by accident. */
const PRIVATE_TEMPLATES: ReadonlySet<string> = new Set(["mood_note", "menstrual_flow", "sexual_activity", "location"]);

// German words are put together, so that a stem may stand anywhere in one.
const holdsPrivateStem = once(() => stemFinder(PRIVATE_STEMS, true));
const holdsHabitStem = once(() => stemFinder(HABIT_STEMS));

/** A name behind a word for company: `walk with Olga`. */
const WITH_SOMEBODY = /\b(?:with|met|saw|mit|avec|con|com|call|called)\s+\p{Lu}/u;

/** Whether people may not want what they call `name` to leave their vault. */
export function isPrivate(name: string): boolean {
  return holdsPrivateStem()(name) || WITH_SOMEBODY.test(name) || plainName(name).split(" ").some((word) => PERSONS().has(word));
}

export function isPrivateTemplate(template: string): boolean {
  return PRIVATE_TEMPLATES.has(template);
}

/** Whether a name is of something that people keep track of and that is nobody's secret. */
export function isHabit(name: string): boolean {
  return holdsHabitStem()(name);
}
