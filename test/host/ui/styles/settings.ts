/** Rows, groups, pages and the settings window. */
export const settings = `
.setting-item {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: var(--size-4-2) var(--size-4-4);
  padding: var(--size-4-3) 0;
}
.setting-item + .setting-item { border-top: 1px solid var(--background-modifier-border); }
.setting-item-info { flex: 1 1 45%; min-width: 0; }
.setting-item-name { font-size: var(--font-ui-medium); line-height: var(--line-height-tight); overflow-wrap: anywhere; }
.setting-item-description { margin-top: var(--size-2-2); color: var(--text-muted); font-size: var(--font-ui-smaller); line-height: 1.45; }
.setting-item-description:empty { display: none; }
.setting-item-control { display: flex; flex: 0 1 auto; align-items: center; justify-content: flex-end; gap: var(--size-4-2); max-width: 100%; }
.setting-item-control:empty { display: none; }
.setting-item-control input:is([type="text"], [type="search"], [type="password"]) { width: 200px; }
.setting-item-control input[type="number"] { width: 90px; text-align: right; }
.setting-item-control textarea { width: 260px; resize: vertical; }
.setting-item-heading .setting-item-name { font-size: var(--font-ui-medium); font-weight: var(--font-semibold); }
.setting-item.is-disabled > :is(.setting-item-info, .setting-item-control) { opacity: 0.55; }
.setting-item-error { flex-basis: 100%; color: var(--text-error); font-size: var(--font-ui-smaller); }
.setting-item.is-invalid :is(input, textarea, select) { border-color: var(--text-error); }

.setting-group + .setting-group { margin-top: var(--size-4-6); }
.setting-group > .setting-item-heading { min-height: 34px; padding: 0 var(--size-4-2) var(--size-4-2); border: 0; }
.setting-items {
  padding: 0 var(--host-setting-items-padding);
  background: var(--host-setting-items-background);
  border: 1px solid var(--host-setting-items-border-color);
  border-radius: var(--host-setting-items-radius);
  overflow: hidden;
}
.setting-item.mod-page { flex-wrap: nowrap; }
.setting-items > .setting-item:is(.mod-page, .mod-action, .setting-search-result):not(.is-disabled) { position: relative; cursor: var(--cursor-link); }
.setting-items > .setting-item:is(.mod-page, .mod-action, .setting-search-result):not(.is-disabled):hover::before {
  content: "";
  position: absolute;
  inset: 0 calc(-1 * var(--host-setting-items-padding));
  background: var(--background-modifier-hover);
  pointer-events: none;
}
.setting-items > .setting-item.mod-action .setting-item-name { color: var(--text-accent); }
.setting-group.mod-list > .setting-items > .setting-item { gap: var(--size-4-1) var(--size-4-3); padding: var(--size-4-2) 0; }
.setting-group.mod-list > .setting-items > .setting-item:focus-visible { outline-offset: -2px; }
.setting-item.is-being-dragged { opacity: 0.4; }
.setting-item-drag-handle { margin-left: calc(-1 * var(--size-4-2)); color: var(--text-faint); cursor: grab; }
.setting-item-chevron { display: flex; color: var(--text-faint); --icon-size: var(--icon-s); }
.setting-display-value { display: flex; align-items: center; gap: var(--size-4-2); color: var(--text-muted); font-size: var(--font-ui-small); }
.setting-display-status.mod-warning { width: 8px; height: 8px; background: var(--text-warning); border-radius: 50%; }
.setting-group-empty, .setting-search-empty { padding: var(--size-4-4) 0; color: var(--text-muted); font-size: var(--font-ui-small); text-align: center; }
.mod-add-item { justify-content: flex-start; padding: var(--size-4-3) var(--host-setting-items-padding); color: var(--text-accent); }

.modal.mod-settings { width: var(--modal-width); max-width: var(--modal-max-width); height: var(--modal-height); max-height: var(--modal-max-height); padding: 0; }
.mod-settings > .modal-header { display: none; }
.mod-settings > .vertical-tabs-container { margin: 0; padding: 0; }
.mod-settings > .modal-close-button { z-index: 1; }
.vertical-tabs-container { display: flex; flex: 1; min-height: 0; overflow: hidden; }
.vertical-tab-header {
  flex: none;
  width: 240px;
  padding: var(--size-4-3);
  overflow: auto;
  background: var(--background-secondary);
  border-right: 1px solid var(--divider-color);
}
.vertical-tab-header-search { padding-bottom: var(--size-4-3); }
.vertical-tab-header-search .search-input-container { width: 100%; }
.vertical-tab-header-group + .vertical-tab-header-group { margin-top: var(--size-4-4); }
.vertical-tab-header-group-title { padding: var(--size-4-1) var(--size-4-2); color: var(--text-muted); font-size: var(--font-ui-smaller); font-weight: var(--font-semibold); }
.vertical-tab-nav-item {
  display: flex;
  align-items: center;
  gap: var(--size-4-2);
  padding: var(--size-2-3) var(--size-4-2);
  color: var(--nav-item-color);
  font-size: var(--nav-item-size);
  border-radius: var(--host-nav-item-radius);
  cursor: var(--cursor);
  --icon-size: var(--icon-s);
}
.vertical-tab-nav-item:hover { color: var(--nav-item-color-hover); background: var(--nav-item-background-hover); }
.vertical-tab-nav-item.is-active { color: var(--nav-item-color-active); background: var(--nav-item-background-active); font-weight: var(--font-medium); }
.vertical-tab-nav-item-icon, .vertical-tab-nav-item-chevron { display: flex; }
.vertical-tab-nav-item-title { flex: 1; min-width: 0; }
.vertical-tab-nav-item-chevron, .modal-setting-titlebar { display: none; }
.vertical-tab-content-container { position: relative; display: flex; flex: 1; flex-direction: column; min-width: 0; overflow: hidden; }
.vertical-tab-content-host { display: flex; flex: 1; flex-direction: column; min-height: 0; }
.vertical-tab-content, .setting-search-results { flex: 1; min-height: 0; padding: var(--size-4-12) max(var(--size-4-8), calc((100% - 680px) / 2)) var(--size-4-12); overflow: auto; }
.setting-page { padding-top: var(--size-4-4); }
.setting-page-titlebar { display: flex; align-items: center; gap: var(--size-4-2); min-height: 32px; margin: 0 0 var(--size-4-4) calc(-1 * var(--size-4-2)); }
.setting-page-title { font-size: var(--font-ui-larger); font-weight: var(--font-semibold); }
`;
