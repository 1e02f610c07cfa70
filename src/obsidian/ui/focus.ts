/**
 * Remembers where the focus is, and gives a function that puts it back there: on the same element, or on what has been
 * drawn in its place since. The function does nothing while the focus is somewhere else already.
 */
export function keepFocus(document: Document): () => void {
  const before = document.activeElement;
  if (before === null || before === document.body) return () => undefined;
  const trail = trailOf(before);
  return () => {
    const now = document.activeElement;
    if (now !== null && now !== document.body) return;
    const place = before.isConnected ? before : inPlaceOf(trail);
    if (place?.instanceOf(HTMLElement) === true) place.focus();
  };
}

interface Step {
  readonly parent: Element;
  /** The place among the parent's children. */
  readonly at: number;
}

/** The way from an element up to the root, the element's own place first. */
function trailOf(element: Element): Step[] {
  const steps: Step[] = [];
  for (let child = element; child.parentElement !== null; child = child.parentElement) {
    steps.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) });
  }
  return steps;
}

/** What now stands at the end of a trail whose lower part has been drawn anew. */
function inPlaceOf(trail: readonly Step[]): Element | undefined {
  const kept = trail.findIndex(({ parent }) => parent.isConnected);
  let place: Element | undefined = trail[kept]?.parent;
  for (const { at } of trail.slice(0, kept + 1).reverse()) place = place?.children[Math.min(at, place.children.length - 1)];
  return place;
}
