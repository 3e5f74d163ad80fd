// A fixture, not Cookiebot: what its developer pages describe of the object and events.
"use strict";
{
  const KEY = "test:cookiebot";
  const chosen = localStorage.getItem(KEY);
  const consent = { necessary: true, preferences: false, statistics: false, marketing: false, method: null };
  window.Cookiebot = { consent, consented: false, declined: false, hasResponse: false, renew() {} };
  const fire = (name) => dispatchEvent(new Event(name));
  const tell = (value, name) => {
    for (const category of ["preferences", "statistics", "marketing"]) consent[category] = value;
    consent.method = "explicit";
    Object.assign(Cookiebot, { hasResponse: true, consented: value, declined: !value });
    fire("CookiebotOnConsentReady");
    fire(name);
  };
  const choose = (value) => {
    localStorage.setItem(KEY, String(value));
    tell(value, value ? "CookiebotOnAccept" : "CookiebotOnDecline");
  };
  setTimeout(() => {
    if (chosen) return tell(chosen == "true", chosen == "true" ? "CookiebotOnAccept" : "CookiebotOnDecline");
    fire("CookiebotOnDialogDisplay");
    // What it implies is no choice.
    Object.assign(consent, { preferences: true, statistics: true, marketing: true, method: "implied" });
    fire("CookiebotOnConsentReady");
  }, 300);
  window.testManager = { allow: () => choose(true), refuse: () => choose(false) };
}
