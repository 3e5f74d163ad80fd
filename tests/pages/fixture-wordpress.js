// A fixture of the WordPress Consent API, after its documentation: it allows everything
// while there is no consent type, and what was not refused where the type is `optout`.
"use strict";
{
  const PREFIX = "wp_consent";
  const CATEGORIES = ["functional", "preferences", "statistics", "statistics-anonymous", "marketing"];
  const kept = (category) => new RegExp(`(?:^|; )${PREFIX}_${category}=(\\w+)`).exec(document.cookie)?.[1];
  window.consent_api = { cookie_prefix: PREFIX };
  window.wp_has_consent = (category) => {
    if (!window.wp_consent_type) return true;
    return window.wp_consent_type == "optin" ? kept(category) == "allow" : kept(category) != "deny";
  };
  setTimeout(() => {
    window.wp_consent_type = "optout";
    document.dispatchEvent(new CustomEvent("wp_consent_type_defined"));
  }, 300);
  const choose = (value) => {
    const changed = [];
    for (const category of CATEGORIES) {
      document.cookie = `${PREFIX}_${category}=${value}; path=/`;
      changed[category] = value;
    }
    document.dispatchEvent(new CustomEvent("wp_listen_for_consent_change", { detail: changed }));
  };
  window.testManager = { allow: () => choose("allow"), refuse: () => choose("deny") };
}
