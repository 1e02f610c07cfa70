import type { en } from "./en";

/** The names in the braces of a text. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? (Slot extends `${infer Name}|${string}` ? Name : Slot) | NamesIn<Rest> : never;

/** The names in the braces of a text that a plural depends on. */
type CountedIn<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? (Slot extends `${infer Name}|${string}` ? Name : never) | CountedIn<Rest> : never;

/** What has to be put into a text: numbers where a plural depends on them. */
type ArgumentsOf<Text extends string> = { readonly [Name in NamesIn<Text>]: Name extends CountedIn<Text> ? number : number | string };

declare const takes: unique symbol;

/**
 * A text with names in braces. It cannot be shown as it is, so it is no string to the compiler; `fill` makes one of it.
 * One of several such texts, chosen by a code, takes what the most demanding of them needs.
 */
export interface Sentence<Arguments> {
  readonly [takes]: (given: Arguments) => void;
  toString(): string;
}

/** A table of texts as it is used: each text is a string, or a sentence with what it takes. */
type Used<Table> = Table extends string ? ([NamesIn<Table>] extends [never] ? string : Sentence<ArgumentsOf<Table>>)
  : Table extends readonly string[] ? readonly string[]
    : { readonly [Key in keyof Table]: Used<Table[Key]> };

/** Every sentence there is, in some language. The English table says which there are and what they take. */
export type Words = Used<typeof en>;

/** The keys of a table, with some text behind each: what a language has to have, and nothing else. */
export type Keys<Table> = Table extends string ? string : Table extends readonly string[] ? readonly string[] : { readonly [Key in keyof Table]: Keys<Table[Key]> };

/** A text that has the names of the original, and puts none in the plural that the original would give as a word. */
type TextLike<Original extends string, Text extends string> = [NamesIn<Original>, ArgumentsOf<Original>] extends [NamesIn<Text>, ArgumentsOf<Text>] ? Text : Sentence<ArgumentsOf<Original>>;

/** The table if all its texts are like those of the original; else one that it does not fit, by the key where it differs. */
export type Translation<Original, Table> = Original extends string ? (Table extends string ? TextLike<Original, Table> : Original)
  : Original extends readonly string[] ? readonly string[]
    : { readonly [Key in keyof Original]: Key extends keyof Table ? Translation<Original[Key], Table[Key]> : Original[Key] };
