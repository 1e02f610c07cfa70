import { describe, expect, it } from "vitest";
import { countWords, readBody } from "../../src/domain/body";

function fields(text: string): string[] {
  return readBody(text).fields.map(({ key, value }) => `${key}=${value}`);
}

describe("readBody", () => {
  it("finds inline fields in each of their forms", () => {
    expect(fields("pages:: 24")).toEqual(["pages=24"]);
    expect(fields("- pages::24")).toEqual(["pages=24"]);
    expect(fields("> - **Mood**:: 7")).toEqual(["Mood=7"]);
    expect(fields("I spent [spent:: 12.50] and (energy:: 3) today")).toEqual(["spent=12.50", "energy=3"]);
    expect(fields("[met:: [[Anna (from work)]] and [Tom](https://t.om/a(b))]")).toEqual(["met=[[Anna (from work)]] and [Tom](https://t.om/a(b))"]);
    expect(fields("[outer:: [inner:: 1] 2]")).toEqual(["outer=[inner:: 1] 2"]);
    expect(fields("(unclosed [field:: 7]")).toEqual(["field=7"]);
    expect(fields("paid:: 5\npaid:: 7")).toEqual(["paid=5", "paid=7"]);
    expect(fields("a:: 1\r\nb:: 2\r\n")).toEqual(["a=1", "b=2"]);
  });

  it("finds them wherever a line begins in another way", () => {
    expect(fields("> [!info] Today\n> calm:: 4\n> > - deep:: 5")).toEqual(["calm=4", "deep=5"]);
    expect(fields("> [!tip]+ calm:: 4\n## calm:: 5 ##\n- [ ] calm:: 6\n1. calm:: 7\n> ### calm:: 8")).toEqual(["calm=4", "calm=5", "calm=6", "calm=7", "calm=8"]);
    expect(fields("| calm:: 4 | **walk**:: 2 km |\n|--|--|\n| [deep:: 5] | [[a\\|b]] |")).toEqual(["calm=4", "walk=2 km", "deep=5"]);
    expect(fields("what | how\n--- | ---\ncalm:: 4 | deep:: 5\n\ncalm:: a | b")).toEqual(["calm=4", "deep=5", "calm=a | b"]);
    expect(fields("calm:: 4 ^block-1\n- [deep:: 5] ^b2\n**calm:: 6**\n*deep*:: *7*")).toEqual(["calm=4", "deep=5", "calm=6", "deep=*7*"]);
  });

  it("passes over what is struck out", () => {
    expect(fields("~~calm:: 7~~\n- ~~deep:: 5~~\n~~[calm:: 4]~~\nwalk:: 2")).toEqual(["walk=2"]);
  });

  it("takes code first, then comments", () => {
    expect(fields("Write `%%` for a comment\ncalm:: 7\nand `%%` at its end")).toEqual(["calm=7"]);
    expect(fields("`<!--`\ncalm:: 5\n`-->`")).toEqual(["calm=5"]);
    expect(fields("``a ` b:: 1`` calm\n```b:: 2``` and\ncalm:: 3\n- ```\n  b:: 4\n  ```\n`open\ndeep:: 5")).toEqual(["calm=3", "deep=5"]);
    expect(fields("%% `%%`\nhidden:: 1\n%%\ncalm:: 2")).toEqual(["calm=2"]);
  });

  it("takes no field from code, comments, frontmatter or a task's dates", () => {
    expect(fields("```\nmood:: 7\n```\n~~~js\na:: 1\n~~~\nafter:: 2")).toEqual(["after=2"]);
    expect(fields("`mood:: 7` <!-- mood:: 8 --> %% mood:: 9 %%")).toEqual([]);
    expect(fields("<!--\nmood:: 8\n-->\nmood:: 1")).toEqual(["mood=1"]);
    expect(fields("---\nmood:: 7\n---\nsleep:: 8")).toEqual(["sleep=8"]);
    expect(fields("- [x] Buy milk [due:: 2026-01-01] [price:: 3]")).toEqual(["price=3"]);
    expect(fields("https://example.org a ratio of 3::4")).toEqual(["https://example.org a ratio of 3=4"]);
  });

  it("reads tasks without what task plugins append", () => {
    const { tasks } = readBody("- [x] Stretch ✅ 2026-11-12\n* [ ] Read 📅 2026-11-13\n1. [-] Run [due:: 2026-01-01]\n- [ ]\n-[x] none");
    expect(tasks).toEqual([{ status: "x", text: "Stretch" }, { status: " ", text: "Read" }, { status: "-", text: "Run" }, { status: " ", text: "" }]);
    const texts = (text: string): string[] => readBody(text).tasks.map((task) => task.text);
    expect(texts("- [ ] Water 🔁 every 2 days ⏫ ➕ 2026-11-01 📅 [[2026-11-13]]\n- [x] Call 🔺 #people ✅2026-11-12 ^id-9\n- [ ] Tea 🆔 ab12cd ⛔ x9,y8 🏁 delete\n- [ ] Pay ⏰ 2026-11-13 09:00 now")).toEqual(["Water", "Call #people", "Tea", "Pay now"]);
    expect(texts("- [ ] 📅 Plan\n- [ ] ⏳ Fast\n- [ ] 🏁 Finish\n- [ ] ⛔ No sugar\n- [ ] 🔺 Climb\n- [ ] 🔁 Wash")).toEqual(["📅 Plan", "⏳ Fast", "🏁 Finish", "⛔ No sugar", "🔺 Climb", "🔁 Wash"]);
  });

  it("takes for tasks what Obsidian does", () => {
    const names = readBody("- [x]Tight\n- [] Empty\n-[ ] Close\n- [ab] Two\n> - [x] Quoted\n\t+ [/] Nested\n2) [x] Counted\n- [🎉] Party").tasks.map((task) => task.text);
    expect(names).toEqual(["Quoted", "Nested", "Counted", "Party"]);
  });

  it("swallows no word that people wrote", () => {
    expect(countWords(readBody("- [ ] 📅 Sort all the old photos\n- [x] ✅ Tea 📅 2026-11-13\nThe end ^b1").prose)).toBe(9);
  });

  it("counts the words people wrote, in any script", () => {
    expect(countWords(readBody("---\ntitle: not this\n---\nThree plain words\n```\nlet code = 1\n```\n").prose)).toBe(3);
    expect(countWords("今日は天気がいいですね")).toBeGreaterThan(2);
    expect(countWords("")).toBe(0);
  });

  it("takes time in proportion to the length of a text", () => {
    for (const piece of ["[", "(", "[a:: ", "::", "](", "%%", "`", "<!--", "- [ ] ", "```\n"]) {
      expect(readBody(piece.repeat(100_000)).fields.length).toBeLessThan(200_001);
    }
  });
});
