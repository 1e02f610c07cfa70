import type * as Obsidian from "obsidian";
import type { UiEnv } from "../env";
import type { PopoverClasses } from "../popover-suggest";
import { prepareFuzzySearch } from "../search";

type PathControl = Obsidian.SettingFileControl | Obsidian.SettingFolderControl;
type Field = Obsidian.AbstractTextComponent<HTMLInputElement>;
export type PathSuggest = ReturnType<typeof createPathSuggest>;

/** The vault's paths under a `file` or `folder` control. */
export function createPathSuggest({ app }: UiEnv, { AbstractInputSuggest }: PopoverClasses) {
  class Suggest extends AbstractInputSuggest<string> {
    constructor(
      private readonly field: Field,
      private readonly control: PathControl,
    ) {
      super(app(), field.inputEl);
    }

    protected override getSuggestions(query: string): string[] {
      const search = prepareFuzzySearch(query);
      return pathsFor(this.control, app().vault).filter((path) => search(path));
    }

    override renderSuggestion(path: string, el: HTMLElement): void {
      el.setText(path);
    }

    override selectSuggestion(path: string): void {
      this.field.setValue(path);
      this.field.onChanged();
      this.close();
    }
  }

  return (field: Field, control: PathControl): void => void new Suggest(field, control);
}

function pathsFor(control: PathControl, vault: Obsidian.Vault): string[] {
  if (control.type === "file") return vault.getFiles().filter((file) => control.filter?.(file) ?? true).map((file) => file.path);
  return vault
    .getAllFolders(control.includeRoot ?? false)
    .filter((folder) => control.filter?.(folder) ?? true)
    .map((folder) => folder.path);
}
