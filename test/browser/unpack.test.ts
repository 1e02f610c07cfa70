import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unpackBrowser } from "./unpack";

interface Entry { readonly name: string; readonly kind: "0" | "5"; readonly mode: number; readonly content: string }

const file = (name: string, content: string, mode = 0o644): Entry => ({ name, kind: "0", mode, content });

/** A tar archive as POSIX describes it, as far as it is needed. */
function tar(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, kind, mode, content }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(mode.toString(8).padStart(7, "0"), 100);
    header.write(Buffer.byteLength(content).toString(8).padStart(11, "0"), 124);
    header.write(kind, 156);
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
    body.write(content);
    return [header, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

describe("unpackBrowser", () => {
  let folder = "";
  const bin = (): string => join(folder, "bin");
  const cache = (): string => join(folder, "cache");
  const home = (): string => join(cache(), "chromium-1");
  const pack = (program: string, fonts: readonly Entry[]): void => {
    const write = (name: string, content: Buffer): void => { writeFileSync(join(bin(), name), brotliCompressSync(content)); };
    write("chromium.br", Buffer.from(program));
    write("fonts.tar.br", tar(fonts));
    write("swiftshader.tar.br", tar([file("libGLESv2.so", "x".repeat(512), 0o755)]));
    write("al2023.tar.br", tar([file("lib/libnss3.so", "nss")]));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "exist-sync-unpack-"));
    mkdirSync(bin());
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it("unpacks program, fonts and libraries, and leaves nothing beside them", () => {
    pack("program", [{ name: "fonts/", kind: "5", mode: 0o755, content: "" }, file("fonts/sans.ttf", "a".repeat(700)), file("fonts/after.ttf", "b")]);
    unpackBrowser(bin(), home());
    const read = (name: string): string => readFileSync(join(home(), name), "utf8");
    expect(read("chromium")).toBe("program");
    expect(read("fonts/sans.ttf")).toBe("a".repeat(700));
    expect(read("fonts/after.ttf")).toBe("b");
    expect(read("libGLESv2.so")).toHaveLength(512);
    expect(read("lib/libnss3.so")).toBe("nss");
    expect(readdirSync(cache())).toEqual(["chromium-1"]);
  });

  it.skipIf(process.platform === "win32")("makes the program executable and keeps the modes of the archives", () => {
    pack("program", []);
    unpackBrowser(bin(), home());
    expect(statSync(join(home(), "chromium")).mode & 0o100).toBe(0o100);
    expect(statSync(join(home(), "libGLESv2.so")).mode & 0o100).toBe(0o100);
    expect(statSync(join(home(), "lib/libnss3.so")).mode & 0o100).toBe(0);
  });

  it("leaves the winner's alone when another run was ready first", () => {
    pack("first", []);
    unpackBrowser(bin(), home());
    pack("second", []);
    unpackBrowser(bin(), home());
    expect(readFileSync(join(home(), "chromium"), "utf8")).toBe("first");
    expect(readdirSync(cache())).toEqual(["chromium-1"]);
  });

  it("refuses to write outside of its folder, and leaves nothing half done", () => {
    pack("program", [file("../../escaped", "x")]);
    expect(() => { unpackBrowser(bin(), home()); }).toThrow("outside of its folder");
    expect(readdirSync(cache())).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["bin", "cache"]);
  });

  it("says so when the package is not whole", () => {
    pack("program", []);
    rmSync(join(bin(), "al2023.tar.br"));
    expect(() => { unpackBrowser(bin(), home()); }).toThrow("al2023.tar.br");
    expect(readdirSync(cache())).toEqual([]);
  });
});
