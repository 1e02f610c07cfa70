import type * as Obsidian from "obsidian";
import type { UiEnv } from "./env";
import type { Icons } from "./icons";
import type { createSuggestModals } from "./suggest-modal";
import type { Tooltips } from "./tooltip";

/** A command as the palette lists it; the host leaves out what cannot run now. */
export interface PaletteCommand {
  readonly id: string;
  readonly name: string;
}

/** The parts around the workspace: status bar, ribbon, command palette. */
export function createShell(
  { document, root, isMobile }: UiEnv,
  { setIcon }: Icons,
  { setTooltip }: Tooltips,
  { FuzzySuggestModal }: ReturnType<typeof createSuggestModals>,
) {
  class StatusBar {
    readonly containerEl = document.createElement("div");

    constructor() {
      this.containerEl.addClass("status-bar");
    }

    /** On mobile there is no status bar: the item is made, and shown nowhere (obsidian.d.ts: addStatusBarItem). */
    addItem(pluginId: string): HTMLElement {
      const el = document.createElement("div");
      el.addClass("status-bar-item", `plugin-${pluginId}`);
      if (isMobile()) return el;
      if (!this.containerEl.isConnected) root.appendChild(this.containerEl);
      return this.containerEl.appendChild(el);
    }
  }

  class Ribbon {
    readonly containerEl = document.createElement("div");
    private readonly actionsEl: HTMLElement;

    constructor() {
      this.containerEl.addClass("workspace-ribbon", "side-dock-ribbon", "mod-left");
      this.actionsEl = this.containerEl.createDiv("side-dock-actions");
    }

    addAction(icon: Obsidian.IconName, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
      if (!this.containerEl.isConnected) root.appendChild(this.containerEl);
      const el = this.actionsEl.createDiv("clickable-icon side-dock-ribbon-action");
      setIcon(el, icon);
      setTooltip(el, title, { placement: "right" });
      el.addEventListener("click", callback);
      return el;
    }
  }

  class CommandPalette extends FuzzySuggestModal<PaletteCommand> {
    constructor(
      app: Obsidian.App,
      private readonly commands: () => readonly PaletteCommand[],
      private readonly run: (id: string) => unknown,
    ) {
      super(app);
      this.setPlaceholder("Select a command…");
      this.setInstructions([
        { command: "↑↓", purpose: "to navigate" },
        { command: "↵", purpose: "to use" },
        { command: "esc", purpose: "to dismiss" },
      ]);
    }

    override onOpen(): void {
      this.inputEl.value = "";
    }

    override getItems(): PaletteCommand[] {
      return [...this.commands()];
    }

    override getItemText(command: PaletteCommand): string {
      return command.name;
    }

    override onChooseItem(command: PaletteCommand): void {
      this.run(command.id);
    }
  }

  return { StatusBar, Ribbon, CommandPalette };
}
