import type { LocalDate } from "../../domain/local-date";
import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import type { NamedPlace, SourceProposal } from "../../sync/ports";

/** Where daily notes are, and what is found there. */
export function describePlaces({ words: { settings }, formats, fill }: Language) {
  return {
    /** A folder with what gives its notes their day. */
    notePlace: (of: NamedPlace): string =>
      "property" in of ? fill(settings.sourceBy, { folder: of.folder === "" ? settings.wholeVault : of.folder, property: of.property })
        : fill(settings.sourceAt, { folder: of.folder === "" ? settings.root : of.folder, format: of.format }),
    /** The folder and format that Obsidian has for daily notes. */
    followedPlace: (folder: string, format: string): string => fill(settings.followedHint, { folder: folder === "" ? settings.followedRoot : folder, format }),
    /** How many notes were found, and of which days: without a full stop. */
    foundNotes: (amount: number, first: LocalDate | null, last: LocalDate | null): string =>
      first === null || last === null ? settings.noneFound : fill(settings.found, { amount, first: formats.dayOfYear(first), last: formats.dayOfYear(last) }),
    /** How many notes have no day by the format or the property; "" for none. */
    notRead: (amount: number, property?: string): string => {
      if (amount === 0) return "";
      return property === undefined ? fill(settings.almost, { amount }) : fill(settings.unclear, { amount, property });
    },
    /** A place where daily notes seem to be. */
    proposedPlace: (proposal: SourceProposal): string => {
      const { folder, notes, leftOut } = proposal;
      const { proposed } = settings;
      const given = { notes, first: formats.dayOfYear(proposal.first), last: formats.dayOfYear(proposal.last) };
      const rest = (sentence: typeof proposed.leftOutByName): string => (leftOut === 0 ? "" : fill(sentence, { leftOut }));
      if (!("property" in proposal)) return joined(fill(proposed.byName, { ...given, folder: folder === "" ? proposed.root : folder, format: proposal.format }), rest(proposed.leftOutByName));
      const { property } = proposal;
      const place = folder === "" ? fill(proposed.byPropertyInVault, { ...given, property }) : fill(proposed.byProperty, { ...given, folder, property });
      return joined(place, rest(proposed.leftOutByProperty));
    },
  };
}
