import { installDom } from "../host/ui/dom/install";
import type { PluginFiles } from "../host/host";
import { type Figure, measure } from "./scenes";

declare global {
  interface Window {
    /** Plays the scenes in this page. */
    playScenes: (files: PluginFiles) => Promise<Figure[]>;
    gc?: () => void;
  }
}

installDom(window);
const ofThisPage = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } };

window.playScenes = (files) => measure({
  files, indexedDB,
  heap: () => {
    window.gc?.();
    return Promise.resolve(window.gc === undefined ? null : ofThisPage.memory?.usedJSHeapSize ?? null);
  },
  disk: async () => (await navigator.storage.estimate()).usage ?? null,
}, (text) => { console.info(text); });
