import type { Reader } from "../../../src/domain/convert";
import type { LocalDate } from "../../../src/domain/local-date";
import type { Unit } from "../../../src/domain/mapping";
import { type ValueType, valueType } from "../../../src/domain/value-type";

/** What a written value comes to: a value, null for no value, or the code of the problem. */
export type Expected = number | string | null | { readonly refused: string } | { readonly cut: number };

/** One notation, as it stands in a note. */
export interface Row {
  readonly written: unknown;
  readonly gives: Expected;
  readonly options?: Reader["options"];
  readonly wire?: Unit;
  /** Whether the attribute is the user's own. */
  readonly isOwn?: boolean;
}

/** What is known of one value type: what docs/values.md tells people and what the tests hold the code to. */
export interface Table {
  readonly title: string;
  readonly type: ValueType;
  /** A sentence or two for docs/values.md. */
  readonly about: string;
  readonly rows: readonly Row[];
}

/** The day that the values of all tables count for. */
export const DAY = "2026-08-06" as LocalDate;

type Short = readonly [written: unknown, gives: Expected];
const rows = (all: readonly Short[], rest: Omit<Row, "written" | "gives"> = {}): Row[] => all.map(([written, gives]) => ({ written, gives, ...rest }));
const no = (code: string): Expected => ({ refused: code });
const refused = (code: string, all: readonly unknown[], rest: Omit<Row, "written" | "gives"> = {}): Row[] => rows(all.map((written) => [written, no(code)]), rest);

