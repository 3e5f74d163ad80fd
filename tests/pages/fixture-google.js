// Google Consent Mode v2 as its documentation has it: a default first, an update with
// each choice, both through `gtag`, which pushes its `arguments`.
"use strict";
{
  const KEY = "test:google";
  window.dataLayer = window.dataLayer || [];
  const gtag = function () {
    dataLayer.push(arguments);
  };
  const TYPES = ["ad_storage", "ad_user_data", "ad_personalization", "analytics_storage", "functionality_storage", "personalization_storage"];
  const all = (value) => Object.fromEntries(TYPES.map((type) => [type, value]));
  // Granted by default, which is nobody's choice.
  gtag("consent", "default", all("granted"));
  const known = localStorage.getItem(KEY);
  if (known) gtag("consent", "update", all(known));
  const choose = (value) => {
    localStorage.setItem(KEY, value);
    gtag("consent", "update", all(value));
  };
  window.testManager = { allow: () => choose("granted"), refuse: () => choose("denied") };
}
