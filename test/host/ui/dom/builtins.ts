import { define } from "./define";

/** The additions to JavaScript's own objects that obsidian.d.ts documents. */
export function installBuiltins(global: typeof globalThis): void {
  define(global.Object, {
    isEmpty: (object) => Object.keys(object).length === 0,
    each: (object, callback, context) =>
      Object.entries(object).every(([key, value]) => callback.call(context, value, key) !== false),
  });
  define(global.Array, { combine: (arrays) => arrays.flat() as never });
  define<unknown[]>(global.Array.prototype, {
    first() {
      return this[0];
    },
    last() {
      return this[this.length - 1];
    },
    contains(target: unknown) {
      return this.includes(target);
    },
    remove(target: unknown) {
      for (let i = this.length - 1; i >= 0; i--) if (this[i] === target) this.splice(i, 1);
    },
    shuffle() {
      for (let i = this.length - 1; i > 0; i--) {
        const j = Math.floor(Math.random() * (i + 1));
        [this[i], this[j]] = [this[j], this[i]];
      }
      return this;
    },
    unique() {
      return [...new Set(this)];
    },
  } as Partial<unknown[]> & ThisType<unknown[]>);
  define(global.Math, {
    clamp: (value, min, max) => Math.min(Math.max(value, min), max),
    square: (value) => value * value,
  });
  define(global.String, { isString: (value): value is string => typeof value === "string" });
  define<object, string>(global.String.prototype, {
    contains(target: string) {
      return this.includes(target);
    },
    format(...args: string[]) {
      return this.replace(/\{(\d+)\}/g, (whole, index: string) => args[Number(index)] ?? whole);
    },
  });
  define(global.Number, { isNumber: (value): value is number => typeof value === "number" });
}
