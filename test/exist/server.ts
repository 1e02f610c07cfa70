import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { ExistWorld } from "./world";

/** A stand-in for Exist at a local address. */
export interface ServedExist {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `world` on 127.0.0.1, on a free port unless told. */
export async function serveExist(world: ExistWorld, { port = 0 }: { readonly port?: number } = {}): Promise<ServedExist> {
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) => {
      // A request that its sender broke off has nobody left to answer.
      if (response.destroyed) return;
      response.writeHead(500, { "content-type": "text/plain" }).end(`The stand-in failed: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

async function answer(world: ExistWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const given = await world.handle({ method, url, headers: headersOf(request), body: await bodyOf(request) });
  if (given.kind === "dropped") request.socket.destroy();
  if (given.kind === "response") response.writeHead(given.status, given.headers).end(given.body);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let body = "";
  for await (const part of request) body += String(part);
  return body;
}
