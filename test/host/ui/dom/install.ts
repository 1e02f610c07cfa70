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
}
