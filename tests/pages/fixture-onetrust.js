// A fixture, not OneTrust: what its developer pages describe of the object and events.
"use strict";
{
  const KEY = "test:onetrust";
  // The object is there before its methods are.
  window.OneTrust = { geolocationResponse: { countryCode: "DE" } };
  const listeners = [];
  const tell = () => {
    const isAllowed = localStorage.getItem(KEY) == "true";
    window.OnetrustActiveGroups = isAllowed ? ",C0001,C0002,C0003,C0004," : ",C0001,";
    const detail = OnetrustActiveGroups.split(",");
    dispatchEvent(new CustomEvent("OneTrustGroupsUpdated", { detail }));
    for (const listener of listeners) listener({ detail });
  };
  setTimeout(() => {
    Object.assign(OneTrust, {
      OnConsentChanged: (listener) => listeners.push(listener),
      IsAlertBoxClosed: () => localStorage.getItem(KEY) !== null,
      GetDomainData: () => ({ ConsentModel: { Name: "opt-in" } }),
      ToggleInfoDisplay() {},
    });
    tell();
  }, 300);
  const choose = (value) => {
    localStorage.setItem(KEY, String(value));
    tell();
  };
  window.testManager = { allow: () => choose(true), refuse: () => choose(false) };
}
