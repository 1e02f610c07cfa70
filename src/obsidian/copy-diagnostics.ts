import { apiVersion, getLanguage, Platform } from "obsidian";
import { diagnostics, type Environment } from "../presentation/diagnostics";
import type { Settings } from "../sync/settings";
import type { Session } from "./session";
import { announce } from "./ui/notices";
import { words } from "./words";

/** Copies what helps to find a fault: kinds, counts and times, and nothing that a person wrote. */
export async function copyDiagnostics(plugin: string, settings: Settings, session: Session | null): Promise<void> {
  // They are wanted most where something fails: what cannot be read is left out.
  const kept = session === null ? NOTHING_KEPT : await keptIn(session).catch(() => NOTHING_KEPT);
  const text = diagnostics({ environment: surroundings(plugin), settings, isConnected: session !== null, ...kept });
  const copied = await activeWindow.navigator.clipboard.writeText(text).then(() => true, () => false);
  announce([copied ? words.notices.diagnosticsCopied : words.notices.diagnosticsNotCopied]);
}

type Kept = Pick<Parameters<typeof diagnostics>[0], "seen" | "requests" | "reports">;

const NOTHING_KEPT: Kept = { seen: null, requests: null, reports: [] };

async function keptIn({ ledger, budget }: Session): Promise<Kept> {
  return { seen: await ledger.settleState(), requests: await budget.used(), reports: (await ledger.store.facts("reports")) ?? [] };
}

/** The app and the device that this runs in. */
function surroundings(plugin: string): Environment {
  const platform = Platform.isDesktopApp ? "desktop" : Platform.isIosApp ? "iOS" : "Android";
  return { plugin, obsidian: apiVersion, platform, language: getLanguage(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
