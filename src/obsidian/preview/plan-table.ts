import { type GridCell, type GridColumn, type GridFilter, type GridRow, isShown, NO_FILTER, type PlanGrid, type CellStatus, cellStatus, type Ticks } from "../../presentation/plan-grid";
import { words } from "../words";
import { VirtualRows } from "./virtual-rows";

/** What the table needs of the view it is in. */
export interface TableParts {
  readonly ticks: Ticks;
  readonly openNote: (path: string) => void;
}

/**
 * Days by attributes. One cell can be reached with Tab, the others from there with the arrow keys, Home, End, Page up and
 * Page down; with Control, Home and End lead to the first and the last day.
 */
export class PlanTable {
  private readonly gridEl: HTMLElement;
  private readonly head: HTMLElement;
  private readonly rows: VirtualRows<GridRow>;
  private grid: PlanGrid = { columns: [], rows: [] };
  private filter = NO_FILTER;
  /** What Tab leads to: a row, and a column, of which the first is the day. */
  private active = { row: 0, column: 0 };

  constructor(parent: HTMLElement, private readonly parts: TableParts) {
    this.gridEl = parent.createDiv({ cls: "exist-sync-grid", attr: { role: "grid", "aria-label": words.planView.grid, "aria-readonly": "true" } });
    this.head = this.gridEl.createDiv({ cls: "exist-sync-grid-head", attr: { role: "rowgroup" } });
    const body = this.gridEl.createDiv({ cls: "exist-sync-grid-body", attr: { role: "rowgroup" } });
    this.rows = new VirtualRows(this.gridEl, this.head, body, (rowEl, row, index) => { this.fill(rowEl, row, index); });
    this.gridEl.addEventListener("keydown", (event) => { this.onKey(event); });
  }

  /** Draws what the filter leaves of the plan. */
  show(grid: PlanGrid, filter: GridFilter): void {
    const { columns, rows } = grid;
    this.grid = grid;
    this.filter = filter;
    this.active = { row: Math.min(this.active.row, Math.max(0, rows.length - 1)), column: Math.min(this.active.column, columns.length) };
    this.gridEl.toggleClass("mod-empty", rows.length === 0);
    this.gridEl.setAttrs({ "aria-rowcount": rows.length + 1, "aria-colcount": columns.length + 1 });
    this.gridEl.setCssProps({ "--exist-sync-columns": String(columns.length) });
    this.head.empty();
    const row = this.head.createDiv({ cls: "exist-sync-grid-row", attr: { role: "row", "aria-rowindex": "1" } });
    row.createDiv({ cls: "exist-sync-date", text: words.planView.day, attr: { role: "columnheader", "aria-colindex": "1" } });
    columns.forEach(({ label }, at) => {
      row.createDiv({ attr: { role: "columnheader", "aria-colindex": at + 2, "aria-label": label } }).createSpan({ text: label });
    });
    this.rows.show(rows);
  }

  private fill(rowEl: HTMLElement, row: GridRow, index: number): void {
    rowEl.setAttrs({ role: "row", "aria-rowindex": index + 2 });
    this.drawDay(rowEl.createDiv({ cls: "exist-sync-date", attr: { role: "rowheader", "aria-colindex": "1" } }), row);
    this.makeReachable(rowEl.firstElementChild, index, 0);
    this.grid.columns.forEach((column, at) => {
      const cell = row.cells.get(column.id);
      if (cell !== undefined && isShown(cell, column.id, this.filter, this.parts.ticks)) this.drawCell(this.addCell(rowEl, index, at + 1), column, cell);
    });
    if (index === this.active.row) this.cellAt(rowEl, index, this.active.column);
  }

  /** A cell, which is made only now where it has nothing in it: of hundreds of tags a day has a few. */
  private cellAt(rowEl: HTMLElement, row: number, column: number): Element {
    return rowEl.querySelector(`[aria-colindex="${column + 1}"]`) ?? this.addCell(rowEl, row, column);
  }

  private addCell(rowEl: HTMLElement, row: number, column: number): HTMLElement {
    const cellEl = rowEl.createDiv({ attr: { role: "gridcell", "aria-colindex": column + 1 } });
    cellEl.setCssProps({ "--exist-sync-column": String(column + 1) });
    rowEl.insertBefore(cellEl, [...rowEl.children].find((each) => Number(each.getAttribute("aria-colindex")) > column + 1) ?? null);
    this.makeReachable(cellEl, row, column);
    return cellEl;
  }

