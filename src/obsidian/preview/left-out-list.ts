import { ButtonComponent } from "obsidian";
import { leftOutGroups, type LeftOutGroup } from "../../presentation/left-out-groups";
import type { RunPlan } from "../../sync/run/run-plan";
import { words } from "../words";

/** How many of a kind are listed before the rest is asked for, and how many come then. */
const FIRST = 3;
const MORE = 20;

/** Draws what is left out and why, a sentence each that leads to its note; of many alike the first few. */
export function drawLeftOut(parent: HTMLElement, plan: RunPlan, openNote: (path: string) => void): void {
  for (const group of leftOutGroups(plan)) drawGroup(parent, group, openNote);
}

function drawGroup(parent: HTMLElement, group: readonly LeftOutGroup[], openNote: (path: string) => void): void {
  const list = parent.createEl("ul", { cls: "exist-sync-issues" });
  let shown = 0;
  const draw = (upTo: number): void => {
    for (const each of group.slice(shown, upTo)) drawLink(list.createEl("li"), each, openNote);
    shown = Math.min(upTo, group.length);
  };
  draw(FIRST);
  if (shown === group.length) return;
  const more = new ButtonComponent(parent).setButtonText(words.planView.moreAlike(Math.min(MORE, group.length - shown)));
  more.onClick(() => {
    const next = shown;
    draw(shown + MORE);
    list.querySelectorAll<HTMLElement>("a")[next]?.focus();
    if (shown === group.length) more.buttonEl.remove();
    else more.setButtonText(words.planView.moreAlike(Math.min(MORE, group.length - shown)));
  });
}

function drawLink(item: HTMLElement, what: LeftOutGroup, openNote: (path: string) => void): void {
  const [sentence, path] = what.kind === "issue" ? [words.issue(what.issue), what.issue.path] : [words.leftOut(what.file), what.file.path];
  const link = item.createEl("a", { text: sentence, href: "#" });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    openNote(path);
  });
}
