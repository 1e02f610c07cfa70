import type { IconName } from "obsidian";
import lucide from "lucide-static/icon-nodes.json";
import type { UiEnv } from "./env";

const SVG = "http://www.w3.org/2000/svg";
/** Icons that a plugin draws itself live on a canvas of 100 by 100 (Obsidian docs, "Icons"). */
const CUSTOM_VIEW_BOX = "0 0 100 100";

export type Icons = ReturnType<typeof createIcons>;

/** The icon library of one host: all of Lucide, with and without its prefix, and what `addIcon` brings. */
export function createIcons({ document }: UiEnv) {
  const custom = new Map<IconName, string>();

  function svg(classes: string, viewBox: string): SVGSVGElement {
    const el = document.createElementNS(SVG, "svg");
    el.setAttrs({ class: `svg-icon ${classes}`, viewBox, width: 24, height: 24, fill: "none", stroke: "currentColor" });
    return el;
  }

  function getIcon(id: IconName): SVGSVGElement | null {
    const content = custom.get(id);
    if (content !== undefined) {
      const el = svg(id, CUSTOM_VIEW_BOX);
      el.innerHTML = content;
      return el;
    }
    const name = id.replace(/^lucide-/, "");
    const shapes = Object.hasOwn(lucide, name) ? lucide[name] : undefined;
    if (!shapes) return null;
    const el = svg(`lucide-${name}`, "0 0 24 24");
    el.setAttrs({ "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" });
    for (const [tag, attributes] of shapes) el.appendChild(document.createElementNS(SVG, tag)).setAttrs(attributes);
    return el;
  }

  return {
    getIcon,
    getIconIds: (): IconName[] => [...Object.keys(lucide).map((name) => `lucide-${name}`), ...custom.keys()],
    addIcon: (id: IconName, content: string): void => void custom.set(id, content),
    removeIcon: (id: IconName): void => void custom.delete(id),
    /** Replaces what is in `parent`; does nothing for an unknown id (obsidian.d.ts). */
    setIcon(parent: HTMLElement, id: IconName): void {
      const icon = getIcon(id);
      if (icon) parent.replaceChildren(icon);
    },
  };
}
