import { getLanguage } from "obsidian";
import { wordsFor } from "../locales";

/** The words of the language Obsidian is set to; changing that restarts the app. */
export const words = wordsFor(getLanguage());
