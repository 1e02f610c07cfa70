import type { Language } from "../../locales";
import { joined } from "../../locales/fill";
import type { MovedToGroup } from "../../sync/possible-groups";

/** Notices about the settings. */
export function describeNotices({ words: { notices, settings, failures }, formats, fill }: Language) {
  return {
    /** That attributes were put into groups that take them. */
    movedAttributes: (moved: readonly MovedToGroup[]): string => fill(notices.moved, { attributes: formats.list(moved.map(({ label, group }) => fill(notices.movedAttribute, { label, group }))) }),
    /** That the settings on disk cannot be read. @param place where in them; "" for the whole file */
    damagedSettings: (place: string): string => joined(place === "" ? notices.dataInvalid : fill(notices.dataDamaged, { place }), notices.dataKept),
    /** That the token is in a keychain that cannot be read. @param account whose it is, where that is to be said */
    lockedKeychain: (account: string | null): string => joined(account === null ? notices.keychainLocked : fill(settings.keychainLocked, { account }), failures.remedy.unlock),
  };
}
