import { ButtonComponent, ItemView, type WorkspaceLeaf } from "obsidian";
import { sentUnit } from "../../domain/convert";
import { isWithin, type LocalDate, localDateAt } from "../../domain/local-date";
import { HOURLY_LIMIT } from "../../exist/budget";
import type { BackfillNow } from "../../sync/backfill/backfill";
import type { Condition } from "../../presentation/condition";
import { type Day, daysFrom, type KnownAttribute, knownAttributes } from "../../presentation/days";
import { type Other, othersIn } from "../../sync/declined";
import type { DayRecord } from "../../sync/ledger";
import type { Report } from "../../sync/report";
import type { ScheduleState } from "../../sync/schedule";
import { failureOf } from "../../sync/run/send";
import { missingIn, openValues } from "../../sync/sync-status";
import type { Settings } from "../../sync/settings";
import { deviceClock } from "../clock";
import type { VaultNotes } from "../notes/vault-notes";
import type { Session } from "../session";
import { keepFocus } from "../ui/focus";
import { drawCondition } from "../ui/status-bar";
import { drawCalendar, drawMark } from "./calendar";
import { yearAround } from "./months";
import { drawTrends } from "./trends";
import { describe, fill, formats, words } from "../words";

export const STATUS_VIEW = "exist-sync-status";

const RUNS = 5;

/** What the view needs of the plugin. */
export interface StatusHost {
  readonly settings: () => Settings;
  readonly notes: VaultNotes;
  readonly session: () => Promise<Session | null>;
  /** How things stand. */
  readonly condition: () => Condition;
  /** Leads to a connection: by the set-up while nothing is set up, else by signing in. */
  readonly connect: () => void;
  readonly schedule: () => ScheduleState;
  /** Null when none is under way. */
  readonly backfill: () => BackfillNow | null;
}

/** A year at a glance: how each day stands, what was sent of the chosen one, what waits, and the last runs. */
export class StatusView extends ItemView {
  override icon = "refresh-cw";
  private chosen: LocalDate = localDateAt(deviceClock.now());
  private days: ReadonlyMap<LocalDate, Day> = new Map();
  private drawing: Promise<void> = Promise.resolve();
  private first: HTMLElement | null = null;

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

  /** Draws anew what a run or an edit may have changed. One drawing after another. */
  refresh(): Promise<void> {
    this.drawing = this.drawing.then(() => this.draw()).catch((error: unknown) => { this.contentEl.setText(describe.failure(failureOf(error))); });
    return this.drawing;
  }

  /** Brings the first line up to date: in a word, how things stand. */
  tell(): void {
    if (this.first?.isConnected === true) drawCondition(this.first, this.host.condition());
  }

  private choose(date: LocalDate): void {
    this.chosen = date;
    void this.refresh();
  }

  private async draw(): Promise<void> {
    const { contentEl, host } = this;
    const session = await host.session();
    const today = localDateAt(deviceClock.now());
    if (this.chosen > today) this.chosen = today;
    if (session === null) {
      contentEl.empty();
      this.drawFirst(contentEl);
      contentEl.createEl("p", { text: words.notices.notConnected });
      new ButtonComponent(contentEl.createDiv("exist-sync-row")).setButtonText(words.commands.connect).onClick(() => { this.host.connect(); });
      return;
    }
    const [first = today] = yearAround(this.chosen, today);
    const list = await host.notes.list(today);
    this.days = await daysFrom(session.ledger, list, host.settings(), first, today);
    const others = openValues(await session.ledger.open(), host.settings()).others;
    const besides = [...missingIn(list.places).map((each) => fill(words.report.missing, { folder: each })), ...others.map((each) => describe.leftAttribute(each))];
    const reports = (await session.ledger.store.facts("reports")) ?? [];
    const used = await session.budget.used();
    const { scrollTop } = contentEl;
    const focus = keepFocus(contentEl.ownerDocument);
    const inMonth = contentEl.ownerDocument.activeElement?.matches("[data-date]") === true;
    contentEl.empty();
    this.drawFirst(contentEl);
    this.drawNow(contentEl, besides, used);
    drawCalendar(contentEl, { days: this.days, today, chosen: this.chosen, onChoose: (date) => { this.choose(date); }, onOpen: (date) => { this.openNote(date); } });
    this.drawDay(contentEl);
    drawTrends(contentEl, this.days, this.known, this.chosen);
    drawRuns(contentEl, reports);
    contentEl.scrollTop = scrollTop;
    if (inMonth) contentEl.querySelector<HTMLElement>(`[data-date="${this.chosen}"]`)?.focus();
    else focus();
  }

