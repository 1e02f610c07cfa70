import { installBuiltins } from "./builtins";
import { installCreation } from "./creation";
import { installEvents } from "./events";
import { installNodes } from "./nodes";

/** Gives a window the global and prototype helpers that obsidian.d.ts documents. Safe to repeat. */
export function installDom(win: Window & typeof globalThis): void {
  installBuiltins(win);
  installNodes(win);
  installCreation(win);
  installEvents(win);
  installActive(win);
}

/** The window and the document that a person is in (obsidian.d.ts: activeWindow, activeDocument): tests may say another. */
function installActive(win: Window & typeof globalThis): void {
  const active = { activeWindow: win, activeDocument: win.document };
  for (const [name, value] of Object.entries(active)) if (!(name in win)) Object.defineProperty(win, name, { value, writable: true, configurable: true });
}
