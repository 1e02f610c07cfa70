import { addDays, type DayRange, type LocalDate, localDateAt, sameClock } from "../domain/local-date";
import type { Attribute } from "../domain/attribute";
import type { NoteWriteProblem } from "../domain/increment-text";
import { type Imperial, sentUnit, usualUnit } from "../domain/convert";
import { type Combine, type CountOf, type Mapping, type Scale, sourceLabel, targetLabel, targetType, type Unit } from "../domain/mapping";
import type { PlannedUpdate } from "../domain/plan";
import type { Issue } from "../domain/reading";
import { HOURLY_LIMIT } from "../exist/budget";
import type { Kind, SuggestionReason, UnclearReason } from "../domain/suggest";
import { type ValueType, valueType } from "../domain/value-type";
import type { BackfillNow } from "../sync/backfill/backfill";
import type { ArgumentProblem, StatusAnswer } from "../presentation/command-line";
import type { Comparison } from "../sync/run/compare";
import type { Condition, ToLookAt, WaitsFor } from "../presentation/condition";
import type { DayState } from "../presentation/days";
import type { Destination, Increment } from "../sync/increment";
import type { SignInProblem } from "../sync/connection/sign-in";
import { RECENT_DAYS, type MappingFacts } from "../presentation/mapping-facts";
import type { OwnershipStep } from "../sync/run/ownership";
import type { GridCell, CellStatus } from "../presentation/plan-grid";
import type { SetUpStep } from "../presentation/set-up";
import { type UnreadNote, unreadIssue } from "../sync/unread";
import type { LeftOut } from "../sync/ports";
import type { RangeProblem } from "../sync/backfill/range-counts";
import type { OwnedAttribute, ReleaseOutcome } from "../sync/release";
import type { Failure, LeftAttribute, LostAttribute, OpenCounts, PreviewReason, RefusedAttribute, RefusedUpdate, Report } from "../sync/report";
import type { RunPlan } from "../sync/run/run-plan";
import { isLong } from "../sync/estimate";
import { groupsIn } from "../sync/scopes";
import { ended, fileName, formatsFor, roughly } from "./formats";
import { type Added, firstOf, issueOf, MOST_NAMED, releaseReportIn, reportIn, type ReportSentences } from "./telling";
import { valueIn } from "./value";
import type { Words } from "./words";

const { number, list, day, dayOfYear, month, shortMonth, shortWeekday, firstWeekday, time, ...formats } = formatsFor("de");

/** Die ersten von vielen Namen. */
function named(names: readonly string[]): string {
  return list(firstOf(names, (amount) => `${number(amount)} weitere`, MOST_NAMED));
}

function count(amount: number, one: string, other: string): string {
  return formats.count(amount, { one, other });
}

/** Befehle, die auch in Sätzen vorkommen. */
const SYNC = "Jetzt synchronisieren";
const PREVIEW = "Vorschau";
const RELEASE = "Attribute nicht mehr füllen";
const CONNECT = "Verbinden";
const STATUS = "Status anzeigen";
const COMPARE = "Mit Exist vergleichen";
const BACKFILL = "Vergangene Tage senden";

const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  [valueType.quantity]: "ganze Zahl",
  [valueType.decimal]: "Dezimalzahl",
  [valueType.string]: "Text",
  [valueType.duration]: "Dauer",
  [valueType.timeOfDay]: "Uhrzeit",
  [valueType.percentage]: "Prozentwert",
  [valueType.timeFromMidday]: "Schlafenszeit",
  [valueType.boolean]: "ja oder nein",
  [valueType.scale]: "Skala von 1 bis 9",
};

const SCALE_NAMES: Readonly<Record<Scale, string>> = {
  "1-9": "1 bis 9, wie bei Exist", "1-3": "1 bis 3", "0-3": "0 bis 3", "1-5": "1 bis 5", "0-5": "0 bis 5", "1-7": "1 bis 7", "1-10": "1 bis 10",
  "0-10": "0 bis 10", "0-100": "0 bis 100",
};

const COMBINE_NAMES: Readonly<Record<Combine, string>> = {
  first: "Der erste", last: "Der letzte", sum: "Ihre Summe", average: "Ihr Durchschnitt", maximum: "Der höchste", count: "Ihre Anzahl",
};

const COUNT_NAMES: Readonly<Record<CountOf, string>> = { words: "Geschriebene Wörter", "tasks-done": "Erledigte Aufgaben", "tasks-open": "Offene Aufgaben" };

const UNIT_NAMES: Readonly<Record<Unit, string>> = {
  hours: "Stunden", minutes: "Minuten", seconds: "Sekunden", kg: "Kilogramm", lb: "Pfund (lb)", st: "Stone", oz: "Unzen", g: "Gramm", mg: "Milligramm",
  km: "Kilometer", mi: "Meilen", m: "Meter", yd: "Yards", ft: "Fuß", kJ: "Kilojoule", kcal: "Kilokalorien", ml: "Milliliter", cl: "Zentiliter",
  l: "Liter", floz: "Flüssigunzen (US)", cups: "Tassen (US)", glasses: "Gläser", celsius: "Grad Celsius", fahrenheit: "Grad Fahrenheit",
  kmh: "Kilometer pro Stunde", mph: "Meilen pro Stunde", bpm: "Schläge pro Minute", ms: "Millisekunden", percent: "Prozent (81,6)", fraction: "Anteil (0,816)",
};

const IMPERIAL_NAMES: Readonly<Record<Imperial, string>> = { distance: "Strecken", weight: "Gewicht", energy: "Energie", liquid: "Flüssigkeiten", temperature: "Temperaturen" };

const value = valueIn({ number, ...formats }, { yes: "ja", no: "nein", cups: (amount) => count(amount, "Tasse", "Tassen"), glasses: (amount) => count(amount, "Glas", "Gläser") });

const PERIODS: Readonly<Record<ReturnType<typeof roughly>["unit"], readonly [one: string, other: string]>> = {
  minute: ["Minute", "Minuten"], hour: ["Stunde", "Stunden"], day: ["Tag", "Tage"],
};

/** Wie lange etwas dauert (Millisekunden), so gut es sich sagen lässt. */
function period(ms: number): string {
  const { amount, unit } = roughly(ms);
  return amount === 0 ? "unter einer Minute" : `etwa ${count(amount, ...PERIODS[unit])}`;
}

function problem({ problem: what, found }: Pick<Issue, "problem" | "found">): string {
  const quoted = `„${found}“`;
  switch (what.code) {
    case "not-a-number":
      return `${quoted} lässt sich nicht sicher als Zahl lesen`;
    case "ambiguous-number":
      return `${quoted} kann ein Tausender- oder ein Dezimaltrennzeichen enthalten; schreib die Zahl ohne Tausendertrennzeichen`;
    case "not-whole":
      return `${quoted} muss eine ganze Zahl sein; runde sie oder lass die Zuordnung runden`;
    case "not-a-duration":
      return `${quoted} ist keine Dauer wie 7h 30m, 7:30 oder 45 min`;
    case "not-a-time":
      return `${quoted} ist keine Uhrzeit wie 23:10 oder 9:28 pm`;
    case "not-yes-or-no":
      return `${quoted} ist weder ja noch nein`;
    case "not-on-scale":
      return `${quoted} ist keine Zahl auf der Skala; einem Wort oder Emoji kannst du in der Zuordnung eine geben`;
    case "not-text":
      return `${quoted} enthält mehrere Werte, obwohl nur einer möglich ist`;
    case "out-of-range":
      return `${found} liegt nicht zwischen ${number(what.least)} und ${number(what.most)}${what.fits === undefined ? "" : `; wenn deine Skala von ${SCALE_NAMES[what.fits]} geht, wähle sie in der Zuordnung`}`;
    case "other-day":
      return `${quoted} gehört zu einem anderen Tag als dem, für den der Wert zählt`;
    case "other-year":
      return `${quoted} hat das falsche Jahr, ${what.year}`;
    case "other-night":
      return `${quoted} liegt nicht in der Nacht, die an dem Tag endet, für den der Wert zählt; die Zuordnung kann ihn für den Folgetag zählen`;
    case "utc":
      return `${quoted} ist in UTC angegeben; schreib die Zeit, die deine Uhr gezeigt hat, ohne das Z`;
    case "metres":
      return `${quoted} könnte Meter bedeuten; schreib min für Minuten`;
    case "percent-or-fraction":
      return `${quoted} kann ein Prozentwert oder ein Anteil sein; leg in der Zuordnung fest, was gilt`;
    case "unit":
      return `${quoted} hat die Einheit „${what.unit}“, die nicht zum Attribut passt; schreib eine andere oder leg in der Zuordnung eine Einheit fest`;
    case "unknown-word":
      return `${quoted} steht für eine Zahl, die Exist hier nicht annimmt`;
    case "several-values":
      return `Es sind ${number(what.count)} Werte (${found}), und die Zuordnung legt nicht fest, wie daraus einer wird`;
    case "currencies":
      return `${found} sind verschiedene Währungen und lassen sich nicht addieren`;
    case "cut":
      return `Der Text hat ${number(what.length)} Zeichen; gesendet werden nur die ersten ${number(what.most)}, mehr nimmt Exist nicht an`;
    case "not-indexed":
      return "Obsidian hat die Notiz nicht indiziert, also wurde sie nicht gelesen; öffne sie einmal und sende ihr Datum noch einmal";
    case "broken-frontmatter":
      return `Die Eigenschaften sind kein gültiges YAML (${what.reason}); korrigiere sie in der Quellcode-Ansicht`;
    case "unfilled-template":
      return `${quoted} ist ein Platzhalter, der nicht ausgefüllt wurde`;
    case "file-unreadable":
      return `Obsidian kann die Datei nicht öffnen${what.reason === "" ? "" : ` (${what.reason})`}`;
    case "file-no-answer":
      return "die Datei braucht zu lange zum Öffnen; wenn sie in der Cloud liegt, lade sie herunter";
    case "unknown-type":
      return "Der Werttyp des Attributs ist nicht bekannt; wähle es in der Zuordnung noch einmal aus. Hilft das nicht, umfasst die Anmeldung seine Gruppe nicht";
    case "removed":
      return "Der Wert steht nicht mehr in der Notiz; Exist behält den gesendeten, weil sich ein Wert dort nicht leeren lässt";
    case "same-attribute":
      return `Eine andere Zuordnung füllt an diesem Tag dasselbe Attribut (${what.name}); behalte nur eine davon`;
  }
}

function issue(of: Issue): string {
  const key = of.key === "" ? "" : `${of.key}: `;
  return `${fileName(of.path)}: ${key}${problem(of)}.`;
}

function leftOut(file: LeftOut): string {
  const name = fileName(file.path);
  switch (file.reason) {
    case "future":
      return `${name} wird erst gelesen, wenn der Tag gekommen ist.`;
    case "too-early":
      return `${name} wird ausgelassen: Der Tag, der ${dayOfYear(file.date)}, liegt vor dem Jahr 2000.`;
    case "second-note":
      return `${name} wird ausgelassen: Für diesen Tag zählt ${fileName(file.instead)}.`;
    case "almost":
      return `${name} wird ausgelassen: Der Name enthält ein Datum, entspricht aber nicht dem Format deiner täglichen Notizen.`;
    case "no-day":
      return `${name} wird ausgelassen: „${file.found}“ in der Eigenschaft ${file.property} ist kein eindeutiges Datum. Schreib es wie 2026-09-21.`;
  }
}

