import type { Setting } from "obsidian";
import type { DayPlace } from "../../sync/settings";
import { keepFocus } from "../ui/focus";
import { fill, words } from "../words";
import { choice, line } from "../ui/form";

export const DEFAULT_FORMAT = "YYYY-MM-DD";

/** The rows in which a place of daily notes is typed, for what is found to be said at them. */
export interface PlaceFields {
  readonly folder: Setting;
  /** The format or the property. */
  readonly day: Setting;
}

/** Rows for a folder and what tells the day of the notes in it: their names, by a format, or a property. */
export class PlaceForm {
  private folder: string;
  private format: string;
  private property: string;
  private isByProperty: boolean;

  /** @param onType told of the place at every change; its property may be empty */
  constructor(private readonly parent: HTMLElement, place: DayPlace, private readonly onType: (place: DayPlace) => void) {
    this.folder = place.folder;
    this.isByProperty = "property" in place;
    this.format = "format" in place ? place.format : DEFAULT_FORMAT;
    this.property = "property" in place ? place.property : "";
  }

  draw(): PlaceFields {
    const { parent } = this;
    const { settings } = words;
    const focus = keepFocus(parent.ownerDocument);
    parent.empty();
    const folder = line(parent, settings.folder, this.isByProperty ? settings.wholeVaultHint : settings.folderHint, this.folder, (text) => {
      this.folder = text;
      this.type();
    });
    choice(parent, settings.dayFrom, { name: settings.dayFromName, property: settings.dayFromProperty }, this.isByProperty ? "property" : "name", (by) => {
      this.isByProperty = by === "property";
      this.type();
      this.redraw();
    });
    const day = this.isByProperty ? line(parent, settings.property, settings.propertyHint, this.property, (text) => {
      this.property = text;
      this.type();
    }) : line(parent, settings.format, fill(settings.formatHint, { example: "YYYY/MM/YYYY-MM-DD" }), this.format, (text) => {
      this.format = text;
      this.type();
    });
    focus();
    return { folder, day };
  }

  get place(): DayPlace {
    const { folder, format, property } = this;
    return this.isByProperty ? { folder, property } : { folder, format: format || DEFAULT_FORMAT };
  }

  /** Replaced where somebody says something at the rows. */
  redraw: () => void = () => { this.draw(); };

  private type(): void {
    this.onType(this.place);
  }
}
