import { resolve } from "node:path";
import { takeCoverage } from "node:v8";
import { compileFunction } from "node:vm";
import { afterAll } from "vitest";

/** The host evaluates main.js by `new Function`, which leaves no name to count under; here it is compiled as the file it is. */
const MAIN = resolve(import.meta.dirname, "../main.js");

globalThis.Function = new Proxy(globalThis.Function, {
  construct: (target, parts) => (parts.length > 1 ? compileFunction(parts.at(-1), parts.slice(0, -1), { filename: `file://${MAIN}` }) : Reflect.construct(target, parts)),
});

// The runner ends its workers before they could write by themselves.
afterAll(() => { takeCoverage(); });
