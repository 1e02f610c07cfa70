import type { ExistWorld } from "../../exist/world";
import { ACCOUNT, CLIENT_ID, CLIENT_SECRET } from "../stage";

const KINDS = ["update", "acquire", "create", "release"] as const;

/** What Exist holds, and how it was asked. */
export class ExistPanel {
  private readonly bodyEl: HTMLElement;
  private drawn = false;

  constructor(parent: HTMLElement, private readonly world: ExistWorld, token: string) {
    const panelEl = parent.createDiv("playground-exist");
    panelEl.createDiv({ cls: "playground-heading", text: "What Exist holds" });
    const hint = panelEl.createDiv({ cls: "playground-token" });
    hint.createDiv({ text: `A stand-in for Exist, in this page only. Connect as ${ACCOUNT} with this token:` });
    hint.createEl("code", { text: token, cls: "playground-token-text" });
    hint.createDiv({ text: "or sign in with this client ID and secret:" });
    hint.createEl("code", { text: CLIENT_ID, cls: "playground-token-text" });
    hint.createEl("code", { text: CLIENT_SECRET, cls: "playground-token-text" });
    this.bodyEl = panelEl.createDiv("playground-exist-body");
  }

  /** Draws anew, once for all that happens at the same time. */
  refresh(): void {
    if (this.drawn) return;
    this.drawn = true;
    setTimeout(() => { this.drawn = false; this.draw(); }, 0);
  }

  private draw(): void {
    const { world, bodyEl } = this;
    bodyEl.empty();
    const counts = KINDS.map((kind) => `${world.callsTo(kind).length} ${kind}`);
    const reads = world.calls.filter(({ method }) => method === "GET").length;
    bodyEl.createDiv({ cls: "playground-counts", text: `${world.calls.length} requests: ${counts.join(", ")}, ${reads} read` });
    bodyEl.createDiv({ cls: world.impolite.length > 0 ? "playground-impolite" : "playground-polite", text: world.impolite.length > 0 ? world.impolite.join("; ") : "Nothing impolite" });
    const days = Object.entries(world.valuesOf(ACCOUNT)).sort(([a], [b]) => (a < b ? 1 : -1));
    if (days.length === 0) bodyEl.createDiv({ cls: "playground-none", text: "No values yet." });
    for (const [date, values] of days) {
      bodyEl.createDiv({ cls: "playground-day", text: date });
      const list = bodyEl.createEl("dl", "playground-values");
      for (const [name, value] of Object.entries(values)) {
        list.createEl("dt", { text: world.attribute(ACCOUNT, name)?.label ?? name });
        list.createEl("dd", { text: String(value) });
      }
    }
  }
}
