import { ItemView, type WorkspaceLeaf } from "obsidian";
import { sentUnit } from "../../domain/convert";
import { addDays, isWithin, type LocalDate, localDateAt } from "../../domain/local-date";
import { HOURLY_LIMIT } from "../../exist/budget";
import type { BackfillNow } from "../../sync/backfill";
import { type Day, DAY_STATES, daysFrom, type KnownAttribute, knownAttributes, trendsOf } from "../../sync/days";
import type { Report } from "../../sync/report";
import type { ScheduleState } from "../../sync/schedule";
import { failureOf } from "../../sync/send";
import type { Settings } from "../../sync/settings";
import { deviceClock } from "../clock";
import type { VaultNotes } from "../notes/vault-notes";
import type { Session } from "../session";
import { drawCalendar } from "./calendar";
import { words } from "../words";

export const STATUS_VIEW = "exist-sync-status";

const YEAR = 364;
const RUNS = 5;

/** What the view needs of the plugin. */
export interface StatusHost {
  readonly settings: () => Settings;
  readonly notes: VaultNotes;
  readonly session: () => Promise<Session | null>;
  readonly schedule: () => ScheduleState;
  /** Null when none is under way. */
  readonly backfill: () => BackfillNow | null;
}

/** A year at a glance: how each day stands, what was sent of the chosen one, what waits, and the last runs. */
export class StatusView extends ItemView {
  override icon = "refresh-cw";
  private chosen: LocalDate = localDateAt(deviceClock.now());
  private days: ReadonlyMap<LocalDate, Day> = new Map();
  private isClosed = false;
  private drawing: Promise<void> = Promise.resolve();

  constructor(leaf: WorkspaceLeaf, private readonly host: StatusHost) {
    super(leaf);
  }

  override getViewType(): string {
    return STATUS_VIEW;
  }

  override getDisplayText(): string {
    return words.statusView.title;
  }

  override async onOpen(): Promise<void> {
    this.contentEl.addClass("exist-sync-status-view");
    this.registerEvent(this.app.workspace.on("file-open", (file) => {
      const date = file === null ? null : this.host.notes.dateOf(file.path);
      if (date !== null) this.choose(date);
    }));
    const open = this.app.workspace.getActiveFile();
    this.chosen = (open === null ? null : this.host.notes.dateOf(open.path)) ?? this.chosen;
    await this.refresh();
  }

