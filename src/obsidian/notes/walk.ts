import { normalizePath, type TAbstractFile, TFile, TFolder, type Vault } from "obsidian";

/** The paths before and after a renaming: those of a file, or of all notes in a folder, of which Obsidian may tell by the folder alone. */
export function renamed(file: TAbstractFile, from: string): string[] {
  if (!(file instanceof TFolder)) return [from, file.path];
  return notesIn(file, Number.POSITIVE_INFINITY).flatMap(({ path }) => [path, from + path.slice(file.path.length)]);
}

/** A folder's path as the vault has it. On most computers letter case makes no difference, so people don't mind it in settings. */
export function folderThere(vault: Vault, folder: string): string {
  const path = normalizePath(folder);
  if (path === "/" || vault.getFolderByPath(path) !== null) return path;
  let at: TFolder = vault.getRoot();
  for (const name of path.split("/")) {
    const next = at.children.find((child): child is TFolder => child instanceof TFolder && child.name.toLowerCase() === name.toLowerCase());
    if (next === undefined) return path;
    at = next;
  }
  return at.path;
}

/** The Markdown files in a folder and so many folders deep below it. */
export function notesIn(folder: TFolder, depth: number): TFile[] {
  return folder.children.flatMap((child) => {
    if (child instanceof TFile) return child.extension === "md" ? [child] : [];
    return child instanceof TFolder && depth > 0 ? notesIn(child, depth - 1) : [];
  });
}
