import type { Target } from "./mapping";
import { type ValueType, valueType } from "./value-type";

/** Exist's group of custom tags. It takes yes-or-no attributes and no others (public clients, independently). */
export const CUSTOM = "custom";

/** Groups in which Exist lets a client create attributes: every group with a write scope that holds attributes of its own. */
const GROUPS: readonly string[] = [
  CUSTOM, "mood", "sleep", "activity", "workouts", "health", "food", "symptoms", "medication",
  "productivity", "finance", "media", "social", "events", "location",
];

/**
 * How English and German names of each group begin. A dot ends a whole word, and a hyphen in front finds what stands inside one,
 * as in German compounds. The first group of which something is found counts.
 */
const STEMS: Readonly<Record<string, string>> = {
  sleep: `sleep slept nap. naps. bed. bedtime awake wake woke woken dream snor insomnia
    -schlaf schlief bett. aufsteh aufgestanden aufwach aufgewacht wach. traum träum schnarch nickerchen`,
  medication: `medic meds. med. pill. pills. dose dosage dosis tablet ibuprofen paracetamol aspirin insulin antidepress vitamin magnesium melatonin
    medik pille`,
  symptoms: `symptom pain ache. aches. headache migraine stomachache backache nausea cough fever cramp allerg itch dizz fatigue bloat rash. sneez
    -schmerz migräne übelkeit husten fieber krampf krämpfe juck schwindel müdigkeit ausschlag niesen beschwerde`,
  health: `weight. bmi. body heart pulse hr. hrv. blood glucose pressure temperature waist hips. oxygen spo breath meditat mindful health teeth tooth
    shower cigarette smok vape period. menstr sex. readiness recovery
    gewicht -gewicht. körper herz puls blut taille bauchumfang sauerstoff atem achtsam gesund zahn zähne dusch zigarette rauch zyklus`,
  food: `eat. eaten eating food meal snack breakfast lunch dinner fruit veg. veggie vegetable protein carb sugar salt. fibre fiber calor kcal drink water
    coffee tea. teas. beer wine alcohol caffein soda. juice milk fasting
    -wasser -kaffee tee. bier. biere wein. weine alkohol koffein getränk getrunken essen gegessen mahlzeit frühstück -obst gemüse eiweiß zucker salz.
    kalorien ballaststoff fasten saft. milch`,
  workouts: `workout exercis train. training gym. lift push pull situp squat plank deadlift bench reps. rep. burpee lunge yoga pilates stretch swim row.
    rowing climb boulder crossfit kettlebell sport fitness
    liegestütz klimmz kniebeuge kreuzheben bankdrück übung wiederholung dehn schwimm rudern kletter kraft turnen -training`,
  activity: `step walk run. runs. running ran. jog hike hiking cycl bike biking ride. distance km. kilomet mile. miles. floors stair stand. standing
    outdoor outside active activity
    schritt spazier laufen gelaufen wander rad. radfahr fahrrad strecke etage treppe draußen bewegung aktiv`,
  mood: `mood feel felt happ sad. sadness anx stress anger angry calm energy motivat gratitude grateful emotion joy lonel satisf confiden irritab worr
    wellbeing
    -stimmung laune gefühl glück traurig angst wut. gelassen energie dankbar freude einsam zufrieden gereizt sorge wohlbefinden`,
  media: `book page. pages. read. reading chapter article podcast album song music listen movie film tv. series. episode game gaming screen phone.
    video youtube stream photo news.
    buch bücher -seiten. lesen gelesen kapitel artikel hörbuch lied. lieder musik gehört serie spiel bildschirm handy foto nachrichten fernseh`,
  productivity: `work. working productiv focus task todo deep pomodoro commit code. coding program mail email meeting stud learn lesson homework word.
    words. writ wrote keystroke project deadline language practi chore clean
    arbeit fokus konzentr aufgabe erledigt lern gelernt hausaufgab wörter schreib geschrieben besprechung projekt vokabel üben geübt putzen haushalt`,
  finance: `money spent. spend cost price budget income earn salary saving expens paid. pay. purchas bought debt rent. eur. euro usd. dollar
    geld -geld. ausgabe ausgegeben kosten preis. einkommen einnahm verdien gehalt gespart sparen miete schulden gekauft`,
  social: `friend family social call. calls. chat messag party visit people conversation kids.
    freund familie sozial anruf telefon unterhalt besuch treffen getroffen feier leute kinder`,
  events: `event appointment concert
    termin ereignis veranstaltung konzert`,
  location: `place. places. city. cities. travel trip. trips. country. countries. checkin
    ort. orte. stadt. städte reise land. länder`,
};

/** Where an attribute goes whose name says nothing. */
const BY_TYPE: Readonly<Record<ValueType, string>> = {
  [valueType.quantity]: "health",
  [valueType.decimal]: "health",
  [valueType.string]: "mood",
  [valueType.duration]: "productivity",
  [valueType.timeOfDay]: "sleep",
  [valueType.percentage]: "health",
  [valueType.timeFromMidday]: "sleep",
  [valueType.boolean]: CUSTOM,
  [valueType.scale]: "mood",
};

const PATTERNS = Object.entries(STEMS).map(([group, stems]) => [group, new RegExp(stems.trim().split(/\s+/).map(patternOf).join("|"), "u")] as const);

function patternOf(stem: string): string {
  return `${stem.startsWith("-") ? "" : " "}${stem.replace(/^-/, "").replace(/\.$/, " ")}`;
}

/** The groups in which an attribute of this type can be made. */
export function groupsFor(type: ValueType): readonly string[] {
  return type === valueType.boolean ? GROUPS : GROUPS.filter((group) => group !== CUSTOM);
}

/** The group that a new attribute seems to belong to, by its name in English or German, else by its type. Letter case makes no difference. */
export function proposedGroup(label: string, type: ValueType): string {
  if (type === valueType.boolean) return CUSTOM;
  const name = ` ${label.normalize("NFC").toLowerCase().replace(/[^\p{L}]+/gu, " ")} `;
  return PATTERNS.find(([, pattern]) => pattern.test(name))?.[0] ?? BY_TYPE[type];
}

/** The target in a group that takes it: one that was written down when `custom` was thought to take every type is put where it seems to belong. */
export function withPossibleGroup<To extends Target>(to: To): To {
  if (to.kind !== "create" || to.group !== CUSTOM || to.valueType === valueType.boolean) return to;
  return { ...to, group: proposedGroup(to.label, to.valueType) };
}
