/** D: documented, read here in one of several ways. O: observed in public by others. A: assumed, nobody can know from outside. */
export interface Assumption {
  readonly id: string;
  readonly mark: "D" | "O" | "A";
  readonly assumed: string;
  readonly source: string;
  /** What keeps a wrong assumption from making the plugin look better here than in the app. */
  readonly guard: string;
}

/** What the visual half of the host takes for granted about the app. */
export const ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "toggle-markup",
    mark: "O",
    assumed: "A toggle is label.checkbox-container with a checkbox in it that never becomes checked; is-enabled tells.",
    source: "public note on Obsidian 1.14.3 markup",
    guard: "the native checked state is useless here too",
  },
  {
    id: "toggle-set-value-fires",
    mark: "O",
    assumed: "ToggleComponent.setValue calls onChange when it changes the value.",
    source: "comment in a public plugin",
    guard: "a plugin that sets a toggle after onChange sees the extra call",
  },
  {
    id: "set-value-silent",
    mark: "A",
    assumed: "setValue of text, search, dropdown, slider and colour does not call onChange.",
    source: "obsidian.d.ts says nothing",
    guard: "a plugin that counts on the call fails here",
  },
  {
    id: "slider-reports-late",
    mark: "A",
    assumed: "A slider reports when it is let go, unless setInstant(true).",
    source: "obsidian.d.ts: setInstant",
    guard: "no calls while dragging",
  },
  {
    id: "modal-bare",
    mark: "O",
    assumed: "Modals carry no ARIA roles, trap no focus and give none back.",
    source: "public accessibility audit of Obsidian 1.12.7",
    guard: "the plugin has to do it itself to pass its own checks",
  },
  {
    id: "modal-takes-focus-away",
    mark: "A",
    assumed: "Opening a modal takes the focus from the page and gives it to nothing.",
    source: "follows from the audit above",
    guard: "a modal that wants a focused field focuses it in onOpen",
  },
  {
    id: "modal-in-active-window",
    mark: "A",
    assumed: "A modal opens in the window that is active.",
    source: "obsidian.d.ts: activeDocument is that of the focused window",
    guard: "modals take the document from their own elements, and the focus back to where it was when they were made",
  },
  {
    id: "settings-is-a-modal",
    mark: "D",
    assumed: "Settings open as a modal in the same window; the app opens a window of its own by default since 1.13.",
    source: "Obsidian 1.13 release notes",
    guard: "the plugin makes its elements from the ones it is given; a test with a second document can prove it",
  },
  {
    id: "rows-plain",
    mark: "A",
    assumed: "Page and action rows, extra buttons and ribbon icons are plain elements outside the tab order; rows of a deletable list can be focused.",
    source: "obsidian.d.ts mentions keys only for SettingDefinitionList.onDelete",
    guard: "keyboard use must not rest on them",
  },
  {
    id: "render-gets-name",
    mark: "A",
    assumed: "A row with render has its name and description set before the callback is called.",
    source: "obsidian.d.ts: SettingDefinitionBase.name is used for rendering and search",
    guard: "setting them again does no harm",
  },
  {
    id: "number-range",
    mark: "A",
    assumed: "A number outside min and max is shown with an error and not persisted.",
    source: "obsidian.d.ts: SettingNumberControl.min, max",
    guard: "the plugin has to check stored numbers itself",
  },
  {
    id: "path-typed",
    mark: "A",
    assumed: "File and folder controls persist what is typed, not only what is chosen.",
    source: "obsidian.d.ts: validate names file and folder as text-bearing",
    guard: "half a path reaches the plugin's settings",
  },
  {
    id: "list-does-not-mutate",
    mark: "A",
    assumed: "After onDelete, onReorder and addItem the rows stay as they are until the tab calls update().",
    source: "obsidian.d.ts: update() is for changed structure",
    guard: "a forgotten update() leaves a stale row on screen",
  },
  {
    id: "page-value-stale",
    mark: "D",
    assumed: "displayValue and status of a page entry are asked at update() only, not when the page is left.",
    source: "obsidian.d.ts: call update() to refresh it after the value changes",
    guard: "a forgotten update() leaves the old value on screen",
  },
  {
    id: "update-loses-focus",
    mark: "A",
    assumed: "update() draws all rows anew: the focus is lost, an open page stays open, groups keep their search text.",
    source: "obsidian.d.ts: the group query is preserved across re-renders",
    guard: "update() while typing visibly interrupts",
  },
  {
    id: "cleanup-in-hide",
    mark: "A",
    assumed: "What render returned is run by SettingTab.hide(); a tab that overrides it must call super.hide().",
    source: "public pull requests call super.hide()",
    guard: "a missing super call leaks here",
  },
  {
    id: "loose-rows-grouped",
    mark: "A",
    assumed: "Rows outside a group share a card without a heading, and count their index within it.",
    source: "look of Obsidian 1.13",
    guard: "looks only",
  },
  {
    id: "class-names",
    mark: "A",
    assumed:
      "Names of our own where none is public: setting-item-error, setting-display-value, setting-page-titlebar, mod-page, mod-action, mod-list, mod-destructive, slider-value.",
    source: "none",
    guard: "the plugin's styles.css may not address them",
  },
  {
    id: "suggest-closes-first",
    mark: "O",
    assumed: "SuggestModal closes before onChooseSuggestion is called, so onClose comes first.",
    source: "public plugin issues about that order",
    guard: "a promise settled in onClose loses the choice",
  },
  {
    id: "input-suggest-passive",
    mark: "A",
    assumed: "AbstractInputSuggest.selectSuggestion only calls onSelect: it neither sets the field nor closes.",
    source: "obsidian.d.ts says nothing; plugins do both themselves",
    guard: "a plugin that does neither is visibly stuck",
  },
  {
    id: "suggest-layer",
    mark: "A",
    assumed: "Suggestions lie above modals.",
    source: "they can be used in settings",
    guard: "looks only",
  },
  {
    id: "notice-duration",
    mark: "A",
    assumed: "A notice without a duration stays 5 seconds; a click dismisses any notice.",
    source: "obsidian.d.ts: until the user manually dismisses it",
    guard: "tests must not wait for exactly that",
  },
  {
    id: "confirmation-failure",
    mark: "A",
    assumed: "A confirmation button whose handler throws leaves the modal open and the error unhandled.",
    source: "obsidian.d.ts: closes after the handler resolves",
    guard: "tests fail on the unhandled error",
  },
  {
    id: "icons-current",
    mark: "A",
    assumed: "The icons are those of the newest Lucide; names it has dropped (trash-2) are unknown, as is every alias.",
    source: "Obsidian credits name Lucide without a version",
    guard: "an old name shows nothing",
  },
];
