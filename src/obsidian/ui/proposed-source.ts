import type { Setting } from "obsidian";
import type { SourceProposal } from "../../sync/ports";
import { words } from "../words";

/** A folder and a Moment format. */
export interface Place {
  readonly folder: string;
  readonly format: string;
}

/** Fills a row with a place where notes were found. Where two formats explain their names, the person says which day is meant. */
export function drawProposedSource(setting: Setting, proposal: SourceProposal, action: string, onTake: (place: Place) => void): void {
  const { folder, format, or } = proposal;
  setting.setName(words.settings.proposedSource(proposal));
  if (or === null) {
    setting.addButton((button) => button.setButtonText(action).setCta().onClick(() => { onTake({ folder, format }); }));
    return;
  }
  setting.setDesc(words.settings.whichDay(or.name));
  for (const [each, day] of [[format, or.days[0]], [or.format, or.days[1]]] as const) {
    setting.addButton((button) => button.setButtonText(words.settings.thisDay(day)).onClick(() => { onTake({ folder, format: each }); }));
  }
}