  private makeReachable(cellEl: Element | null, row: number, column: number): void {
    if (cellEl === null) return;
    const el = focusable(cellEl);
    el.setAttr("tabindex", row === this.active.row && column === this.active.column ? "0" : "-1");
    el.addEventListener("focus", () => { this.follow(el, row, column); });
  }

  private drawDay(cellEl: HTMLElement, row: GridRow): void {
    const link = cellEl.createEl("a", { text: words.planView.shortDay(row.date), href: "#", attr: { "aria-label": words.planView.openDay(row) } });
    if (row.issues.length > 0) cellEl.createSpan({ cls: "mod-left-out" }).createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.parts.openNote(row.path);
    });
  }

  private drawCell(cellEl: HTMLElement, { type, unit }: GridColumn, cell: GridCell): void {
    const { value, was, issues, refusal, path } = cell;
    const status = cellStatus(cell, this.parts.ticks);
    const shown = value === undefined ? (issues[0]?.found ?? "") : words.value(value, type, unit);
    const before = was === undefined ? null : words.value(was, type, unit);
    cellEl.addClass(`mod-${markOf(cell, status)}`);
    cellEl.setAttr("aria-label", words.planView.cell(cell, status, shown, before));
    cellEl.createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
    const text = cellEl.createSpan("exist-sync-cell");
    if (before === null || value === undefined) text.createSpan({ text: shown === "" ? before ?? "" : shown });
    else {
      text.createEl("del", { text: before });
      text.appendText(" ");
      text.createSpan({ text: shown });
    }
    if (issues.length === 0 && refusal === undefined) return;
    cellEl.addClass("mod-link");
    cellEl.addEventListener("click", () => { this.parts.openNote(path); });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      const cell = (event.target as HTMLElement).closest<HTMLElement>(".mod-link");
      if (cell === null) return;
      event.preventDefault();
      cell.click();
      return;
    }
    const to = this.destination(event);
    if (to === null) return;
    event.preventDefault();
    this.focus(to.row, to.column);
  }

  private destination({ key, ctrlKey }: KeyboardEvent): { readonly row: number; readonly column: number } | null {
    const { row, column } = this.active;
    const forward = this.gridEl.win.getComputedStyle(this.gridEl).direction === "rtl" ? -1 : 1;
    switch (key) {
      case "ArrowUp":
        return { row: row - 1, column };
      case "ArrowDown":
        return { row: row + 1, column };
      case "ArrowLeft":
        return { row, column: column - forward };
      case "ArrowRight":
        return { row, column: column + forward };
      case "PageUp":
        return { row: row - this.rows.page, column };
      case "PageDown":
        return { row: row + this.rows.page, column };
      case "Home":
        return { row: ctrlKey ? 0 : row, column: 0 };
      case "End":
        return { row: ctrlKey ? this.grid.rows.length - 1 : row, column: this.grid.columns.length };
      default:
        return null;
    }
  }

  private focus(row: number, column: number): void {
    const to = { row: Math.clamp(row, 0, this.grid.rows.length - 1), column: Math.clamp(column, 0, this.grid.columns.length) };
    const rowEl = this.rows.pin(to.row);
    if (rowEl === undefined) return;
    const cellEl = this.cellAt(rowEl, to.row, to.column);
    focusable(cellEl).focus({ preventScroll: true });
    cellEl.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Keeps the place that Tab comes back to, however the focus got there. */
  private follow(el: HTMLElement, row: number, column: number): void {
    this.gridEl.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    this.active = { row, column };
    el.setAttr("tabindex", "0");
    this.rows.pin(row);
  }
}

/** What takes the focus in a cell: the link to the note in the day's, otherwise the cell. */
function focusable(cellEl: Element): HTMLElement {
  return cellEl.querySelector("a") ?? (cellEl as HTMLElement);
}

/** The shape that a cell has: its status, unless there is more to say of it. */
function markOf({ issues, refusal }: GridCell, status: CellStatus | null): CellStatus | "held" {
  if (status === null) return "held";
  if (status === "unticked") return status;
  if (refusal !== undefined) return "refused";
  return issues.length > 0 ? "left-out" : status;
}
