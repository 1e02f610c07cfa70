import type { Setting } from "obsidian";
import type { SourceProposal } from "../../sync/ports";
import type { DayPlace } from "../../sync/settings";
import { describe, fill, formats, words } from "../words";

/** Fills a row with a place where notes were found. Where two formats explain their names, the person says which day is meant. */
export function drawProposedSource(setting: Setting, proposal: SourceProposal, action: string, onTake: (place: DayPlace) => void): void {
  const { folder, or } = proposal;
  setting.setName(describe.proposedPlace(proposal));
  const place = "format" in proposal ? { folder, format: proposal.format } : { folder, property: proposal.property };
  if (or === null || !("format" in place)) {
    setting.addButton((button) => button.setButtonText(action).setCta().onClick(() => { onTake(place); }));
    return;
  }
  setting.setDesc(fill(words.settings.whichDay, { name: or.name }));
  for (const [each, day] of [[place.format, or.days[0]], [or.format, or.days[1]]] as const) {
    setting.addButton((button) => button.setButtonText(formats.dayOfYear(day)).onClick(() => { onTake({ folder, format: each }); }));
  }
}
