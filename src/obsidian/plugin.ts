import { Platform, Plugin, TFile } from "obsidian";
import { localDateAt } from "../domain/local-date";
import type { Suggestions } from "../domain/suggest";
import { type MappingFacts, mappingFacts } from "../presentation/mapping-facts";
import type { RunControl } from "../sync/run/control";
import type { Scope } from "../sync/run/prepare";
import { fetchOwned, notReleased, release } from "../sync/release";
import { NOT_CONNECTED, type Report } from "../sync/report";
import { failureOf } from "../sync/run/send";
import { Schedule } from "../sync/schedule";
import { incrementValue } from "./increment/increment-value";
import { BackfillPart } from "./backfill/backfill-part";
import { deviceClock } from "./clock";
import { addCommands } from "./commands";
import { compareWithExist } from "./compare/compare-with-exist";
import { ExistConnection } from "./connection/connection";
import { copyDiagnostics } from "./copy-diagnostics";
import { registerUriHandler } from "./automation/uri-handler";
import { registerCommandLine } from "./automation/command-line";
import { askBlocker, sendBlocker } from "./blocker";
import { knownTemplates } from "./known-templates";
import { suggestFor } from "./notes/suggest-for";
import { VaultNotes } from "./notes/vault-notes";
import { releaseAttributes } from "./release/release-attributes";
import { Sending } from "./sending";
import { type Session, Sessions } from "./session";
import { ExistSettingTab } from "./settings-tab/setting-tab";
import { DeviceValues } from "./state/device-values";
import { SettingsFile } from "./state/settings-file";
import { WindowManager } from "./ui/window-manager";
import { SetUp } from "./set-up/set-up";
import { SyncStatusWatch } from "./sync-status-watch";
import { sayMoved } from "./ui/notices";
import { StatusBar } from "./ui/status-bar";
import { RunNotifier } from "./ui/run-notifier";
import { StatusPane } from "./status/status-pane";
import { SyncTriggers } from "./sync-triggers";
import { describe, words } from "./words";

/** After start-up Obsidian is busy with itself; what changed meanwhile can wait this long. */
const AFTER_START = 10_000;

/** Puts the parts together, and takes them apart again. */
export class ExistSyncPlugin extends Plugin {
  readonly windows = new WindowManager();
  private readonly statusBar = new StatusBar();
  readonly device = new DeviceValues(this.app);
  readonly settingsFile = new SettingsFile(this, deviceClock, sayMoved);
  readonly connection = new ExistConnection(this.app, this.device, this.settingsFile, this.windows, () => { this.afterSignIn(); });
  readonly notes = new VaultNotes(this.app, deviceClock, () => this.settingsFile.current.sources);
  readonly templates = knownTemplates(this.device, () => this.open());
  readonly status = new StatusPane(this.app.workspace);
  readonly schedule = new Schedule({
    clock: deviceClock,
    settings: () => this.settingsFile.current,
    run: async (trigger, scope, control) => {
      const session = await this.open();
      return session === null ? null : session.engine.run(trigger, scope, control);
    },
    onChange: (state) => {
      this.statusBar.show({ state });
      this.status.tell();
      if (state.running) return;
      this.status.refresh();
      void this.syncStatus.refresh();
    },
    onAutomatic: (report) => {
      void this.ran(report);
      this.notifier.unattended(report);
    },
  });
  readonly setUp = new SetUp(this.app, {
    windows: this.windows, device: this.device,
    settings: this.settingsFile, notes: this.notes, templates: this.templates, connection: this.connection, status: this.status, schedule: this.schedule,
    session: () => this.open(), isConnected: () => this.isConnected,
    onReport: (report, isSeen) => {
      this.statusBar.show({ report });
      this.tab?.update();
      if (!isSeen) void this.sending.tell(this.schedule.followUp(report));
    },
  });
  readonly backfill = new BackfillPart({
    app: this.app,
    windows: this.windows,
    settings: () => this.settingsFile.current,
    session: () => this.open(),
    schedule: () => this.schedule,
    blocker: () => this.obstacle(),
    onChange: (backfill) => {
      this.statusBar.show({ backfill });
      if (backfill?.phase === "running") return;
      this.status.refresh();
      void this.syncStatus.refresh();
    },
    tell: (report) => void this.sending.tell(report),
    stopped: (lead, failure) => { this.notifier.stopped(lead, failure); },
  });
  private readonly sessions = new Sessions({
    device: this.device, access: this.connection.access, clock: deviceClock, notes: this.notes, settings: this.settingsFile,
    account: () => (this.schedule.isStopped ? null : this.account),
    onOpen: ({ persistent }) => { this.notifier.about("no storage", persistent ? null : words.notices.noStorage); },
    onClose: () => {
      this.schedule.cancel();
      this.backfill.close();
    },
    idle: () => this.schedule.idle,
  });
  private tab: ExistSettingTab | null = null;
  private readonly notifier = new RunNotifier(this.device, () => localDateAt(deviceClock.now()), !Platform.isMobile);
  private readonly syncStatus = new SyncStatusWatch({
    notes: this.notes, settings: () => this.settingsFile.current, session: () => this.open(),
    onChange: (syncStatus) => {
      this.statusBar.show({ syncStatus });
      this.status.tell();
    },
  });
  private readonly triggers = new SyncTriggers({
    app: this.app, notes: this.notes, schedule: this.schedule, syncStatus: this.syncStatus, notifier: this.notifier,
    session: () => this.open(), isConnected: () => this.isConnected,
  });
  private readonly sending = new Sending({
    app: this.app, windows: this.windows, notifier: this.notifier, schedule: this.schedule,
    session: () => this.open(), withSession: (task) => this.withSession(task), indexed: () => this.notes.indexed(), ran: (report) => this.ran(report),
  });

