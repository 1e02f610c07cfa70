import type { Icons } from "../icons";
import type { Tooltips } from "../tooltip";
import { BaseComponent, ValueComponent } from "./base";
import { createButtons } from "./buttons";
import { DisplayValueComponent, DropdownComponent, ProgressBarComponent, SliderComponent } from "./choices";
import { ColorComponent } from "./color";
import { AbstractTextComponent, MomentFormatComponent, TextAreaComponent, TextComponent } from "./text";
import { createToggle } from "./toggle";

export type Components = ReturnType<typeof createComponents>;

/** The components of one host; those that need neither icon nor tooltip are the same for all hosts. */
export function createComponents(icons: Icons, tooltips: Tooltips) {
  return {
    ...createButtons(icons, tooltips),
    ToggleComponent: createToggle(tooltips),
    AbstractTextComponent,
    BaseComponent,
    ColorComponent,
    DisplayValueComponent,
    DropdownComponent,
    MomentFormatComponent,
    ProgressBarComponent,
    SliderComponent,
    TextAreaComponent,
    TextComponent,
    ValueComponent,
  };
}
