// vanilla-cookieconsent 3. Its module build leaves no global: then its events are all
// there is to read, and before one came nothing is known. Its cookie alone proves
// nothing, because the site may since have raised the revision.
import { ask, entries, global, own } from "./foreign.js";
import { meaning } from "./categories.js";

const api = () => {
  const given = global("CookieConsent");
  return typeof own(given, "validConsent") == "function" ? given : undefined;
};

const count = (selector) => Object.getPrototypeOf(document).querySelectorAll.call(document, selector).length;

// What the last event of the module build said.
let heard;

export const cookieconsent = {
  source: "cookieconsent",
  events: "cc:onFirstConsent cc:onConsent cc:onChange cc:onModalReady cc:onModalShow cc:onModalHide",

  hear({ detail }) {
    const saved = own(detail, "cookie");
    if (saved) heard = entries(own(saved, "categories"));
  },

  read() {
    const manager = api();
    if (!manager) {
      if (heard) return meaning(heard, []);
      return count("#cc-main") ? { standing: "loading" } : undefined;
    }
    // In its opt-out mode categories count as accepted before there is a choice.
    if (ask(manager, "validConsent") !== true) {
      return { standing: count("html.show--consent") ? "updating" : "loading" };
    }
    const chosen = ask(manager, "getUserPreferences");
    return meaning(entries(own(chosen, "acceptedCategories")), entries(own(chosen, "rejectedCategories")));
  },

  open: () => api() && (ask(api(), "showPreferences"), true),
};
