import { ButtonComponent } from "obsidian";
import { addDays, addMonths, FIRST_DAY, type LocalDate, startOfMonth } from "../../domain/local-date";
import { type Day, DAY_STATES, type DayState } from "../../presentation/days";
import { describe, formats, words } from "../words";
import { byState, cellsBefore, daysOf, WEEK, yearAround } from "./months";

interface CalendarParts {
  readonly days: ReadonlyMap<LocalDate, Day>;
  readonly today: LocalDate;
  readonly chosen: LocalDate;
  readonly onChoose: (date: LocalDate) => void;
  /** Enter on the chosen day, or a second click. */
  readonly onOpen: (date: LocalDate) => void;
}

/**
 * A year at a glance, and the chosen month of it large. Every day has a shape for its state. In the month one day can be
 * reached with Tab, the others from there with the arrow keys; a month of the year is shown by a click.
 */
export function drawCalendar(parent: HTMLElement, parts: CalendarParts): void {
  const calendar = parent.createDiv("exist-sync-calendar");
  drawYear(calendar, parts);
  drawMonth(calendar, parts);
  drawLegend(calendar);
}

function drawYear(parent: HTMLElement, parts: CalendarParts): void {
  const { days, today, chosen, onChoose } = parts;
  const months = yearAround(chosen, today);
  const list = parent.createEl("ul", "exist-sync-year");
  for (const first of months) {
    const month = daysOf(first);
    const states = byState(month.filter((date) => date <= today), days);
    const isShown = first === startOfMonth(chosen);
    const amounts = new Map([...states].map(([state, dates]) => [state, dates.length]));
    const tile = list.createEl("li").createEl("button", { cls: "exist-sync-tile", attr: { "aria-label": describe.monthInWords(first, amounts), "aria-pressed": String(isShown) } });
    tile.createSpan({ cls: "exist-sync-tile-name", text: formats.shortMonth(first) });
    const picture = tile.createSpan({ cls: "exist-sync-tile-days", attr: { "aria-hidden": "true" } });
    skip(picture, first);
    for (const date of month) drawMark(picture.createSpan(date > today ? "exist-sync-future" : `mod-${days.get(date)?.state ?? "nothing"}`));
    tile.addEventListener("click", () => { if (!isShown) onChoose(worstOf(states) ?? sameDayIn(first, parts)); });
  }
}

/** The latest of the days that are worst, where anything is the matter with the month. */
function worstOf(states: ReadonlyMap<DayState, readonly LocalDate[]>): LocalDate | undefined {
  return (["refused", "issue", "waiting"] as const).map((state) => states.get(state)?.at(-1)).find((date) => date !== undefined);
}

function sameDayIn(first: LocalDate, { chosen, today }: CalendarParts): LocalDate {
  const months = (Number(first.slice(0, 4)) - Number(chosen.slice(0, 4))) * 12 + Number(first.slice(5, 7)) - Number(chosen.slice(5, 7));
  return within(addMonths(chosen, months), today);
}

function drawMonth(parent: HTMLElement, parts: CalendarParts): void {
  const { days, today, chosen, onChoose, onOpen } = parts;
  const first = startOfMonth(chosen);
  const head = parent.createDiv("exist-sync-month-head");
  const turn = (icon: string, label: string, by: number): void => {
    const { buttonEl } = new ButtonComponent(head).setIcon(icon).onClick(() => { onChoose(within(addMonths(chosen, by), today)); });
    buttonEl.setAttrs({ "aria-label": label, "aria-disabled": String(within(addMonths(chosen, by), today) === chosen) });
  };
  turn("chevron-left", words.statusView.earlier, -1);
  const name = head.createEl("h3", { cls: "exist-sync-month-name", text: formats.month(first), attr: { id: "exist-sync-month" } });
  turn("chevron-right", words.statusView.later, 1);

  const grid = parent.createDiv({ cls: "exist-sync-month", attr: { role: "group", "aria-labelledby": name.id } });
  for (const date of firstWeek()) grid.createSpan({ cls: "exist-sync-weekday", text: formats.shortWeekday(date), attr: { "aria-hidden": "true" } });
  skip(grid, first);
  for (const date of daysOf(first)) {
    const number = String(Number(date.slice(8)));
    if (date > today) {
      grid.createSpan({ cls: "exist-sync-future", text: number, attr: { "aria-hidden": "true" } });
      continue;
    }
    const state = days.get(date)?.state ?? "nothing";
    const cell = grid.createEl("button", {
      cls: `exist-sync-day mod-${state}`,
      attr: { "data-date": date, "aria-label": describe.dayState(date, state), "aria-pressed": String(date === chosen), tabindex: date === chosen ? "0" : "-1" },
    });
    if (date === today) cell.setAttr("aria-current", "date");
    cell.createSpan({ cls: "exist-sync-number", text: number });
    drawMark(cell);
    cell.addEventListener("click", () => { if (date === chosen) onOpen(date); else onChoose(date); });
  }
  grid.addEventListener("keydown", (event) => { move(event, grid, parts); });
}

function move(event: KeyboardEvent, grid: HTMLElement, { chosen, today, onChoose }: CalendarParts): void {
  const side = grid.win.getComputedStyle(grid).direction === "rtl" ? -1 : 1;
  const next = {
    ArrowLeft: addDays(chosen, -side), ArrowRight: addDays(chosen, side), ArrowUp: addDays(chosen, -WEEK), ArrowDown: addDays(chosen, WEEK),
    PageUp: addMonths(chosen, -1), PageDown: addMonths(chosen, 1),
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  onChoose(within(next, today));
}

/** A day that can be shown: neither before the first that Exist takes, nor after today. */
function within(date: LocalDate, today: LocalDate): LocalDate {
  if (date > today) return today;
  return date < FIRST_DAY ? FIRST_DAY : date;
}

/** Leaves the cells free that the first week of a month has before its first day. */
function skip(grid: HTMLElement, first: LocalDate): void {
  for (let cell = cellsBefore(first, formats.firstWeekday()); cell > 0; cell -= 1) grid.createSpan({ attr: { "aria-hidden": "true" } });
}

/** The first of January 2001 was a Monday. */
const A_MONDAY = "2001-01-01" as LocalDate;

function firstWeek(): readonly LocalDate[] {
  return Array.from({ length: WEEK }, (_each, at) => addDays(A_MONDAY, formats.firstWeekday() - 1 + at));
}

/** The shape of a state; the element around it says which. */
export function drawMark(parent: HTMLElement): void {
  parent.createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
}

function drawLegend(parent: HTMLElement): void {
  const legend = parent.createEl("ul", "exist-sync-legend");
  for (const state of DAY_STATES) {
    const item = legend.createEl("li", { cls: `mod-${state}` });
    drawMark(item);
    item.appendText(words.statusView.legend[state]);
  }
}
