import { once } from "../once";

/**
 * What people may not want to leave their vault, as beginnings of words: illness and symptoms, medication, periods, sex,
 * alcohol and drugs, mental health beyond mood, and what is told to a diary alone. English and German in full; of other
 * languages the words that mean the same, because a guess must not fall on the wrong side there.
 */
export const PRIVATE_STEMS: readonly string[] = [
  // Illness and symptoms.
  "sick", "illness", "ache", "pain", "headach", "migrain", "nausea", "vomit", "fever", "cough", "flu", "cold symptom", "symptom", "allerg", "asthma", "diarr", "constipat", "bloat", "cramp", "injur", "hospital", "doctor", "clinic", "surgery", "diagnos", "cancer", "diabet", "insulin", "glucose", "blood sugar", "seizure", "epilep", "covid", "corona", "infect", "rash", "eczema", "acne", "ibs", "poop", "bowel", "stool", "flare", "fatigue", "dizz", "vertigo", "tinnitus", "arthrit",
  "krank", "frauenarzt", "kinderarzt", "augenarzt", "physio", "kopfweh", "bauchweh", "halsweh", "schnupf", "sodbrenn", "erbroch", "migrän", "kinderwunsch", "beischlaf", "geschlechtsverkehr", "zahnarzt", "hausarzt", "facharzt", "arzttermin", "schmerz", "übelkeit", "fieber", "husten", "grippe", "erkält", "durchfall", "verstopf", "blähung", "krampf", "verletz", "arzt", "ärzt", "klinik", "operation", "krebs", "zucker wert", "blutzucker", "anfall", "ausschlag", "neurod", "akne", "stuhlgang", "erschöpf", "schwindel", "rheuma", "symptom", "beschwerde",
  "malad", "douleur", "fièvre", "enferm", "dolor", "fiebre", "doença", "doente", "dor de", "febre", "malatt", "dolore", "febbre", "ziek", "pijn", "koorts", "chorob", "choroba", "ból", "sjuk", "smärt", "syk", "болезн", "боль", "病", "痛", "症状", "疼", "发烧", "感冒", "熱", "頭痛",
  // Medication.
  "med", "meds", "medic", "medik", "pill", "ibuprofen", "aspirin", "paracetamol", "tylenol", "painkill", "antidepress", "antibiot", "ssri", "sertralin", "lexapro", "prozac", "ritalin", "adderall", "vyvanse", "concerta", "xanax", "melaton", "vitamin", "supplement", "tablet", "dose", "dosis", "inhal", "inject", "prescri", "drug", "hormon", "testosteron", "estrogen", "östrogen", "thyrox", "pille", "tablette", "arznei", "spritze", "nahrungsergänz",
  "médic", "pastill", "remédi", "remed", "farmac", "leki", "lekarst", "läkemed", "лекарств", "таблет", "药", "薬",
  // Periods and sex.
  "period", "menstru", "ovulat", "pms", "flow", "fertil", "pregnan", "contracep", "tampon", "spotting", "zyklus", "regel", "eisprung", "schwanger", "verhüt", "ciclo menstrual", "règles", "regras", "月经", "生理",
  "sex", "sexual", "sexuell", "intimacy", "intim", "masturb", "orgasm", "porn", "libido", "nofap", "fap", "condom", "kondom", "selbstbefried", "性",
  // Alcohol and drugs.
  "alcohol", "alkohol", "alcool", "álcool", "beer", "bier", "wine", "wein", "vodka", "wodka", "whisky", "whiskey", "gin", "rum", "schnaps", "cocktail", "drunk", "betrunken", "hangover", "kater", "booze", "liquor", "drinking", "smoke", "smoking", "cigar", "zigar", "rauch", "nicotin", "nikotin", "vape", "vaping", "tabak", "tobacco", "weed", "cannabis", "thc", "marijuana", "joint", "kiffen", "gekifft", "cocain", "kokain", "mdma", "lsd", "psilocyb", "sober", "nüchtern", "relapse", "rückfall", "cerveza", "vino", "cerveja", "vinho", "bière", "tabac", "fumar", "酒", "烟", "煙草",
  // Mental health beyond mood.
  "anxie", "anxio", "angst", "panic", "panik", "depress", "depri", "ansie", "therap", "psych", "counsel", "trauma", "ptsd", "adhd", "adhs", "ocd", "bipolar", "suicid", "suizid", "self harm", "selbstverletz", "selfharm", "mania", "manic", "dissoci", "burnout", "grief", "trauer", "lonel", "einsam", "crying", "cried", "geweint", "anorex", "bulimi", "binge", "purge", "eating disorder", "essstör", "zwang", "anxiété", "ansiedad", "ansiedade", "焦虑", "抑郁", "不安", "鬱",
  // Life that is nobody else's business.
  "divorce", "scheidung", "breakup", "trennung", "affair", "gratitude", "grateful", "dankbar", "highlight", "mood note", "summary", "diary", "tagebuch", "secret", "geheim", "private", "privat", "confess", "prayer", "gebet", "church", "kirche", "salary", "gehalt", "debt", "schulden", "lawyer", "anwalt",
];

/** First names and words for persons, in lower case: who was met is not for others to know. */
export const PERSONS: () => ReadonlySet<string> = once(() => new Set((
  "people person persons contact contacts met personen leute getroffen mom mum mama mutter mutti dad papa vater vati wife husband frau mann boyfriend girlfriend partner freundin son daughter sohn tochter brother sister bruder schwester grandma grandpa oma opa baby kid kids kind kinder ex boss chef " +
  "anna anne anja andrea alex alexander alexandra amy andy andrew angela anthony barbara ben benjamin bernd bob brian carla carlos carol chris christian christina christine claudia daniel daniela dave david dennis diana dirk dominik doris elena eli elias elisabeth elizabeth ella emil emily emma eric erik eva fabian felix finn florian francesca frank franziska fritz gabi george greg hannah hanna hans heike helen helena henry ian ines isabel jack jacob jakob james jan jana jane jason jens jessica jim joe johannes john jonas jonathan josh joshua julia julian juliane karen karin karl kate katharina katherine kathrin katja kevin klaus lara laura lea lena leo leon leonie lina linda lisa luca lucas lucy luis luisa lukas luke maja manuel marc marco marcus maria marie mark markus martin martina mary matt matthew matthias max maximilian melanie mia michael michaela mike miriam mira moritz nadine natalie nick nico nicole nina noah nora oliver olivia oskar patrick paul paula peter petra philipp pia rachel ralf rebecca richard robert robin sabine sam samuel sandra sara sarah sebastian silke simon sofia sonja sophia sophie stefan stefanie steffen stephanie steve steven susan susanne sven tanja thomas tim tina tobias tom tony ulrike uwe vanessa vera victor vincent walter wolfgang yvonne zoe"
).split(" ")));
