import type { CallAnswer } from "./push";

/** Lets the caller stop a run between calls and see how far it is. */
export interface RunControl {
  readonly stopped: () => boolean;
  /** How many of `all` values Exist has answered for. */
  readonly onProgress: (answered: number, all: number) => void;
  /** Waited for after each update call, when the ledger holds what became of it. */
  readonly onCall?: (answer: CallAnswer) => Promise<void>;
}

export const NO_CONTROL: RunControl = { stopped: () => false, onProgress: () => undefined };
