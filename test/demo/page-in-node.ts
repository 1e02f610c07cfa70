import "fake-indexeddb/auto";
import { Window } from "happy-dom";

/** Gives Node a page to draw in: happy-dom's window, without replacing anything that Node has itself. */
export function openPage(): void {
  const page = new Window({ url: "https://app.local/" });
  const globals = globalThis as unknown as Record<string, unknown>;
  for (const key of Object.getOwnPropertyNames(page)) {
    if (!(key in globals)) globals[key] = (page as unknown as Record<string, unknown>)[key];
  }
  globals.window = globals;
  globals.document = page.document;
  for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"] as const) {
    if (!(name in globals)) globals[name] = page[name].bind(page);
  }
}
