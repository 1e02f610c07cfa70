import { describe, expectTypeOf, it } from "vitest";
import type * as v from "valibot";
import type { Mapping, ReadOptions, Source, Target } from "../../src/domain/mapping";
import type { NoteSource, Settings, settingsSchema } from "../../src/sync/settings";

/** What a schema reads, without the keys of later versions that it keeps. */
type Plain<T> = T extends string | number | boolean | null | undefined ? T
  : T extends readonly (infer Item)[] ? readonly Plain<Item>[]
    : { [Key in keyof T as string extends Key ? never : Key]: Plain<T[Key]> };

type Read = Plain<v.InferOutput<typeof settingsSchema>>;
type ReadMapping = Read["mappings"][number];

/*
 * These are checked by the compiler (`npm run types`): a kind or a key that is added to a type and forgotten in the schema
 * would make every data.json that has it damaged, or lose it.
 */
describe("The schema of data.json", () => {
  it("reads every setting that the type has, and no other", () => {
    expectTypeOf<keyof Settings>().toEqualTypeOf<keyof Read>();
    expectTypeOf<NoteSource>().toExtend<Read["sources"][number]>();
  });

  it("reads every kind of source and target, and every key of a mapping", () => {
    expectTypeOf<Source>().toExtend<ReadMapping["from"]>();
    expectTypeOf<Target>().toExtend<ReadMapping["to"]>();
    expectTypeOf<keyof Mapping>().toEqualTypeOf<keyof ReadMapping>();
    expectTypeOf<keyof ReadOptions>().toEqualTypeOf<keyof ReadMapping["read"]>();
    expectTypeOf<ReadOptions>().toExtend<ReadMapping["read"]>();
  });
});
