import { apiVersion, getLanguage, Platform } from "obsidian";
import { diagnostics, type Surroundings } from "../sync/diagnostics";
import type { Settings } from "../sync/settings";
import type { Session } from "./session";
import { announce } from "./ui/notices";
import { words } from "./words";

/** Copies what helps to find a fault: kinds, counts and times, and nothing that a person wrote. */
export async function copyDiagnostics(plugin: string, settings: Settings, session: Session | null): Promise<void> {
  const store = session?.ledger.store;
  const text = diagnostics({
    surroundings: surroundings(plugin), settings, isConnected: session !== null, seen: (await session?.ledger.seenNotes()) ?? null,
    requests: (await session?.budget.used()) ?? null, reports: (await store?.facts("reports")) ?? [],
  });
  const copied = await activeWindow.navigator.clipboard.writeText(text).then(() => true, () => false);
  announce([copied ? words.notices.diagnosticsCopied : words.notices.diagnosticsNotCopied]);
}

/** The app and the device that this runs in. */
function surroundings(plugin: string): Surroundings {
  const platform = Platform.isDesktopApp ? "desktop" : Platform.isIosApp ? "iOS" : "Android";
  return { plugin, obsidian: apiVersion, platform, language: getLanguage(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
