import { type App, ButtonComponent, type Modal } from "obsidian";
import { failureOf } from "../../sync/run/send";
import { SET_UP_STEPS, type SetUpStep } from "../../presentation/set-up";
import { Dialog } from "../ui/dialog";
import { announce } from "../ui/notices";
import { describe, fill, words } from "../words";
import { drawProblem, type Frame, type Step } from "./step";

/** What leads through the steps. */
export interface SetUpParts {
  readonly steps: Readonly<Record<SetUpStep, Step>>;
  readonly start: SetUpStep;
  /** Told which step is shown. */
  readonly onStep: (step: SetUpStep) => void;
  /** Told when the sign-in is needed once more, and for which step. */
  readonly onSignIn: (from: SetUpStep) => void;
  /** Opens a window over the set-up, with which it closes. */
  readonly openOver: (window: Modal, onClosed: () => void) => void;
  readonly onClosed: () => void;
}

/** Elements that make something of Enter themselves. */
const TAKES_ENTER = "button, a, textarea, select, input[type=checkbox], [role=button]";

/** The guided set-up: one step at a time, with the way back and on. It can be left at any time. */
export class SetUpModal extends Dialog {
  private readonly list: HTMLElement;
  private readonly head: HTMLElement;
  private body: HTMLElement;
  private readonly buttons: HTMLElement;
  private step: SetUpStep;
  private main: (() => void) | null = null;
  private isLeaving = false;
  private isClosed = false;

  constructor(app: App, private readonly parts: SetUpParts) {
    super(app, words.setUp.title);
    const { contentEl } = this;
    this.step = parts.start;
    this.list = contentEl.createEl("ol", { cls: "exist-sync-progress" });
    this.head = contentEl.createEl("h3", { cls: "exist-sync-step", attr: { tabindex: "-1" } });
    this.body = contentEl.createDiv();
    this.buttons = contentEl.createDiv("modal-button-container");
  }

  override onOpen(): void {
    this.modalEl.addClass("exist-sync-set-up");
    this.modalEl.addEventListener("keydown", (event) => { this.onKey(event); });
    this.draw();
  }

  override onClose(): void {
    this.isClosed = true;
    this.contentEl.empty();
    void this.current.leave?.().catch((error: unknown) => { announce([describe.failure(failureOf(error))]); });
    this.parts.onClosed();
  }

  private get current(): Step {
    return this.parts.steps[this.step];
  }

  private onKey(event: KeyboardEvent): void {
    const { target } = event;
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented || event.repeat || this.main === null) return;
    if ((target as Element).closest(TAKES_ENTER) !== null) return;
    event.preventDefault();
    this.main();
  }

  private async go(step: SetUpStep, sentences: readonly string[] = []): Promise<void> {
    if (this.isLeaving || this.isClosed) return;
    this.isLeaving = true;
    try {
      await this.current.leave?.();
      this.step = step;
      this.draw(sentences);
    } catch (error) {
      drawProblem(this.body, describe.failure(failureOf(error)), words.setUp.again, () => void this.go(step));
    }
    this.isLeaving = false;
  }

  private draw(sentences: readonly string[] = []): void {
    const at = SET_UP_STEPS.indexOf(this.step);
    this.parts.onStep(this.step);
    this.drawProgress(at);
    this.head.empty();
    this.head.createSpan({ text: fill(words.setUp.stepOf, { at: at + 1, all: SET_UP_STEPS.length }), cls: "exist-sync-step-count" });
    this.head.appendText(words.setUp.names[this.step]);
    const body = this.contentEl.createDiv("exist-sync-step-body");
    this.body.replaceWith(body);
    this.body = body;
    for (const text of sentences) body.createEl("p", { text, cls: "exist-sync-told", attr: { role: "status" } });
    this.main = null;
    this.buttons.empty();
    const previous = SET_UP_STEPS[at - 1];
    const back = previous === undefined ? null : new ButtonComponent(this.buttons).setButtonText(words.setUp.back).onClick(() => void this.go(previous));
    this.buttons.show();
    const main = new ButtonComponent(this.buttons).setCta().onClick((event) => {
      // The second press of a double-click was meant for the step before: the last step's button, which sends, is in the same place.
      if (event.detail < 2) this.main?.();
    });
    const next = SET_UP_STEPS[at + 1] ?? this.step;
    this.current.draw({
      body,
      isShown: () => body.isConnected,
      setMain: (text, run) => {
        this.main = run;
        main.setButtonText(text).buttonEl.show();
        this.buttons.show();
      },
      setNoMain: (onEnter) => {
        this.main = onEnter ?? null;
        if (main.buttonEl === main.buttonEl.ownerDocument.activeElement) this.head.focus();
        main.buttonEl.hide();
        this.buttons.toggle(back?.buttonEl.isShown() === true);
      },
      setBack: (allowed) => { back?.buttonEl.toggle(allowed); },
      next: () => void this.go(next),
      goTo: (step, said) => void this.go(step, said),
      signIn: () => {
        this.parts.onSignIn(this.step);
        void this.go("connect");
      },
      openOver: (window) => { this.parts.openOver(window, () => { this.head.focus(); }); },
      redraw: () => { this.draw(); },
      close: () => { this.close(); },
    } satisfies Frame);
    this.head.focus();
  }

  private drawProgress(at: number): void {
    this.list.empty();
    for (const [index, step] of SET_UP_STEPS.entries()) {
      this.list.createEl("li", { text: words.setUp.names[step], cls: index < at ? "is-done" : "", attr: index === at ? { "aria-current": "step" } : {} });
    }
  }
}
