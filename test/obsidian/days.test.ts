import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { atNoon, connected, settings, TestApp, TODAY } from "./app";

atNoon();

const FOLDER = "test/fixtures/days";
const notes = readdirSync(FOLDER).filter((file) => file.endsWith(".md"));

/** The mappings of one note, beside it, or the usual ones. */
function mappingsFor(file: string): unknown[] {
  const own = `${FOLDER}/${file.replace(/\.md$/, ".mappings.json")}`;
  return JSON.parse(readFileSync(existsSync(own) ? own : `${FOLDER}/mappings.json`, "utf8")) as unknown[];
}

/**
 * A whole note, and exactly what the built plugin sends for it and says. UPDATE_EXPECTED=1 writes the answers anew and
 * still fails, so that nobody takes over an answer unread.
 */
describe("a day's note", () => {
  it.each(notes)("%s", async (file) => {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");
    const app = await TestApp.start({ [`${TODAY}.md`]: text }, settings({ ...connected, mappings: mappingsFor(file), tagMode: "all", ignoredTags: ["daily"] }));
    const said = (await app.sync()).split("\n");
    const writes = app.world.calls.filter(({ method }) => method === "POST").map(({ path, body }) => ({ path, body }));
    const actual = { requests: writes, says: said };
    const expected = `${FOLDER}/${file.replace(/\.md$/, ".json")}`;
    if (process.env.UPDATE_EXPECTED === "1" || !existsSync(expected)) {
      writeFileSync(expected, `${JSON.stringify(actual, null, 2)}\n`);
      throw new Error(`${expected} was written. Read it, then run the suite again.`);
    }
    expect(actual).toEqual(JSON.parse(readFileSync(expected, "utf8")));
    expect(app.world.impolite).toEqual([]);
  });
});
