/** The playground's own layout, around the host's look. */
export const layout = `
html, body { height: 100%; }
.playground { display: grid; height: 100%; grid-template: "header header header" auto "notes editor exist" minmax(0, 1fr) / 220px minmax(0, 1fr) 320px; padding-left: var(--ribbon-width); }
.playground-header { grid-area: header; display: flex; align-items: center; gap: var(--size-4-2); padding: var(--size-4-2) var(--size-4-4); border-bottom: 1px solid var(--background-modifier-border); background: var(--background-secondary); }
.playground-title { margin-inline-end: auto; font-weight: var(--font-semibold); }
.playground-notes { grid-area: notes; display: flex; flex-direction: column; overflow-y: auto; padding: var(--size-4-2); background: var(--background-secondary); border-inline-end: 1px solid var(--background-modifier-border); }
.playground .playground-note { flex: none; display: block; height: auto; padding: var(--size-4-1) var(--size-4-2); text-align: start; background: none; border: 0; box-shadow: none; color: var(--text-muted); font-size: var(--font-ui-small); border-radius: var(--radius-s); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.playground .playground-note:hover { background: var(--background-modifier-hover); }
.playground .playground-note.is-active { color: var(--text-normal); background: var(--background-modifier-active-hover); }
.playground-editor { grid-area: editor; display: flex; flex-direction: column; min-width: 0; padding: var(--size-4-8) var(--size-4-12) var(--size-4-4); }
.playground-note-title { font-size: var(--font-ui-large); font-weight: var(--font-semibold); margin-bottom: var(--size-4-4); }
.playground .playground-text { flex: 1; resize: none; border: 0; padding: 0; background: none; box-shadow: none; color: var(--text-normal); font-family: var(--font-monospace); font-size: var(--font-ui-medium); line-height: 1.6; }
.playground-exist { grid-area: exist; display: flex; flex-direction: column; min-height: 0; padding: var(--size-4-4); border-inline-start: 1px solid var(--background-modifier-border); background: var(--background-secondary); }
.playground-heading { font-weight: var(--font-semibold); margin-bottom: var(--size-4-2); }
.playground-token { font-size: var(--font-ui-smaller); color: var(--text-muted); margin-bottom: var(--size-4-4); }
.playground-token-text { display: inline-block; margin-top: var(--size-4-1); padding: var(--size-2-1) var(--size-4-2); user-select: all; color: var(--text-normal); background: var(--background-primary); border-radius: var(--radius-s); }
.playground-page { width: min(480px, 92vw); padding: var(--size-4-6); border: 1px solid var(--background-modifier-border); border-radius: var(--radius-l); background: var(--background-primary); color: var(--text-normal); }
.playground-page-address { margin-bottom: var(--size-4-4); padding: var(--size-4-1) var(--size-4-3); border-radius: var(--radius-m); background: var(--background-secondary); color: var(--text-muted); font-size: var(--font-ui-small); overflow-wrap: anywhere; user-select: all; }
.playground-page button { margin-inline-end: var(--size-4-2); min-height: 36px; }
.playground-exist-body { overflow-y: auto; flex: 1; padding-bottom: var(--size-4-8); font-size: var(--font-ui-small); }
.playground-counts, .playground-polite, .playground-impolite, .playground-none { color: var(--text-muted); margin-bottom: var(--size-4-2); }
.playground-impolite { color: var(--text-error); }
.playground-day { margin-top: var(--size-4-3); font-weight: var(--font-medium); }
.playground-values { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--size-2-1) var(--size-4-2); margin: var(--size-4-1) 0 0; }
.playground-values dt { color: var(--text-muted); overflow-wrap: anywhere; }
.playground-values dd { margin: 0; text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.playground > .workspace-leaf-content { grid-area: exist; z-index: 1; width: 300px; justify-self: end; display: flex; flex-direction: column; min-height: 0; background: var(--background-secondary); border-inline-start: 1px solid var(--background-modifier-border); }
.playground .view-content { flex: 1; padding: var(--size-4-4); overflow: auto; }
.is-phone .playground > .workspace-leaf-content { position: fixed; inset: 0; width: auto; z-index: var(--layer-sidedock); }
.is-phone .playground { padding-left: 0; grid-template: "header" auto "notes" auto "editor" minmax(200px, 1fr) "exist" minmax(160px, 40%) / minmax(0, 1fr); }
.is-phone .playground-header { flex-wrap: wrap; }
.is-phone .playground-title { flex-basis: 100%; }
.is-phone .playground-header button { min-height: 44px; flex: 1 0 auto; }
.is-phone .playground-notes { display: block; margin: var(--size-4-2) var(--size-4-4); min-height: 44px; }
.is-phone .playground-editor { padding: var(--size-4-2) var(--size-4-4); }
.is-phone .playground-exist { border-inline-start: 0; border-top: 1px solid var(--background-modifier-border); }
`;
