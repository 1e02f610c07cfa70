import type { App } from "./app";
import { Component } from "./component";
import { Events } from "./events";
import type { TFile, Vault } from "./vault";

/** obsidian.d.ts: ItemView, as much as a plugin's own view needs. */
export abstract class ItemView extends Component {
  readonly app: App;
  readonly containerEl: HTMLElement;
  readonly contentEl: HTMLElement;

  constructor(readonly leaf: WorkspaceLeaf) {
    super();
    this.app = leaf.app;
    this.containerEl = document.createElement("div");
    this.containerEl.className = "workspace-leaf-content";
    this.contentEl = document.createElement("div");
    this.contentEl.className = "view-content";
    this.containerEl.append(this.contentEl);
  }

  abstract getViewType(): string;
  abstract getDisplayText(): string;

  getIcon(): string {
    return "file";
  }

  async onOpen(): Promise<void> {
    // for subclasses
  }

  async onClose(): Promise<void> {
    // for subclasses
  }
}

/** obsidian.d.ts, WorkspaceLeaf.isDeferred: what stands for a view in the background until it is shown. */
class DeferredView extends ItemView {
  constructor(leaf: WorkspaceLeaf, private readonly type: string) {
    super(leaf);
  }

  getViewType(): string {
    return this.type;
  }

  getDisplayText(): string {
    return this.type;
  }
}

export class WorkspaceLeaf {
  view: ItemView | null = null;

  constructor(readonly app: App, private readonly workspace: Workspace) {}

  async setViewState(state: { readonly type: string; readonly active?: boolean }): Promise<void> {
    await this.view?.onClose();
    this.view?.unload();
    this.view?.containerEl.remove();
    this.view = this.workspace.makeView(state.type, this);
    if (this.view === null) return;
    this.workspace.root.append(this.view.containerEl);
    this.view.load();
    await this.view.onOpen();
  }

  getViewState(): { readonly type: string } {
    return { type: this.view?.getViewType() ?? "empty" };
  }

  detach(): void {
    void this.view?.onClose();
    this.view?.unload();
    this.view?.containerEl.remove();
    this.view = null;
    this.workspace.forget(this);
  }
}

/** obsidian.d.ts: Workspace. Which note is open, and the leaves of plugins' views. */
export class Workspace extends Events {
  layoutReady = false;
  private readonly waiting: (() => unknown)[] = [];
  private readonly views = new Map<string, (leaf: WorkspaceLeaf) => ItemView>();
  private readonly leaves = new Set<WorkspaceLeaf>();
  private active: TFile | null = null;
  /** What the app does before another note is opened. */
  beforeLeaving: () => void = () => undefined;

  constructor(private readonly app: App, private readonly vault: Vault, readonly root: HTMLElement) {
    super();
  }

  onLayoutReady(callback: () => unknown): void {
    if (this.layoutReady) callback();
    else this.waiting.push(callback);
  }

  becomeReady(): void {
    this.layoutReady = true;
    for (const callback of this.waiting.splice(0)) callback();
    this.trigger("layout-change");
  }

  getActiveFile(): TFile | null {
    return this.active;
  }

  open(file: TFile | null): void {
    this.beforeLeaving();
    this.active = file;
    this.trigger("file-open", file);
    this.trigger("active-leaf-change", null);
  }

  openLinkText(link: string): Promise<void> {
    this.open(this.vault.getFileByPath(link) ?? this.vault.getFileByPath(`${link}.md`));
    return Promise.resolve();
  }

  registerView(type: string, make: (leaf: WorkspaceLeaf) => ItemView): void {
    if (this.views.has(type)) throw new Error(`Attempting to register an existing view type "${type}"`);
    this.views.set(type, make);
  }

  unregisterView(type: string): void {
    this.views.delete(type);
    for (const leaf of this.getLeavesOfType(type)) leaf.detach();
  }

  makeView(type: string, leaf: WorkspaceLeaf): ItemView | null {
    return this.views.get(type)?.(leaf) ?? null;
  }

  getLeavesOfType(type: string): WorkspaceLeaf[] {
    return [...this.leaves].filter((leaf) => leaf.view?.getViewType() === type);
  }

  getRightLeaf(): WorkspaceLeaf {
    return this.getLeaf();
  }

  getLeaf(): WorkspaceLeaf {
    const leaf = new WorkspaceLeaf(this.app, this);
    this.leaves.add(leaf);
    return leaf;
  }

  /** Puts a leaf into the background, as those of the last time are after a start. */
  restore(type: string): void {
    const leaf = this.getLeaf();
    leaf.view = new DeferredView(leaf, type);
  }

  /** obsidian.d.ts: after it the view is loaded and not deferred. */
  async revealLeaf(leaf: WorkspaceLeaf): Promise<void> {
    if (leaf.view instanceof DeferredView) await leaf.setViewState(leaf.getViewState());
  }

  forget(leaf: WorkspaceLeaf): void {
    this.leaves.delete(leaf);
  }
}
