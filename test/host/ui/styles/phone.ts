/** Phones: sheets over the whole screen, larger targets, the settings' list and tab one after the other. */
export const phone = `
.is-mobile {
  --input-height: 40px;
  --input-radius: var(--radius-m);
  --icon-size: 20px;
  --font-ui-smaller: 13px;
  --font-ui-small: 15px;
  --font-ui-medium: 16px;
  --checkbox-size: 20px;
  --toggle-width: 48px;
  --toggle-thumb-width: 24px;
  --toggle-thumb-height: 24px;
  --toggle-thumb-radius: 24px;
  --toggle-radius: 24px;
  --host-setting-items-padding: var(--size-4-4);
}
.is-mobile .clickable-icon { padding: 10px; }
.is-mobile input:is([type="text"], [type="search"], [type="number"], [type="password"]), .is-mobile textarea { font-size: 16px; }
.is-mobile .modal-container { align-items: flex-end; }
.is-mobile .modal { width: 100%; max-width: 100%; max-height: 92vh; padding: var(--size-4-5); border-width: 1px 0 0; border-radius: var(--radius-xl) var(--radius-xl) 0 0; }
.is-mobile .modal-content { margin-inline: calc(-1 * var(--size-4-5)); padding-inline: var(--size-4-5); }
.is-mobile .modal-button-container { flex-direction: column-reverse; align-items: stretch; }
.is-mobile .modal-button-container :is(.mod-checkbox, .mod-secondary) { margin-right: 0; }
.is-mobile .modal-button-container button { height: 44px; }
.is-mobile .prompt { width: 100%; max-width: 100%; max-height: 100%; height: 100%; margin: 0; border: 0; border-radius: 0; }
.is-mobile .prompt-instructions { display: none; }
.is-mobile :is(.suggestion-item, .menu-item) { padding: var(--size-4-3); }
.is-mobile .menu { left: 0 !important; right: 0; top: auto !important; bottom: 0; max-width: none; padding: var(--size-4-3); border-radius: var(--radius-xl) var(--radius-xl) 0 0; }
.is-mobile .notice-container { right: var(--size-4-4); left: var(--size-4-4); align-items: stretch; max-width: none; }

.is-mobile .setting-item { min-height: 52px; }
.is-mobile .setting-item:not(.mod-toggle, .mod-page) .setting-item-control:has(input:is([type="text"], [type="search"], [type="password"]), textarea) { flex-basis: 100%; }
.is-mobile .setting-item-control :is(input:is([type="text"], [type="search"], [type="password"]), textarea, .search-input-container) { width: 100%; }
.is-mobile .setting-item-control:has(input.slider) { flex-basis: 100%; }
.is-mobile .setting-item-control input.slider { flex: 1; }
.is-mobile .setting-item-control select.dropdown { max-width: 60vw; }

.is-mobile .modal.mod-settings { width: 100%; height: 100%; max-width: 100%; max-height: 100%; padding: 0; border: 0; border-radius: 0; background: var(--background-secondary); }
.is-mobile .modal.mod-settings > .modal-header { display: flex; align-items: center; min-height: 56px; padding: 0 var(--size-4-4); }
.is-mobile .modal.mod-settings > .modal-content { margin: 0; padding: 0; }
.is-mobile .mod-settings.is-tab-open:not(.is-searching) > :is(.modal-header, .modal-close-button) { display: none; }
.is-mobile .mod-settings .vertical-tabs-container { flex-direction: column; }
.is-mobile .vertical-tab-header { width: 100%; padding: 0 var(--size-4-4) var(--size-4-6); background: none; border: 0; }
.is-mobile .mod-settings.is-tab-open:not(.is-searching) .vertical-tab-header { display: none; }
.is-mobile .mod-settings.is-searching .vertical-tab-header { flex: none; padding-bottom: 0; }
.is-mobile .mod-settings.is-searching .vertical-tab-header-list { display: none; }
.is-mobile .mod-settings:not(.is-tab-open, .is-searching) .vertical-tab-content-container { display: none; }
.is-mobile .mod-settings:not(.is-tab-open, .is-searching) .vertical-tab-header { flex: 1; }
.is-mobile .vertical-tab-header-group-items { overflow: hidden; background: var(--background-primary); border-radius: var(--host-setting-items-radius); }
.is-mobile .vertical-tab-nav-item { min-height: 50px; padding: 0 var(--size-4-4); gap: var(--size-4-3); color: var(--text-normal); font-size: var(--font-ui-medium); border-radius: 0; }
.is-mobile .vertical-tab-nav-item + .vertical-tab-nav-item { border-top: 1px solid var(--background-modifier-border); }
.is-mobile .vertical-tab-nav-item.is-active { background: none; font-weight: inherit; }
.is-mobile .vertical-tab-nav-item-chevron { display: flex; color: var(--text-faint); }
.is-mobile .modal-setting-titlebar { display: flex; align-items: center; gap: var(--size-4-1); min-height: 56px; padding: 0 var(--size-4-2); }
.is-mobile .modal-setting-title { font-size: var(--font-ui-larger); font-weight: var(--font-semibold); }
.is-mobile .is-searching .modal-setting-titlebar { display: none; }
.is-mobile :is(.vertical-tab-content, .setting-search-results) { padding: var(--size-4-2) var(--size-4-4) var(--size-4-8); }
.is-mobile .setting-page { padding-top: 0; }
.is-mobile .setting-page-titlebar { min-height: 56px; margin-bottom: var(--size-4-2); }
.is-mobile .vertical-tab-content-container:has(.setting-page) > .modal-setting-titlebar { display: none; }
.is-mobile .setting-items { background: var(--background-primary); border-color: transparent; }
`;
