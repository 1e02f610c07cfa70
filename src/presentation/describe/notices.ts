import type { Language } from "../../locales";
import type { Moved } from "../../sync/possible-groups";

/** Notices about the settings. */
export function describeNotices({ words: { notices }, formats, fill }: Language) {
  return {
    /** That attributes were put into groups that take them. */
    moved: (moved: readonly Moved[]): string => fill(notices.moved, { attributes: formats.list(moved.map(({ label, group }) => fill(notices.movedAttribute, { label, group }))) }),
    /** That the settings on disk cannot be read. @param place where in them; "" for the whole file */
    damagedSettings: (place: string): string => (place === "" ? notices.dataInvalid : fill(notices.dataDamaged, { place })),
  };
}
