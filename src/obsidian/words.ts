import { getLanguage } from "obsidian";
import { languageFor } from "../locales";
import { describeIn } from "../presentation/describe";

const language = languageFor(getLanguage());

/** The sentences, formats and descriptions of the language Obsidian is set to; changing that restarts the app. */
export const { words, formats, fill } = language;
export const describe = describeIn(language);
