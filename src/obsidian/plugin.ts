import { Platform, Plugin, TFile } from "obsidian";
import { localDateAt } from "../domain/local-date";
import type { Note } from "../domain/note";
import { type Suggestions, suggest } from "../domain/suggest";
import type { Scope } from "../sync/prepare";
import { fetchOwned, notReleased, type OwnedAttribute, release, type ReleaseReport } from "../sync/release";
import { emptyReport, type Failure, type Report, type Trigger } from "../sync/report";
import type { RunPlan } from "../sync/run-plan";
import { Schedule } from "../sync/schedule";
import { failureOf } from "../sync/send";
import { imperialOf } from "../sync/settings";
import { addToValue } from "./adding";
import { deviceClock } from "./clock";
import { addCommands } from "./commands";
import { ExistConnection } from "./connection/connection";
import { copyDiagnostics } from "./copy-diagnostics";
import { listenToAddresses } from "./from-outside";
import { VaultNotes } from "./notes/vault-notes";
import { Session } from "./session";
import { ExistSettingTab } from "./settings-tab/setting-tab";
import { SettingsFile } from "./state/settings-file";
import { announce, ProgressNotice } from "./ui/notices";
import { PreviewModal } from "./preview/preview-modal";
import { ReleaseModal } from "./ui/release-modal";
import { StatusBar } from "./ui/status-bar";
import { StatusPane } from "./status/status-pane";
import { propertyType } from "./undocumented";
import { words } from "./words";

/** After start-up Obsidian is busy with itself; what changed meanwhile can wait this long. */
const AFTER_START = 10_000;
/** A note that was left is written and indexed by then. */
const AFTER_LEAVING = 2_000;
/** How many of the latest notes suggestions and examples are drawn from. */
const LATEST = 90;

const NOT_CONNECTED: Failure = { kind: "not-connected", text: "", retryAt: null, waitingHelps: false };

/** Puts the parts together, and takes them apart again. */
export class ExistSyncPlugin extends Plugin {
  readonly settingsFile = new SettingsFile(this, localDateAt(deviceClock.now()));
  readonly connection = new ExistConnection(this.app, this.settingsFile, (sentences) => { this.welcome(sentences); });
  readonly notes = new VaultNotes(this.app, deviceClock, () => this.settingsFile.current.sources);
  readonly status = new StatusPane(this.app.workspace);
  readonly schedule = new Schedule({
    clock: deviceClock,
    settings: () => this.settingsFile.current,
    run: async (trigger, scope, control) => {
      const session = await this.open();
      return session === null ? { kind: "report", report: notConnected(trigger) } : session.engine.run(trigger, scope, control);
    },
    onChange: (state) => {
      this.statusBar?.show({ state });
      if (!state.running) this.status.refresh();
    },
    onAutomatic: (report) => { this.tellQuietly(report); },
  });
  private session: { readonly of: string; readonly opened: Promise<Session> } | null = null;
  private statusBar: StatusBar | null = null;
  private tab: ExistSettingTab | null = null;
  private progress: ProgressNotice | null = null;
  /** What the last automatic run had to say to a person; the same is not said twice. */
  private said = "";

  override async onload(): Promise<void> {
    await this.settingsFile.load();
    this.tab = new ExistSettingTab(this.app, this, this);
    this.addSettingTab(this.tab);
    addCommands(this);
    listenToAddresses(this);
    if (!Platform.isMobile) this.statusBar = new StatusBar(this.addStatusBarItem(), () => void this.status.show());
    this.status.register(this, { settings: () => this.settingsFile.current, notes: this.notes, schedule: () => this.schedule.now, session: () => this.open() });
    this.refresh();
    this.app.workspace.onLayoutReady(() => { this.begin(); });
  }

  override onunload(): void {
    this.connection.close();
    this.schedule.stop();
    this.closeSession();
    this.progress?.hide();
  }

  override async onExternalSettingsChange(): Promise<void> {
    await this.settingsFile.load();
    this.refresh();
    this.tab?.update();
  }

  get isConnected(): boolean {
    return this.settingsFile.lock === null && this.connection.home.read() !== null;
  }

  async disconnect(): Promise<void> {
    this.schedule.cancel();
    await this.connection.home.wipe();
    this.refresh();
  }

