import { describe, expect, it } from "vitest";
import { makeRequestUrl, type TransportRequest, type TransportResponse } from "./request-url";

const HEADERS = { authorization: "Bearer t", "content-type": "application/json" };

/** Asks for `/from`, which leads to `location` with `status`, and gives every request that was made. */
async function followed(status: number, location: string, isIos = false): Promise<readonly TransportRequest[]> {
  const asked: TransportRequest[] = [];
  const transport = (request: TransportRequest): Promise<TransportResponse> => {
    asked.push(request);
    return Promise.resolve(asked.length === 1 ? { status, headers: { Location: location }, text: "" } : { status: 200, headers: {}, text: "there" });
  };
  const answer = await makeRequestUrl(transport, { isIos })({ url: "https://exist.io/from", method: "POST", headers: HEADERS, body: "{}" });
  expect(answer.text).toBe("there");
  return asked;
}

describe("a redirect", () => {
  it.each([307, 308])("%i repeats the request, body and all", async (status) => {
    expect((await followed(status, "/to"))[1]).toEqual({ url: "https://exist.io/to", method: "POST", headers: HEADERS, body: "{}" });
  });

  it.each([301, 302, 303])("%i asks anew, without a body", async (status) => {
    expect((await followed(status, "https://exist.io/to"))[1]).toEqual({ url: "https://exist.io/to", method: "GET", headers: { authorization: "Bearer t" }, body: "" });
  });

  it("takes the token to another origin, but not on iOS", async () => {
    expect((await followed(307, "https://example.org/"))[1]?.headers).toEqual(HEADERS);
    expect((await followed(307, "https://example.org/", true))[1]?.headers).toEqual({ "content-type": "application/json" });
    expect((await followed(307, "/to", true))[1]?.headers).toEqual(HEADERS);
  });

  it("that leads to itself ends with an error", async () => {
    const round = makeRequestUrl(() => Promise.resolve({ status: 302, headers: { location: "/again" }, text: "" }));
    await expect(round("https://exist.io/again")).rejects.toThrow("TOO_MANY_REDIRECTS");
  });

  it("without a place to go, or another 3xx, is an answer", async () => {
    const bare = makeRequestUrl(() => Promise.resolve({ status: 302, headers: {}, text: "" }));
    expect((await bare("https://exist.io/")).status).toBe(302);
    const unchanged = makeRequestUrl(() => Promise.resolve({ status: 304, headers: { location: "/x" }, text: "" }));
    expect((await unchanged("https://exist.io/")).status).toBe(304);
  });
});

describe("an answer", () => {
  it("may come long after whoever asked has given up: there is no limit here", async () => {
    let answer: (response: TransportResponse) => void = () => undefined;
    const pending = makeRequestUrl(() => new Promise((done) => { answer = done; }))("https://exist.io/");
    answer({ status: 200, headers: {}, text: "late" });
    expect((await pending).text).toBe("late");
  });
});
