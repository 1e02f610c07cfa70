import { DropdownComponent } from "obsidian";
import { type GridColumn, type GridFilter, NO_FILTER, type Standing, STANDINGS, type Tally } from "../../presentation/plan-grid";
import { fill, words } from "../words";

const ALL = "";

/** What of a plan is looked at: buttons by how values stand, whose shapes are those in the grid, and a list of attributes. */
export class FilterBar {
  private chosen = NO_FILTER;
  private readonly buttons = new Map<Standing | null, HTMLElement>();
  private readonly attribute: DropdownComponent;

  constructor(parent: HTMLElement, private readonly columns: readonly GridColumn[], private readonly onChange: () => void) {
    const bar = parent.createDiv("exist-sync-filters");
    const group = bar.createDiv({ attr: { role: "group", "aria-label": words.planView.show } });
    for (const standing of [null, ...STANDINGS]) {
      const button = group.createEl("button", { cls: `exist-sync-filter mod-${standing ?? "everything"}` });
      button.addEventListener("click", () => { this.choose({ ...this.chosen, standing }); });
      this.buttons.set(standing, button);
    }
    this.attribute = new DropdownComponent(bar).onChange((id) => { this.choose({ ...this.chosen, column: id === ALL ? null : id }); });
    this.attribute.selectEl.setAttr("aria-label", words.planView.attribute);
  }

  get filter(): GridFilter {
    return this.chosen;
  }

  /** Writes the counts. What there is none of is not offered, unless it is chosen. */
  count({ standings, columns }: Tally): void {
    const { standing: chosen, column } = this.chosen;
    const sum = STANDINGS.reduce((all, standing) => all + standings[standing], 0);
    for (const [standing, button] of this.buttons) {
      const amount = standing === null ? sum : standings[standing];
      button.empty();
      if (standing !== null) button.createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
      button.appendText(fill(words.planView.filter, { name: standing === null ? words.planView.everything : words.planView.standings[standing], amount }));
      button.setAttr("aria-pressed", String(standing === chosen));
      button.toggleClass("mod-none", standing !== null && standing !== chosen && amount === 0);
    }
    this.attribute.selectEl.empty();
    this.attribute.addOption(ALL, words.planView.allAttributes);
    for (const { id, label } of this.columns) this.attribute.addOption(id, fill(words.planView.filter, { name: label, amount: columns.get(id) ?? 0 }));
    this.attribute.setValue(column ?? ALL);
  }

  private choose(filter: GridFilter): void {
    this.chosen = filter;
    this.onChange();
  }
}
