import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { ExistWorld } from "./world";

/** Serves `world` on 127.0.0.1; port 0 takes a free one. */
export async function serveExist(world: ExistWorld, port = 0): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await world.handle({ method: request.method ?? "GET", url: request.url ?? "/", headers: headersOf(request), body: await bodyOf(request) });
      if (answer.kind === "dropped") request.socket.destroy();
      else if (answer.kind === "response") response.writeHead(answer.status, answer.headers).end(answer.body);
    })();
  });
  await new Promise<void>((ready) => { server.listen(port, "127.0.0.1", ready); });
  const { port: taken } = server.address() as AddressInfo;
  const close = (): Promise<void> => new Promise((done) => {
    server.close(() => { done(); });
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${taken}`, close };
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
