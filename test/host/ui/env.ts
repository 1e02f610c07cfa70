import type { App } from "obsidian";

/** What the visual half of the host is made for: one root element, one app. */
export interface UiEnv {
  readonly document: Document;
  /** Everything that floats (modals, notices, menus, tooltips) is put in here. */
  readonly root: HTMLElement;
  readonly app: () => App;
  readonly isMobile: () => boolean;
}
