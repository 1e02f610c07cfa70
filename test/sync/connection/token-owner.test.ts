import { describe, expect, it } from "vitest";
import { TokenOwner } from "../../../src/sync/connection/token-owner";

function device(known: Record<string, unknown> = {}) {
  const kept = new Map<string, unknown>(Object.entries(known));
  return { kept, owner: new TokenOwner({ load: (key) => kept.get(key), save: (key, value) => kept.set(key, value) }) };
}

describe("the owner of a token", () => {
  it("is remembered without the token, until another one is learned or it is forgotten", () => {
    const { kept, owner } = device();
    expect(owner.of("token-1")).toBeNull();
    owner.remember("token-1", "sam");
    expect([owner.of("token-1"), owner.of("token-2")]).toEqual(["sam", null]);
    expect(JSON.stringify([...kept])).not.toContain("token-1");
    owner.remember("token-2", "kim");
    expect([owner.of("token-1"), owner.of("token-2")]).toEqual([null, "kim"]);
    owner.forget();
    expect(owner.of("token-2")).toBeNull();
  });

  it.each([[undefined], [null], ["text"], [{ digest: 5 }], [{ digest: "" }]])("is not known from %o", (found) => {
    const { kept, owner } = device();
    owner.remember("token-1", "sam");
    for (const key of kept.keys()) kept.set(key, found);
    expect(owner.of("token-1")).toBeNull();
  });
});