/** Was eine Anfrage verhindert hat. */
function cause({ kind, text }: Pick<Failure, "kind" | "text">): string {
  switch (kind) {
    case "offline":
      return "Exist war nicht erreichbar.";
    case "rate-limited":
      return "Exist erlaubt 300 Anfragen pro Stunde, und die dieser Stunde sind verbraucht.";
    case "unavailable":
      return `Exist hat gerade Probleme (${text}).`;
    case "token":
      return "Exist akzeptiert das Token nicht mehr.";
    case "account":
      return `Das Token in den Einstellungen gehört zu einem anderen Exist-Konto (${text}), als dort steht.`;
    case "scope":
      return `Das Token hat dafür keine Berechtigung (${text}).`;
    case "refused":
      return `Exist hat die Anfrage abgelehnt: ${ended(text)}`;
    case "unreadable":
      return `Die Antwort von Exist ist nicht zu verstehen (${text}).`;
    case "not-connected":
      return "Nicht mit Exist verbunden.";
    case "settings":
      return settingsTrouble(text).what;
    case "keychain":
      return "Der Schlüsselbund dieses Geräts lässt sich nicht verwenden.";
    case "storage":
      return `Dieses Gerät hat nicht gespeichert, was Exist Sync sich merken muss (${text}).`;
    case "unexpected":
      return `In Exist Sync ist etwas schiefgegangen: ${ended(text)}`;
  }
}

/** Was mit den gespeicherten Einstellungen nicht stimmt und was zu tun ist. */
function settingsTrouble(text: string): { readonly what: string; readonly todo: string } {
  switch (text) {
    case "newer":
      return { what: "Die Einstellungen von Exist Sync stammen von einer neueren Version des Plugins und bleiben unangetastet.", todo: "Aktualisiere das Plugin auf diesem Gerät." };
    case "damaged":
      return { what: "Die Einstellungen von Exist Sync lassen sich nicht lesen und bleiben unangetastet.", todo: "Warte, bis dein Vault synchronisiert ist. Hilft das nicht, öffne die Einstellungen von Exist Sync." };
    default:
      return { what: `Die Einstellungen von Exist Sync konnten nicht gespeichert werden (${text}).`, todo: "Sorge dafür, dass auf diesem Gerät Platz ist und in den Vault geschrieben werden darf, und versuch es noch einmal." };
  }
}

const UNLOCK = "Entsperre ihn, oder verbinde dich neu und bewahre das Token in den Einstellungen des Plugins auf.";

/** Warum etwas nicht getan wurde, das Einstellungen oder Schlüsselbund braucht. @param undone sagt, was */
function withoutStorage({ kind, text }: Pick<Failure, "kind" | "text">, undone: string): string {
  return [cause({ kind, text }), undone, kind === "keychain" ? UNLOCK : settingsTrouble(text).todo].join(" ");
}

/** Was aus einem gescheiterten Lauf wird und was zu tun ist. */
function remedy({ kind, text, retryAt, waitingHelps }: Failure): string {
  const when = retryAt === null ? null : `um ${time(retryAt)} Uhr`;
  switch (kind) {
    case "offline":
    case "rate-limited":
    case "unavailable":
      return waitingHelps ? `Der nächste Versuch folgt${when === null ? "" : ` ${when}`} von selbst.` : `Versuch es ${when ?? "später"} noch einmal.`;
    case "token":
      return "Verbinde dich in den Einstellungen neu; deine Notizen werden weiter beobachtet, und nichts geht verloren.";
    case "account":
      return "Dorthin wurde nichts gesendet. Verbinde dich in den Einstellungen neu.";
    case "scope":
      return "Verbinde dich mit einem Token, das alle Berechtigungen hat.";
    case "refused":
      return "Versuch es noch einmal, und melde es, wenn es dabei bleibt.";
    case "unreadable":
      return "Versuch es später noch einmal.";
    case "not-connected":
      return "Füge dein Token in den Einstellungen ein.";
    case "settings":
      return `Es wurde nichts weiter gesendet. ${settingsTrouble(text).todo}`;
    case "keychain":
      return `Es wurde nichts weiter gesendet. ${UNLOCK}`;
    case "storage":
      return "Was nicht gesendet wurde, steht weiter in deinen Notizen. Schaff Platz, falls das Gerät voll ist, starte Obsidian neu und versuch es noch einmal.";
    case "unexpected":
      return "";
  }
}

function failure(of: Failure): string {
  return `${cause(of)} ${remedy(of)}`.trim();
}

/** Warum die Einrichtung ein neues Anmelden braucht. */
function noAccess({ kind, text }: Pick<Failure, "kind" | "text">): string {
  const what = kind === "token" || kind === "account" ? cause({ kind, text }) : "Es ist niemand mehr angemeldet.";
  return `${what} Melde dich noch einmal an; was du gewählt hast, bleibt.`;
}

/** Eine Anfrage, die nicht von selbst wiederholt wird, ist gescheitert, und nichts wurde hinzugefügt. */
function notAdded(of: Failure): string {
  if (of.kind === "settings" || of.kind === "keychain") return withoutStorage(of, "Es wurde nichts hinzugefügt.");
  const again = of.retryAt === null ? "Füge es später noch einmal hinzu." : `Füge es nach ${time(of.retryAt)} Uhr noch einmal hinzu.`;
  const todo = of.kind === "token" || of.kind === "account" || of.kind === "scope" || of.kind === "not-connected" ? remedy(of) : again;
  return `${cause(of)} Es wurde nichts hinzugefügt. ${todo}`;
}

/** Nebensätze nach „weil“. */
const WAITING: Readonly<Record<PreviewReason, string>> = {
  "first-run": "von diesem Gerät noch nichts gesendet wurde",
  "many-days": "mehr als 14 Tage gesendet würden",
  "earlier-days": "Tage vor dem bisherigen Beginn gesendet würden",
  agreement: "Attribute gefüllt würden, denen du noch nicht zugestimmt hast",
  replaces: "später angekommene Notizen Werte bei Exist ersetzen würden",
  "other-places": "deine täglichen Notizen jetzt woanders gelesen werden",
};

function refusedUpdate({ label, date, text, answered }: RefusedUpdate): string {
  if (answered === false) return `Exist hat zu „${label}“ vom ${dayOfYear(date)} nichts geantwortet. Es wird noch einmal gesendet.`;
  return `Exist hat „${label}“ vom ${dayOfYear(date)} ${text === "" ? "ohne Begründung abgelehnt." : `abgelehnt: ${ended(text)}`}`;
}

function refusedAttribute({ label, code, text, answered, held }: RefusedAttribute): string {
  if (held !== undefined) return `„${label}“ kann nicht gefüllt werden. ${conflict(held)}`;
  if (answered === false) return `Exist hat zu „${label}“ nichts geantwortet, deshalb wurde nichts dorthin gesendet.`;
  const why = text === "" ? "; Exist nennt keinen Grund." : `: ${ended(text)}`;
  const unseen = code === "exists" ? " Legt es keine andere Zuordnung an, gibt es das Attribut bei Exist, ohne dass es hier zu sehen ist: Es ist dort inaktiv oder in einer Gruppe, welche die Anmeldung nicht umfasst." : "";
  return `„${label}“ kann nicht gefüllt werden${why}${unseen}`;
}

function lost({ label, owner }: LostAttribute): string {
  return `„${label}“ wird jetzt von ${owner} gefüllt und nicht mehr gesendet. Willst du das Attribut zurück, öffne „${PREVIEW}“.`;
}

/** Ein Attribut, das ein anderer Dienst füllt und zu dem in Notizen etwas anderes steht. */
function left({ label, owner, days }: LeftAttribute): string {
  return `„${label}“ wird von ${owner} gefüllt, deshalb werden deine Werte von ${count(days, "Tag", "Tagen")} nicht gesendet. Öffne „${PREVIEW}“, um das Attribut zu übernehmen, oder schalte die Zuordnung aus.`;
}

/** Notizen, die nicht gelesen werden konnten. */
function unread(notes: readonly UnreadNote[]): string[] {
  const indexing = notes.filter((note) => note.unread === "not-indexed");
  const files = notes.filter((note) => note.unread !== "not-indexed");
  const [only] = indexing;
  const names = indexing.length === 1 && only !== undefined ? fileName(only.path) : count(indexing.length, "Notiz", "Notizen");
  return [
    ...(indexing.length === 0 ? [] : [`Obsidian muss ${names} noch indizieren. Vorher wird nichts daraus gesendet.`]),
    ...files.map((note) => issue(unreadIssue(note))),
  ];
}

/** Was außer dem eben Gesagten nicht bei Exist ist. */
function open({ refused, unreadable, inDoubt }: OpenCounts): string[] {
  const kinds = [
    ...(refused > 0 ? [count(refused, "von Exist abgelehnter Wert", "von Exist abgelehnte Werte")] : []),
    ...(unreadable > 0 ? [count(unreadable, "nicht lesbarer Wert", "nicht lesbare Werte")] : []),
    ...(inDoubt > 0 ? [count(inDoubt, "von Exist noch nicht bestätigter Wert", "von Exist noch nicht bestätigte Werte")] : []),
  ];
  return kinds.length === 0 ? [] : [`Nicht bei Exist: ${list(kinds)}. Führe „${STATUS}“ aus, um die Tage zu sehen.`];
}

function more(amount: number): string {
  return `Und ${number(amount)} weitere dieser Art.`;
}

/** Was ein Lauf getan hat, ein Satz pro Zeile: was gesendet wurde, was nicht, was zu tun ist. */
const say = {
  filled: (labels) => `Ab jetzt aus deinen Notizen gefüllt: ${named(labels)}.`,
  sent: (values, days) => `${count(values, "Wert", "Werte")} für ${count(days, "Tag", "Tage")} gesendet.`,
  nothing: "Nichts Neues zu senden.",
  stopped: "Auf deinen Wunsch gestoppt.",
  failure,
  unsent: (values, reasons) => `${count(values, "Wert", "Werte")} noch nicht gesendet${reasons.length > 0 ? `, weil ${list(reasons.map((reason) => WAITING[reason]))}. Führe „${SYNC}“ aus, um zu sehen, was gesendet würde` : ""}.`,
  refused: refusedUpdate,
  refusedAttribute,
  lost,
  issue,
  leftOut,
  unread,
  open,
  left,
  noNotes: "Keine täglichen Notizen gefunden, deshalb wurde nichts gesendet. Prüfe Ordner und Format deiner täglichen Notizen in den Einstellungen.",
  missing: (folder) => `Der Ordner „${folder}“ fehlt, deshalb wurden seine Notizen nicht gelesen. Stell ihn wieder her, oder ändere den Ordner in den Einstellungen.`,
  sentOfRange: ({ values, days, calls }, range) => `${daysOf(range)}: ${count(values, "Wert", "Werte")} für ${count(days, "Tag", "Tage")} gesendet, in ${count(calls, "Anfrage", "Anfragen")}.`,
  nothingOfRange: (range) => `${daysOf(range)}: nichts Neues zu senden.`,
  rangeStopped: (unsent) => (unsent > 0 ? `Auf deinen Wunsch gestoppt: ${count(unsent, "Wert", "Werte")} nicht gesendet. Sende den Zeitraum noch einmal, um damit weiterzumachen.` : "Auf deinen Wunsch gestoppt. Es war nichts mehr zu senden."),
  rangeUnsent: (unsent) => `${count(unsent, "Wert", "Werte")} nicht gesendet, weil Exist dazu nicht geantwortet hat oder das Attribut nicht mehr kennt. Sende den Zeitraum noch einmal, um es wieder zu versuchen.`,
  more,
} satisfies ReportSentences;

const report = reportIn(say);

function source({ from }: Pick<Mapping, "from">): string {
  switch (from.kind) {
    case "property":
      return `Eigenschaft ${from.key}`;
    case "inline":
      return `Inline-Feld ${from.key}`;
    case "tag":
      return `Tag #${from.tag}`;
    case "task":
      return `Aufgabe ${from.text}`;
    case "count":
      return COUNT_NAMES[from.of];
  }
}

