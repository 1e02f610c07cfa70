import { addDays, daysBetween, type LocalDate } from "../../domain/local-date";
import type { Day } from "../../sync/days";
import { words } from "../words";

const WEEK = 7;

interface CalendarParts {
  readonly days: ReadonlyMap<LocalDate, Day>;
  readonly first: LocalDate;
  readonly today: LocalDate;
  readonly chosen: LocalDate;
  readonly onChoose: (date: LocalDate) => void;
  /** Enter on a day, or a second click. */
  readonly onOpen: (date: LocalDate) => void;
}

/**
 * A year of days, the newest month first: each a button with a shape for its state. One of them can be reached with Tab,
 * the others from there with the arrow keys.
 */
export function drawCalendar(parent: HTMLElement, parts: CalendarParts): void {
  const grid = parent.createDiv({ cls: "exist-sync-calendar", attr: { role: "group", "aria-label": words.statusView.calendar } });
  for (const month of monthsBack(parts.first, parts.today)) drawMonth(grid, month, parts);
  grid.addEventListener("keydown", (event) => { move(event, grid, parts); });
  grid.querySelector<HTMLElement>('[tabindex="0"]')?.scrollIntoView({ block: "nearest" });
}

function drawMonth(grid: HTMLElement, month: readonly LocalDate[], { days, chosen, onChoose, onOpen }: CalendarParts): void {
  const [first] = month;
  if (first === undefined) return;
  grid.createDiv({ cls: "exist-sync-month", text: words.month(first) });
  const cells = grid.createDiv("exist-sync-weeks");
  for (let column = 1; column < columnOf(first); column += 1) cells.createSpan({ attr: { "aria-hidden": "true" } });
  for (const date of month) {
    const state = days.get(date)?.state ?? "nothing";
    const cell = cells.createEl("button", {
      cls: `exist-sync-day mod-${state}`,
      attr: { "data-date": date, "aria-label": words.statusView.day(date, state), "aria-pressed": String(date === chosen), tabindex: date === chosen ? "0" : "-1" },
    });
    cell.createSpan({ text: String(Number(date.slice(8))) });
    cell.createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
    cell.addEventListener("click", () => { if (date === chosen) onOpen(date); else onChoose(date); });
  }
}

function move(event: KeyboardEvent, grid: HTMLElement, { first, today, onChoose }: CalendarParts): void {
  const date = (event.target as HTMLElement).closest<HTMLElement>("[data-date]")?.dataset.date as LocalDate | undefined;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK }[event.key];
  if (date === undefined || step === undefined) return;
  event.preventDefault();
  const next = addDays(date, grid.ownerDocument.dir === "rtl" && Math.abs(step) === 1 ? -step : step);
  if (next >= first && next <= today) onChoose(next);
}

/** The days from `first` to `today` by month, the newest month first. */
function monthsBack(first: LocalDate, today: LocalDate): LocalDate[][] {
  const months = new Map<string, LocalDate[]>();
  for (let offset = 0; offset <= daysBetween(first, today); offset += 1) {
    const date = addDays(first, offset);
    const month = date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), date]);
  }
  return [...months.values()].reverse();
}

/** The first of January 2001 was a Monday; weeks begin with one. */
const A_MONDAY = "2001-01-01" as LocalDate;

function columnOf(date: LocalDate): number {
  return (((daysBetween(A_MONDAY, date) % WEEK) + WEEK) % WEEK) + 1;
}