  override async onload(): Promise<void> {
    await this.settingsFile.load();
    this.tab = new ExistSettingTab(this.app, this, this);
    this.addSettingTab(this.tab);
    addCommands(this);
    registerUriHandler(this);
    registerCommandLine(this);
    if (!Platform.isMobile) this.statusBar.drawIn(this.addStatusBarItem(), () => void this.status.show());
    this.status.register(this, { settings: () => this.settingsFile.current, notes: this.notes, schedule: () => this.schedule.now, backfill: () => this.backfill.now, session: () => this.open(), connect: () => { this.setUp.connect(); }, condition: () => this.statusBar.condition });
    this.register(this.settingsFile.onChange((before, after) => {
      this.refresh();
      this.triggers.settingsChanged(before, after);
    }));
    this.refresh();
    this.app.workspace.onLayoutReady(() => { this.begin(); });
  }

  override onUserEnable(): void {
    this.setUp.begin();
  }

  override onunload(): void {
    this.windows.close();
    this.schedule.stop();
    this.sessions.close();
    this.settingsFile.close();
    this.notifier.hide();
  }

  override async onExternalSettingsChange(): Promise<void> {
    await this.settingsFile.load();
    this.refresh();
    this.tab?.redraw();
    void this.backfill.resume();
  }

  get isConnected(): boolean {
    return this.account !== null;
  }

  /** The connected account; null without a connection, and where settings or tokens cannot be read. */
  private get account(): string | null {
    const { lock, current: { connection } } = this.settingsFile;
    return connection === null || lock !== null || this.connection.home.read() === null ? null : connection.account;
  }

  /** Whether the connection's tokens are in a keychain that cannot be read now. */
  get isKeychainLocked(): boolean {
    return this.connection.home.isLocked;
  }

  /** Ends the connection, and wipes what this device has of it: secrets, and what it remembers of the account. */
  async disconnect(): Promise<void> {
    const account = this.settingsFile.current.connection?.account;
    try {
      const isWiped = await this.connection.disconnect();
      if (!isWiped) this.windows.say(words.settings.keychainKept);
      this.refresh();
      if (account !== undefined) await this.sessions.forget(account);
    } catch (error) {
      this.windows.say(describe.notSaved(failureOf(error)));
    }
  }

  /** Sends what changed, or what one note holds; shows the plan first where one has to be seen. */
  async sync(scope: Scope = {}): Promise<void> {
    if (!this.isBlocked()) await this.sending.sync(scope);
  }

  /** Shows what a run would send. */
  async preview(): Promise<void> {
    if (!this.isBlocked()) await this.windows.ask("preview", () => this.sending.preview());
  }