/** Warum zu einem Attribut, das Notizen füllen, nichts hinzugefügt werden kann. */
function noDestination(label: string, { mapping, because }: Extract<Destination, { kind: "none" }>): string {
  const from = `„${source(mapping)}“`;
  switch (because) {
    case "no-number":
      return `„${label}“ wird aus ${from} gefüllt, und dazu lässt sich keine Menge hinzufügen. Ändere den Wert in der Notiz.`;
    case "counted":
      return `Für „${label}“ zählt, wie viele Werte ${from} hat; eine Menge lässt sich nicht hinzufügen. Ändere es in der Notiz.`;
    case "other-day":
      return `„${label}“ wird aus ${from} für einen anderen Tag als den der Notiz gefüllt; für heute lässt sich nichts hinzufügen. Ändere den Wert in der Notiz.`;
    case "several-mappings":
      return `Mehrere Zuordnungen füllen „${label}“, darunter ${from}; wohin eine Menge gehört, ist nicht sicher. Ändere den Wert in der Notiz.`;
  }
}

function hindrance(of: NoteWriteProblem, { path, date, key }: Pick<Issue, "path" | "date" | "key">): string {
  switch (of.code) {
    case "unread":
      return issue(issueOf(of, { path, date, key }));
    case "several-fields":
      return `${fileName(path)}: ${key} kommt dort ${number(of.count)}-mal vor, und die Zuordnung addiert die Werte nicht.`;
    case "behind-mark":
      return `${fileName(path)}: Ein unsichtbares Zeichen am Anfang (eine Bytereihenfolge-Markierung) verbirgt die Eigenschaften vor Obsidian; lösche es.`;
    case "placeholder-elsewhere":
      return `${fileName(path)}: In ${of.key} steht ein Platzhalter ohne Anführungszeichen, den Obsidian beim Schreiben verändern würde; fülle ihn aus.`;
    case "looks-like":
      return `${fileName(path)}: Dort steht etwas, das wie ${key} aussieht, aber kein Feld in einer eigenen Zeile oder in Klammern ist; korrigiere es.`;
    case "no-place":
      return `${fileName(path)}: Es gibt keine Stelle, an der ${key} sicher gelesen würde; such nach einem Codeblock oder Kommentar ohne Ende.`;
  }
}

const NOT_KNOWN: Readonly<Record<Extract<Increment, { kind: "unknown" }>["because"], (label: string) => string>> = {
  hidden: (label) => `mit diesem Token ist nicht zu sehen, welchen Wert „${label}“ hat`,
  unreachable: () => "der jetzige Wert ließ sich bei Exist nicht abfragen",
  changed: (label) => `„${label}“ wurde inzwischen von anderer Seite geändert`,
  "under-way": () => "die Anfrage kann noch ankommen",
};

/** Was aus einer Menge wurde, die jemand hinzugefügt hat. */
function increment(of: Increment, { addable, amount, date, today, automatic }: Added): string {
  const { label, type, rule, destination } = addable;
  const isToday = date === today;
  const total = (number: number): string => `${label} ${isToday ? "heute" : `am ${day(date)}`}: ${said(number)}`;
  const said = (number: number): string => value(number, type, sentUnit(rule.to, rule.read));
  const key = destination.kind === "note" ? destination.mapping.from.key : "";
  switch (of.kind) {
    case "added":
      return of.total === null ? `${said(amount)} zu „${label}“ hinzugefügt.` : total(of.total);
    case "refused":
      return `Exist hat es abgelehnt, ${said(amount)} zu „${label}“ hinzuzufügen${of.refusal.text === "" ? ", und nennt keinen Grund." : `: ${ended(of.refusal.text)}`}`;
    case "failed":
      return notAdded(of.failure);
    case "found-added":
      return `${of.total === null ? "" : `${total(of.total)}. `}Die Antwort von Exist ging verloren, aber das Hinzufügen von ${said(amount)} hat geklappt. Du brauchst es nicht zu wiederholen.`;
    case "found-unchanged":
      return `Das Hinzufügen von ${said(amount)} zu „${label}“ hat nicht geklappt: Es kam keine brauchbare Antwort, und Exist hat ${of.total === null ? `für ${isToday ? "heute" : `den ${day(date)}`} keinen Wert` : `weiterhin ${said(of.total)}`}. Füge es noch einmal hinzu.`;
    case "unknown":
      return `Es ist nicht bekannt, ob das Hinzufügen von ${said(amount)} zu „${label}“ geklappt hat: Es kam keine brauchbare Antwort, und ${NOT_KNOWN[of.because](label)}. Sieh bei Exist nach, bevor du es wiederholst.`;
    case "written":
      return `${said(amount)} zu ${key} in der ${isToday ? "heutigen Notiz" : `Notiz vom ${day(date)}`} hinzugefügt.${automatic ? "" : ` Führe „${SYNC}“ aus, um es zu senden.`}`;
    case "not-confirmed":
      return `Es ist nicht bekannt, ob das Hinzufügen von ${said(amount)} zu ${key} geklappt hat: Das Speichern von ${fileName(of.path)} dauert zu lange. Sieh in der Notiz nach, bevor du es wiederholst.`;
    case "no-note":
      return `Für den ${dayOfYear(date)} gibt es keine tägliche Notiz, aus der „${label}“ gefüllt wird. Es wurde nichts hinzugefügt; leg die Notiz zuerst an.`;
    case "hindered":
      return `${hindrance(of.hindrance, { path: of.path, date, key })} Es wurde nichts hinzugefügt.`;
  }
}

/** @param held der Typ bei Exist; null, wenn er unbekannt ist */
function conflict(held: ValueType | null): string {
  if (held === null) return "Bei Exist hat es einen Werttyp, den diese Version von Exist Sync nicht kennt. Wähle ein anderes Ziel.";
  return `Bei Exist hat es einen anderen Werttyp, als die Zuordnung sendet: ${TYPE_NAMES[held]}. Wähle diesen oder ein anderes Ziel.`;
}

/** Was der Anmeldung für ein Attribut fehlt, und wie sie es bekommt. */
function withheld({ to, attribute, withheld: scopes = [] }: OwnershipStep): string {
  const [group] = groupsIn(scopes);
  if (group === undefined) return "";
  const remedy = to.kind === "create" && attribute !== undefined && to.group !== group ? "Wähle diese Gruppe in der Zuordnung und melde dich neu an." : "Melde dich neu an und erlaube es.";
  if (scopes.every((scope) => scope.endsWith("_read"))) return ` Die Anmeldung darf die Gruppe ${group} nicht lesen. ${remedy}`;
  return ` Die Anmeldung darf nicht in die Gruppe ${group} schreiben, deshalb nimmt Exist dafür nichts an. ${remedy}`;
}

function step(of: OwnershipStep): string {
  return of.how === "conflict" ? stepOf(of) : stepOf(of) + withheld(of);
}

function stepOf(of: OwnershipStep): string {
  const { attribute } = of;
  const more = attribute === undefined ? "" : `${attribute.manual ? " Du kannst es bei Exist auch von Hand eintragen." : ""}${attribute.active ? "" : " Bei Exist ist es verborgen, bis es gefüllt wird."}`;
  switch (of.how) {
    case "owned":
      return `Wird schon von Exist Sync gefüllt.${more}`;
    case "acquire":
      return attribute === undefined ? "Wird bei Exist aus dessen Vorlage angelegt." : `Bei Exist schon vorhanden, aber von niemandem gefüllt. Es wird aus deinen Notizen gefüllt.${more}`;
    case "create":
      return `Wird bei Exist als dein eigenes Attribut angelegt${of.to.kind === "create" ? `, in der Gruppe ${of.to.group}` : ""}.`;
    case "take-over":
      return `Wird jetzt von ${of.owner?.label ?? "einem anderen Dienst"} gefüllt; das würde damit enden.${more}`;
    case "unknown":
      return "Exist zeigt dieser Anmeldung nicht, wer es füllt. Ist es ein anderer Dienst, nimmst du es ihm mit dem Häkchen weg.";
    case "conflict":
      return attribute === undefined ? "Bei Exist hat es einen anderen Werttyp." : conflict(attribute.valueType);
  }
}

/** Wohin ein Attribut gehört, und was es aus diesem Vault füllt. */
function fedBy({ attribute, feeds }: OwnedAttribute): string {
  const by = feeds.length === 0 ? "Keine Zuordnung und keine Tag-Regel dieses Vaults füllt es" : `Gefüllt aus: ${list(feeds.map((each) => source(each)))}`;
  return `Gruppe ${attribute.group}. ${by}.`;
}

/** Was nach der Dokumentation von Exist aus einem freigegebenen Attribut wird; was davon, lässt sie offen. */
function whenReleased({ otherServices }: Attribute): string {
  if (otherServices === undefined) return "Ein anderer Dienst, der es füllen kann, übernimmt es, oder es wird inaktiv. Exist sagt nicht, was von beidem.";
  const [first, ...more] = otherServices.map(({ label }) => label);
  if (first === undefined) return "Exist nennt keinen anderen Dienst, der es füllen kann; es sollte also inaktiv werden.";
  if (more.length === 0) return `${first} kann es füllen und sollte es übernehmen.`;
  return `${list([first, ...more])} können es füllen, und einer dieser Dienste sollte es übernehmen. Exist sagt nicht, welcher.`;
}

function releaseOutcome(outcome: ReleaseOutcome): string {
  switch (outcome.kind) {
    case "released":
      return "Beendet. Deine Notizen füllen es nicht mehr.";
    case "refused":
      return outcome.refusal.text === "" ? "Nicht beendet. Exist nennt keinen Grund." : `Nicht beendet. Exist sagt: ${outcome.refusal.text}`;
    case "unanswered":
      return "Exist hat nicht geantwortet, es ist also nicht bekannt, ob es dort beendet ist. Gesendet wird dorthin nichts mehr.";
    case "untouched":
      return "Nicht beendet. Es wird gefüllt wie bisher.";
  }
}

/** Was die Freigabe ergeben hat, ein Satz pro Zeile; was mit jedem einzelnen Attribut geschah, steht daneben. */
const released = releaseReportIn({
  released: (amount) => `Nicht mehr gefüllt: ${count(amount, "Attribut", "Attribute")}. Dorthin wird nichts gesendet, bis du wieder zustimmst.`,
  failure,
  refused: (amount) => `Exist hat es bei ${count(amount, "Attribut", "Attributen")} abgelehnt.`,
  unanswered: (amount) => `Zu ${count(amount, "Attribut", "Attributen")} hat Exist nicht geantwortet. Führe „${RELEASE}“ noch einmal aus, um zu sehen, was übrig ist.`,
  untouched: (amount) => `Weiter gefüllt: ${count(amount, "Attribut", "Attribute")}. Führe „${RELEASE}“ für den Rest noch einmal aus.`,
});

function because(reason: SuggestionReason): string {
  switch (reason.code) {
    case "known-name": {
      const unit = reason.unit === undefined ? "" : `, gelesen als ${UNIT_NAMES[reason.unit]}`;
      return `Üblicher Name für ${reason.target}${unit}${reason.rounded ? ", gerundet" : ""}`;
    }
    case "yes-or-no":
      return "Ja oder nein";
    case "checkbox":
      return "Eine Checkbox";
    case "numbers":
      return "Zahlen";
    case "percent":
      return "Angaben in Prozent";
    case "amounts":
      return `Mengen in der Einheit ${UNIT_NAMES[reason.unit]}`;
    case "next-night":
      return "Üblicher Name für Bedtime, für die Nacht, die am Folgetag endet";
    case "durations":
      return "Zeitdauern";
    case "times":
      return "Uhrzeiten";
    case "task":
      return "Eine Aufgabe, die wiederkehrt";
    case "scale":
      return `Gelesen als Skala von ${SCALE_NAMES[reason.scale]}`;
  }
}

