import type { LocalDate } from "../../domain/local-date";
import type { Language } from "../../locales";
import { describeNames } from "./names";

/** The guided set-up. */
export function describeSetUp(language: Language) {
  const { words: { setUp }, formats, fill } = language;
  const { listNames } = describeNames(language);
  return {
    /** The heading of what a note would be read as. */
    readOf: (date: LocalDate, today: LocalDate): string => (date === today ? setUp.readOfToday : fill(setUp.readOf, { date: formats.dayOfYear(date) })),
    /** How many of all suggestions are ticked. @param notes how many notes they were found in */
    tickedSuggestions: (amount: number, of: number, notes: number): string => (of === 0 ? fill(setUp.nothingFound, { notes }) : fill(setUp.ticked, { amount, of, notes })),
    /** The tags that would be sent. @param tags without #; none of them where they are not to be listed */
    chosenTags: (amount: number, tags: readonly string[]): string => {
      if (amount === 0) return setUp.noTagChosen;
      return tags.length === 0 ? fill(setUp.tags, { amount }) : fill(setUp.tagsNamed, { amount, tags: listNames(tags.map((tag) => `#${tag}`)) });
    },
    /** What happens after the set-up. @param quiet seconds after which an edit is sent, null where nothing is sent automatically */
    fromNowOn: (quiet: number | null): string[] => [quiet === null ? setUp.fromNowOnByHand : fill(setUp.fromNowOn, { seconds: quiet }), setUp.whereToLook],
  };
}
