/** The page, status bar and ribbon. */
export const shell = `
body {
  margin: 0;
  font-family: var(--font-interface);
  font-size: var(--font-ui-medium);
  line-height: var(--line-height-tight);
  color: var(--text-normal);
  background: var(--background-primary);
  -webkit-font-smoothing: antialiased;
}
*, ::before, ::after { box-sizing: border-box; }
::selection { background: var(--text-selection); }
a { color: var(--link-color); text-decoration: var(--link-decoration); cursor: var(--cursor-link); }
a:hover { color: var(--link-color-hover); text-decoration: var(--link-decoration-hover); }
.svg-icon { width: var(--icon-size); height: var(--icon-size); stroke-width: var(--icon-stroke); flex: none; }

.status-bar {
  position: var(--status-bar-position);
  right: 0;
  bottom: 0;
  z-index: var(--layer-status-bar);
  display: flex;
  align-items: center;
  min-height: 26px;
  padding: var(--size-4-1) var(--size-4-2);
  gap: var(--size-4-1);
  color: var(--status-bar-text-color);
  font-size: var(--status-bar-font-size);
  background: var(--status-bar-background);
  border: 0 solid var(--status-bar-border-color);
  border-width: var(--status-bar-border-width);
  border-radius: var(--status-bar-radius);
  user-select: none;
}
.status-bar-item {
  --icon-size: var(--icon-xs);
  display: inline-flex;
  align-items: center;
  gap: var(--size-4-1);
  padding: var(--size-2-1) var(--size-4-1);
  border-radius: var(--radius-s);
  line-height: 1;
}
.status-bar-item.mod-clickable { cursor: var(--cursor-link); }
.status-bar-item.mod-clickable:hover { background: var(--background-modifier-hover); }

.side-dock-ribbon {
  position: fixed;
  inset: 0 auto 0 0;
  z-index: var(--layer-sidedock);
  width: var(--ribbon-width);
  padding: var(--ribbon-padding);
  background: var(--ribbon-background);
  border-right: 1px solid var(--divider-color);
}
.side-dock-actions { display: flex; flex-direction: column; align-items: center; gap: var(--size-4-1); }
.side-dock-ribbon-action { padding: var(--size-2-3); }
.is-mobile .status-bar, .is-mobile .side-dock-ribbon { display: none; }
`;
