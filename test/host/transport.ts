import type { ExistWorld } from "../exist/world";
import type { Transport } from "./request-url";

const EXIST = "https://exist.io";

/** Carries what the plugin asks of exist.io to a stand-in in the same process. Any other host cannot be reached. */
export function carryTo(world: ExistWorld): Transport {
  return async ({ url, method, headers, body }) => {
    const answer = await world.handle({ method, url: pathOf(url), headers, body });
    if (answer.kind === "silent") return new Promise(() => undefined);
    if (answer.kind === "dropped") throw new Error("net::ERR_CONNECTION_CLOSED");
    return { status: answer.status, headers: answer.headers, text: answer.body };
  };
}

/** Carries it to a stand-in behind a local address. */
export function carryOver(address: string, send: typeof fetch): Transport {
  return async ({ url, method, headers, body }) => {
    const response = await send(address + pathOf(url), { method, headers, ...(method === "GET" ? {} : { body }) });
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  };
}

function pathOf(url: string): string {
  if (!url.startsWith(`${EXIST}/`)) throw new Error(`net::ERR_NAME_NOT_RESOLVED ${url}`);
  return url.slice(EXIST.length);
}
