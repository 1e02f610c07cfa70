/** Names that every object has, or that lead to what all objects share. */
export const INHERITED = ["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__"];

/** Markup, commands to turn text round, and what is not seen at all. */
export const MARKUP = [
  "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</div><b>bold</b>", "[link](javascript:alert(1))", "![x](https://evil.example/x.png)", "**bold**", "`code`", "&lt;i&gt;", "<svg/onload=alert(1)>",
];
export const UNSEEN = ["a\u202eb", "a\u2066b", "a\u200bb", "a\u0000b", "a\u0007b", "a\u001b[31mb", "a\u0085b", "a\u2028b", "a\ud800b", "a\udc00b", "a\ufeffb"];

/** What no sentence may hold: line breaks and tabs aside, everything that hides or turns round what stands beside it. */
export const HIDDEN = /[\p{Cs}\u200b\u202a-\u202e\u2060-\u206f\ufeff]|(?![\t\n\r])\p{Cc}/u;

/** The longest a sentence may get. */
export const LONGEST_SENTENCE = 2500;
