import type { en } from "./en";

/** The same keys and arguments, with any text in the place of the English one. */
type Worded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Worded<Said>
    : { [Key in keyof T]: Worded<T[Key]> };

/** What a language has to say. */
export type Words = Worded<typeof en>;
