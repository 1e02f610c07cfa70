import { describe, expect, it } from "vitest";
import { getAllTags, getFrontMatterInfo, readMetadata } from "./metadata-parse";

describe("readMetadata", () => {
  it("reads properties as YAML 1.2 has them", () => {
    const { frontmatter } = readMetadata("---\nday: 2026-01-02\ntime: 7:30\nyes: yes\non: TRUE\nhex: 0x1F\nblank:\nlist: [1, a]\nobject: {a: 1}\n\"quoted\": \"7\"\n---\n");
    expect(frontmatter).toEqual({ day: "2026-01-02", time: "7:30", yes: "yes", on: true, hex: 31, blank: null, list: [1, "a"], object: { a: 1 }, quoted: "7" });
  });

  it("has no properties for YAML that is broken, but a section of it", () => {
    for (const yaml of ["a: b: c", "a: 1\na: 2", "a: @b", "a: [1", "\ta: 1"]) {
      const cache = readMetadata(`---\n${yaml}\n---\ntext`);
      expect(cache.frontmatter, yaml).toBeUndefined();
      expect(cache.sections?.[0]?.type).toBe("yaml");
    }
    expect(readMetadata(" ---\na: 1\n---").frontmatter).toBeUndefined();
    expect(readMetadata("---\na: 1\n").frontmatter).toBeUndefined();
    expect(readMetadata("---\r\na: 1\r\n---\r\n").frontmatter).toEqual({ a: 1 });
  });

  it("finds tags in any script, and none in code, comments, maths, links or numbers", () => {
    const text = "#tag #tägx #日本 #a/b-c_d #🎅 #2026 #1a x#no\n`#code` %%#hidden%% <!-- #comment --> $$#maths$$ [[Note#heading]]\n```\n#fenced\n```\n#last";
    expect(readMetadata(text).tags?.map(({ tag }) => tag)).toEqual(["#tag", "#tägx", "#日本", "#a/b-c_d", "#🎅", "#1a", "#last"]);
  });

  it("gives all tags with #, doubles and all, and a list in one text is none", () => {
    expect(getAllTags(readMetadata("---\ntags: [gym, \"#Rain\", 7]\n---\n#gym"))).toEqual(["#gym", "#Rain", "#gym"]);
    expect(getAllTags(readMetadata("---\ntags: one\n---\n"))).toEqual(["#one"]);
    expect(getAllTags(readMetadata("---\ntags: a, b\n---\n"))).toBeNull();
    expect(getAllTags(readMetadata("text"))).toBeNull();
  });

  it("knows tasks, headings and where they are", () => {
    const { listItems, headings } = readMetadata("# One\n- [x] done\n- [ ] open\n- plain\n");
    expect(listItems?.map(({ task }) => task)).toEqual(["x", " ", undefined]);
    expect(listItems?.[1]?.position.start).toEqual({ line: 2, col: 0, offset: 17 });
    expect(headings).toMatchObject([{ heading: "One", level: 1 }]);
  });
});

describe("getFrontMatterInfo", () => {
  it("says where the frontmatter is", () => {
    expect(getFrontMatterInfo("---\na: 1\n---\ntext")).toEqual({ exists: true, frontmatter: "a: 1\n", from: 4, to: 9, contentStart: 13 });
    expect(getFrontMatterInfo("text").exists).toBe(false);
  });
});
