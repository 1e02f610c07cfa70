import { localDateAt } from "../domain/local-date";
import { KnownTemplates } from "../sync/known-templates";
import { deviceClock } from "./clock";
import type { Session } from "./session";
import type { DeviceValues } from "./state/device-values";

const TEMPLATES_KEY = "exist-sync-templates";

/** Exist's templates as this device knows them. */
export function knownTemplates(device: DeviceValues, session: () => Promise<Session | null>): KnownTemplates {
  const store = { load: () => device.load(TEMPLATES_KEY), save: (kept: unknown) => device.save(TEMPLATES_KEY, kept) };
  return new KnownTemplates(store, () => localDateAt(deviceClock.now()), async () => (await session())?.client ?? null);
}