export const TABLES: readonly Table[] = [
  {
    title: "Whole numbers",
    type: valueType.quantity,
    about: "Steps, coffees, pages. Thousands may be separated if all of them are. A fraction is rounded only if the mapping says so, or when a unit was converted.",
    rows: [
      ...rows([
        [8421, 8421], ["8421", 8421], ["0", 0], ["-2", -2], ["−2", -2], ["+7", 7], ["9,847", 9847], ["1,234,567", 1234567], ["1.234.567", 1234567], ["12'500", 12500],
        ["7.0", 7], ["８４２１", 8421], [" 12\u00a0", 12], ["\ufeff12", 12], ["12\r", 12], ["\t12", 12], ["1e3", 1000], ["**12**", 12], ["\"12\"", 12], ["„12“", 12], ["==12==", 12],
      ]),
      ...rows([["45.3", 45], ["45,5", 46]], { options: { round: true } }),
      ...rows([["72 bpm", 72], ["72", 72]], { wire: "bpm" }),
      ...rows([["36 ms", 36]], { wire: "ms" }),
      ...rows([["1.5 l", 1500], ["1,500", 1500], ["33cl", 330], ["250 ml", 250], ["2 glasses", 500], ["3 cups", 710], ["24 oz", 710], ["2 Gläser", 500], ["1,5 Litern", 1500], ["3杯", 750]], { wire: "ml" }),
      ...rows([["2 glasses", 600], ["500 ml", 500]], { wire: "ml", options: { glass: 300 } }),
      ...rows([["3", 750], ["0.5", 125], ["1 l", 1000]], { wire: "ml", options: { unit: "glasses" } }),
      ...rows([["3", 710], ["1.25", 296]], { wire: "ml", options: { unit: "cups" } }),
      ...refused("not-whole", ["7.5", 7.5, "45,3"]), ...refused("ambiguous-number", ["9.847", 9.847, "10.000"]),
      ...refused("not-whole", ["72.4 bpm", "72.4"], { wire: "bpm" }),
      ...refused("unit", ["12 cups", "140steps"]),
      ...refused("unit", ["300 kg"], { wire: "ml" }),
      ...refused("not-a-number", [
        "lots", "~2800", "~3500-4000", "3x9 @ 115 lbs", "24 @ 90", "180/118", "180, 118", "12,34,567", "1 234", "(missed, 3rd day)", "No Garmin data", "Bike 119, Run 140",
        "2026-03-31", "07:30", "#2555", "1.2.3", "0x10", "1_000", "½", true,
      ]),
      ...refused("not-whole", ["1,23"]),
      ...refused("not-text", [[180, 118], { a: 1 }]),
    ],
  },
  {
    title: "Decimal numbers",
    type: valueType.decimal,
    about: "Weight, distance, money. The decimal sign is a point or a comma. `1,234` may be a thousand and more or a little over one, so it is refused. A unit in the note wins over the mapping's; Exist gets kilograms, kilometres, kilojoules and degrees Celsius. A currency sign or its three letters may stand at either end.",
    rows: [
      ...rows([
        [7.5, 7.5], ["7.5", 7.5], ["72,5", 72.5], [".5", 0.5], ["5.", 5], ["0,234", 0.234], ["1,234.5", 1234.5], ["1.234,5", 1234.5], ["1,234,567", 1234567], ["12'500.25", 12500.25],
        ["-3.9", -3.9], ["0.1e2", 10], ["1e3", 1000], ["12E3", 12000], ["1.25e2", 125], ["-1e2", -100], ["1e-3", 0.001], ["1e+2", 100], ["5e10", 50000000000], ["0.12345", 0.1235],
        ["+1,234,567", 1234567], ["-1,234,567.89", -1234567.89], ["-1.234.567", -1234567], ["12.345.678,25", 12345678.25], ["1.234,56", 1234.56], ["+12'345'678.25", 12345678.25], ["1’234’567", 1234567], ["123.", 123], ["-,5", -0.5],
        ["7.99$", 7.99], ["56$", 56], ["€ 12.50", 12.5], ["12,50 €", 12.5], ["¥1200", 1200], ["-3.9USD", -3.9], ["EUR 12.50", 12.5],
      ]),
      ...rows([["72.5 kg", 72.5], ["72,5kg", 72.5], ["180 lbs", 81.6466], ["180lb", 81.6466], ["11 st", 69.8532], ["11 st 4 lb", 71.6676], ["11st 4", 71.6676], ["72", 72], ["700 g", 0.7]], { wire: "kg" }),
      ...rows([["180", 81.6466], ["72.5 kg", 72.5]], { wire: "kg", options: { unit: "lb" } }),
      ...rows([["2.83 km", 2.83], ["4 mi", 6.4374], ["1000m", 1], ["782 m", 0.782], ["500 yd", 0.4572], ["1200 ft", 0.3658]], { wire: "km" }),
      ...rows([["500 kcal", 2092], ["500 cal", 2092], ["2,100 kcal", no("ambiguous-number")], ["2100 kJ", 2100]], { wire: "kJ" }),
      ...rows([["2100", 8786.4]], { wire: "kJ", options: { unit: "kcal" } }),
      ...rows([["140g", 140], ["5 oz", 141.7476], ["500 mg", 0.5]], { wire: "g" }),
      ...rows([["80", 80], ["1.5 g", 1500]], { wire: "mg" }),
      ...rows([["21°", 21], ["21.5 °C", 21.5], ["-2℃", -2], ["70 °F", 21.1111], ["70F", 21.1111]], { wire: "celsius" }),
      ...rows([["50", 10], ["-2 °C", -2]], { wire: "celsius", options: { unit: "fahrenheit" } }),
      ...rows([["20 km/h", 20], ["10 mph", 16.0934]], { wire: "kmh" }),
      ...rows([["115 lbs", 115], ["115", 115], ["50 kg", 110.2311]], { wire: "lb", options: { unit: "lb" } }),
      ...refused("ambiguous-number", ["1,234", "-9,847", "1.250 €"]),
      ...refused("ambiguous-number", ["1.850 kcal", "2.000 kcal"], { wire: "kJ" }),
      ...refused("ambiguous-number", ["1,234 kg", "1,234 g"], { wire: "kg" }),
      ...refused("not-a-number", ["21° 5", "5% off"], { wire: "celsius" }),
      ...refused("unit", ["115 lbs"]),
      ...refused("unit", ["5 km", "21°"], { wire: "kg" }),
      ...refused("not-a-number", ["~140g", "140g (2 meals)", "4.01mi / 47:16", "400m (reduced from 800m)", "10.0℃/ -2.0℃", "11 st 15 lb", "4 lb 11 st", "11 st 14 lb", "1 kg 1000 g", "1 st .5 lb", "7.5.2 kg", "(5) kg", "5 something else"], { wire: "kg" }),
      ...refused("not-a-number", [
        "(missed - 3rd day)", "$", "5 $ 3", "one", "12 50", "5$ 3€", "x1e3", "1e3 4", "1e1000", "1ee3", "x1,234,567", "1,234,5678", "1,23,456", "x1.234.567", "1.234.567.8", "1.234,5,6", "1.2345,6", "x1'234", "1'2345",
        "1'234'56", "++1", "+-1", "0,1,2", "a 5$", "INPUT[number:x] 5", "USD",
      ]),
      ...refused("unit", ["12 ABC", "5xUSD", "5 abc", "12.50 eur", "5 USD EUR"]),
    ],
  },
  {
    title: "Durations",
    type: valueType.duration,
    about: "Exist gets whole minutes. A bare number is minutes unless the mapping says hours or seconds. `7:16` is hours and minutes. From 200 on, a bare `m` may be metres and is refused, and so is more than a day; an attribute of your own takes up to a week, if a unit leaves no doubt.",
    rows: [
      ...rows([
        ["7h 30m", 450], ["6h45m", 405], ["7h, 30m", 450], ["7h and 30 min", 450], ["4 hours", 240], ["1hour 15 minutes", 75], ["1 hours 30 minutes", 90], ["7.5h", 450], ["7,5 h", 450],
        ["1h30", 90], ["2h05", 125], ["15m", 15], ["53m", 53], ["42 minutes", 42], ["90min", 90], ["45 min.", 45], ["57sec", 1], ["90 s", 2], ["1h 5m 40s", 66],
        ["PT7H30M", 450], ["PT45M", 45], ["7:16", 436], ["0:45", 45], ["7:30:40", 451], ["1:30", 90], [45, 45], ["45", 45], [0, 0],
        ["24h", 1440], ["1440", 1440], ["0:59", 59], ["0:00:59", 1], ["7\u00a0h\u00a030", 450], ["7h  30m", 450], ["7 Std. 30 Min", 450], ["2 Stunden", 120], ["1 heure 20", 80], ["8小时30分钟", 510], ["1時間30分", 90], ["7시간 20분", 440],
        ["7,5 Std", 450], ["7:30 h", 450], ["7:30 Std.", 450], ["P0DT7H30M", 450], ["PT7.5H", 450], ["P1D", 1440], ["7 Stunden und 30 Minuten", 450], ["40 Sek.", 1],
      ]),
      ...rows([["36h", 2160], ["36:00 h", 2160], ["P2DT4H", 3120], ["3000", 3000], ["168h", 10080]], { isOwn: true }),
      ...refused("out-of-range", ["47:16", "169h", "-1"], { isOwn: true }),
      ...rows([["8.08", 485], ["7,5", 450], [8, 480], ["45 min", 45], ["7:16", 436]], { options: { unit: "hours" } }),
      ...rows([["90", 2]], { options: { unit: "seconds" } }),
      ...rows([["199m", 199], ["3h 20m", 200], ["200 min", 200]]),
      ...refused("metres", ["1000m", "782 m", "400m", "200m"]),
      ...refused("ambiguous-number", ["1,234 min"]),
      ...refused("out-of-range", ["-5", "25h", "1441", "47:16"]),
      ...refused("not-a-duration", [
        "7:60", "7:30:60", "7h 90m", "7h 60m", "1h 2m 3s 4s", "30m 1h", "1h 1h", "1.5h 20m", "5 km", "6h16m (3am-10am)", "400m (reduced from 800m)", "4.01mi / 47:16", "9:28 pm", "climb, stairs", "~45", "h", "1h30m20s5", "2026-08-06", true, 7.25, "7,5",
      ]),
    ],
  },
  {
    title: "Times of day",
    type: valueType.timeOfDay,
    about: "Exist gets minutes from midnight. Seconds are dropped. A date written with the time has to be the day it counts for, or its eve. A time with an offset is what the clock showed; UTC (`Z`) is refused.",
    rows: [
      ...rows([
        ["06:45", 405], ["6:45", 405], ["9:1", 541], ["9:1:24", 541], ["18:57:10.25", 1137], ["00:00", 0], ["23:59", 1439], ["9:28 pm", 1288], ["9:28PM", 1288], ["9:28 p.m.", 1288], ["12:05 am", 5],
        ["12 pm", 720], ["12am", 0], ["1 am", 60], ["7am", 420], ["12:59 am", 59], ["7h05", 425], ["７：０５", 425], ["11:30 Uhr", 690], ["7 Uhr", 420], ["7 Uhr 30", 450], ["23.10 Uhr", 1390], ["2330", 1410], [2330, 1410], ["0630", 390], ["7h", 420],
        ["6.8.2026, 06:40 Uhr", 400], ["05.08.2026 23:10", 1390],
        ["2026-08-06T06:40", 400], ["2026-08-06T06:40:30", 400], ["2026-08-06 06:40", 400], ["2026-08-05T23:10", 1390], ["2026-08-06T06:40+02:00", 400], ["2026-08-06T06:40:00-0700", 400],
      ]),
      ...refused("other-day", ["2026-08-07T06:40", "2026-08-04T06:40", "7.8.2026 06:40"]),
      ...refused("other-year", ["2025-08-06T06:40", "2569-08-06T06:40", "2027-01-01T06:40"]),
      ...refused("utc", ["2026-08-06T06:40:00Z", "06:40Z"]),
      ...refused("not-a-time", ["24:00", "7:60", "13:00 pm", "0 am", "7", 450, "9:28 pm/7:58 am", "7:30-8:00", "around 7", "6.45", "2026-08-06", "9:28 xm", 630, "2360", "2400", "3000", "7:30 Uhr 10"]),
    ],
  },
  {
    title: "Bedtimes",
    type: valueType.timeFromMidday,
    about: "Exist gets minutes from midday, so that one night runs on: 23:30 is 690 and 00:30 is 750. They count for the night that ends on the day. 24:30 is half past midnight. A date written with the time has to put it into that night; bedtimes noted on the evening itself need a mapping that counts for the day after.",
    rows: [
      ...rows([["23:30", 690], ["00:30", 750], ["0:30", 750], ["12:00", 0], ["11:59", 1439], ["10:45 pm", 645], ["22h30", 630], ["24:30", 750], ["25:05", 785], ["2026-08-05T24:30", 750], ["29:30", 1050], ["2026-08-05T12:00", 0], ["13:30", 90], ["2026-08-06T00:30", 750], ["2026-08-05T23:30", 690], ["2026-08-05 23:30:10", 690], ["23:30 Uhr", 690], ["0:30 Uhr", 750], ["2330", 690]]),
      ...refused("other-night", ["2026-08-06T23:30", "2026-08-05T00:30", "2026-08-06T13:30"]),
      ...refused("other-year", ["2025-08-06T00:30", "2025-08-05T23:30"]),
      ...refused("utc", ["2026-08-05T23:30:00.000Z"]),
      ...refused("not-a-time", ["late", "30:00", "24:60", "9:28 pm/7:58 am"]),
    ],
  },
  {
    title: "Percentages",
    type: valueType.percentage,
    about: "Exist gets a share from 0 to 1. With a percent sign there is no doubt. A bare number above 1 is percent; up to 1 it may be both, so the mapping has to say which.",
    rows: [
      ...rows([["81.6%", 0.816], ["81,6 %", 0.816], ["0.5%", 0.005], ["100%", 1], ["0%", 0], [95, 0.95], ["95", 0.95], [0, 0]]),
      ...rows([[0.5, 0.005], ["81.6", 0.816]], { options: { unit: "percent" } }),
      ...rows([[0.816, 0.816], ["1", 1], ["81.6%", 0.816]], { options: { unit: "fraction" } }),
      ...refused("percent-or-fraction", [0.816, "1"]),
      ...refused("out-of-range", [101, "-5%", "140%"]),
      ...refused("out-of-range", [2], { options: { unit: "fraction" } }),
      ...refused("not-a-number", ["a third", "~80%", "80-90%", "%", "8/10"]),
    ],
  },
  {
    title: "Yes or no",
    type: valueType.boolean,
    about: "Exist gets 1 and 0. Nothing written is no value, and never \"no\".",
    rows: [
      ...rows([true, "true", "TRUE", "yes", "Yes", "y", "x", "X", "on", "done", 1, "1", "✓", "✔️", "✅", "☑️", "ja", "Ja", "erledigt", "oui", "sí", "sim", "是", "はい"].map((written) => [written, 1] as const)),
      ...rows([false, "false", "no", "No", "n", "off", 0, "0", "✗", "✘", "❌", "nein", "Nein", "falsch", "non", "não", "否", "いいえ"].map((written) => [written, 0] as const)),
      ...rows([["tak", 1], ["Nie", 0], ["🏃‍♀️", 1]], { options: { words: { Tak: 1, nie: 0, "🏃‍♀️": 1 } } }),
      ...refused("not-yes-or-no", [2, "maybe", "30 minutes", "yes, twice", "xx", "[x]"]),
    ],
  },
  {
    title: "Scales",
    type: valueType.scale,
    about: "Exist's own scale goes from 1 to 9. From another scale the ends are laid on each other and the nearest step is taken, so 1 to 5 becomes 1, 3, 5, 7, 9. `8/10` names its scale itself; stars are counted. Words and emoji can be given a step in the mapping.",
    rows: [
      ...rows([[1, 1], [5, 5], [9, 9], ["7", 7], ["7.0", 7], ["7️⃣", 7]]),
      ...rows([[1, 1], [2, 3], [3, 5], [4, 7], [5, 9], ["3.5", 6], ["⭐⭐⭐", 5], ["⭐️⭐️⭐️⭐️⭐️", 9], ["★★", 3]], { options: { scale: "1-5" } }),
      ...rows([[1, 1], [10, 9], [7, 6]], { options: { scale: "1-10" } }),
      ...rows([[0, 1], [5, 5], [10, 9], ["2/10", 3]], { options: { scale: "0-10" } }),
      ...rows([[0, 1], [50, 5], [100, 9]], { options: { scale: "0-100" } }),
      ...rows([[0, 1], [3, 9]], { options: { scale: "0-3" } }),
      ...rows([["8/10", 7], ["8 / 10", 7], ["2/10", 2], ["2/3", 5], ["10/10", 9], ["4/5", 7], ["🙂 3.2/5", 5], ["62/100", 6], ["5/9", 5], ["★★★☆☆", 5], ["⭐", 1], ["7 of 10", 6], ["7 von 10", 6], ["7 out of 10", 6], ["3 of 5 🙂", 5]]),
      ...rows([["6.4", 6], ["6.5", 7]], { options: { round: true } }),
      ...rows([["good", 7], ["Good", 7], ["🙂", 6], ["🌧️", 2], ["⛈", 1]], { options: { words: { good: 7, "🙂": 6, "🌧": 2, "⛈️": 1 } } }),
      ...refused("out-of-range", [0, 12, -1, "☆☆☆☆☆", "11/10", "0/10"]),
      ...refused("out-of-range", [6, "⭐⭐⭐⭐⭐⭐"], { options: { scale: "1-5" } }),
      ...refused("not-whole", [6.5, "3,2"]),
      ...refused("not-on-scale", ["good", "🙂", "🥁", "86/24", "8/10 today", "7-8", "~7", "/10", "180/118", "7 of many", true]),
      ...refused("unknown-word", ["great"], { options: { words: { great: 12 } } }),
    ],
  },
  {
    title: "Text",
    type: valueType.string,
    about: "Links become what is read of them. Exist takes 1000 characters; the rest is left out, and the report says so.",
    rows: [
      ...rows([
        ["A good day", "A good day"], ["none", "none"], ["[[2026-W14]]", "2026-W14"], ["[[Anna|my sister]] came", "my sister came"], ["[[Notes#^abc]]", "Notes#^abc"], ["[a walk](https://example.org)", "a walk"],
        ["[river](https://example.org/Rhine_(river)) swim", "river swim"], ["![[photo.jpg]]", "photo.jpg"], [7, "7"], [true, "true"], ["two\nlines", "two\nlines"], ["[[ Anna ]]", "Anna"], ["[](https://example.org)", null], ["x".repeat(1000), "x".repeat(1000)],
      ]),
      { written: "x".repeat(1001), gives: { cut: 1000 } },
      { written: "🙂".repeat(1200), gives: { cut: 1000 } },
      ...refused("not-text", [["a"], { a: 1 }]),
    ],
  },
];

/** What is no value for any type. */
export const BLANK: readonly unknown[] = [
  null, undefined, "", "   ", "\u00a0", "\u200b", "\r", "{{value}}", "<% tp.date.now() %>", "INPUT[number:weight]", "`INPUT[toggle:gym]`", Number.NaN, Infinity, -Infinity,
];

/** What besides is no value, but for text. */
export const BLANK_UNLESS_TEXT: readonly unknown[] = ["-", "--", "–", "—", "…", "...", "?", "__", "none", "None", "null", "n/a", "N/A", "NaN", ".nan", "inf", "-Infinity", ".inf", "∞", "TBD", "todo", "keine", "nichts", "k. A.", "fehlt", "???", "na", "+inf", "-∞", "+.inf", "undefined", "___"];
