/**
 * What the stand-in takes for granted about the real app. D: documented. O: observed by others in public. A: assumed;
 * then `guard` says why the plugin is safe should it be otherwise.
 */
export const HOST_ASSUMPTIONS = [
  { id: "index-delay", mark: "A", assumed: "A file is indexed about 10 ms after it was written; until then the cache shows what was.", source: "Obsidian developers: `modify` comes before the metadata is parsed anew.", guard: "A note that was written and not indexed yet is not read; it stays unsettled for the next run." },
  { id: "no-change-no-index", mark: "A", assumed: "Every write is followed by `changed`.", source: "none", guard: "A note counts as indexed 10 s after it was written, whatever was heard." },
  { id: "invalid-yaml", mark: "A", assumed: "Frontmatter that is no valid YAML leaves the cache without `frontmatter`, with a first section of type `yaml`.", source: "none", guard: "A first section of type `thematicBreak` is looked at as well; the text itself decides." },
  { id: "yaml", mark: "O", assumed: "Frontmatter is read by `yaml` 2 with default options.", source: "Obsidian's credits page; the class YAMLParseError in obsidian.d.ts.", guard: "Values are read from text, numbers, booleans and null alike." },
  { id: "data-null", mark: "A", assumed: "`loadData` gives null when data.json is absent and rejects when it is no JSON.", source: "none", guard: "undefined counts as absent; whatever cannot be read is left untouched." },
  { id: "handler-errors", mark: "A", assumed: "A handler that throws does not stop the others; its error surfaces as unhandled.", source: "none", guard: "No handler of ours throws." },
  { id: "json-getter", mark: "A", assumed: "`json` of a response throws on text that is no JSON.", source: "none", guard: "Only `text` is used." },
  { id: "request-error", mark: "O", assumed: "`requestUrl` rejects when no answer came.", source: "public issue threads (net::ERR_…)", guard: "A request without an answer in 30 s counts as unanswered too." },
  { id: "daily-notes-options", mark: "O", assumed: "The core plugin's options are at internalPlugins…instance.options, Periodic Notes' settings at plugins.plugins.", source: "public typings and plugins", guard: "Everything undocumented is in one file and may be missing; then the defaults hold, and a folder can be named." },
  { id: "byte-order-mark", mark: "A", assumed: "A note that begins with a byte order mark has no frontmatter to the app; the lines become a heading, as in CommonMark.", source: "none", guard: "Where the app sees none, it is read from the text behind the mark." },
  { id: "property-types", mark: "O", assumed: "`app.metadataTypeManager.getAssignedWidget(name)` gives a property's type, or null.", source: "public plugins", guard: "Types are evidence for suggestions and no more; without them the values tell." },
  { id: "change-throws", mark: "A", assumed: "A callback of `process` that throws leaves the file as it was, and `process` rejects with its error.", source: "obsidian.d.ts says so of `processFrontMatter` only.", guard: "The callback throws instead of giving a text, so there is nothing that could be written." },
  { id: "cold-start", mark: "D", assumed: "Plugins load first, then `create` for every file, then the layout is ready; on a cold cache `changed` follows for every note.", source: "docs: Optimize plugin load time; obsidian.d.ts", guard: "Nothing is listened to before the layout is ready." },
  { id: "status-bar-mobile", mark: "D", assumed: "Status bar items do not exist on phones.", source: "docs: Status bar", guard: "None is added there." },
  { id: "cli-mobile", mark: "A", assumed: "Plugins on phones have no `registerCliHandler`.", source: "none", guard: "It is called on desktops only, and where it is there." },
  { id: "cli-unknown", mark: "A", assumed: "Parameters that a command did not name reach its handler.", source: "obsidian.d.ts: CliData has any key.", guard: "Those of Obsidian itself (vault, copy) are passed over; others are answered with the usage." },
] as const;
