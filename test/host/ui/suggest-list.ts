/** The shared part of all suggesters: a list of items of which one is selected, by keyboard or mouse. */
export class SuggestList<T> {
  private values: T[] = [];
  private selected = 0;

  constructor(
    readonly containerEl: HTMLElement,
    private readonly owner: {
      renderSuggestion(value: T, el: HTMLElement): void;
      selectSuggestion(value: T, event: MouseEvent | KeyboardEvent): void;
    },
  ) {
    containerEl.on("click", ".suggestion-item", (event, el) => this.choose(this.indexOf(el), event));
    containerEl.on("mousemove", ".suggestion-item", (_, el) => this.select(this.indexOf(el)));
    // A text field keeps the focus while its suggestions are clicked.
    containerEl.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isEmpty(): boolean {
    return this.values.length === 0;
  }

  show(values: T[], limit: number): void {
    this.values = limit > 0 ? values.slice(0, limit) : values;
    this.containerEl.empty();
    for (const value of this.values) this.owner.renderSuggestion(value, this.containerEl.createDiv("suggestion-item"));
    this.select(0);
  }

  /** Past the last comes the first. */
  move(by: number): void {
    if (this.isEmpty) return;
    this.select((this.selected + by + this.values.length) % this.values.length);
    this.itemEls[this.selected]?.scrollIntoView?.({ block: "nearest" });
  }

  /** False when there is nothing to choose. */
  chooseSelected(event: MouseEvent | KeyboardEvent): boolean {
    if (this.isEmpty) return false;
    this.choose(this.selected, event);
    return true;
  }

  private get itemEls(): HTMLElement[] {
    return this.containerEl.findAll(".suggestion-item");
  }

  private indexOf(el: HTMLElement): number {
    return this.itemEls.indexOf(el);
  }

  private select(index: number): void {
    this.selected = index;
    this.itemEls.forEach((el, at) => el.toggleClass("is-selected", at === index));
  }

  private choose(index: number, event: MouseEvent | KeyboardEvent): void {
    const value = this.values[index];
    if (value !== undefined) this.owner.selectSuggestion(value, event);
  }
}
