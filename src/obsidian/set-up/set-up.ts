import type { App } from "obsidian";
import type { Report } from "../../sync/report";
import { isSetUp, isUnfinished, type SetUpStep } from "../../presentation/set-up";
import type { ExistConnection } from "../connection/connection";
import type { SettingsFile } from "../state/settings-file";
import type { StatusPane } from "../status/status-pane";
import type { WindowManager } from "../ui/window-manager";
import { CheckStep } from "./check-step";
import { ChooseStep } from "./choose-step";
import { ConnectStep } from "./connect-step";
import { type DraftHost, keptProgress, SetUpDraft } from "./draft";
import { NotesStep } from "./notes-step";
import { SetUpModal } from "./set-up-modal";

/** What the set-up needs of the plugin. */
export interface SetUpHost extends DraftHost {
  readonly windows: WindowManager;
  readonly settings: SettingsFile;
  readonly connection: Pick<ExistConnection, "show" | "makeForm">;
  readonly status: Pick<StatusPane, "show">;
  readonly isConnected: () => boolean;
  /** Told of every report; `isSeen` is false where nobody sees it in the set-up. */
  readonly onReport: (report: Report, isSeen: boolean) => void;
}

/** When the guided set-up is opened, and where it goes on. */
export class SetUp {
  private modal: SetUpModal | null = null;

  constructor(private readonly app: App, private readonly host: SetUpHost) {}

  /** The user has just enabled the plugin: where nothing is set up, it is done now. */
  begin(): void {
    const { settings } = this.host;
    if (settings.lock === null && !isSetUp(settings.current)) this.open();
  }

  /** The set-up while nothing is set up or one was left half-way, else the plain sign-in. */
  connect(): void {
    const { settings, connection, windows } = this.host;
    if (windows.raise()) return;
    if (settings.lock === null && isUnfinished(settings.current, keptProgress(this.host.device))) this.open();
    else connection.show();
  }

  /** Goes on with a set-up that was left for signing in at Exist, as when Obsidian was closed meanwhile. */
  resume(): void {
    if (keptProgress(this.host.device) !== null && this.modal === null) this.connect();
  }

  private open(): void {
    if (this.modal !== null) return;
    const { host } = this;
    const draft = new SetUpDraft(this.app, host);
    const connect = new ConnectStep(draft, { isConnected: host.isConnected, makeForm: (asking, onConnected) => host.connection.makeForm(asking, onConnected) });
    const isConnected = host.isConnected();
    const goOn = stepAfter(draft.progress.step);
    if (!isConnected && draft.progress.step !== "connect") connect.askAgain(goOn);
    this.modal = new SetUpModal(this.app, {
      steps: {
        connect,
        notes: new NotesStep(draft),
        choose: new ChooseStep(draft),
        check: new CheckStep(draft, { onReport: host.onReport, openStatus: () => void host.status.show() }),
      },
      start: isConnected ? goOn : "connect",
      onStep: (step) => { draft.change((now) => ({ ...now, step })); },
      onSignIn: (from) => { connect.askAgain(from); },
      openOver: (window, onClosed) => { host.windows.showOver(window, onClosed); },
      onClosed: () => { this.modal = null; },
    });
    host.windows.show(this.modal);
  }
}

/** The step to go on with after a sign-in. */
function stepAfter(step: SetUpStep): SetUpStep {
  return step === "connect" ? "notes" : step;
}
