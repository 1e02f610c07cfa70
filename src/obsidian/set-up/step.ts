import { ButtonComponent, type Modal } from "obsidian";
import type { Failure } from "../../sync/report";
import type { SetUpStep } from "../../presentation/set-up";
import { words } from "../words";

/** One step of the set-up, drawn anew whenever it is come to. */
export interface Step {
  draw(frame: Frame): void;
  /** Called before the step is left, in whatever direction. */
  leave?(): Promise<void>;
}

/** What a step is drawn into, and how it leads on. Each drawing has a frame of its own. */
export interface Frame {
  readonly body: HTMLElement;
  /** Whether this drawing is still the one that people see. */
  readonly isShown: () => boolean;
  /** The step's main button, which Enter presses as well. */
  readonly setMain: (text: string, run: () => void) => void;
  /** No main button: the step has its own, or there is nothing to go on with. */
  readonly setNoMain: (onEnter?: () => void) => void;
  /** Whether one may go back. */
  readonly setBack: (allowed: boolean) => void;
  readonly next: () => void;
  /** Leads to another step, which begins with saying `sentences`. */
  readonly goTo: (step: SetUpStep, sentences?: readonly string[]) => void;
  /** Leads to the sign-in, and back to this step. */
  readonly signIn: () => void;
  /** Opens a window over the step, which has the focus again afterwards. */
  readonly openOver: (window: Modal) => void;
  /** Draws the step once more. */
  readonly redraw: () => void;
  readonly close: () => void;
}

/** Says what went wrong, with a way to try again. */
export function drawProblem(parent: HTMLElement, sentence: string, text: string, run: () => void): void {
  const el = parent.createDiv({ cls: "exist-sync-trouble", attr: { role: "alert" } });
  el.createEl("p", { text: sentence });
  new ButtonComponent(el).setButtonText(text).onClick(() => {
    el.remove();
    run();
  });
}

/** Whether signing in helps, and trying again does not. */
export function isSignInNeeded({ kind }: Pick<Failure, "kind">): boolean {
  return kind === "not-connected" || kind === "token" || kind === "account";
}

/** Says what went wrong between this device and Exist, and leads to trying again or, where nobody is signed in, to that. */
export function drawFailure(frame: Frame, parent: HTMLElement, failure: Failure, again: () => void): void {
  if (isSignInNeeded(failure)) drawProblem(parent, words.setUp.noAccess(failure), words.settings.signInAgain, frame.signIn);
  else drawProblem(parent, words.failure(failure), words.setUp.again, again);
}

/** A sentence that is read out whenever it changes. */
export function drawStatus(parent: HTMLElement, text = ""): HTMLElement {
  return parent.createEl("p", { text, cls: "exist-sync-summary", attr: { role: "status" } });
}
