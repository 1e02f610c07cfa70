/** Buttons, fields, toggles and the like. */
export const components = `
button, input, select, textarea { font: inherit; color: inherit; caret-color: var(--caret-color); }
button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: var(--size-4-1);
  height: var(--input-height);
  padding: 0 var(--size-4-3);
  font-size: var(--font-ui-small);
  font-weight: var(--input-font-weight);
  white-space: nowrap;
  color: var(--text-normal);
  background: var(--interactive-normal);
  border: 0;
  border-radius: var(--button-radius);
  box-shadow: var(--host-input-shadow);
  cursor: var(--cursor);
  user-select: none;
}
button:hover { background: var(--interactive-hover); box-shadow: var(--host-input-shadow-hover); }
button.mod-cta { color: var(--text-on-accent); background: var(--interactive-accent); box-shadow: none; }
button.mod-cta:hover { background: var(--interactive-accent-hover); }
button.mod-warning, button.mod-destructive { color: var(--text-error); }
button.mod-warning.mod-cta, button.mod-destructive.mod-cta { color: var(--text-on-accent); background: var(--background-modifier-error); }
button:disabled { opacity: 0.5; pointer-events: none; }
:is(button, a, [tabindex], input:is([type="range"], [type="color"], [type="checkbox"])):focus-visible {
  outline: 2px solid var(--background-modifier-border-focus);
  outline-offset: 1px;
}

input:is([type="text"], [type="search"], [type="number"], [type="password"], [type="date"], [type="email"], [type="url"], :not([type])), textarea, select.dropdown {
  height: var(--input-height);
  padding: 0 var(--size-4-2);
  font-size: var(--font-ui-small);
  color: var(--text-normal);
  background: var(--background-modifier-form-field);
  border: var(--input-border-width) solid var(--background-modifier-border);
  border-radius: var(--input-radius);
  outline: none;
}
:is(input, textarea, select):hover { border-color: var(--background-modifier-border-hover); }
:is(input:is([type="text"], [type="search"], [type="number"], [type="password"]), textarea, select.dropdown):focus {
  border-color: var(--background-modifier-border-focus);
  box-shadow: 0 0 0 2px var(--background-modifier-border-focus);
}
textarea { height: auto; min-height: 64px; padding: var(--size-4-1) var(--size-4-2); line-height: var(--line-height-normal); }
:is(input, textarea)::placeholder { color: var(--text-faint); }
:is(input, textarea, select):disabled { opacity: 0.5; }
select.dropdown {
  padding-right: var(--size-4-6);
  appearance: none;
  background-color: var(--interactive-normal);
  background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12' fill='none' stroke='%23888' stroke-width='1.6' stroke-linecap='round'%3E%3Cpath d='m3 4.5 3 3 3-3'/%3E%3C/svg%3E");
  background-size: 12px;
  background-position: right 8px center;
  background-repeat: no-repeat;
  border-color: transparent;
  box-shadow: var(--host-input-shadow);
}
input[type="checkbox"] { width: var(--checkbox-size); height: var(--checkbox-size); margin: 0; accent-color: var(--interactive-accent); }
input[type="color"] { width: 34px; height: 24px; padding: 0; background: none; border: 0; border-radius: var(--radius-s); }

.checkbox-container {
  position: relative;
  display: inline-block;
  flex: none;
  width: var(--toggle-width);
  height: calc(var(--toggle-thumb-height) + 2 * var(--toggle-border-width));
  background: var(--background-modifier-border-hover);
  border-radius: var(--toggle-radius);
  cursor: var(--cursor);
  transition: background 0.12s ease;
}
.checkbox-container::after {
  content: "";
  position: absolute;
  top: var(--toggle-border-width);
  left: var(--toggle-border-width);
  width: var(--toggle-thumb-width);
  height: var(--toggle-thumb-height);
  background: var(--toggle-thumb-color);
  border-radius: var(--toggle-thumb-radius);
  box-shadow: 0 1px 2px rgba(0, 0, 0, 0.2);
  transition: left 0.12s ease;
}
.checkbox-container.is-enabled { background: var(--interactive-accent); }
.checkbox-container.is-enabled::after { left: calc(var(--toggle-width) - var(--toggle-thumb-width) - var(--toggle-border-width)); }
.checkbox-container.is-disabled { opacity: 0.5; }
.checkbox-container input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; }
.checkbox-container:focus-within:has(:focus-visible) { outline: 2px solid var(--background-modifier-border-focus); outline-offset: 1px; }

input.slider { width: 160px; height: 18px; margin: 0; appearance: none; background: none; }
input.slider::-webkit-slider-runnable-track { height: var(--slider-track-height); background: var(--slider-track-background); border-radius: 2px; }
input.slider::-webkit-slider-thumb {
  width: var(--slider-thumb-width);
  height: var(--slider-thumb-height);
  margin-top: calc((var(--slider-track-height) - var(--slider-thumb-height)) / 2);
  appearance: none;
  background: var(--toggle-thumb-color);
  border: var(--slider-thumb-border-width) solid var(--slider-thumb-border-color);
  border-radius: var(--slider-thumb-radius);
  box-shadow: 0 1px 3px rgba(0, 0, 0, 0.2);
}
.slider-value { color: var(--text-muted); font-size: var(--font-ui-small); font-variant-numeric: tabular-nums; }
.setting-progress-bar { width: 160px; height: 6px; overflow: hidden; background: var(--background-modifier-border); border-radius: 3px; }
.setting-progress-bar-inner { height: 100%; background: var(--interactive-accent); border-radius: 3px; transition: width 0.15s ease; }

.clickable-icon {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  padding: var(--size-4-1);
  color: var(--icon-color);
  opacity: var(--icon-opacity);
  border-radius: var(--clickable-icon-radius);
  cursor: var(--cursor);
}
.clickable-icon:hover { color: var(--icon-color-hover); opacity: var(--icon-opacity-hover); background: var(--background-modifier-hover); }
.clickable-icon.is-disabled { opacity: 0.4; pointer-events: none; }

.search-input-container { position: relative; display: inline-block; }
.search-input-container input { width: 100%; padding-right: var(--size-4-6); appearance: none; }
.search-input-container input::-webkit-search-cancel-button { display: none; }
.search-input-clear-button { position: absolute; top: 0; right: 0; width: 28px; height: 100%; color: var(--text-muted); cursor: var(--cursor); }
.search-input-clear-button::after { content: "×"; display: block; line-height: var(--input-height); text-align: center; font-size: 16px; }
.u-pop { color: var(--text-accent); }
.u-muted { color: var(--text-muted); }
.suggestion-highlight { color: var(--text-accent); font-weight: var(--font-semibold); }
`;
