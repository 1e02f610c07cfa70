import { sentUnit } from "../../domain/convert";
import type { Example } from "../../domain/examples";
import { type Mapping, targetType } from "../../domain/mapping";
import { describe, fill, words } from "../words";

/** A value in a note, with what is to be said of where it stands. */
export interface ShownExample {
  readonly example: Example;
  readonly mapping: Pick<Mapping, "to" | "read">;
  readonly written: string;
}

/** Values as they are written, each with what becomes of it. */
export function drawExamples(parent: HTMLElement, title: string, shown: readonly ShownExample[]): void {
  parent.createDiv({ cls: "exist-sync-examples-title", text: title });
  const list = parent.createEl("ul");
  for (const { example, mapping, written } of shown) {
    const item = list.createEl("li", { cls: example.outcome.kind === "problem" ? "exist-sync-unread" : "" });
    item.createSpan({ cls: "exist-sync-written", text: written });
    item.createSpan({ text: told(example, mapping) });
  }
}

/** What becomes of a written value, in words. */
function told({ outcome, written }: Example, { to, read }: Pick<Mapping, "to" | "read">): string {
  if (outcome.kind === "blank") return words.mapping.noValue;
  if (outcome.kind === "problem") return fill(words.mapping.notSent, { text: describe.problem({ problem: outcome.problem, found: written }) });
  const sent = describe.value(outcome.value, targetType(to), sentUnit(to, read));
  return outcome.warning === undefined ? fill(words.mapping.sentAs, { text: sent }) : fill(words.mapping.sentThough, { text: sent, but: describe.problem({ problem: outcome.warning, found: written }) });
}
