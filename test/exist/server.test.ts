import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServedExist, serveExist } from "./server";
import { ExistWorld, OUR_CLIENT } from "./world";

let world: ExistWorld;
let server: ServedExist;
let headers: Record<string, string>;

beforeEach(async () => {
  world = new ExistWorld(() => Date.parse("2026-09-21T12:00:00Z"));
  world.addAccount({ username: "sam" });
  world.addAttribute("sam", { template: "mood_note", owner: OUR_CLIENT });
  headers = { Authorization: `Bearer ${world.personalToken("sam")}`, "Content-Type": "application/json" };
  server = await serveExist(world);
});

afterEach(() => server.close());

describe("the server", () => {
  it("passes requests to the world and its answers back", async () => {
    const item = { name: "mood_note", date: "2026-09-21", value: "Grüße 🙂" };
    const response = await fetch(`${server.url}/api/2/attributes/update/`, { method: "POST", headers, body: JSON.stringify([item]) });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ success: [item], failed: [] });
    expect(world.valuesOf("sam")).toEqual({ "2026-09-21": { mood_note: "Grüße 🙂" } });
  });

  it("links pages to itself", async () => {
    for (let count = 0; count < 21; count += 1) world.addAttribute("sam", { name: `tag_${count}` });
    const first = (await (await fetch(`${server.url}/api/2/attributes/`, { headers })).json()) as { next: string };
    expect(first.next).toBe(`${server.url}/api/2/attributes/?page=2`);
    const second = (await (await fetch(first.next, { headers })).json()) as { results: unknown[] };
    expect(second.results).toHaveLength(2);
  });

  it("sends a 429 with nothing in it", async () => {
    for (let count = 0; count < 300; count += 1) await world.handle({ method: "GET", url: "/api/2/accounts/profile/", headers, body: "" });
    const response = await fetch(`${server.url}/api/2/accounts/profile/`, { headers });
    expect([response.status, await response.text(), response.headers.get("retry-after")]).toEqual([429, "", null]);
  });

  it("breaks the connection off", async () => {
    world.script({ on: () => true, fault: { kind: "drop-after" } });
    await expect(fetch(`${server.url}/api/2/accounts/profile/`, { headers })).rejects.toThrow();
    expect((await fetch(`${server.url}/api/2/accounts/profile/`, { headers })).status).toBe(200);
  });

  it("keeps silent until the other side gives up, and closes all the same", async () => {
    world.script({ on: () => true, fault: { kind: "silent" } });
    const request = fetch(`${server.url}/api/2/accounts/profile/`, { headers, signal: AbortSignal.timeout(150) });
    await expect(request).rejects.toMatchObject({ name: "TimeoutError" });
    world.script({ on: () => true, fault: { kind: "silent" } });
    const waiting = expect(fetch(`${server.url}/api/2/accounts/profile/`, { headers })).rejects.toThrow();
    while (world.calls.length < 2) await new Promise((done) => { setTimeout(done, 5); });
    await server.close();
    await waiting;
  });

  it("outlives a request that its sender breaks off", async () => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    await new Promise<void>((done) => {
      socket.write("POST /api/2/attributes/update/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[", () => { done(); });
    });
    socket.destroy();
    expect((await fetch(`${server.url}/api/2/accounts/profile/`, { headers })).status).toBe(200);
  });

  it("says so when the port is taken", async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveExist(world, { port })).rejects.toThrow("EADDRINUSE");
  });
});
