// Shopify Customer Privacy. Its `…Allowed()` are true where the region asks for no
// consent, which is no choice: what the visitor said is read instead.
import { ask, global, own, word } from "./foreign.js";

let hasAsked = false;

export const shopify = {
  source: "shopify",
  events: "visitorConsentCollected shopifyCustomerPrivacyApiLoaded",

  read(look) {
    const api = global("Shopify", "customerPrivacy");
    if (!api) {
      if (typeof global("Shopify", "loadFeatures") != "function") return undefined;
      if (!hasAsked) {
        hasAsked = true;
        ask(global("Shopify"), "loadFeatures", [{ name: "consent-tracking-api", version: "0.1" }], look);
      }
      return { standing: "loading" };
    }
    const said = ask(api, "currentVisitorConsent");
    if (!said) return { standing: "error" };
    const is = (value, ...names) => names.some((name) => own(said, name) === value);
    const about = (...names) => word(!is("no", ...names) && !is("", ...names), is("no", ...names));
    if (!is("yes", "analytics", "marketing", "preferences") && !is("no", "analytics", "marketing", "preferences")) {
      return { standing: ask(api, "shouldShowBanner") === false ? "ready" : "updating" };
    }
    return {
      standing: "ready",
      help: about("preferences"),
      analytics: about("analytics"),
      personalise: about("marketing"),
      share: about("marketing", "sale_of_data"),
    };
  },

  open: () => ask(global("privacyBanner"), "showPreferences") !== undefined,
};
