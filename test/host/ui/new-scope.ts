import type * as Obsidian from "obsidian";
import { Scope } from "../scope";

/** The host's Scope, seen as the declared class (whose private parts no other class can have). */
export function newScope(parent?: Obsidian.Scope): Obsidian.Scope {
  return new Scope(parent as unknown as Scope | undefined) as unknown as Obsidian.Scope;
}
