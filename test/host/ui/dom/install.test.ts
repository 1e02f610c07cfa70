import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installDom } from "./install";

let root: HTMLElement;
beforeEach(() => {
  installDom(window);
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => root.remove());

describe("installing", () => {
  it("is out of sight and may be repeated", () => {
    const before = Object.getOwnPropertyDescriptor(Node.prototype, "createEl");
    installDom(window);
    expect(Object.getOwnPropertyDescriptor(Node.prototype, "createEl")).toEqual(before);
    expect(before?.enumerable).toBe(false);
    const seen: string[] = [];
    for (const key in []) seen.push(key);
    expect(seen).toEqual([]);
  });
});

describe("creating", () => {
  it("takes all that DomElementInfo may say", () => {
    root.createDiv("last");
    const el = root.createEl("input", {
      cls: "a b",
      attr: { "data-x": 1, disabled: null },
      type: "text",
      value: "v",
      placeholder: "p",
      title: "t",
      prepend: true,
    });
    expect(root.firstChild).toBe(el);
    expect([el.className, el.dataset["x"], el.type, el.value, el.placeholder, el.title, el.disabled]).toEqual(["a b", "1", "text", "v", "p", "t", false]);
  });

  it("makes loose elements by the globals", () => {
    const fragment = createFragment((el) => el.createSpan({ text: "in it" }));
    const link = createEl("a", { href: "https://exist.io", text: fragment, parent: root });
    expect(link.parentElement).toBe(root);
    expect(link.getText()).toBe("in it");
    expect(createDiv("x").isConnected).toBe(false);
    expect(root.createSvg("circle", { attr: { r: 4 } }).getAttribute("r")).toBe("4");
  });
});

describe("elements", () => {
  it("have classes, attributes and text", () => {
    root.addClass("a", "b");
    root.toggleClass(["b", "c"], false);
    root.setAttrs({ "aria-label": "x", hidden: null });
    root.setText("text");
    expect([root.className, root.getAttr("aria-label"), root.getText(), root.hasClass("a")]).toEqual(["a", "x", "text", true]);
    root.empty();
    expect(root.childNodes).toHaveLength(0);
  });

  it("are shown only where nothing around them is hidden", () => {
    const inner = root.createDiv().createDiv();
    expect(inner.isShown()).toBe(true);
    root.hide();
    expect(inner.isShown()).toBe(false);
    root.show();
    inner.detach();
    expect(inner.isShown()).toBe(false);
  });

  it("find and match", () => {
    const inner = root.createDiv("outer").createSpan("inner");
    expect(root.find(".inner")).toBe(inner);
    expect(root.findAllSelf("div")).toHaveLength(2);
    expect(inner.matchParent(".outer")?.className).toBe("outer");
    expect(inner.matchParent(".outer", inner)).toBeNull();
    expect([inner.doc, inner.win, inner.instanceOf(HTMLElement), inner.instanceOf(HTMLInputElement)]).toEqual([document, window, true, false]);
  });

  it("keep the children that stay in place", () => {
    const [a, b, c] = [root.createDiv("a"), root.createDiv("b"), createDiv("c")];
    root.setChildrenInPlace([c, a]);
    expect(Array.from(root.childNodes)).toEqual([c, a]);
    root.insertAfter(b, c);
    expect(root.indexOf(b)).toBe(1);
  });

  it("set styles and properties", () => {
    root.setCssStyles({ color: "red" });
    root.setCssProps({ "--x": "1px" });
    expect([root.style.color, root.style.getPropertyValue("--x")]).toEqual(["red", "1px"]);
  });
});

describe("events", () => {
  it("are delegated and can be taken back", () => {
    const listener = vi.fn();
    const button = root.createDiv("row").createEl("button");
    root.on("click", ".row", listener);
    button.click();
    expect(listener.mock.calls[0]?.[1]).toBe(button.parentElement);
    root.off("click", ".row", listener);
    button.click();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("can be triggered by hand", () => {
    const listener = vi.fn();
    root.addEventListener("input", listener);
    root.createEl("input").trigger("input");
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it("tell of being put into the page", async () => {
    const listener = vi.fn();
    const el = createDiv();
    const stop = el.onNodeInserted(listener, true);
    root.appendChild(el);
    await sleep(0);
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
  });
});

describe("built-ins", () => {
  it("are those of obsidian.d.ts", () => {
    const list = [1, 2, 2, 3];
    list.remove(2);
    expect([list, list.first(), list.last(), [1, 1].unique(), list.contains(3)]).toEqual([[1, 3], 1, 3, [1], true]);
    expect([..."abc"].shuffle().sort()).toEqual(["a", "b", "c"]);
    expect(Array.combine([[1], [2]])).toEqual([1, 2]);
    expect([Math.clamp(5, 0, 3), Math.square(3), "{0} of {1}".format("1", "2"), "abc".contains("b")]).toEqual([3, 9, "1 of 2", true]);
    expect([String.isString("x"), Number.isNumber("1"), isBoolean(false), Object.isEmpty({})]).toEqual([true, false, true, true]);
    const keys: unknown[] = [];
    expect(Object.each({ a: 1, b: 2 }, (_, key) => (keys.push(key), key !== "a"))).toBe(false);
    expect(keys).toEqual(["a"]);
  });
});