  /** Asks what to add to which value, and adds it once. */
  async increment(): Promise<void> {
    if (this.isBlocked(askBlocker(this))) return;
    await this.windows.ask("increment", async () => {
      const session = await this.open();
      if (session === null) return;
      await incrementValue({
        app: this.app, windows: this.windows, notes: this.notes, clock: deviceClock, settings: this.settingsFile,
        client: session.client, ledger: session.ledger,
        exclusively: (task) => this.schedule.exclusively(task),
      });
    });
  }

  /** Shows what this client owns at Exist, and releases what a person ticks. */
  async release(): Promise<void> {
    if (this.isBlocked(askBlocker(this))) return;
    let listedBy: Session | null = null;
    await this.windows.ask("release", () => releaseAttributes({
      app: this.app, windows: this.windows,
      owned: () => this.withSession((session) => {
        listedBy = session;
        return fetchOwned(session.client, this.settingsFile.current);
      }),
      // What one account was shown to own is not released at another.
      release: async (chosen) => (await this.withSession(async (session, control) => (session === listedBy ? release(session.client, this.settingsFile, chosen, control) : null))) ?? notReleased(chosen, NOT_CONNECTED),
    }));
  }

  /** Shows where notes and Exist differ, also where the ledger takes them for equal. */
  compare(): void {
    if (this.isBlocked() || this.windows.raise()) return;
    compareWithExist({
      app: this.app, windows: this.windows, settings: this.settingsFile,
      compare: (days) => this.withSession(({ engine }) => engine.compare(days)),
      showPlan: (plan) => this.sending.show(plan),
    });
  }

  /** What the latest notes seem to keep track of. Nothing leaves the vault. */
  async suggest(): Promise<Suggestions> {
    return suggestFor(this.app, this.settingsFile.current, this.notes, await this.notes.latest());
  }

  async mappingFacts(): Promise<ReadonlyMap<string, MappingFacts>> {
    const session = await this.open();
    return session === null ? new Map() : mappingFacts(session.ledger, this.settingsFile.current, localDateAt(deviceClock.now()));
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
    this.sessions.refresh();
    this.statusBar.show({ connected: this.isConnected, locked: this.settingsFile.lock !== null });
  }

  private begin(): void {
    const { workspace } = this.app;
    this.notifier.about("settings", this.settingsFile.lock === null ? null : this.obstacle());
    void this.tab?.learn();
    this.triggers.listen(this);
    // In the menu of the note (tab, explorer, three dots), and not in the editor's, which is for the text under the cursor.
    this.registerEvent(workspace.on("file-menu", (menu, file) => {
      if (!(file instanceof TFile) || this.notes.dateOf(file.path) === null) return;
      menu.addItem((item) => item.setTitle(words.commands.syncNoteMenu).setIcon("refresh-cw").onClick(() => void this.sync({ path: file.path })));
    }));
    this.registerDomEvent(window, "online", () => {
      if (this.isConnected) this.schedule.checkAfter();
      void this.backfill.resume();
    });
    if (this.isConnected) this.schedule.checkAfter(AFTER_START);
    this.register(deviceClock.after(AFTER_START, () => {
      void this.backfill.resume();
      void this.syncStatus.refresh();
    }));
  }

  private afterSignIn(): void {
    this.notifier.forget();
    this.refresh();
    this.tab?.update();
    if (this.settingsFile.current.mappings.length > 0) this.schedule.checkAfter();
    void this.backfill.resume();
  }

  /** Runs a task with the account's session when no run is under way; null without a connection. */
  private async withSession<T>(task: (session: Session, control: RunControl) => Promise<T>): Promise<T | null> {
    return this.schedule.exclusively(async (control) => {
      const session = await this.open();
      return session === null ? null : task(session, control);
    });
  }

  /** Says why what a person asks for cannot be done, if it cannot. */
  private isBlocked(obstacle = this.obstacle()): boolean {
    if (obstacle !== null) this.windows.say(obstacle);
    return obstacle !== null;
  }

  /** Why nothing can be sent at all, as a sentence, or null. */
  obstacle(): string | null {
    return sendBlocker(this);
  }

  /** Takes up how a run ended, without a word. Settles when all that shows it is up to date. */
  async ran(report: Report): Promise<void> {
    this.statusBar.show({ report });
    void this.tab?.learn();
    await this.syncStatus.refresh();
  }

  /** The session of the connected account; null without a connection, and once the plugin is unloaded. */
  async open(): Promise<Session | null> {
    return this.sessions.open();
  }
}
