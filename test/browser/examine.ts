/**
 * What a page can be asked about an element of it. These run in the page, so each is whole by itself; each gives what is
 * wrong, a line a fault.
 */

/** What is cut off, or reaches out of the element sideways. */
export function outOfBounds(root: Element): string[] {
  // The grid of the preview scrolls by itself, and cuts long texts off with a mark. The set-up has no room on a phone for
  // the names of its steps, and says where it is below them.
  const faults: string[] = [];
  const name = (element: Element): string => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} "${element.textContent.trim().slice(0, 40)}"`;
  const bounds = root.getBoundingClientRect();
  const edge = { left: Math.max(bounds.left, 0) - 1, right: Math.min(bounds.right, document.documentElement.clientWidth) + 1 };
  for (const element of [root, ...root.querySelectorAll("*")]) {
    const style = getComputedStyle(element);
    if (element.getClientRects().length === 0 || style.visibility === "hidden" || element.closest("svg, .exist-sync-grid, .is-phone .exist-sync-progress") !== null) continue;
    const scrolls = style.overflowX === "auto" || style.overflowX === "scroll" || style.overflowX === "hidden";
    if (scrolls && element.scrollWidth > element.clientWidth + 1) faults.push(`${name(element)} is ${element.scrollWidth} wide in ${element.clientWidth}`);
    if (style.overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1 && element.tagName !== "INPUT") faults.push(`${name(element)} is cut at the bottom`);
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || (node.textContent ?? "").trim() === "" || element.tagName === "OPTION") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      const box = element.getBoundingClientRect();
      if (text.left < edge.left || text.right > edge.right) faults.push(`${name(element)} reaches out: ${text.left.toFixed(0)} to ${text.right.toFixed(0)}`);
      else if (style.display !== "inline" && style.whiteSpaceCollapse !== "preserve" && style.textWrapMode === "nowrap" && text.width > box.width + 1) faults.push(`${name(element)} is smaller than its text`);
    }
  }
  return faults;
}

/** What can be pressed and is smaller than a finger: 44 by 44, measured by where a tap on it arrives. */
export function tooSmall(root: Element, [selector, except]: readonly [string, string]): string[] {
  const REACH = 21;
  return [...root.querySelectorAll(selector)].flatMap((found) => {
    const control = found.closest(".checkbox-container") ?? found.closest(".exist-sync-pressable") ?? found;
    const box = control.getBoundingClientRect();
    if (control.matches(except) || control.matches(":disabled") || box.width === 0 || !control.checkVisibility()) return [];
    control.scrollIntoView({ block: "center" });
    const { x, y, width, height } = control.getBoundingClientRect();
    const [left, right, top, bottom] = [x + width / 2 - REACH, x + width / 2 + REACH, y + height / 2 - REACH, y + height / 2 + REACH];
    const middle = [x + width / 2, y + height / 2] as const;
    const points = [[left, middle[1]], [right, middle[1]], [middle[0], top], [middle[0], bottom]] as const;
    const missed = points.filter(([px, py]) => {
      const hit = document.elementFromPoint(px, py);
      // A notice that comes in between goes away by itself, or at a touch.
      if (hit?.closest(".notice") != null && !root.matches(".notice, .notice *")) return false;
      return hit === null || !(control.contains(hit) || hit.contains(control) && hit.tagName === "LABEL");
    });
    return missed.length === 0 ? [] : [`${control.tagName.toLowerCase()}.${[...control.classList].join(".")} "${(control.getAttribute("aria-label") ?? control.textContent).trim().slice(0, 40)}" is ${width.toFixed(0)} by ${height.toFixed(0)}`];
  });
}

/** What has the focus: its number among the controls, -1 outside of them, and how it looks now. */
export function focused(root: Element, selector: string): { readonly at: number; readonly inside: boolean; readonly look: string } {
  const active = document.activeElement;
  const at = active === null ? -1 : [...root.querySelectorAll(selector)].indexOf(active);
  const shown = active?.closest(".checkbox-container") ?? active;
  const { outline, boxShadow, borderColor, backgroundColor } = shown === null ? document.body.style : getComputedStyle(shown);
  return { at, inside: root.contains(active), look: [outline, boxShadow, borderColor, backgroundColor].join(" ") };
}

/** The controls that the keyboard has to reach, by what they are called, with how each looks without the focus. */
export function controls(root: Element, [selector, except]: readonly [string, string]): { readonly name: string; readonly look: string; readonly needed: boolean }[] {
  const before = document.activeElement;
  if (before instanceof HTMLElement) before.blur();
  const found = [...root.querySelectorAll<HTMLElement>(selector)].map((control) => {
    const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(control.closest(".checkbox-container") ?? control);
    const isShown = control.checkVisibility();
    const isDisabled = control.matches(":disabled");
    // One day of a month is in the order of Tab, the others are reached with the arrow keys.
    const isRoving = control.tabIndex < 0 && control.matches("[data-date]");
    return {
      name: control.getAttribute("aria-label") ?? control.closest("[aria-label]")?.getAttribute("aria-label") ?? control.textContent.trim(),
      look: [outline, boxShadow, borderColor, backgroundColor].join(" "),
      needed: isShown && !isDisabled && !isRoving && !control.matches(except),
    };
  });
  if (before instanceof HTMLElement) before.focus();
  return found;
}