  /** Sends what changed, at a person's request; shows the plan first where one has to be seen. */
  async sync(scope: Scope = {}): Promise<void> {
    const obstacle = this.obstacle();
    if (obstacle !== null) {
      announce([obstacle]);
      return;
    }
    const trigger: Trigger = scope.path === undefined ? "command" : "note";
    const result = await this.schedule.exclusively(async (control) => {
      const session = await this.open();
      if (session === null) return { kind: "report" as const, report: notConnected(trigger) };
      return session.engine.run(trigger, scope, { ...control, onProgress: this.showing(control.onProgress) });
    });
    if (result.kind === "preview") await this.showPlan(result.plan);
    else this.tell(result.report);
  }

  /** Shows what a run would send. */
  async preview(): Promise<void> {
    const obstacle = this.obstacle();
    if (obstacle !== null) {
      announce([obstacle]);
      return;
    }
    try {
      const plan = await this.plan();
      if (plan !== null) await this.showPlan(plan);
    } catch (error) {
      announce([words.failure({ ...failureOf(error), waitingHelps: false })]);
    }
  }

  /** Asks what to add to which value, and adds it once. */
  async increment(): Promise<void> {
    const obstacle = this.unconnected();
    const session = obstacle === null ? await this.open() : null;
    if (session === null) {
      announce([obstacle ?? words.notices.notConnected]);
      return;
    }
    await addToValue({
      app: this.app, notes: this.notes, clock: deviceClock, settings: this.settingsFile,
      client: session.client, ledger: session.ledger,
      exclusively: (task) => this.schedule.exclusively(task),
      tell: (sentence) => { if (!this.schedule.isStopped) announce([sentence]); },
    });
  }

  /** What a run would send now, also what was left unticked before; null without a connection. Throws ExistError. */
  async plan(): Promise<RunPlan | null> {
    return this.schedule.exclusively(async () => (await this.open())?.engine.plan("command", { declined: true }) ?? null);
  }

  /** Shows what this client owns at Exist, and releases what a person ticks. */
  async release(): Promise<void> {
    const obstacle = this.unconnected();
    if (obstacle !== null) {
      announce([obstacle]);
      return;
    }
    try {
      const owned = await this.schedule.exclusively(async () => {
        const session = await this.open();
        return session === null ? null : fetchOwned(session.client, this.settingsFile.current);
      });
      if (owned === null) announce([words.notices.notConnected]);
      else if (owned.length === 0) announce([words.release.nothing]);
      else new ReleaseModal(this.app, owned, (chosen) => this.releaseChosen(chosen)).open();
    } catch (error) {
      announce([words.failure({ ...failureOf(error), waitingHelps: false })]);
    }
  }

  /** The latest daily notes, text and all. */
  async latestNotes(): Promise<Note[]> {
    const { notes: listed } = this.notes.list(localDateAt(deviceClock.now()));
    const latest = [...listed].sort((a, b) => (a.date < b.date ? 1 : -1)).slice(0, LATEST);
    const notes = await Promise.all(latest.map((ref) => this.notes.read(ref, true)));
    return notes.filter((note) => note !== null);
  }

  /** What the latest notes seem to keep track of. Nothing leaves the vault. */
  async suggest(): Promise<Suggestions> {
    const { current } = this.settingsFile;
    return suggest(await this.latestNotes(), {
      mappings: current.mappings, imperial: imperialOf(current), propertyType: (key) => propertyType(this.app, key),
    });
  }

  /** The last runs, latest first. */
  async reports(): Promise<readonly Report[]> {
    return (await (await this.open())?.ledger.store.facts("reports")) ?? [];
  }

  /** Copies what helps to find a fault, to be pasted into a report of it. */
  async copyDiagnostics(): Promise<void> {
    await copyDiagnostics(this.manifest.version, this.settingsFile.current, await this.open());
  }

  /** Brings everything that shows the connection or depends on it up to date. */
  refresh(): void {
    if (this.session !== null && this.session.of !== this.sessionKey()) this.closeSession();
    this.statusBar?.show({ connected: this.isConnected, locked: this.settingsFile.lock !== null });
  }

  private begin(): void {
    const { workspace } = this.app;
    this.tellLock();
    this.notes.watch(this, () => { if (this.isConnected) this.schedule.noteChanged(); });
    this.registerEvent(workspace.on("file-open", () => { this.schedule.flush(AFTER_LEAVING); }));
    this.registerEvent(workspace.on("file-menu", (menu, file) => {
      if (!(file instanceof TFile) || this.notes.dateOf(file.path) === null) return;
      menu.addItem((item) => item.setTitle(words.commands.syncNote).setIcon("refresh-cw").onClick(() => void this.sync({ path: file.path })));
    }));
    this.registerDomEvent(document, "visibilitychange", () => { if (document.visibilityState === "hidden") this.schedule.flush(0); });
    this.registerDomEvent(window, "online", () => { if (this.isConnected) this.schedule.lookAgain(); });
    if (this.isConnected) this.schedule.lookAgain(AFTER_START);
  }

