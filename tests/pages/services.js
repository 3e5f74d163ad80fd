// Klaro with services that are on by default, which is no consent.
"use strict";
{
  const service = (name, ...purposes) => ({ name, purposes, default: true });
  window.klaroConfig = {
    services: [service("prefs", "functional"), service("numbers", "analytics"), service("ads", "personalization", "marketing")],
  };
  const choose = (value) => {
    const manager = klaro.getManager();
    manager.changeAll(value);
    manager.saveAndApplyConsents();
  };
  window.testManager = {
    allow: () => choose(true),
    refuse: () => choose(false),
    // Switches of the open dialog, before they are saved.
    draft: (value) => klaro.getManager().changeAll(value),
  };
}
