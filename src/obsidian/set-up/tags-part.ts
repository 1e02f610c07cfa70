import { Setting } from "obsidian";
import type { SuggestedTag } from "../../domain/suggest";
import { distinctTags, sendsTag, type TagRules } from "../../domain/tags";
import { tagRules } from "../../sync/settings";
import { tagModeOf } from "../../presentation/set-up";
import { choice, line } from "../ui/form";
import { tagRow } from "../settings-tab/suggestion-rows";
import { fold } from "../ui/fold";
import { describe, fill, words } from "../words";
import type { Found, SetUpDraft } from "./draft";
import { drawStatus } from "./step";

/** Which tags are sent: chosen ones, those with a prefix, all or none. */
export class TagsPart {
  private isMoreOpen: boolean | null = null;

  constructor(private readonly draft: SetUpDraft) {}

  /** Draws the part at the end of a step. */
  draw(body: HTMLElement, found: Found): void {
    const { settings, progress } = this.draft;
    const { suggestions } = found;
    const mode = tagModeOf(progress, settings, suggestions);
    new Setting(body).setName(words.settings.tags).setHeading();
    const status = drawStatus(body);
    const tell = (): void => void this.tags(found).then(({ sent, isListed }) => { status.setText(describe.chosenTags(sent.length, isListed ? [] : sent)); });
    choice(body, words.settings.tagMode, words.settings.tagModes, mode, (chosen) => {
      this.draft.change((now) => ({ ...now, tagMode: chosen }));
      drawMode(chosen);
    }).setDesc(words.settings.tagModeHint);
    const rows = body.createDiv();
    const drawMode = (chosen: TagRules["mode"]): void => {
      rows.empty();
      if (chosen === "chosen") this.drawTags(rows, found, tell);
      if (chosen === "prefix") {
        const prefix = this.draft.progress.tagPrefix ?? settings.tagPrefix;
        const row = line(rows, words.settings.tagPrefix, fill(words.settings.tagPrefixHint, { prefix }), prefix, (text) => {
          const tagPrefix = text.replace(/^#/, "");
          this.draft.change((now) => ({ ...now, tagPrefix }));
          row.setDesc(fill(words.settings.tagPrefixHint, { prefix: tagPrefix }));
          tell();
        });
      }
      tell();
    };
    drawMode(mode);
  }

  private drawTags(parent: HTMLElement, { suggestions: { tags } }: Found, tell: () => void): void {
    if (tags.length === 0) parent.createEl("p", { text: words.setUp.noTags, cls: "setting-item-description" });
    const { progress } = this.draft;
    const front = tags.filter(({ tag, selected }) => selected || progress.tags[tag] === true);
    const tail = tags.filter((each) => !front.includes(each));
    for (const each of front) this.drawTag(parent, each, tell);
    if (tail.length === 0) return;
    const more = fold(parent, fill(words.setUp.moreTags, { amount: tail.length }), this.isMoreOpen ?? front.length === 0, (isOpen) => { this.isMoreOpen = isOpen; });
    for (const each of tail) this.drawTag(more.el, each, tell);
  }

  private drawTag(parent: HTMLElement, suggested: SuggestedTag, tell: () => void): void {
    const { tag, selected } = suggested;
    tagRow(parent, suggested, {
      ticked: this.draft.progress.tags[tag] ?? selected,
      onTick: (ticked) => {
        this.draft.change((now) => ({ ...now, tags: { ...now.tags, [tag]: ticked } }));
        tell();
      },
    });
  }

  /** The tags of the latest notes that would be sent, and whether they are listed to be ticked. */
  private async tags({ notes }: Found): Promise<{ readonly sent: readonly string[]; readonly isListed: boolean }> {
    const chosen = await this.draft.choose();
    const rules = tagRules({ ...this.draft.settings, ...chosen });
    return { sent: distinctTags(notes.flatMap((note) => note.tags)).filter((tag) => sendsTag(tag, rules)), isListed: chosen.tagMode === "chosen" };
  }
}
