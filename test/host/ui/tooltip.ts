import type { TooltipOptions, TooltipPlacement } from "obsidian";
import type { UiEnv } from "./env";

const DEFAULT_GAP = 8;

export type Tooltips = ReturnType<typeof createTooltips>;

/** Tooltips of one host: an `aria-label` inside its root is shown on hover. */
export function createTooltips({ document, root }: UiEnv) {
  let shown: { el: HTMLElement; target: Element } | null = null;

  function hide(): void {
    shown?.el.remove();
    shown = null;
  }

  function displayTooltip(target: HTMLElement, content: string | DocumentFragment, options: TooltipOptions = {}): void {
    hide();
    const el = root.createDiv({ cls: ["tooltip", `mod-${options.placement ?? "bottom"}`, ...(options.classes ?? [])], text: content });
    place(el, target.getBoundingClientRect(), options.placement ?? "bottom", options.gap ?? DEFAULT_GAP);
    shown = { el, target };
  }

  function onMouseOver(event: Event): void {
    const target = (event.target as Element | null)?.closest<HTMLElement>("[aria-label]");
    const text = target?.getAttr("aria-label");
    if (!target || !text || !root.contains(target)) return hide();
    if (shown?.target === target) return;
    displayTooltip(target, text, { placement: (target.dataset["tooltipPosition"] ?? "bottom") as TooltipPlacement });
  }

  document.addEventListener("mouseover", onMouseOver);
  document.addEventListener("mousedown", hide);

  return {
    displayTooltip,
    setTooltip(el: HTMLElement, tooltip: string, options: TooltipOptions = {}): void {
      el.setAttr("aria-label", tooltip || null);
      if (options.placement) el.dataset["tooltipPosition"] = options.placement;
      if (options.delay !== undefined) el.dataset["tooltipDelay"] = String(options.delay);
    },
    dispose(): void {
      hide();
      document.removeEventListener("mouseover", onMouseOver);
      document.removeEventListener("mousedown", hide);
    },
  };
}

function place(el: HTMLElement, target: DOMRect, placement: TooltipPlacement, gap: number): void {
  const { width, height } = el.getBoundingClientRect();
  const middle = { x: target.x + (target.width - width) / 2, y: target.y + (target.height - height) / 2 };
  const position = {
    bottom: { x: middle.x, y: target.bottom + gap },
    top: { x: middle.x, y: target.top - height - gap },
    left: { x: target.left - width - gap, y: middle.y },
    right: { x: target.right + gap, y: middle.y },
  }[placement];
  const furthest = Math.max(0, el.win.innerWidth - width - gap);
  el.setCssStyles({ left: `${Math.clamp(position.x, 0, furthest)}px`, top: `${position.y}px` });
}
