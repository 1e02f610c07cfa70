import type * as Obsidian from "obsidian";
import { Keymap, Scope } from "../scope";
import { createUi, type Ui } from "./index";

export interface Fixture {
  readonly ui: Ui;
  readonly app: Obsidian.App;
  readonly root: HTMLElement;
  readonly secrets: Map<string, string>;
  press(key: string, target?: EventTarget): void;
  dispose(): void;
}

/** A host's visual half with the least of an app around it, in a root of its own. */
export function fixture({ mobile = false }: { mobile?: boolean } = {}): Fixture {
  const root = document.body.appendChild(document.createElement("div"));
  const secrets = new Map<string, string>();
  const keymap = new Keymap();
  const app = {
    keymap,
    scope: new Scope(),
    vault: {
      getFiles: () => [{ path: "Daily/2026-11-20.md" }, { path: "Ideas.md" }],
      getAllFolders: (includeRoot: boolean) => [...(includeRoot ? [{ path: "/" }] : []), { path: "Daily" }, { path: "Archive" }],
    },
    secretStorage: { listSecrets: () => [...secrets.keys()], setSecret: (id: string, secret: string) => void secrets.set(id, secret) },
  } as unknown as Obsidian.App;
  const onKey = (event: KeyboardEvent): void => keymap.onKey(event);
  document.addEventListener("keydown", onKey);
  const ui = createUi({ document, root, app: () => app, isMobile: () => mobile });
  return {
    ui,
    app,
    root,
    secrets,
    press(key, target = document.activeElement ?? document.body) {
      target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    },
    dispose() {
      ui.dispose();
      document.removeEventListener("keydown", onKey);
      root.remove();
    },
  };
}

/** What a user does to a text field. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Lets promises that are under way come to rest. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
