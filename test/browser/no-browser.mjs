/** Marks suites that were left out for want of a browser, so that the runner can count these and no others. */
export const NO_BROWSER = "no browser found";

export const REMEDIES = [
  "install Chrome, Chromium or Edge",
  "set CHROME_PATH to a browser",
  "run npm ci without --omit=optional (Linux on x64)",
];
