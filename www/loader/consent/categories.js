// What the categories of a site are called, for managers whose categories have no
// fixed names. The configuration can name others under `consent_categories`.
import { entries, own, word } from "./foreign.js";

const NAMES = {
  help: ["functionality", "functional", "preferences"],
  analytics: ["analytics", "statistics", "performance"],
  personalise: ["personalization", "personalisation", "targeting"],
  share: ["marketing", "ads", "advertising", "advertisement"],
};

let names = NAMES;

/** Takes the names of the configuration file, where it has some. */
export function take(configText) {
  try {
    const given = own(JSON.parse(configText), "consent_categories");
    const lists = { __proto__: null };
    for (const purpose in NAMES) {
      lists[purpose] = own(given, purpose) ? entries(own(given, purpose)) : NAMES[purpose];
    }
    names = lists;
  } catch {
    // No file, or one that the widget says more about.
  }
}

/**
 * What categories mean for the purposes: refused if one of a purpose is, and unknown if
 * the site has none for it.
 */
export function meaning(accepted, refused) {
  const words = { standing: "ready" };
  for (const purpose in NAMES) {
    const is = (list) => {
      for (const name of list) {
        for (const known of names[purpose]) if (known === String(name).toLowerCase()) return true;
      }
      return false;
    };
    words[purpose] = word(is(accepted), is(refused));
  }
  return words;
}
