import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const ARCHIVES = ["fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];

/** The package's own configuration looks for its fonts in /tmp; a machine without fonts would draw text of no width. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`;

/**
 * Unpacks what `@sparticuz/chromium` holds in `bin` into the folder `home`. It is unpacked beside it and renamed, so that
 * runs side by side never see half a browser: the first to be ready wins.
 */
export function unpackBrowser(bin: string, home: string): void {
  mkdirSync(dirname(home), { recursive: true });
  const work = mkdtempSync(join(dirname(home), "unpacking-"));
  try {
    writeFileSync(join(work, "chromium"), decompress(join(bin, "chromium.br")), { mode: 0o755 });
    for (const archive of ARCHIVES) untar(decompress(join(bin, archive)), work);
    writeFileSync(join(work, "fonts.conf"), FONTS);
    renameSync(work, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function decompress(path: string): Buffer {
  return brotliDecompressSync(readFileSync(path));
}

const BLOCK = 512;

/** Plain tar: files and folders, which is all that these archives hold. */
function untar(archive: Buffer, into: string): void {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = text(header, 0, 100);
    if (name === "") return;
    const path = join(into, text(header, 345, 155), name);
    if (relative(into, path).startsWith("..")) throw new Error(`${name} would be unpacked outside of its folder.`);
    const size = octal(header, 124, 12);
    const kind = text(header, 156, 1);
    at += BLOCK;
    if (kind === "5") mkdirSync(path, { recursive: true });
    if (kind === "" || kind === "0") {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, archive.subarray(at, at + size), { mode: octal(header, 100, 8) });
    }
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
}

function octal(header: Buffer, from: number, length: number): number {
  return Number.parseInt(text(header, from, length).trim() || "0", 8);
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString("utf8");
}
