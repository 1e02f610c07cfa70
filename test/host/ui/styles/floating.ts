/** Modals, prompts, suggestions, menus, notices, tooltips. */
export const floating = `
.modal-container { position: fixed; inset: 0; z-index: var(--layer-modal); display: flex; align-items: center; justify-content: center; }
.modal-bg { position: absolute; inset: 0; background: var(--host-background-modifier-cover); }
.modal, .prompt {
  position: relative;
  display: flex;
  flex-direction: column;
  background: var(--modal-background);
  border: var(--modal-border-width) solid var(--modal-border-color);
  border-radius: var(--modal-radius);
  box-shadow: var(--host-shadow-l);
}
.modal { width: var(--dialog-width); max-width: var(--dialog-max-width); max-height: var(--dialog-max-height); padding: var(--size-4-4); overflow: hidden; }
.modal-close-button { position: absolute; top: var(--size-4-2); right: var(--size-4-2); }
.modal-title { padding-right: var(--size-4-8); font-size: var(--font-ui-larger); font-weight: var(--font-semibold); line-height: var(--line-height-tight); }
.modal-title:empty { display: none; }
.modal-content { flex: 1 1 auto; min-height: 0; margin: var(--size-4-3) calc(-1 * var(--size-4-4)) 0; padding: 0 var(--size-4-4) var(--size-2-1); overflow: auto; line-height: var(--line-height-normal); }
.modal-button-container { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: var(--size-4-2); margin-top: var(--size-4-4); }
.modal-button-container :is(.mod-checkbox, .mod-secondary) { margin-right: auto; }
.modal-button-container .mod-checkbox { display: flex; align-items: center; gap: var(--size-4-2); color: var(--text-muted); font-size: var(--font-ui-small); }

.prompt { align-self: flex-start; width: var(--prompt-width); max-width: var(--prompt-max-width); max-height: var(--prompt-max-height); margin-top: 10vh; overflow: hidden; border-color: var(--prompt-border-color); }
.prompt-input-container { border-bottom: 1px solid var(--divider-color); }
input.prompt-input.prompt-input { width: 100%; height: var(--prompt-input-height); padding: 0 var(--size-4-4); font-size: var(--font-ui-medium); background: transparent; border: 0; }
.prompt .prompt-input-container input.prompt-input.prompt-input { box-shadow: none; }
.prompt-results { flex: 1; padding: var(--size-4-2); overflow: auto; }
.prompt-instructions { display: flex; flex-wrap: wrap; justify-content: center; gap: var(--size-4-4); padding: var(--size-4-2); color: var(--text-muted); font-size: var(--font-ui-smaller); border-top: 1px solid var(--divider-color); }
.prompt-instructions:empty { display: none; }
.prompt-instruction-command { margin-right: var(--size-4-1); font-weight: var(--font-bold); }
.suggestion-item { padding: var(--size-4-2) var(--size-4-3); font-size: var(--font-ui-small); border-radius: var(--radius-s); cursor: var(--cursor); }
.suggestion-item.is-selected { background: var(--background-modifier-hover); }
.suggestion-empty { padding: var(--size-4-4); color: var(--text-muted); text-align: center; }
.suggestion-container {
  position: fixed;
  z-index: var(--layer-menu);
  max-width: 500px;
  max-height: var(--popover-max-height);
  padding: var(--size-2-3);
  overflow: auto;
  background: var(--background-primary);
  border: 1px solid var(--background-modifier-border-hover);
  border-radius: var(--radius-m);
  box-shadow: var(--host-shadow-s);
}

.menu { position: fixed; z-index: var(--layer-menu); min-width: 180px; max-width: 360px; padding: var(--host-menu-padding); background: var(--host-menu-background); border: var(--host-menu-border-width) solid var(--host-menu-border-color); border-radius: var(--host-menu-radius); box-shadow: var(--host-menu-shadow); user-select: none; }
.menu-item { display: flex; align-items: center; gap: var(--size-4-2); padding: var(--size-4-1) var(--size-4-2); font-size: var(--font-ui-small); border-radius: var(--radius-s); --icon-size: var(--icon-s); }
.menu-item.selected:not(.is-disabled, .is-label) { background: var(--background-modifier-hover); }
.menu-item.is-disabled { color: var(--text-faint); }
.menu-item.is-label { color: var(--text-muted); font-size: var(--font-ui-smaller); }
.menu-item.is-warning { color: var(--text-error); }
.menu-item-icon { display: flex; min-width: var(--icon-s); color: var(--text-muted); }
.menu-item.is-warning .menu-item-icon { color: inherit; }
.menu.mod-no-icon .menu-item-icon { display: none; }
.menu-separator { height: 0; margin: var(--host-menu-padding) calc(-1 * var(--host-menu-padding)); border-bottom: 1px solid var(--divider-color); }

.notice-container { position: fixed; top: var(--size-4-4); right: var(--size-4-4); z-index: var(--layer-notice); display: flex; flex-direction: column; align-items: flex-end; gap: var(--size-4-2); max-width: min(340px, calc(100vw - 2 * var(--size-4-4))); }
.notice {
  max-width: 100%;
  padding: var(--size-4-3) var(--size-4-4);
  color: #f5f5f5;
  font-size: var(--font-ui-small);
  line-height: 1.45;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  background: var(--background-modifier-message);
  border-radius: var(--radius-m);
  box-shadow: var(--host-shadow-s);
}
.theme-dark .notice { background: var(--color-base-30); box-shadow: var(--host-shadow-l); }
.notice a { color: inherit; }
.tooltip { position: fixed; z-index: var(--layer-tooltip); max-width: 300px; padding: var(--size-4-1) var(--size-4-2); color: #fafafa; font-size: var(--font-ui-smaller); line-height: var(--line-height-tight); white-space: pre-wrap; background: var(--background-modifier-message); border-radius: var(--radius-s); pointer-events: none; }
`;
