import * as v from "valibot";
import { type LocalDate, parseLocalDate } from "../domain/local-date";
import { held, label, shown } from "./schema";

/* What Exist has found out in a person's values: strict in what is a number, a day or a name, lenient in the words around it. */

const LONGEST_SENTENCE = 300;
const LONGEST_INSIGHT = 2000;

const name = v.pipe(v.string(), v.nonEmpty());
const day = v.pipe(v.string(), v.check((text) => parseLocalDate(text) !== null), v.transform((text) => text as LocalDate));
/** ISO 8601, in milliseconds since 1970. Without an offset nobody knows when it was. */
const moment = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T.+(?:Z|[+-]\d{2}:?\d{2})$/), v.transform((text) => Date.parse(text)), v.finite());
const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const whole = (least: number, most: number) => v.pipe(between(least, most), v.integer());
const amount = v.nullish(v.pipe(v.number(), v.finite()), null);
/** Words that explain a number and are not needed for it; null where there are none, or none that can be read. */
const explanation = v.fallback(v.nullish(shown(LONGEST_SENTENCE), null), null);

/** One day's value of an attribute; null where Exist holds none. */
export const dayValueSchema = v.object({ date: day, value: held });

/** An average by weekday. The attribute is `attribute` in the reference, and `user_attribute` in some samples. */
export const averageSchema = v.pipe(
  v.object({
    attribute: v.nullish(name), user_attribute: v.nullish(name), date: day, overall: amount,
    monday: amount, tuesday: amount, wednesday: amount, thursday: amount, friday: amount, saturday: amount, sunday: amount,
  }),
  // Without a name, or with two that differ, nobody knows whose numbers these are.
  v.check(({ attribute, user_attribute }) => (attribute ?? user_attribute ?? null) !== null && (attribute ?? user_attribute) === (user_attribute ?? attribute), "attribute"),
  v.transform(({ attribute, user_attribute, date, overall, ...week }) => ({
    attribute: attribute ?? user_attribute ?? "", date, overall,
    weekdays: [week.monday, week.tuesday, week.wednesday, week.thursday, week.friday, week.saturday, week.sunday] as const,
  })),
);

/** Two attributes that go together. `offset` is a closed set: another one would tell of the wrong day. */
export const correlationSchema = v.pipe(
  v.object({
    date: day, period: whole(1, 100_000), offset: v.picklist([0, -1]), attribute: name, attribute2: name,
    value: between(-1, 1), p: between(0, 1), percentage: between(0, 100), stars: whole(1, 5),
    second_person: shown(LONGEST_SENTENCE), second_person_elements: v.fallback(v.optional(v.array(shown(LONGEST_SENTENCE)), []), []),
    attribute_category: explanation, strength_description: explanation, stars_description: explanation, description: explanation,
  }),
  v.transform(({ second_person, second_person_elements, attribute_category, strength_description, stars_description, ...rest }) => ({
    ...rest, sentence: second_person, parts: second_person_elements, category: attribute_category, strength: strength_description, confidence: stars_description,
  })),
);

/** An insight's lines end in CRLF. Its `html` is let go: nobody else's markup is shown. */
const lines = v.pipe(v.string(), v.nonEmpty(), v.transform((text) => text.split(/\r\n|\r|\n/)), v.array(v.pipe(shown(LONGEST_INSIGHT), v.trim())), v.transform((all) => all.filter((line) => line !== "")));

export const insightSchema = v.pipe(
  v.object({
    created: moment,
    target_date: v.nullish(day, null),
    type: v.object({
      name, period: v.fallback(v.nullish(v.number(), null), null), priority: whole(1, 4),
      // Said beside the text; the text is complete without it.
      attribute: v.fallback(v.nullish(v.object({ name, label }), null), null),
    }),
    text: lines,
  }),
  v.transform(({ created, target_date, type, text }) => ({ created, targetDate: target_date, ...type, lines: text })),
);
