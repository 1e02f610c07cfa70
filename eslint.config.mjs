import { defineConfig } from "eslint/config";
import obsidianmd from "eslint-plugin-obsidianmd";
import { DEFAULT_BRANDS } from "eslint-plugin-obsidianmd/dist/lib/rules/ui/brands.js";
import tseslint from "typescript-eslint";

const BRANDS = [...DEFAULT_BRANDS, "Exist", "Exist.io", "Exist Sync"];
const sentenceCase = ["warn", { brands: BRANDS }];
/** A button and a template that sentences name as they are written. */
const NAMES = ["Resume", "Bedtime"];
/** What stands within another sentence, and sentences that quote the name of a command. */
const NO_CASE = ["^[a-z0-9]", "\"[A-Z][a-z ]+\""];

/** Rules for plugins. The stand-ins are the platform itself: they make elements, timers and menus where plugins must not. */
const RULES_FOR_PLUGINS = Object.keys(obsidianmd.rules ?? {}).map((rule) => `obsidianmd/${rule}`);
/** The stand-ins (`test/exist`, `test/host`) and what presses their buttons (`test/obsidian`) are not there yet. */
const STRICT_TESTS = ["test/*.ts", "test/{bench,browser,demo,domain,locales,presentation,proof,release,sync}/**/*.ts"];
const off = (rules) => Object.fromEntries(rules.map((rule) => [rule, "off"]));

export default defineConfig([
  { ignores: [".mutation/**", "main.js", "coverage", "node_modules", "**/*.mjs", "package-lock.json"] },
  ...obsidianmd.configs.recommendedWithLocalesEn,
  // The compiler knows every name that is not defined, Node's among them.
  { files: ["**/*.ts"], rules: { "no-undef": "off" }, languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    files: ["src/**/*.ts", ...STRICT_TESTS],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    rules: {
      "obsidianmd/ui/sentence-case": sentenceCase,
      // Numbers in a sentence read well as they are.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `() => change()` is how callbacks are written here; what they return is nobody's business.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["**/locales/en.ts"], rules: { "obsidianmd/ui/sentence-case-locale-module": ["warn", { brands: [...BRANDS, ...NAMES], ignoreRegex: NO_CASE }] } },
  {
    files: ["test/**/*.ts"],
    rules: {
      ...off(RULES_FOR_PLUGINS),
      "no-restricted-globals": "off",
      "no-console": "off",
      "obsidianmd/rule-custom-message": "off",
      "import/no-extraneous-dependencies": "off",
      "@typescript-eslint/no-restricted-imports": "off",
      "import/no-nodejs-modules": "off",
      // The host evaluates main.js as the app does, and hands methods of one object to another as the prototypes need it.
      "@typescript-eslint/no-implied-eval": "off",
      "@typescript-eslint/unbound-method": "off",
      // The app still has its deprecated members, and draws its own icons.
      "@typescript-eslint/no-deprecated": "off",
      "no-unsanitized/property": "off",
      "@microsoft/sdl/no-inner-html": "off",
    },
  },
  {
    // Helpers on the prototypes of elements: `this` is the element, and the page's own types are loose here.
    files: ["test/host/ui/dom/**/*.ts"],
    rules: off(["no-this-alias", "no-unsafe-assignment", "no-unsafe-argument", "no-unsafe-member-access", "no-for-in-array"].map((rule) => `@typescript-eslint/${rule}`)),
  },
  // moment is what the app itself gives to plugins; the stand-in has to have the same.
  { files: ["package.json"], rules: { "depend/ban-dependencies": ["error", { allowed: ["moment"] }] } },
  {
    files: ["manifest.json"],
    plugins: { obsidianmd },
    rules: { "obsidianmd/validate-manifest": "error" },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: false, extraFileExtensions: [".json"] } },
  },
]);
