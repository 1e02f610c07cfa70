import { apiVersion, getLanguage, Platform } from "obsidian";
import type { Surroundings } from "../sync/diagnostics";

/** The app and the device that this runs in. */
export function surroundings(plugin: string): Surroundings {
  const platform = Platform.isDesktopApp ? "desktop" : Platform.isIosApp ? "iOS" : Platform.isAndroidApp ? "Android" : "mobile";
  return { plugin, obsidian: apiVersion, platform, language: getLanguage(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
