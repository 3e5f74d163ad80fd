// Cookiebot. Consent that it implies because the visitor went on reading is none.
import { ask, global, own, word } from "./foreign.js";

// Whether its dialog is open, as far as its events say.
let isAsking = false;

export const cookiebot = {
  source: "cookiebot",
  events: "CookiebotOnConsentReady CookiebotOnAccept CookiebotOnDecline CookiebotOnLoad CookiebotOnDialogDisplay",

  hear({ type }) {
    isAsking = type == "CookiebotOnDialogDisplay";
  },

  read() {
    const manager = global("Cookiebot");
    if (!manager) return undefined;
    const consent = own(manager, "consent");
    if (!consent) return { standing: "loading" };
    const isChosen = own(manager, "hasResponse") === true && own(consent, "method") === "explicit";
    if (isAsking || !isChosen) return { standing: isAsking ? "updating" : "loading" };
    const about = (category) => word(own(consent, category) === true);
    return {
      standing: "ready",
      help: about("preferences"),
      analytics: about("statistics"),
      personalise: about("marketing"),
      share: about("marketing"),
    };
  },

  open: () => global("Cookiebot") && (ask(global("Cookiebot"), "renew"), true),
};