/** Eine Lesart, zur Auswahl. */
function optionName(scale: Scale | undefined, type: ValueType | undefined, unit: Unit | undefined): string {
  if (type === valueType.scale) return `Skala von ${SCALE_NAMES[scale ?? "1-9"]}`;
  return unit === undefined ? "So, wie sie dastehen" : `In ${UNIT_NAMES[unit]}`;
}

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  "yes-or-no": "ja oder nein", zero: "Zahlen", number: "Zahlen", percent: "Prozentwerte", amount: "Mengen mit Einheit", duration: "Zeitdauern",
  time: "Uhrzeiten", timestamp: "Datumsangaben mit Uhrzeit", date: "Datumsangaben", rating: "Bewertungen", emoji: "Emojis", text: "Text",
};

/** Warum zu einem Namen nichts vorgeschlagen wird. */
function unclear(reason: UnclearReason): string {
  switch (reason.code) {
    case "mixed":
      return `Enthält ${list(reason.kinds.map((kind) => KIND_NAMES[kind]))}; was gemeint ist, ist nicht sicher.`;
    case "constant":
      return "An fast jedem Tag gleich, wie von einer Vorlage hinterlassen.";
    case "several":
      return "Hat mehrere Werte am Tag, und es ist nicht sicher, wie daraus einer wird.";
    case "emoji":
      return "Als Emojis geschrieben. Füge eine Zuordnung hinzu und gib dort jedem eine Zahl.";
    case "timestamps":
      return "Datumsangaben mit Uhrzeit, die sagen könnten, wann die Notiz entstand.";
    case "zero-or-one":
      return "Nur 0 und 1, wo eine Menge zu erwarten wäre. Ja oder nein?";
    case "does-not-fit":
      return `Üblicher Name für ${reason.target}, aber die Werte passen nicht dazu.`;
  }
}

const DAY_STATE_NAMES: Readonly<Record<DayState, string>> = {
  refused: "von Exist abgelehnt", issue: "mit einem Wert, der nicht lesbar ist", elsewhere: "mit einem Wert, den ein anderer Dienst füllt", waiting: "wartet", sent: "gesendet", nothing: "nichts zu senden",
};

/** Die Tage eines Monats, die ein Wort brauchen, die schlechtesten zuerst: was für das Bild des Monats steht. */
function monthInWords(date: LocalDate, amounts: ReadonlyMap<DayState, number>): string {
  const told = [...amounts].filter(([state, amount]) => state !== "nothing" && amount > 0).map(([state, amount]) => `${number(amount)} ${DAY_STATE_NAMES[state]}`);
  return `${shortMonth(date)} ${date.slice(0, 4)}: ${told.length === 0 ? "nichts gesendet" : list(told)}`;
}

const LONGEST_VALUE = 40;

/** Wohin eine Zuordnung führt und wie es ihr geht, in einer Zeile. */
function mappingRow({ enabled, to, read }: Mapping, isDeclined: boolean, facts: MappingFacts | undefined): string {
  if (!enabled) return "Aus";
  if (isDeclined) return `${facts?.owner == null ? "Wird nicht gesendet: Du hast es nicht ausgewählt oder sein Füllen beendet." : `Wird von ${facts.owner} gefüllt und deshalb nicht gesendet.`} Öffne und speichere die Zuordnung, um wieder gefragt zu werden.`;
  const type = targetType(to);
  const where = `Ziel: ${targetLabel(to)}${type === undefined ? "" : `, ${TYPE_NAMES[type]}`}`;
  if (facts === undefined) return where;
  const { last, unread, refused } = facts;
  if (refused > 0) return `${where} · ${count(refused, "Wert", "Werte")} der letzten ${number(RECENT_DAYS)} Tage von Exist abgelehnt`;
  if (unread > 0) return `${where} · ${count(unread, "Wert", "Werte")} der letzten ${number(RECENT_DAYS)} Tage nicht lesbar`;
  if (last === null) return `${where} · noch nicht gesendet`;
  const text = value(last.value, type, sentUnit(to, read));
  return `${where} · zuletzt ${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text} am ${day(last.date)}`;
}

/** Was der Vergleich ergeben hat, außer den Unterschieden, die gezeigt werden. */
function compared({ plan, days, values, onlyAtExist, untold }: Comparison): string[] {
  const equal = days === 0 ? "An diesen Tagen gibt es keine täglichen Notizen."
    : values === 0 ? `Es gibt nichts zu vergleichen: Deine Notizen von ${count(days, "Tag", "Tagen")} haben keinen Wert, der je an Exist gesendet wurde.`
      : `Es gibt keinen Unterschied: Exist hat, was in deinen Notizen von ${count(days, "Tag", "Tagen")} steht, in ${count(values, "Wert", "Werten")}.`;
  return [
    ...(plan.updates.length > 0 ? [] : [equal]),
    ...(onlyAtExist === 0 ? [] : [`${count(onlyAtExist, "Wert ist", "Werte sind")} bei Exist und nicht in deinen Notizen dieser Tage. Daran ändert sich nichts.`]),
    ...(untold.length === 0 ? [] : [`Von ${named(untold)} sagt Exist nichts, deshalb wurde das nicht verglichen: bei Exist verborgen oder nicht mehr da, oder das Token darf es nicht lesen.`]),
  ];
}

const CLI_FLAGS = {
  status: "Wie es steht, ohne Exist etwas zu fragen",
  preview: "Was gesendet würde; sendet nichts",
  sync: "Sendet, was sich geändert hat und wofür du zugestimmt hast; der Rest wartet in Obsidian auf dich",
  from: "Erster Datumstag, dessen Notiz preview und sync ansehen",
  to: "Letzter Datumstag, dessen Notiz preview und sync ansehen",
  json: "Antwortet in JSON",
};

function cliUsage(): string[] {
  const described = Object.entries(CLI_FLAGS).map(([name, what]) => `  ${name.padEnd(7)}  ${what}`);
  return ["Aufruf: obsidian exist-sync [status | preview | sync] [from=<JJJJ-MM-TT>] [to=<JJJJ-MM-TT>] [json]", ...described];
}

/** Warum die Befehlszeile nicht versteht, was sie bekommen hat. */
function wrongArguments(of: ArgumentProblem): string {
  switch (of.code) {
    case "unknown":
      return `„${of.name}“ ist hier nicht bekannt. Es wurde nichts getan.`;
    case "value":
      return `„${of.name}“ nimmt keinen Wert. Es wurde nichts getan.`;
    case "several":
      return "Verlange nur eines auf einmal: status, preview oder sync. Es wurde nichts getan.";
    case "days-alone":
      return "Tage begrenzen preview und sync. Sag, welches von beiden. Es wurde nichts getan.";
    case "not-a-day":
      return `„${of.found}“ ist kein Datum. Schreib ${of.name} wie ${of.name}=2026-09-21. Es wurde nichts getan.`;
    case "outside":
      return `${of.name} muss zwischen ${of.first}, dem Anfang laut Einstellungen, und ${of.last}, heute, liegen. Es wurde nichts getan.`;
    case "order":
      return "Das Datum von from liegt nach dem von to. Es wurde nichts getan.";
  }
}

/** Wo ein Wert steht, der sich nicht senden lässt, ohne ein Wort von dem, was dort geschrieben ist. */
function placeOf({ path, date, key }: Pick<Issue, "path" | "date" | "key">): string {
  return `${fileName(path)}${key === "" ? "" : `, ${key}`}: für den ${day(date)} nicht gesendet. Führe „${STATUS}“ aus, um zu sehen, warum.`;
}

/** Was ein Lauf getan hat, für einen Ort, an dem keine Notiz zitiert werden darf. */
function runUnquoted(of: Report): string[] {
  return [...report({ ...of, issues: [] }), ...firstOf(of.issues.map((each) => placeOf(each)), more)];
}

/** Ein Lauf in einer Liste von Läufen. Was nicht lesbar ist, steht bei den Tagen und wird hier nur gezählt. */
function runInShort(of: Report): string[] {
  return [...report({ ...of, issues: [] }).slice(0, 3), ...(of.issues.length === 0 ? [] : [`${count(of.issues.length, "Wert ist", "Werte sind")} nicht lesbar: siehe bei den Tagen.`])];
}

function cliStatus(of: StatusAnswer, lastRun: Report | null): string[] {
  if (!of.connected) return [NOT_CONNECTED];
  return [
    "Mit Exist verbunden.",
    waitingNow(of.waiting.length, of.running, of.nextRunAt),
    ...of.missing.map((each) => say.missing(each)),
    ...of.others.map(({ days, ...other }) => left({ ...other, days: days.length })),
    ...(of.refused.length === 0 ? [] : [`Exist hat Werte von ${count(of.refused.length, "Tag", "Tagen")} abgelehnt: ${named(of.refused.map((each) => day(each)))}.`]),
    ...firstOf(of.issues.map((each) => placeOf(each)), more),
    ...(lastRun === null ? ["Auf diesem Gerät ist noch nichts gelaufen."] : [`Letzter Lauf, ${dayOfYear(localDateAt(lastRun.at))}, ${time(lastRun.at)} Uhr: ${report({ ...lastRun, issues: [] }).join(" ")}`]),
    budgetNow(of.requests.used, of.requests.of),
  ];
}

function cliPreview({ updates, steps, issues, calls, draft }: RunPlan): string[] {
  const days = [...new Set(updates.map(({ date }) => date))].sort().reverse();
  return [
    ...(updates.length === 0 ? ["Es würde nichts gesendet: Exist hat schon alles, was in deinen Notizen steht."] : [`${count(updates.length, "Wert", "Werte")} für ${count(days.length, "Tag", "Tage")} in ${count(calls, "Anfrage", "Anfragen")}:`]),
    ...days.flatMap((each) => [each, ...updates.filter(({ date }) => date === each).map((update) => `  ${changeOf(update, targetType(update.to))}`)]),
    ...(steps.length === 0 ? [] : [`Dafür brauchst du zuerst in Obsidian „${PREVIEW}“:`]),
    ...steps.map((each) => `  ${each.label}: ${step(each)}`),
    ...issues.map((each) => placeOf(each)),
    ...draft.leftOut.filter(({ reason }) => reason !== "future").map((each) => leftOut(each)),
  ];
}

const NOT_CONNECTED = "Nicht mit Exist verbunden. Füge dein Token in den Einstellungen von Exist Sync ein.";

function waitingNow(waiting: number, running: boolean, nextAt: number | null): string {
  if (running) return "Wird gerade synchronisiert.";
  if (waiting === 0) return "Es wartet nichts darauf, gesendet zu werden.";
  return `${count(waiting, "Tag ist", "Tage sind")} noch durchzusehen. ${nextAt === null ? `Führe „${SYNC}“ aus.` : `Der nächste Lauf ist um ${time(nextAt)} Uhr.`}`;
}

function budgetNow(used: number, of: number): string {
  return `Anfragen in den letzten 60 Minuten: ${number(used)} von ${number(of)}.`;
}

function changeOf(of: PlannedUpdate, type: ValueType | undefined): string {
  return of.was === undefined ? `${targetLabel(of.to)}: ${value(of.value, type)}` : `${targetLabel(of.to)}: ${value(of.was, type)} → ${value(of.value, type)}`;
}

/** Was nach dem Einrichten geschieht. @param quiet Sekunden, nach denen eine Änderung gesendet wird; null, wo nichts von selbst gesendet wird */
function fromNowOn(quiet: number | null): string[] {
  const when = quiet === null
    ? `Von selbst wird nichts gesendet: Führe „${SYNC}“ aus, wann immer du Änderungen senden willst.`
    : `Ab jetzt wird von selbst gesendet, was du in deine täglichen Notizen schreibst: etwa ${count(quiet, "Sekunde", "Sekunden")}, nachdem du aufgehört hast zu schreiben, und einmal nach dem Start von Obsidian.`;
  return [when, "Was sich nicht lesen oder senden lässt, geht nie verloren: Die Statusansicht sagt, was wartet und warum. Alles, was du hier gewählt hast, lässt sich in den Einstellungen ändern."];
}

