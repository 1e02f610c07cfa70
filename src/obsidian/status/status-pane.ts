import type { Plugin, Workspace } from "obsidian";
import { STATUS_VIEW, type StatusHost, StatusView } from "./status-view";

/** The status view's place at the side. */
export class StatusPane {
  constructor(private readonly workspace: Workspace) {}

  register(plugin: Plugin, host: StatusHost): void {
    plugin.registerView(STATUS_VIEW, (leaf) => new StatusView(leaf, host));
  }

  /** Opens the view, or brings it to the front. */
  async show(): Promise<void> {
    const { workspace } = this;
    const open = workspace.getLeavesOfType(STATUS_VIEW)[0];
    const leaf = open ?? workspace.getRightLeaf(false) ?? workspace.getLeaf("tab");
    if (open === undefined) await leaf.setViewState({ type: STATUS_VIEW, active: true });
    await workspace.revealLeaf(leaf);
  }

  /** Draws the view anew, if it is open. */
  refresh(): void {
    for (const view of this.views) void view.refresh();
  }

  /** Brings the view's first line up to date, if it is open. */
  tell(): void {
    for (const view of this.views) view.tell();
  }

  private get views(): StatusView[] {
    return this.workspace.getLeavesOfType(STATUS_VIEW).flatMap(({ view }) => (view instanceof StatusView ? [view] : []));
  }
}