  override onClose(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  /** Draws anew what a run or an edit may have changed. One drawing after another. */
  refresh(): Promise<void> {
    this.drawing = this.drawing.then(() => this.draw()).catch((error: unknown) => {
      if (!this.isClosed) this.contentEl.setText(words.failure(failureOf(error)));
    });
    return this.drawing;
  }

  private choose(date: LocalDate): void {
    this.chosen = date;
    void this.refresh();
  }

  private async draw(): Promise<void> {
    const { contentEl, host } = this;
    const session = this.isClosed ? null : await host.session();
    const today = localDateAt(deviceClock.now());
    if (this.chosen > today) this.chosen = today;
    const first = this.chosen < addDays(today, -YEAR) ? this.chosen : addDays(today, -YEAR);
    if (session === null) {
      contentEl.empty();
      contentEl.createEl("p", { text: words.notices.notConnected });
      return;
    }
    this.days = await daysFrom(session.ledger, host.notes.list(today).notes, host.settings(), first, today);
    const reports = (await session.ledger.store.facts("reports")) ?? [];
    const budget = await session.ledger.store.facts("budget");
    const scrolled = contentEl.querySelector(".exist-sync-calendar")?.scrollTop ?? 0;
    const inCalendar = contentEl.ownerDocument.activeElement?.closest(".exist-sync-calendar") != null;
    contentEl.empty();
    this.drawNow(contentEl, budget?.hour === Math.floor(deviceClock.now() / 3_600_000) ? budget.used : 0);
    drawCalendar(contentEl, { days: this.days, first, today, chosen: this.chosen, onChoose: (date) => { this.choose(date); }, onOpen: (date) => { this.openNote(date); } });
    contentEl.querySelector(".exist-sync-calendar")?.scrollTo({ top: scrolled });
    if (inCalendar) contentEl.querySelector<HTMLElement>(`[data-date="${this.chosen}"]`)?.focus();
    drawLegend(contentEl);
    this.drawDay(contentEl);
    this.drawTrends(contentEl);
    drawRuns(contentEl, reports);
  }

  private openNote(date: LocalDate): void {
    const path = this.days.get(date)?.path ?? null;
    if (path !== null) void this.app.workspace.openLinkText(path, "");
  }

  /** What waits, until when, and how much of the hour is left. */
  private drawNow(parent: HTMLElement, used: number): void {
    const backfill = this.host.backfill();
    const waiting = [...this.days.values()].filter(({ state, date }) => state === "waiting" && (backfill === null || !isWithin(backfill, date))).length;
    const { running, nextAt } = this.host.schedule();
    const sentences = [...(backfill === null ? [] : [words.backfill.now(backfill)]), words.statusView.now(waiting, running && backfill === null, nextAt), words.statusView.budget(used, HOURLY_LIMIT)];
    parent.createEl("p", { text: sentences.join(" "), cls: "exist-sync-now", attr: { role: "status" } });
  }

  private drawDay(parent: HTMLElement): void {
    const day = this.days.get(this.chosen);
    const known = knownAttributes(this.host.settings());
    const head = parent.createEl("h6", { cls: "exist-sync-chosen" });
    if (day?.path == null) head.setText(words.dayOfYear(this.chosen));
    else {
      const link = head.createEl("a", { text: words.dayOfYear(this.chosen), href: "#" });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.openNote(this.chosen);
      });
    }
    if (day === undefined || (day.record.values.size === 0 && day.record.refused.size === 0 && day.record.issues.length === 0)) {
      parent.createEl("p", { text: day === undefined ? words.statusView.noNote : words.statusView.noValues(day.state) });
      return;
    }
    const list = parent.createEl("ul", { cls: "exist-sync-values" });
    for (const [name, value] of day.record.values) {
      const { label, type, to } = known.get(name) ?? unknown(name);
      list.createEl("li", { text: words.statusView.sent(label, words.value(value, type, to === null ? undefined : sentUnit(to, {}))), cls: "mod-sent" });
    }
    for (const [name, refusal] of day.record.refused) list.createEl("li", { text: words.statusView.refused((known.get(name) ?? unknown(name)).label, refusal.text), cls: "mod-refused" });
    for (const issue of day.record.issues) list.createEl("li", { text: words.issue(issue), cls: "mod-issue" });
  }

  private drawTrends(parent: HTMLElement): void {
    const known = knownAttributes(this.host.settings());
    const trends = [...trendsOf(this.days)].filter(([name]) => known.get(name)?.type !== 7);
    if (trends.length === 0) return;
    parent.createEl("h6", { text: words.statusView.trends });
    const list = parent.createDiv("exist-sync-trends");
    for (const [name, points] of trends) {
      const { label, type, to } = known.get(name) ?? unknown(name);
      const values = points.map(({ value }) => value);
      const shown = (value: number): string => words.value(value, type, to === null ? undefined : sentUnit(to, {}));
      list.createSpan({ text: label });
      drawLine(list, values, words.statusView.trend(label, values.length, shown(Math.min(...values)), shown(Math.max(...values))));
      list.createSpan({ text: shown(values.at(-1) ?? 0), cls: "exist-sync-last" });
    }
  }
}

const WIDTH = 120;
const HEIGHT = 24;

function drawLine(parent: HTMLElement, values: readonly number[], label: string): void {
  const least = Math.min(...values);
  const range = Math.max(...values) - least || 1;
  const points = values.map((value, index) => `${((index / (values.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 2 - ((value - least) / range) * (HEIGHT - 4)).toFixed(1)}`).join(" ");
  parent.createSvg("svg", { cls: "exist-sync-line", attr: { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label, preserveAspectRatio: "none" } }, (svg) => {
    svg.createSvg("polyline", { attr: { points, fill: "none" } });
  });
}

function drawLegend(parent: HTMLElement): void {
  const legend = parent.createDiv("exist-sync-legend");
  for (const state of DAY_STATES) {
    const item = legend.createSpan({ cls: `mod-${state}` });
    item.createSpan({ cls: "exist-sync-mark", attr: { "aria-hidden": "true" } });
    item.appendText(words.statusView.states[state]);
  }
}

function drawRuns(parent: HTMLElement, reports: readonly Report[]): void {
  parent.createEl("h6", { text: words.statusView.runs });
  if (reports.length === 0) parent.createEl("p", { text: words.statusView.noRuns });
  const list = parent.createEl("ul", { cls: "exist-sync-runs" });
  for (const report of reports.slice(0, RUNS)) list.createEl("li", { text: words.statusView.run(report) });
}

function unknown(name: string): KnownAttribute {
  return { label: name, type: undefined, to: null };
}
