import { distinctTags, sendsTag, type TagRules } from "../../domain/tags";
import { tagRules } from "../../sync/settings";
import { tagModeOf } from "../../presentation/set-up";
import { choice, line } from "../settings-tab/form";
import { tagRow } from "../settings-tab/suggestion-rows";
import { describe, fill, words } from "../words";
import type { Found, SetUpDraft } from "./draft";
import { drawStatus, type Frame, type Step } from "./step";

/** Which tags are sent: chosen ones, those with a prefix, all or none. */
export class TagsStep implements Step {
  constructor(private readonly draft: SetUpDraft) {}

  draw(frame: Frame): void {
    frame.setMain(words.setUp.next, frame.next);
    const status = drawStatus(frame.body, words.setUp.looking);
    void this.draft.look().then((found) => {
      if (frame.isShown()) this.drawFound(frame, status, found);
    });
  }

  private drawFound({ body }: Frame, status: HTMLElement, found: Found): void {
    const { settings, progress } = this.draft;
    const { suggestions } = found;
    const mode = tagModeOf(progress, settings, suggestions);
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

  private drawTags(parent: HTMLElement, { suggestions }: Found, tell: () => void): void {
    if (suggestions.tags.length === 0) parent.createEl("p", { text: words.setUp.noTags, cls: "setting-item-description" });
    for (const suggested of suggestions.tags) {
      const { tag, selected } = suggested;
      tagRow(parent, suggested, {
        ticked: this.draft.progress.tags[tag] ?? selected,
        onTick: (ticked) => {
          this.draft.change((now) => ({ ...now, tags: { ...now.tags, [tag]: ticked } }));
          tell();
        },
      });
    }
  }

  /** The tags of the latest notes that would be sent, and whether they are listed to be ticked. */
  private async tags({ notes }: Found): Promise<{ readonly sent: readonly string[]; readonly isListed: boolean }> {
    const chosen = await this.draft.choose();
    const rules = tagRules({ ...this.draft.settings, ...chosen });
    return { sent: distinctTags(notes.flatMap((note) => note.tags)).filter((tag) => sendsTag(tag, rules)), isListed: chosen.tagMode === "chosen" };
  }
}
