import { languageFor } from "../../src/locales";
import { describeIn } from "../../src/presentation/describe";

const language = languageFor("en");

/** English, as the plugin has it in an Obsidian that is set to it. */
export const { words, formats, fill } = language;
export const english = describeIn(language);