function daysOf({ first, last }: DayRange): string {
  return first === last ? dayOfYear(first) : `${dayOfYear(first)} bis ${dayOfYear(last)}`;
}

/** Was das Senden eines Zeitraums gerade tut oder worauf es wartet. */
function backfillPhase({ phase, until, failure: why, left }: BackfillNow): string {
  const at = until === null ? "" : ` um ${time(until)} Uhr`;
  switch (phase) {
    case "running":
      return left === 0 ? "Die letzten Werte werden gesendet." : `Wird gesendet, noch ${period(left)}.`;
    case "waiting":
      return why === null ? "Wartet, bis Obsidian deine Notizen indiziert hat." : `Wartet: ${cause(why)} Es geht von selbst weiter${at}.`;
    case "paused":
      return "Angehalten. Nichts ist verloren; es geht weiter, wenn du es sagst.";
    case "stopped":
      return why === null ? "Gestoppt." : `Gestoppt: ${failure(why)}`;
  }
}

/** Wie es um das Senden eines Zeitraums steht, für alle, die sehen wollen, was gerade geschieht. */
function backfillNow(of: BackfillNow): string {
  return `${daysOf(of)}: ${number(of.answered)} von ${count(of.all, "Wert", "Werten")} gesendet. ${backfillPhase(of)}`;
}

const WAITS_FOR: Readonly<Record<WaitsFor, string>> = {
  offline: "kein Netz", limit: "Stundenlimit erreicht", trouble: "Exist hat Probleme", failed: "letzter Lauf fehlgeschlagen", edited: "Notiz geändert",
  indexing: "Obsidian indiziert noch", confirming: "noch nicht bestätigt", reading: "Notizen werden gelesen", "next-run": "Notizen zu synchronisieren",
};

/** Was zu prüfen ist. */
function toLookAt(at: ToLookAt): string {
  switch (at.kind) {
    case "not-connected":
      return "Verbindung prüfen, nicht angemeldet";
    case "connection":
      return "Verbindung prüfen";
    case "settings":
      return "Einstellungen prüfen";
    case "keychain":
      return "Schlüsselbund prüfen";
    case "storage":
      return "Speicher des Geräts prüfen";
    case "plan":
      return "Vorschau prüfen";
    case "last-run":
      return "letzten Lauf prüfen";
    case "no-notes":
      return "tägliche Notizen prüfen, keine gefunden";
    case "missing":
      return `Ordner „${at.folder}“ prüfen, er fehlt`;
    case "other-service":
      return `„${at.label}“ prüfen, gefüllt von ${at.owner}`;
    case "values":
      return `${count(at.amount, "Wert", "Werte")} prüfen`;
  }
}

/** Wie es steht: alles gut, es wartet auf etwas, oder etwas ist zu prüfen. */
function conditionInWords(of: Condition): string {
  if (of.state === "fine") return "Exist: aktuell";
  if ("at" in of) return `Exist: ${toLookAt(of.at)}`;
  switch (of.why) {
    case "syncing":
      return of.all === 0 ? "Exist: synchronisiert" : `Exist: synchronisiert, ${number(of.answered)} von ${number(of.all)}`;
    case "backfill":
      return backfillStatus(of.backfill);
    default:
      return `Exist: wartet${of.until === null ? "" : ` bis ${time(of.until)} Uhr`}, ${WAITS_FOR[of.why]}`;
  }
}

function backfillStatus({ phase, answered, all, until }: BackfillNow): string {
  const amount = `${number(answered)} von ${number(all)}`;
  if (phase === "stopped") return `Exist: vergangene Tage prüfen, gestoppt bei ${amount}`;
  if (phase === "paused") return `Exist: wartet, angehalten bei ${amount}`;
  return phase === "waiting" ? `Exist: wartet${until === null ? "" : ` bis ${time(until)} Uhr`}, ${amount}` : `Exist: synchronisiert, ${amount}`;
}

const RANGE_PROBLEMS: Readonly<Record<RangeProblem, string>> = {
  "no-day": "Wähle ein Datum.",
  "too-early": "Was vor dem Jahr 2000 liegt, wird nicht gesendet. Wähle ein späteres Datum.",
  future: "Dieses Datum liegt noch in der Zukunft.",
  reversed: "Das erste Datum liegt nach dem letzten.",
};

function keepHint({ first, last }: DayRange, syncFrom: LocalDate, keep: boolean): string {
  if (first >= syncFrom) return `Diese Tage werden schon synchronisiert, wie alle ab dem ${dayOfYear(syncFrom)}.`;
  if (addDays(last, 1) < syncFrom) return `Nur für einen Zeitraum, der bis zum ${dayOfYear(syncFrom)} reicht, ab dem deine Notizen synchronisiert werden.`;
  if (keep) return `Was du in Notizen ab dem ${dayOfYear(first)} änderst, wird gesendet wie in denen ab dem ${dayOfYear(syncFrom)}.`;
  return `Solange das aus ist, wird nicht von selbst gesendet, was du später in Notizen vor dem ${dayOfYear(syncFrom)} änderst.`;
}

const SET_UP_NAMES: Readonly<Record<SetUpStep, string>> = {
  connect: "Verbinden", notes: "Tägliche Notizen", choose: "Was gesendet wird", check: "Prüfen und senden",
};

const STANDING_NAMES: Readonly<Record<CellStatus, string>> = {
  new: "Neu", replaced: "Ersetzt", unticked: "Nicht ausgewählt", "left-out": "Ausgelassen", refused: "Schon abgelehnt",
};

/** Ein Feld der Vorschau in Worten: sein Wert, was aus ihm wird, und warum. */
function cellInWords({ issues, refusal, value: of }: GridCell, standing: CellStatus | null, to: string, was: string | null): string {
  const shown = was === null || of === undefined ? to : `${was} → ${to}`;
  const said = refusal === undefined || refusal.text === "" ? "" : `: ${refusal.text.replace(/\.$/, "")}`;
  const why = issues.map((each) => problem(each)).join("; ");
  const also = [...(refusal === undefined ? [] : [`Exist hat ihn schon einmal abgelehnt${said}`]), ...(why === "" ? [] : [why])].map((sentence) => ` ${sentence}.`).join("");
  switch (standing) {
    case null:
      return `${shown}, hat Exist schon.`;
    case "new":
      return `${shown}, neu.${also}`;
    case "replaced":
      return `${shown}, ersetzt, was Exist hat.${also}`;
    case "unticked":
      return `${shown}, wird nicht gesendet: Das Attribut ist nicht ausgewählt.${also}`;
    case "refused":
      return `${shown}, wird nicht gesendet: Exist hat ihn schon einmal abgelehnt${said}.`;
    case "left-out": {
      const stands = shown === "" ? was : shown;
      return stands === null ? `Wird nicht gesendet: ${why}.` : `${stands}, wird nicht gesendet: ${why}.`;
    }
  }
}

/** Was man wissen muss, wenn aus der Anmeldung nichts wird. */
function signInProblem(what: SignInProblem): string {
  switch (what.code) {
    case "nothing-waits":
      return "Hier wartet keine Anmeldung auf diese Antwort. Sie ist schon abgeschlossen, oder sie begann in einem anderen Vault oder auf einem anderen Gerät: Füge die Adresse dort ein, oder fang neu an.";
    case "other-sign-in":
      return "Das ist die Antwort auf eine andere Anmeldung, sie wurde deshalb nicht verwendet. Fang neu an, und erlaube den Zugriff auf der Seite, die sich dann öffnet.";
    case "too-old":
      return "Diese Anmeldung ist abgelaufen. Fang neu an.";
    case "denied":
      return "Du hast den Zugriff bei Exist nicht erlaubt, es wurde also nichts geändert. Fang neu an, wenn du dich verbinden willst.";
    case "exist-error":
      return `Exist hat dich nicht angemeldet (${what.error}). Es wurde nichts geändert. Prüfe die Weiterleitungsadresse bei Exist, und fang neu an.`;
    case "no-code":
      return "In dieser Adresse steht kein Code. Füge die ganze Adresse ein, auf der der Browser gelandet ist, nachdem du den Zugriff erlaubt hast.";
    case "wrong-app":
      return "Exist kennt diese Client-ID mit diesem Client-Secret nicht. Kopiere beide noch einmal von der Seite deiner Entwickler-App, und fang neu an.";
    case "code-refused":
      return "Exist nimmt diesen Code nicht an. Er gilt nur einmal, nur für wenige Minuten und nur mit der Weiterleitungsadresse deiner App. Fang neu an.";
    case "token-refused":
      return "Exist akzeptiert dieses Token nicht. Kopiere es noch einmal von der Seite deiner Entwickler-App, vollständig und ohne Leerzeichen.";
    case "keychain":
      return "Der Schlüsselbund dieses Geräts lässt sich nicht verwenden. Bewahre das Token in den Einstellungen des Plugins auf, oder entsperre den Schlüsselbund und versuch es noch einmal.";
    case "failure":
      return notSignedIn(what.failure);
  }
}

function notSignedIn({ kind, text }: Pick<Failure, "kind" | "text">): string {
  switch (kind) {
    case "offline":
      return "Exist war nicht erreichbar, es wurde also nichts geändert. Versuch es noch einmal, wenn du online bist.";
    case "rate-limited":
      return "Exist nimmt vorerst keine Anfragen mehr an, es wurde also nichts geändert. Versuch es in einer Stunde noch einmal.";
    case "unavailable":
      return `Exist hat gerade Probleme (${text}), es wurde also nichts geändert. Versuch es später noch einmal.`;
    case "unreadable":
      return `Die Antwort von Exist ist nicht zu verstehen (${text}). Es wurde nichts geändert. Versuch es später noch einmal.`;
    case "settings":
    case "keychain":
      return withoutStorage({ kind, text }, "Du bist nicht angemeldet.");
    default:
      return `Exist hat das abgelehnt (${text}), es wurde also nichts geändert. Prüfe die App bei Exist, und fang neu an.`;
  }
}

