import moment from "moment";
import { App } from "./app";
import { Component } from "./component";
import { Events } from "./events";
import { getAllTags, getFrontMatterInfo, parseFrontMatterTags, parseYaml, stringifyYaml } from "./metadata-parse";
import { Plugin } from "./plugin";
import { makeRequestUrl, type Transport } from "./request-url";
import { Keymap, Scope } from "./scope";
import type { Ui } from "./ui/index";
import { normalizePath, TAbstractFile, TFile, TFolder, Vault } from "./vault";
import { ItemView, Workspace, WorkspaceLeaf } from "./workspace";
import { MetadataCache } from "./metadata-cache";

export interface ModuleOptions {
  /** The classes of the visual half (`createUi(…).api`). */
  readonly ui: Ui["api"];
  readonly isMobile: boolean;
  readonly isIos: boolean;
  readonly transport: Transport;
  readonly appVersion: string;
  readonly language: string;
}

/** The object that `require("obsidian")` answers. */
export function createModule({ ui, isMobile, isIos, transport, appVersion, language }: ModuleOptions) {
  return {
    ...ui,
    App, Component, Events, ItemView, Keymap, MetadataCache, Plugin, Scope, TAbstractFile, TFile, TFolder, Vault, Workspace, WorkspaceLeaf,
    getAllTags, getFrontMatterInfo, normalizePath, parseFrontMatterTags, parseYaml, stringifyYaml, moment,
    apiVersion: appVersion,
    requireApiVersion: (version: string) => compareVersions(appVersion, version) >= 0,
    requestUrl: makeRequestUrl(transport, { isIos: isMobile && isIos }),
    getLanguage: () => language,
    debounce,
    Platform: {
      isDesktop: !isMobile, isMobile, isDesktopApp: !isMobile, isMobileApp: isMobile, isIosApp: isMobile && isIos, isAndroidApp: isMobile && !isIos,
      isPhone: isMobile, isTablet: false, isMacOS: false, isWin: false, isLinux: !isMobile, isSafari: false,
    },
  };
}

export type ObsidianModule = ReturnType<typeof createModule>;

export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let at = 0; at < 3; at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** obsidian.d.ts: debounce. Unless `resetTimer`, it runs `ms` after the first call. */
function debounce<T extends unknown[]>(task: (...parameters: T) => unknown, ms = 0, resetTimer = false) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: T | undefined;
  const run = (): void => {
    timer = undefined;
    if (latest !== undefined) task(...latest);
  };
  const debounced = (...parameters: T): unknown => {
    latest = parameters;
    if (timer !== undefined && !resetTimer) return debounced;
    clearTimeout(timer);
    timer = setTimeout(run, ms);
    return debounced;
  };
  return Object.assign(debounced, { cancel: () => { clearTimeout(timer); timer = undefined; return debounced; }, run: () => { clearTimeout(timer); run(); } });
}

// For modules under src/obsidian that are imported by themselves, without a host around them.
export { moment, TFile, TFolder, getAllTags, getFrontMatterInfo, parseYaml, normalizePath, Plugin };
