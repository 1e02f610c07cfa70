import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import esbuild from "esbuild";
import { systemClock } from "../../host/clock";
import { configuredIn, vaultFromDisk } from "../disk-vault";
import type { PageData, Scene } from "./page-data";

export interface Playground {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves the playground on 127.0.0.1: one page in which both stand-ins and the built plugin run. The vault is read from
 * disk and never written to, or is a scene of a test's own. A port that is taken is exchanged for a free one.
 */
export async function servePlayground({ vault, port = 0 }: { readonly vault: string | Scene | null; readonly port?: number }): Promise<Playground> {
  const script = await bundle();
  const data = JSON.stringify(await pageData(vault));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname === "/") response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(HTML);
    else if (pathname === "/page.js") response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(script);
    else if (pathname === "/data.json") response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(data);
    else response.writeHead(pathname === "/favicon.ico" ? 204 : 404).end();
  });
  await new Promise<void>((ready) => {
    server.once("error", () => server.listen(0, "127.0.0.1", ready));
    server.listen(port, "127.0.0.1", ready);
  });
  const close = (): Promise<void> => new Promise((done) => {
    server.close(() => { done(); });
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: ["test/demo/playground/page.ts"], bundle: true, format: "iife", platform: "browser", target: "es2022", write: false, logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

async function pageData(vault: string | Scene | null): Promise<PageData> {
  const plugin = { manifest: JSON.parse(readFileSync("manifest.json", "utf8")) as PageData["plugin"]["manifest"], main: readFileSync("main.js", "utf8"), styles: readFileSync("styles.css", "utf8") };
  if (typeof vault === "object" && vault !== null) {
    const { files, now, held } = vault;
    const configured = { dailyNotes: null, periodicNotes: null, propertyTypes: {} };
    return { files: Object.entries(files).map(([path, text]) => ({ path, text, mtime: now })), configured, now, plugin, held };
  }
  const adapter = vaultFromDisk(vault ?? resolve("test/demo/vault"), systemClock);
  const files = await Promise.all(adapter.paths().map(async (path) => ({ path, text: await adapter.read(path), mtime: adapter.statNow(path)?.mtime ?? 0 })));
  // The sample vault's story ends on the evening of this day.
  const now = vault === null ? new Date(2026, 10, 20, 21, 0).getTime() : null;
  return { files, configured: await configuredIn(adapter), now, plugin, held: {} };
}

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exist Sync playground</title>
</head>
<body>
<script src="/page.js"></script>
</body>
</html>
`;