/** Alle Sätze, denen man begegnen kann, auf Deutsch. */
export const de: Words = {
  value,
  dayOfYear,
  issue,
  problem,
  leftOut,
  failure,
  notAdded,
  increment,
  noDestination,
  lost,
  report,
  say,
  step,
  source,
  target: (to) => targetLabel(to),
  typeName: (type) => TYPE_NAMES[type],
  unitName: (unit) => UNIT_NAMES[unit],
  scaleName: (scale) => SCALE_NAMES[scale],
  combineName: (combine) => COMBINE_NAMES[combine],
  countName: (of) => COUNT_NAMES[of],

  connect: {
    title: "Mit Exist verbinden",
    toOAuth: "Stattdessen bei Exist anmelden und weniger erlauben",
    toToken: "Stattdessen ein persönliches Token verwenden",
    tokenWay: "Ein persönliches Token darf alles in deinem Konto bei Exist lesen und schreiben.",
    oauthWay: "Fragt dich bei Exist nach dem, was deine Zuordnungen brauchen, und nach nichts sonst.",
    appsLink: "Entwickler-Apps auf exist.io öffnen",
    tokenSteps: [
      "Öffne deine Entwickler-Apps und leg eine an, mit beliebigem Namen und beliebiger Adresse.",
      "Auf ihrer Seite steht ein „personal access token“. Kopiere es.",
      "Füge es hier ein.",
    ],
    token: "Persönliches Token",
    tokenHint: "Wird sofort bei Exist geprüft.",
    tokenEmpty: "Füge zuerst ein Token ein.",
    connect: "Verbinden",
    oauthSteps: [
      "Öffne deine Entwickler-Apps und leg eine an, mit der Weiterleitungsadresse unten.",
      "Kopiere ihre Client-ID und ihr Client-Secret hierher.",
      "Erlaube der App den Zugriff bei Exist. Obsidian öffnet sich dann von selbst wieder, oder du fügst die Adresse ein, auf der der Browser gelandet ist.",
    ],
    nothingMapped: "Wähle zuerst, was gesendet wird: Exist wird genau um das gebeten, was deine Zuordnungen brauchen, und noch gibt es keine.",
    redirect: "Weiterleitungsadresse",
    redirectHint: "Dieselbe wie bei Exist. Jede Adresse ist recht, denn du kannst einfügen, wo der Browser gelandet ist.",
    clientId: "Client-ID",
    clientSecret: "Client-Secret",
    clientSecretHint: "Geht nur an Exist, um dich anzumelden und angemeldet zu halten.",
    appMissing: "Fülle Weiterleitungsadresse, Client-ID und Client-Secret aus.",
    asksFor: (groups) => `Exist wird gebeten, Exist Sync das Lesen und Schreiben zu erlauben: ${groups.join(", ")}.`,
    allow: "Bei Exist erlauben",
    waiting: "Warte auf Exist. Falls sich keine Seite geöffnet hat oder Obsidian nicht von selbst zurückkommt: ",
    openPage: "Seite von Exist öffnen",
    answer: "Adresse oder Code",
    answerHint: "Die Adresse, auf der der Browser gelandet ist, oder der Code darin.",
    notAnAnswer: "Das ist weder eine Adresse mit einem Code noch ein Code.",
    finish: "Abschließen",
    home: "Token aufbewahren",
    homes: { settings: "In den Einstellungen", keychain: "Im Schlüsselbund" },
    homeHint: (home, inGit) => {
      if (home === "keychain") return "Bleibt auf diesem Gerät. Verbinde deine anderen Geräte einzeln.";
      const plain = "Gilt auf jedem Gerät, mit dem dieser Vault synchronisiert wird, als Klartext überall, wo der Vault liegt.";
      return inGit ? `${plain} Dieser Vault liegt in Git: Nimm die data.json dieses Plugins davon aus, oder verwende den Schlüsselbund.` : plain;
    },
    problem: signInProblem,
    connected: (account, before) => (before === null || before === account ? `Verbunden als ${account}.` : `Verbunden als ${account}, vorher als ${before}. Was für ${before} gesendet wurde, bleibt in jenem Konto.`),
    withheld: (groups) => `Nicht erlaubt hast du ${groups.join(", ")}. Werte dieser Gruppen können nicht gesendet werden.`,
  },
  commands: {
    connect: CONNECT,
    sync: SYNC,
    syncNote: "Diese Notiz synchronisieren",
    preview: PREVIEW,
    compare: COMPARE,
    release: RELEASE,
    diagnostics: "Diagnose kopieren",
    status: STATUS,
    increment: "Zu einem Wert hinzufügen",
    backfill: BACKFILL,
    syncRibbon: "Mit Exist synchronisieren",
    syncNoteMenu: "Diese Notiz mit Exist synchronisieren",
  },
  notices: {
    notConnected: NOT_CONNECTED,
    nothingMapped: "Es ist noch nichts zugeordnet. Wähle in den Einstellungen von Exist Sync, was gesendet werden soll.",
    sending: (answered, all) => `Sende an Exist: ${number(answered)} von ${count(all, "Wert", "Werten")}`,
    stop: "Stopp",
    noStorage: "Exist Sync kann auf diesem Gerät gerade keine Daten aufbewahren und vergisst deshalb beim Schließen von Obsidian, was gesendet wurde. Dasselbe noch einmal zu senden schadet nicht. Starte Obsidian neu; kommt der Hinweis wieder, ist das Gerät voll oder lässt Plugins keine Daten aufbewahren.",
    keychainLocked: `Der Schlüsselbund dieses Geräts lässt sich nicht lesen. Das Token darin ist nicht erreichbar, und es wird nichts gesendet. ${UNLOCK}`,
    needsYou: "Exist Sync braucht dich.",
    moved: (moved) => `In der Gruppe custom nimmt Exist nur Ja oder Nein an. Andere Gruppen haben jetzt ${list(moved.map(({ label, group }) => `${label} (${group})`))}. In den Einstellungen von Exist Sync kannst du sie ändern.`,
    unknownAddress: (asked) => `Exist Sync wurde über eine Adresse aufgerufen, die „${asked}“ verlangt, was es nicht kennt. Es wurde nichts getan.`,
    diagnosticsCopied: "Die Diagnose ist in der Zwischenablage. Sie enthält Arten, Anzahlen und Zeiten: nichts aus deinen Notizen, kein Konto und kein Token.",
    diagnosticsNotCopied: "In die Zwischenablage konnte nicht geschrieben werden, deshalb wurde keine Diagnose kopiert. Klick in Obsidian, und versuch es noch einmal.",
    dataNewer: (version) => `Die Einstellungen von Exist Sync stammen von einer neueren Version des Plugins (Format ${version}). Sie bleiben unangetastet, und es wird nichts gesendet. Aktualisiere das Plugin auf diesem Gerät.`,
    dataDamaged: (place) => `Die Einstellungen von Exist Sync lassen sich nicht lesen: ${place === "" ? "data.json ist nicht gültig" : `„${place}“ in data.json ist nicht, wie es sein soll`}. Sie bleiben unangetastet, und es wird nichts gesendet. Repariere die Datei, oder fang in den Einstellungen neu an.`,
  },
  status: {
    condition: conditionInWords,
    hint: (shown, lastRun) => [`${shown}.`, "Klick zeigt Tage und Läufe.", ...(lastRun.length === 0 ? [] : [`Letzter Lauf: ${lastRun.join(" ")}`])].join(" "),
  },
  month,
  shortMonth,
  shortWeekday,
  firstWeekday,
  statusView: {
    title: "Exist-Status",
    earlier: "Monat davor",
    later: "Monat danach",
    monthInWords,
    legend: { refused: "Abgelehnt", issue: "Nicht lesbar", elsewhere: "Anderer Dienst", waiting: "Wartet", sent: "Gesendet", nothing: "Nichts zu senden" },
    day: (date, state) => `${dayOfYear(date)}: ${DAY_STATE_NAMES[state]}`,
    now: waitingNow,
    budget: budgetNow,
    noNote: "Es gibt keine tägliche Notiz, und es wurde nichts gesendet.",
    noValues: (state) => (state === "waiting" ? "Diese Notiz wurde seit ihrer Änderung noch nicht durchgesehen." : "Für diesen Tag ist nichts zu senden."),
    refused: (label, text) => (text === "" ? `${label}: von Exist ohne Begründung abgelehnt` : `${label}: von Exist abgelehnt: ${text}`),
    left: ({ label, owner }) => `${label}: nicht gesendet, weil ${owner} das Attribut füllt`,
    trends: (first) => `Seit ${dayOfYear(first)}`,
    trend: (label, days, least, most) => `${label} an ${count(days, "Tag", "Tagen")}, von ${least} bis ${most}`,
    range: (least, most) => (least === most ? least : `${least} bis ${most}`),
    runs: "Letzte Läufe",
    noRuns: "Noch keine.",
    runAt: ({ at }) => `${dayOfYear(localDateAt(at))}, ${time(at)} Uhr`,
    run: (of) => runInShort(of).join(" "),
  },
  preview: {
    title: "Was an Exist gesendet würde",
    nothing: "Nichts: Exist hat schon alles, was in deinen Notizen steht.",
    consent: "Attribute, die aus deinen Notizen gefüllt werden sollen",
    consentHint: "Bei Exist füllt immer nur ein Dienst ein Attribut. Gefüllt wird nur, was du hier auswählst; nach dem Rest wirst du nicht wieder gefragt.",
    moved: "Während die Vorschau offen war, haben sich Notizen, Zuordnungen oder Attribute bei Exist geändert. Es wurde nichts gesendet. Sieh sie dir noch einmal an.",
    overwrites: (amount) => `${count(amount, "Wert bei Exist würde", "Werte bei Exist würden")} ersetzt. Was dort vorher stand, behält Exist nicht.`,
    issues: "Was ausgelassen wird, und warum",
    send: (amount) => (amount === 0 ? "Nichts senden" : `${count(amount, "Wert", "Werte")} senden`),
    allow: (amount, of) => `${of} · ${count(amount, "Wert", "Werte")}`,
    cancel: "Abbrechen",
    close: "Schließen",
  },
  ticking: {
    all: "Alle auswählen",
    none: "Keins auswählen",
  },
  planView: {
    totals: ({ values, days, since }, ms) => {
      if (values === 0 || since === null) return "So, wie es ausgewählt ist, wird nichts gesendet.";
      const amount = `${count(values, "Wert", "Werte")} für ${count(days, "Tag", "Tage")}${days === 1 ? ", den" : " seit dem"} ${dayOfYear(since)}.`;
      return isLong(ms) ? `${amount} Das Senden dauert ${period(ms)}.` : amount;
    },
    made: (labels) => `Neu bei Exist: ${named(labels)}.`,
    filled: (labels) => `Schon bei Exist, jetzt aus deinen Notizen gefüllt: ${named(labels)}.`,
    switched: (labels) => `Von einem anderen Dienst auf deine Notizen umgestellt: ${named(labels)}.`,
    switchedFrom: (label, owner) => `${label} (bisher ${owner ?? "ein Dienst, der nicht zu sehen ist"})`,
    ticked: (unticked, all) => {
      if (unticked.length === 0) return `Alle ${number(all)} ausgewählt.`;
      return unticked.length === all ? `Keins von ${number(all)} ausgewählt.` : `${number(all - unticked.length)} von ${number(all)} ausgewählt. Nicht ausgewählt: ${named(unticked)}.`;
    },
    free: (amount) => count(amount, "Attribut, das kein anderer Dienst füllt", "Attribute, die kein anderer Dienst füllt"),
    heading: "Werte nach Tagen",
    grid: "Werte nach Tagen und Attributen",
    day: "Datum",
    show: "Anzeigen",
    everything: "Alles",
    standings: STANDING_NAMES,
    filter: (name, amount) => `${name} (${number(amount)})`,
    attribute: "Attribut",
    allAttributes: "Alle Attribute",
    shown: (shown, all, { values }) =>
      `${shown === all ? `${count(all, "Tag", "Tage")}, alle angezeigt` : `${number(shown)} von ${count(all, "Tag", "Tagen")} angezeigt`}. Diese Auswahl ändert, was du siehst, nicht, was gesendet wird: ${count(values, "Wert", "Werte")}.`,
    shortDay: formats.shortDay,
    openDay: ({ date, path, issues }) => `${formats.shortDay(date)}, ${fileName(path)} öffnen${issues.map((each) => `; nicht alles davon wird gesendet: ${problem(each)}`).join("")}`,
    cell: cellInWords,
    moreAlike: (amount) => `${number(amount)} weitere wie diese zeigen`,
  },
  release: {
    title: RELEASE,
    nothing: "Exist Sync füllt bei Exist kein Attribut, es gibt also nichts zu beenden.",
    summary: (amount) => `${count(amount, "Attribut gehört", "Attribute gehören")} Exist Sync: Kein anderer Dienst kann ${amount === 1 ? "es" : "sie"} füllen. Wähle, was nicht mehr gefüllt werden soll.`,
    hint: "Deine Notizen und Zuordnungen bleiben, wie sie sind. Ebenso die Werte bei Exist, soweit bekannt: Die Dokumentation sagt, wer ein Attribut füllt, aber nichts zu dem, was vorher gesendet wurde.",
    attributes: "Attribute von Exist Sync",
    fedBy,
    whenReleased,
    release: (amount) => `${count(amount, "Attribut", "Attribute")} nicht mehr füllen`,
    releasing: (amount) => `Wird beendet: ${count(amount, "Attribut", "Attribute")}. Das kann einen Moment dauern.`,
    outcome: releaseOutcome,
    result: released,
    cancel: "Abbrechen",
    close: "Schließen",
  },
  settings: {
    account: "Konto",
    connect: "Verbinden",
    notConnected: "Nicht verbunden",
    notConnectedHint: "Es wird nichts gesendet. Deine Notizen werden nur auf diesem Gerät gelesen.",
    otherDevice: (account) => `${account} ist auf einem anderen Gerät verbunden, in dessen Schlüsselbund das Token liegt. Verbinde auch dieses Gerät.`,
    keychainLocked: (account) => `Das Token von ${account} liegt im Schlüsselbund dieses Geräts, der sich nicht lesen lässt. ${UNLOCK}`,
    connected: (name) => `Verbunden als ${name}`,
    profile: ({ timezone, imperial = [], standing }, here) => [
      ...(timezone === undefined ? [] : [`Zeitzone bei Exist: ${timezone}.`]),
      ...(timezone === undefined || sameClock(timezone, here) ? [] : [`Dieses Gerät ist in ${here}: Um Mitternacht kann Exist einen Wert einem anderen Tag zurechnen. Stell deine Zeitzone bei Exist ein.`]),
      ...(imperial.length === 0 ? [] : [`Zahlen ohne Einheit werden so gelesen, wie du sie bei Exist siehst. Das betrifft ${list(imperial.map((each) => IMPERIAL_NAMES[each]))}.`]),
      ...(standing === "trial" ? ["Laut Exist ist dieses Konto in der Probezeit."] : []),
      ...(standing === "delinquent" ? ["Laut Exist ist eine Zahlung überfällig; was gesendet wird, bleibt dort vielleicht nicht erhalten."] : []),
    ].join(" "),
    widen: "Die Anmeldung deckt nicht alles ab",
    widenHint: (groups) => `Werte aus ${list(groups)} können erst gesendet werden, wenn du es bei Exist erlaubst.`,
    signInAgain: "Neu anmelden",
    disconnect: "Trennen",
    disconnectTitle: "Von Exist trennen",
    disconnectHint: "Es wird nichts mehr gesendet. Auf diesem Gerät gelöscht werden das Token, eine begonnene Anmeldung, was das Plugin zu diesem Konto gespeichert hat, und data.damaged.json, falls vorhanden. Deine Zuordnungen bleiben. Die Attribute gehören bei Exist weiterhin Exist Sync; kein anderer Dienst füllt sie, solange du ihr Füllen nicht vorher beendest.",
    keychainKept: "Die Verbindung ist getrennt, aber der Schlüsselbund dieses Geräts ließ sich nicht öffnen, und vielleicht liegt noch ein Token darin. Entzieh den Zugriff auf der Seite deiner Entwickler-App bei Exist.",
    notSaved: (of) => (of.kind === "settings" ? withoutStorage(of, "Deine Änderung wurde nicht gespeichert.") : failure(of)),
    releaseFirst: "Zuerst das Füllen beenden",
    dailyNotes: "Tägliche Notizen",
    followed: "Wie für tägliche Notizen eingestellt",
    followedHint: (folder, format) => `Folgt Obsidian: ${folder === "" ? "Hauptordner des Vaults" : folder}, ${format}.`,
    withJournals: "Notizen des Plugins Journals zählen mit.",
    sourceAt: (folder, format) => `${folder === "" ? "Hauptordner" : folder}, ${format}`,
    sourceBy: (folder, property) => `${folder === "" ? "Ganzer Vault" : folder}, nach der Eigenschaft ${property}`,
    found: (amount, first, last) =>
      first === null || last === null ? "Keine Notizen gefunden" : `${count(amount, "Notiz", "Notizen")} gefunden, ${dayOfYear(first)} bis ${dayOfYear(last)}`,
    incompleteFormat: "Das Format nennt nicht Jahr, Monat und Tag, deshalb lässt sich keiner Notiz ihr Tag zuordnen.",
    almost: (amount) => (amount === 0 ? "" : `${count(amount, "Notiz hat", "Notizen haben")} ein Datum im Namen, aber nicht im eingestellten Format, und ${amount === 1 ? "wird" : "werden"} nicht gelesen.`),
    unclear: (amount, property) => (amount === 0 ? "" : `${count(amount, "Notiz hat", "Notizen haben")} in ${property} kein eindeutiges Datum und ${amount === 1 ? "wird" : "werden"} nicht gelesen. Schreib ein Datum wie 2026-09-21.`),
    addSource: "Ordner hinzufügen",
    noSources: "Es wird kein Ordner gelesen. Füge einen hinzu.",
    sourceTitle: "Wo die täglichen Notizen sind",
    follow: "Den Einstellungen von Obsidian für tägliche Notizen folgen",
    folder: "Ordner",
    folderHint: "Leer lassen für den Hauptordner des Vaults.",
    wholeVaultHint: "Unterordner zählen mit. Leer lassen für den ganzen Vault.",
    dayFrom: "Der Tag steht",
    dayFromName: "Im Namen der Notiz",
    dayFromProperty: "In einer Eigenschaft",
    format: "Format",
    formatHint: (example) => `Wie bei den täglichen Notizen von Obsidian, zum Beispiel ${example}.`,
    property: "Eigenschaft",
    propertyHint: "Die Eigenschaft mit dem Datum, zum Beispiel date. Alle Notizen eines Tages zählen.",
    needsProperty: "Nenne die Eigenschaft mit dem Datum.",
    foundSource: "Gefundenen Ordner nehmen",
    useSource: "Verwenden",
    proposedSource: (proposal) => {
      const { folder, notes, first, last, leftOut } = proposal;
      const days = `${dayOfYear(first)} bis ${dayOfYear(last)}`;
      if ("property" in proposal) return `${count(notes, "Notiz", "Notizen")} ${folder === "" ? "im Vault" : `in ${folder}`} mit der Eigenschaft ${proposal.property}, ${days}.${leftOut === 0 ? "" : ` ${count(leftOut, "weitere Notiz hat", "weitere Notizen haben")} darin kein eindeutiges Datum.`}`;
      return `${count(notes, "Notiz", "Notizen")} in ${folder === "" ? "dem Hauptordner des Vaults" : folder} mit Namen wie ${proposal.format}, ${days}.${leftOut === 0 ? "" : ` ${count(leftOut, "weitere Datei hat", "weitere Dateien haben")} ein Datum im Namen, das nicht dazu passt.`}`;
    },
    whichDay: (name) => `Welcher Tag ist ${name}?`,
    thisDay: (date) => dayOfYear(date),
    syncFrom: "Synchronisieren ab",
    syncFromHint: "Notizen vor diesem Tag werden nicht gelesen. Wählst du einen früheren Tag, siehst du zuerst, was gesendet würde.",
    notADate: "Schreib ein Datum wie 2026-09-21.",
    futureDate: "Dieser Tag ist noch nicht gekommen.",
    mappings: "Was gesendet wird",
    noMappings: "Noch nichts. Füge eine Zuordnung hinzu, oder lass deine Notizen durchsehen.",
    addMapping: "Zuordnung hinzufügen",
    suggest: "Aus meinen Notizen vorschlagen",
    suggestHint: "Sieht in den letzten 90 täglichen Notizen nach, was du festhältst. Nichts verlässt den Vault.",
    tags: "Tags",
    tagMode: "Tags senden",
    tagModeHint: "Tags werden bei Exist zu eigenen Tags, für jedes Datum, in dessen Notiz sie stehen.",
    tagModes: { off: "Keine", chosen: "Nur ausgewählte", prefix: "Nur mit Präfix", all: "Alle" },
    chosenTags: "Ausgewählte Tags",
    chosenTagsHint: "Durch Kommas getrennt, ohne #.",
    tagPrefix: "Präfix",
    tagPrefixHint: (prefix) => `#${prefix}gym zum Beispiel wird als gym gesendet.`,
    ignoredTags: "Nie senden",
    automatic: "Automatische Synchronisierung",
    autoSync: "Von selbst synchronisieren",
    autoSyncHint: "Nachdem eine tägliche Notiz bearbeitet wurde, und einmal nach dem Start.",
    timing: "Zeiten",
    quietSeconds: "Ruhezeit",
    quietSecondsHint: "Sekunden ohne Bearbeitung, bevor eine Notiz gesendet wird.",
    maxWaitMinutes: "Längste Wartezeit",
    maxWaitMinutesHint: "Minuten, nach denen Änderungen gesendet werden, auch wenn du noch schreibst.",
    outOfRange: (least, most) => `Wähle eine Zahl von ${least} bis ${most}.`,
    startAfresh: "Neu anfangen",
    startAfreshHint: "Die jetzige Datei bleibt daneben als data.damaged.json erhalten.",
    unreadable: "Einstellungen nicht lesbar",
  },
  mapping: {
    title: "Zuordnung",
    from: "Quelle",
    kinds: { property: "Eine Eigenschaft", inline: "Ein Inline-Feld", tag: "Ein Tag (#)", task: "Eine Aufgabe", count: "Eine Anzahl" },
    key: "Name",
    keyHint: "Wie in der Notiz. Ein Punkt führt in ein Objekt, wie in bp.systolic; habits[yoga] fragt, ob yoga in der Liste steht.",
    fieldHint: "Der Teil vor den beiden Doppelpunkten.",
    tag: "Tag",
    tagHint: "Ohne #. Was auf einen Doppelpunkt folgt, ist der Wert, wie in #weight:72.5kg.",
    task: "Text der Aufgabe",
    taskHint: "Ihr Name, ohne Datum dahinter. Ein Tag (#habit) findet seine Aufgaben, und * steht für beliebige Wörter.",
    count: "Anzahl",
    to: "Ziel",
    toKinds: { template: "Eine Vorlage von Exist", attribute: "Ein Attribut bei Exist", create: "Ein neues Attribut" },
    template: "Attribut",
    attributeName: "Name bei Exist",
    attributeNameHint: "Wie in der Adresse seiner Seite bei Exist.",
    label: "Bezeichnung",
    labelHint: "Was du bei Exist sehen wirst.",
    group: "Gruppe",
    groupHint: "Wo Exist es zeigt. In custom sind die Tags, dort geht nur Ja oder Nein.",
    valueType: "Werttyp",
    more: "Weitere Optionen",
    unit: "Einheit einer Zahl ohne Einheit",
    unitHint: "Eine Einheit in der Notiz hat Vorrang.",
    unitUsual: (unit) => (unit === undefined ? "Nicht festgelegt" : `${UNIT_NAMES[unit]}, wie üblich`),
    glass: "Inhalt eines Glases",
    glassHint: "In Millilitern.",
    glassWrong: "Wähle eine Anzahl Milliliter von 1 bis 5000.",
    round: "Brüche runden",
    roundHint: "Auf die nächste ganze Zahl. Sonst werden sie gemeldet und nicht gesendet.",
    scale: "Skala in den Notizen",
    words: "Wörter und Emojis",
    wordsHint: (type) => `Pro Zeile eins, mit dem, was dafür gesendet wird: ${type === valueType.scale ? "eine Stufe von 1 bis 9" : "eine Zahl"}.`,
    wordsExample: ["gut = 7", "🙂 = 6", "😢 = 2"].join("\n"),
    wordsWrong: (line) => `„${line}“ besteht nicht aus einem Wort, einem Gleichheitszeichen und einer Zahl, die Exist annimmt.`,
    examples: "Die letzten Werte in deinen Notizen",
    noExamples: "In den letzten 90 täglichen Notizen steht dort kein Wert.",
    example: (date, written) => `${dayOfYear(date)}: ${written}`,
    sentAs: (text) => `Gesendet als ${text}`,
    notSent: (text) => `Nicht gesendet: ${text}`,
    noValue: "Kein Wert",
    sentThough: (text, but) => `Gesendet als ${text}. ${but}.`,
    combine: "Mehrere Werte an einem Tag",
    combineNone: "Nur melden",
    dayOffset: "Zählt für",
    dayOffsets: { "-1": "Den Tag davor", "0": "Den Tag der Notiz", "1": "Den Tag danach" },
    whenRemoved: "Wenn der Wert aus einer Notiz verschwindet",
    whenRemovedOptions: { keep: "Exist behält den Wert", zero: "0 senden" },
    manual: "Von Hand eintragen bei Exist",
    manualHint: "Wird Exist mitgeteilt, wenn das Attribut übernommen oder angelegt wird. Solange es erlaubt ist, gilt, was zuletzt eingetragen wurde, und deine Notizen wissen davon nichts.",
    manualOptions: { keep: "Unverändert", on: "Erlaubt", off: "Verborgen" },
    enabled: "Senden",
    save: "Speichern",
    cancel: "Abbrechen",
    missing: "Gib an, was gelesen wird und wohin es geht.",
  },
  suggestions: {
    title: "Was deine Notizen festhalten",
    none: "Es wurde nichts gefunden, das nach regelmäßigen Werten aussieht. Füge eine Zuordnung von Hand hinzu.",
    looking: (amount) => `${count(amount, "Notiz", "Notizen")} durchgesehen. Wähle ab, was nicht gesendet werden soll.`,
    tagsHeading: "Tags",
    example: (written, read) => `${written} → ${read}`,
    seenOn: (amount) => `an ${count(amount, "Tag", "Tagen")}`,
    accept: "Auswahl hinzufügen",
    because,
    unclear,
    unclearHeading: "Für einen Vorschlag nicht klar genug",
    private: "Privat, deshalb nicht ausgewählt.",
    question: (about) => (about === "scale" ? "Mehrere Skalen passen. Welche ist deine?" : "Die Zahlen sind für dieses Attribut ungewöhnlich. In welcher Einheit sind sie?"),
    option: ({ read, to }) => optionName(read.scale, targetType(to), read.unit ?? usualUnit(to)),
    leaveOut: "Nicht senden",
  },
  adding: {
    choose: "Wähle, wozu du etwas hinzufügen willst",
    none: "Exist Sync füllt noch kein Attribut, zu dem sich etwas hinzufügen lässt. Synchronisiere zuerst.",
    item: ({ label, destination }) => (destination.kind === "exist" ? label : `${label} · ${source(destination.mapping)}`),
    title: (label) => `Zu ${label} hinzufügen`,
    amount: "Menge",
    hint: (type, unit) => {
      if (type === valueType.duration) return `Einheit: ${UNIT_NAMES[unit ?? "minutes"]}; auch in der Form 15 min oder 1h30.`;
      if (unit !== undefined) return `Einheit: ${UNIT_NAMES[unit]}.`;
      return type === valueType.quantity ? "Eine ganze Zahl." : "Eine Zahl.";
    },
    counts: (date) => `Die Menge zählt für den ${dayOfYear(date)}.`,
    toNote: (date, mapping) => `Die Menge kommt in die Notiz vom ${dayOfYear(date)}: Dieses Attribut wird aus „${source(mapping)}“ gefüllt.`,
    missing: "Gib eine Menge ein.",
    zero: "Damit würde nichts hinzugefügt. Gib eine andere Menge ein.",
    unread: (of) => `${problem(of)}.`,
    add: "Hinzufügen",
    cancel: "Abbrechen",
  },
  backfill: {
    title: BACKFILL,
    presets: "Zeitraum",
    presetNames: { everything: "Alle Notizen", year: "Dieses Jahr", months: "Letzte 12 Monate" },
    first: "Erstes Datum",
    last: "Letztes Datum",
    problem: (what) => RANGE_PROBLEMS[what],
    reading: "Deine Notizen werden gelesen.",
    noRange: "Wähle einen Zeitraum, um zu sehen, was zu senden ist.",
    counts: ({ notes, values, unsent }, ms) => [
      ["Notizen", number(notes)],
      ["Werte darin", number(values)],
      ["Davon vielleicht nicht bei Exist", number(unsent)],
      ...(unsent === 0 ? [] : [["Dauer", period(ms)]] as const),
    ],
    keep: "Diese Tage von nun an synchronisieren",
    keepHint,
    plan: "Sehen, was gesendet würde",
    dismiss: "Abbrechen",
    close: "Schließen",
    asking: (done, all) => (all === 0 ? "Exist wird gefragt, was es schon hat…" : `Exist wird gefragt, was es schon hat: ${number(done)} von ${number(all)}…`),
    progressTitle: "Vergangene Tage werden gesendet",
    days: daysOf,
    bar: "Gesendete Werte",
    values: (answered, all) => `${number(answered)} von ${count(all, "Wert", "Werten")}`,
    phase: backfillPhase,
    now: backfillNow,
    done: "Fertig. Was daraus wurde, steht bei den letzten Läufen in der Statusansicht.",
    closing: "Du kannst dieses Fenster schließen: Es geht weiter, auch nach einem Neustart, und lässt Platz für das, was du gerade änderst.",
    pause: "Anhalten",
    goOn: "Weitermachen",
    cancel: "Abbrechen",
    stopped: (range) => `Das Senden von ${daysOf(range)} an Exist ist stehen geblieben.`,
  },
  commandLine: {
    description: "Tägliche Notizen an Exist senden, oder sehen, was gesendet würde und was wartet",
    flags: CLI_FLAGS,
    usage: cliUsage(),
    wrong: wrongArguments,
    status: cliStatus,
    preview: cliPreview,
    run: runUnquoted,
  },
  rows: {
    mapping: mappingRow,
    deleted: "Diese Zuordnung wurde inzwischen gelöscht, hier oder auf einem anderen Gerät. Speichere noch einmal, um sie wieder hinzuzufügen, oder brich ab.",
    advanced: "Erweitert",
    advancedHint: "Wartezeiten, wo das Token liegt, Tags (#), die nie gesendet werden, die Attribute, die deine Notizen füllen, Vergleich mit Exist, Diagnose.",
    more: "Konto und Tags",
    ignoredTagsHint: "Tags (#), die nicht gesendet werden, was immer sonst gewählt ist; mit Kommas getrennt, ohne #.",
    releaseHint: "Zeigt, was bei Exist von Exist Sync gefüllt wird, und hört bei dem damit auf, was du auswählst.",
    compareHint: "Findet Tage, an denen Exist etwas anderes hat als deine Notizen. Gesendet wird nur, was du dann auswählst.",
    diagnosticsHint: "Kopiert Arten, Anzahlen und Zeiten für eine Fehlermeldung: nichts aus deinen Notizen, kein Konto und kein Token.",
  },
  comparing: {
    title: COMPARE,
    hint: "Sucht Tage, an denen Exist etwas anderes hat als deine Notizen, auch wo beide beim letzten Senden gleich waren. Nichts wird gesendet, bevor du es sagst.",
    days: "Zeitraum",
    last: (days) => `Die letzten ${number(days)} Tage`,
    all: (from) => `Alles seit ${dayOfYear(from)}`,
    cost: (calls) => `Braucht etwa ${number(calls)} der ${number(HOURLY_LIMIT)} Anfragen pro Stunde.`,
    asking: "Exist wird gefragt. Das kann einen Moment dauern.",
    compare: "Vergleichen",
    result: compared,
  },
  setUp: {
    title: "Exist Sync einrichten",
    names: SET_UP_NAMES,
    stepOf: (at, all) => `Schritt ${number(at)} von ${number(all)}`,
    back: "Zurück",
    next: "Weiter",
    again: "Noch einmal versuchen",
    finish: "Fertig",
    promise: `Vor dem letzten Schritt wird nichts aus deinen Notizen gesendet. Du kannst jederzeit schließen und später weitermachen: Führe „${CONNECT}“ aus.`,
    oauthWay: "Fragt dich bei Exist nach dem, was zu deinen Notizen passt, und nach nichts sonst.",
    asksFor: (groups) => `Exist wird gebeten, Exist Sync das Lesen und Schreiben zu erlauben: ${groups.join(", ")}. Das ist, was deine Notizen festzuhalten scheinen, dazu eigene Tags und Ja-Nein-Attribute (custom). Nach dem Anmelden wählst du daraus.`,
    noAccess,
    noFolder: (folder) => `Den Ordner ${folder} gibt es in diesem Vault nicht.`,
    noNotes: "In diesem Vault wurden nirgends tägliche Notizen gefunden. Schreib eine, oder nenne hier den Ordner und das Format ihrer Namen. Du kannst auch ohne weitermachen.",
    use: "Diese nehmen",
    alsoUse: "Auch diese nehmen",
    severalSources: (amount) => `${count(amount, "Ordner wird", "Ordner werden")} gelesen, wie in den Einstellungen von Exist Sync gewählt.`,
    readOf: (date, today) => (date === today ? "Was in der heutigen Notiz gelesen würde" : `Was in der Notiz vom ${dayOfYear(date)} gelesen würde`),
    written: (key, text) => `${key}: ${text}`,
    moreReadings: (amount) => `Und ${count(amount, "weiterer Wert", "weitere Werte")}.`,
    nothingRead: "In diesen Notizen sieht noch nichts so aus, als würde etwas festgehalten.",
    looking: "Deine Notizen werden durchgesehen…",
    ticked: (amount, of, notes) => (of === 0 ? `${count(notes, "Notiz", "Notizen")} durchgesehen: Es sah nichts so aus, als würde etwas festgehalten.` : `${number(amount)} von ${number(of)} ausgewählt, gefunden in ${count(notes, "Notiz", "Notizen")}.`),
    moreFound: (amount) => `${number(amount)} weitere gefunden`,
    moreFoundHint: "Privat, selten oder unklar. Wird nur gesendet, wenn du es auswählst.",
    mappedAlready: (amount) => `${count(amount, "Zuordnung gibt", "Zuordnungen gibt")} es schon; daran ändert sich nichts.`,
    asking: "Exist wird gefragt, wer das jetzt füllt…",
    fromTo: (from, to) => `${from} → ${to}`,
    made: "Von Hand hinzugefügt.",
    edit: "Diese Zuordnung ändern",
    remove: "Diese Zuordnung entfernen",
    byHand: "Fehlt etwas?",
    byHandHint: "Sag selbst, was gelesen wird und wohin es geht.",
    tags: (amount, tags) =>
      (amount === 0 ? "Es soll kein Tag (#) gesendet werden." : `Zu sendende Tags (#): ${number(amount)}${tags.length === 0 ? "" : `, und zwar ${named(tags.map((tag) => `#${tag}`))}`}.`),
    moreTags: (amount) => (amount === 1 ? "1 weiterer Tag (#)" : `${number(amount)} weitere Tags (#)`),
    noTags: "Kein Tag (#) steht in mehr als einer deiner letzten Notizen. Du kannst Tags später in den Einstellungen nennen.",
    planning: (from) => `Deine Notizen seit ${dayOfYear(from)} werden gelesen, und Exist wird gefragt, was es hat…`,
    nothingChosen: `Es ist nichts ausgewählt, also wird nichts gesendet. Führe „${CONNECT}“ aus, wenn du wählen willst.`,
    chooseNow: "Wählen, was gesendet wird",
    nothingNow: "Jetzt ist nichts zu senden. Was du gewählt hast, wird von nun an gesendet, sobald es in deinen Notizen steht.",
    nothingAgreed: "Es ist nichts ausgewählt, also wird nichts gesendet. Du wirst nicht wieder danach gefragt. In den Einstellungen kannst du das ändern.",
    readyHint: "Mit dem Senden gilt deine Wahl, auf jedem Gerät, mit dem dieser Vault synchronisiert wird.",
    fromNowOn,
  },
  sourceLabel,
};
