// The WordPress Consent API. It allows everything where no consent type is set, and in
// the type `optout` whatever was not refused: only what stands in its cookies was chosen.
import { ask, cookie, global, own, word } from "./foreign.js";

const CATEGORIES = ["preferences", "statistics", "marketing"];

export const wordpress = {
  source: "wordpress",
  events: "wp_listen_for_consent_change wp_consent_type_defined",

  read() {
    if (typeof global("wp_has_consent") != "function") return undefined;
    if (!global("wp_consent_type")) return { standing: "loading" };
    const prefix = own(global("consent_api"), "cookie_prefix") || "wp_consent";
    const chosen = { __proto__: null };
    let isChosen = false;
    for (const category of CATEGORIES) {
      const value = cookie(`${prefix}_${category}`);
      isChosen ||= value !== undefined;
      const isAllowed = ask(window, "wp_has_consent", category) === true;
      chosen[category] = word(value === "allow" && isAllowed, value === "deny" || !isAllowed);
    }
    if (!isChosen) return { standing: "updating" };
    const { preferences, statistics, marketing } = chosen;
    return { standing: "ready", help: preferences, analytics: statistics, personalise: marketing, share: marketing };
  },
};
