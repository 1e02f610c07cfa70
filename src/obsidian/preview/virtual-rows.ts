/** Rows drawn above and below what is in sight, so that quick scrolling shows no gaps. */
const SPARE = 6;
/** Rows drawn where nothing can be measured: before the view is laid out. */
const UNMEASURED = 40;

/**
 * Rows of one height, of which only those in sight are in the page. One row more, the pinned one, stays there wherever
 * one scrolls, so that what has the focus is never taken away.
 */
export class VirtualRows<T> {
  private readonly drawn = new Map<number, HTMLElement>();
  private items: readonly T[] = [];
  private height = 0;
  private pinned = 0;

  /**
   * @param scroller what scrolls; its height is limited by the stylesheet
   * @param head what stays above the rows; as they do, it changes with the size of the text
   * @param body where the rows are; it is made as high as all of them
   * @param fill draws an item into its row, which has come into sight
   */
  constructor(private readonly scroller: HTMLElement, head: HTMLElement, private readonly body: HTMLElement, private readonly fill: (row: HTMLElement, item: T, index: number) => void) {
    scroller.addEventListener("scroll", () => { this.update(); });
    // It goes with the elements that it watches. In a pop-out window these are another window's.
    const win = scroller.win as typeof window;
    const observer = new win.ResizeObserver(() => win.requestAnimationFrame(() => { this.measure(); }));
    for (const each of [scroller, head]) observer.observe(each);
  }

  /** Draws anew, a row for each item. */
  show(items: readonly T[]): void {
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.items = items;
    this.pinned = Math.min(this.pinned, Math.max(0, items.length - 1));
    this.update();
    this.measure();
  }

  /** The row with this index, in the page from now on until another one is pinned. */
  pin(index: number): HTMLElement | undefined {
    this.pinned = index;
    this.update();
    return this.drawn.get(index);
  }

  /** Rows that are in sight at once. */
  get page(): number {
    return this.height === 0 ? UNMEASURED : Math.max(1, Math.floor(this.scroller.clientHeight / this.height) - 1);
  }

  /** Takes the height of a row as the theme, the text size and the window make it. */
  private measure(): void {
    const row = this.drawn.get(this.pinned);
    const height = row?.getBoundingClientRect().height ?? 0;
    if (height !== this.height) {
      this.height = height;
      for (const [index, each] of this.drawn) this.place(each, index);
    }
    this.body.setCssProps({ "--exist-sync-height": `${this.height * this.items.length}px` });
    this.update();
  }

  private update(): void {
    const [first, last] = this.range();
    for (const [index, row] of this.drawn) {
      if ((index >= first && index <= last) || index === this.pinned) continue;
      row.remove();
      this.drawn.delete(index);
    }
    this.drawFrom(first, last);
    this.drawFrom(this.pinned, this.pinned);
  }

  private range(): readonly [number, number] {
    const { scrollTop, clientHeight } = this.scroller;
    if (this.height === 0) return [0, UNMEASURED - 1];
    const first = Math.floor(scrollTop / this.height) - SPARE;
    const last = Math.ceil((scrollTop + clientHeight) / this.height) + SPARE;
    return [Math.max(0, first), last];
  }

  private drawFrom(first: number, last: number): void {
    this.items.slice(first, last + 1).forEach((item, at) => { this.draw(item, first + at); });
  }

  private draw(item: T, index: number): void {
    if (this.drawn.has(index)) return;
    const row = this.body.createDiv("exist-sync-grid-row");
    this.fill(row, item, index);
    this.place(row, index);
    const after = [...this.drawn.keys()].filter((each) => each > index);
    this.body.insertBefore(row, this.drawn.get(Math.min(...after)) ?? null);
    this.drawn.set(index, row);
  }

  private place(row: HTMLElement, index: number): void {
    row.setCssProps({ "--exist-sync-top": `${index * this.height}px` });
  }
}