  private async showPlan(plan: RunPlan): Promise<void> {
    const left = (await (await this.open())?.budget.left(0)) ?? 0;
    new PreviewModal(this.app, plan, { now: deviceClock.now(), left }, (consent) => {
      const send = this.schedule.exclusively(async (control) => {
        const session = await this.open();
        if (session === null) return notConnected(plan.trigger);
        return session.engine.send(plan, consent, { ...control, onProgress: this.showing(control.onProgress) });
      });
      void send.then((report) => { this.tell(report); });
    }).open();
  }

  private welcome(sentences: readonly string[]): void {
    announce(sentences);
    this.said = "";
    this.refresh();
    this.tab?.update();
    if (this.settingsFile.current.mappings.length > 0) this.schedule.lookAgain();
  }

  private async releaseChosen(chosen: readonly OwnedAttribute[]): Promise<ReleaseReport> {
    return this.schedule.exclusively(async (control) => {
      const session = await this.open();
      return session === null ? notReleased(chosen, NOT_CONNECTED) : release(session.client, this.settingsFile, chosen, control);
    });
  }

  /** Why nothing can be sent at all, as a sentence, or null. */
  private obstacle(): string | null {
    const { mappings, tagMode } = this.settingsFile.current;
    return this.unconnected() ?? (mappings.length === 0 && tagMode === "off" ? words.notices.nothingMapped : null);
  }

  /** Why Exist cannot be asked anything, as a sentence, or null. */
  private unconnected(): string | null {
    const { lock } = this.settingsFile;
    if (lock !== null) return lock.kind === "newer" ? words.notices.dataNewer(lock.version) : words.notices.dataDamaged(lock.place);
    return this.isConnected ? null : words.notices.notConnected;
  }

  private tellLock(): void {
    const obstacle = this.settingsFile.lock === null ? null : this.obstacle();
    if (obstacle !== null) announce([obstacle], "until-dismissed");
  }

  /** Passes progress on to the status bar, and on long runs to a notice, which phones have as well. */
  private showing(onProgress: (answered: number, all: number) => void): (answered: number, all: number) => void {
    return (answered, all) => {
      onProgress(answered, all);
      if (answered >= all) return;
      this.progress ??= new ProgressNotice(() => { this.schedule.cancel(); });
      this.progress.show(words.notices.sending(answered, all));
    };
  }

  private tell(ended: Report): void {
    this.progress?.hide();
    this.progress = null;
    if (this.schedule.isStopped) return;
    const report = this.schedule.followUp(ended);
    this.statusBar?.show({ report });
    announce(words.report(report));
    this.said = "";
  }

  /** An automatic run speaks up only for what needs a person, and once. */
  private tellQuietly(report: Report): void {
    this.statusBar?.show({ report });
    const sentences = [
      ...(report.failure !== null && !report.failure.waitingHelps ? [words.failure(report.failure)] : []),
      ...report.lost.map((each) => words.lost(each)),
    ];
    const matter = sentences.join("\n");
    if (matter !== "" && matter !== this.said) announce([words.notices.needsYou, ...sentences], "until-dismissed");
    this.said = matter;
  }

  private sessionKey(): string {
    const { connection } = this.settingsFile.current;
    return this.isConnected && connection !== null ? connection.account : "";
  }

  /** The session of the connected account; null without a connection. */
  private async open(): Promise<Session | null> {
    const of = this.sessionKey();
    const { connection } = this.settingsFile.current;
    if (of === "" || connection === null) return null;
    if (this.session?.of === of) return this.session.opened;
    this.closeSession();
    const opened = Session.open(this.app, connection.account, this.connection.access, { clock: deviceClock, notes: this.notes, settings: this.settingsFile });
    this.session = { of, opened };
    if (!(await opened).persistent) announce([words.notices.noStorage]);
    return opened;
  }

  private closeSession(): void {
    void this.session?.opened.then((session) => { session.close(); });
    this.session = null;
  }
}

function notConnected(trigger: Trigger): Report {
  return { ...emptyReport(trigger, deviceClock.now()), failure: NOT_CONNECTED };
}
