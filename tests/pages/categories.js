// vanilla-cookieconsent with the categories its documentation suggests.
"use strict";
{
  const words = {
    consentModal: { title: "Cookies", acceptAllBtn: "Yes", acceptNecessaryBtn: "No" },
    preferencesModal: { title: "Cookies", acceptAllBtn: "Yes", sections: [] },
  };
  const run = () =>
    CookieConsent.run({
      // A driven browser counts as one.
      hideFromBots: false,
      categories: { necessary: { enabled: true, readOnly: true }, functionality: {}, analytics: {}, personalization: {}, marketing: {} },
      language: { default: "en", translations: { en: words } },
    });
  document.addEventListener("DOMContentLoaded", run);
  window.testManager = {
    allow: () => CookieConsent.acceptCategory("all"),
    refuse: () => CookieConsent.acceptCategory([]),
  };
}