  /** What people call an attribute; its name at Exist where the settings do not know it. */
  private readonly known = (name: string): KnownAttribute => knownAttributes(this.host.settings()).get(name) ?? { label: name, type: undefined, to: null };

  private openNote(date: LocalDate): void {
    const path = this.days.get(date)?.path ?? null;
    if (path !== null) void this.app.workspace.openLinkText(path, "");
  }

  private drawFirst(parent: HTMLElement): void {
    this.first = parent.createDiv({ cls: "exist-sync-condition", attr: { role: "status" } });
    this.tell();
  }

  /** What waits, until when, what else is not at Exist, and how much of the hour is left. */
  private drawNow(parent: HTMLElement, besides: readonly string[], used: number): void {
    const backfill = this.host.backfill();
    const waiting = [...this.days.values()].filter(({ state, date }) => state === "waiting" && (backfill === null || !isWithin(backfill, date))).length;
    const { running, nextAt } = this.host.schedule();
    const now = parent.createDiv({ cls: "exist-sync-now", attr: { role: "status" } });
    if (backfill !== null) now.createDiv({ text: describe.backfillNow(backfill) });
    now.createDiv({ text: describe.currentState(waiting, running && backfill === null, nextAt) });
    for (const text of besides) now.createDiv({ text });
    now.createDiv({ cls: "exist-sync-aside", text: fill(words.statusView.budget, { used, of: HOURLY_LIMIT }) });
  }

  private drawDay(parent: HTMLElement): void {
    const day = this.days.get(this.chosen);
    const head = parent.createEl("h3", { cls: "exist-sync-chosen" });
    if (day?.path == null) head.setText(formats.dayOfYear(this.chosen));
    else {
      const link = head.createEl("a", { text: formats.dayOfYear(this.chosen), href: "#" });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.openNote(this.chosen);
      });
    }
    const amount = day === undefined ? 0 : day.record.values.size + day.record.refused.size + day.record.issues.length + (day.record.elsewhere?.size ?? 0);
    if (day === undefined || amount === 0) {
      parent.createEl("p", { cls: "exist-sync-aside", text: day === undefined ? words.statusView.noNote : describe.noValues(day.state) });
      return;
    }
    const others = othersIn(this.host.settings());
    drawRecord(parent, day.record, [...(day.record.elsewhere ?? [])].flatMap((key) => others.get(key) ?? []), this.known);
  }
}

/** What is the matter with the day, and then what was sent of it. */
function drawRecord(parent: HTMLElement, { values, refused, issues }: DayRecord, others: readonly Other[], known: (name: string) => KnownAttribute): void {
  const list = parent.createEl("ul", "exist-sync-values");
  const matter = (state: "refused" | "issue" | "elsewhere", sentence: string): void => {
    const item = list.createEl("li", { cls: `mod-${state}` });
    drawMark(item);
    item.createSpan({ text: sentence });
  };
  for (const [name, { text }] of refused) matter("refused", describe.refusedValue(known(name).label, text));
  for (const issue of issues) matter("issue", describe.issue(issue));
  for (const other of others) matter("elsewhere", fill(words.statusView.left, other));
  for (const [name, value] of values) {
    const { label, type, to } = known(name);
    const item = list.createEl("li", "exist-sync-pair");
    item.createSpan({ text: label });
    item.createSpan({ cls: "exist-sync-value", text: describe.value(value, type, to === null ? undefined : sentUnit(to, {})) });
  }
}

function drawRuns(parent: HTMLElement, reports: readonly Report[]): void {
  parent.createEl("h3", { text: words.statusView.runs });
  if (reports.length === 0) parent.createEl("p", { cls: "exist-sync-aside", text: words.statusView.noRuns });
  const list = parent.createEl("ul", "exist-sync-runs");
  for (const report of reports.slice(0, RUNS)) {
    const item = list.createEl("li");
    item.createDiv({ cls: "exist-sync-aside", text: describe.reportTime(report) });
    item.createDiv({ text: describe.reportInShort(report) });
  }
}
