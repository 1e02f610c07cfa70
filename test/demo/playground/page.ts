import { MemoryAdapter } from "../../host/adapter";
import { clockFrom, systemClock } from "../../host/clock";
import { carryTo } from "../../host/transport";
import { installDom } from "../../host/ui/dom/install";
import { styles } from "../../host/ui/styles";
import { ExistWorld } from "../../exist/world";
import { ACCOUNT, openStage } from "../stage";
import { Editor } from "./editor";
import { ExistPanel } from "./exist-panel";
import { showExistPage } from "./exist-page";
import { layout } from "./layout";
import type { PageData } from "./page-data";

void start();

async function start(): Promise<void> {
  installDom(window);
  const query = new URLSearchParams(location.search);
  const isPhone = query.has("phone");
  const language = query.get("lang") ?? "en";
  // Milliseconds that Exist takes to answer, to look at what takes long.
  const lag = Number(query.get("lag") ?? 0);
  document.body.addClass("theme-light");
  document.head.createEl("style", { text: styles + layout });
  const data = (await (await fetch("/data.json")).json()) as PageData;
  await forgetDatabases();

  const clock = data.now === null ? systemClock : clockFrom(data.now);
  const world = new ExistWorld(() => clock.now());
  const adapter = new MemoryAdapter(clock);
  for (const { path, text, mtime } of data.files) adapter.put(path, text, mtime);

  const root = document.body.createDiv("playground");
  const headerEl = root.createDiv("playground-header");
  const carry = carryTo(world);
  const stage = await openStage(world, {
    onPage: (url) => void showExistPage(world, url, (address) => { host.openAddress(address); }),
    adapter, clock, indexedDB, root, mobile: isPhone, language, byUser: query.has("new"), configured: data.configured, files: data.plugin,
    transport: async (request) => {
      if (lag > 0) await new Promise((next) => { setTimeout(next, lag); });
      try {
        return await carry(request);
      } finally {
        panel.refresh();
      }
    },
  });
  const { host } = stage;
  for (const [template, values] of Object.entries(data.held)) {
    if (world.attribute(ACCOUNT, template) === undefined) world.addAttribute(ACCOUNT, { template, owner: null });
    for (const [date, value] of Object.entries(values)) world.setValue(ACCOUNT, template, date, value);
  }
  const editor = new Editor(root, host, isPhone);
  const panel = new ExistPanel(root, world, stage.token);
  panel.refresh();
  editor.openLatest();

  headerEl.createSpan({ cls: "playground-title", text: "Exist Sync playground" });
  const button = (text: string, onClick: () => void): void => {
    headerEl.createEl("button", { text }).addEventListener("click", onClick);
  };
  button("Settings", () => { host.openSettings(data.plugin.manifest.id); });
  button("Commands", () => { host.openPalette(); });
  button("Dark or light", () => {
    document.body.toggleClass("theme-dark", !document.body.hasClass("theme-dark"));
    document.body.toggleClass("theme-light", !document.body.hasClass("theme-dark"));
  });
  button("Enable anew", () => {
    query.set("new", "");
    location.search = query.toString();
  });
  button(isPhone ? "As on a desktop" : "As on a phone", () => {
    if (isPhone) query.delete("phone");
    else query.set("phone", "");
    location.search = query.toString();
  });
  button("Start over", () => { location.reload(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p") {
      event.preventDefault();
      host.openPalette();
    }
  });
  // For the console, and for tests that need Exist to misbehave.
  Object.assign(window, { playground: { world, host } });
  document.body.dataset.ready = "true";
}

/** Every visit begins with an empty ledger. */
async function forgetDatabases(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (name !== undefined) await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; });
  }
}
