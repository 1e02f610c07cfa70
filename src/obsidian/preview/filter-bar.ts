import { DropdownComponent } from "obsidian";
import { type GridColumn, type GridFilter, NO_FILTER, type CellStatus, CELL_STATUSES, type Tally } from "../../presentation/plan-grid";
import { fill, words } from "../words";

const ALL = "";

/** What of a plan is looked at: buttons by how values stand, whose shapes are those in the grid, and a list of attributes. */
export class FilterBar {
  private chosen = NO_FILTER;
  private readonly buttons = new Map<CellStatus | null, HTMLElement>();
  private readonly attribute: DropdownComponent;

  constructor(parent: HTMLElement, private readonly columns: readonly GridColumn[], private readonly onChange: () => void) {
    const bar = parent.createDiv("exist-sync-filters");
    const group = bar.createDiv({ attr: { role: "group", "aria-label": words.planView.show } });
    for (const status of [null, ...CELL_STATUSES]) {
      const button = group.createEl("button", { cls: `exist-sync-filter mod-${status ?? "everything"}` });
      button.addEventListener("click", () => { this.choose({ ...this.chosen, status }); });
      this.buttons.set(status, button);
    }
    this.attribute = new DropdownComponent(bar).onChange((id) => { this.choose({ ...this.chosen, column: id === ALL ? null : id }); });
    this.attribute.selectEl.setAttr("aria-label", words.planView.attribute);
  }

  get filter(): GridFilter {
    return this.chosen;
  }

  /** Writes the counts. What there is none of is not offered, unless it is chosen. */
  count({ statuses, columns }: Tally): void {
    const { status: chosen, column } = this.chosen;
    const sum = CELL_STATUSES.reduce((all, status) => all + statuses[status], 0);
    for (const [status, button] of this.buttons) {
      const amount = status === null ? sum : statuses[status];
      button.empty();
      if (status !== null) button.createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
      button.appendText(fill(words.planView.filter, { name: status === null ? words.planView.everything : words.planView.statuses[status], amount }));
      button.setAttr("aria-pressed", String(status === chosen));
      button.toggleClass("mod-none", status !== null && status !== chosen && amount === 0);
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
