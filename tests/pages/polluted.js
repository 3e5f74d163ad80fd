// A page that puts on every object what would be consent in some manager
// (reference/privacy.md M8).
"use strict";
{
  const names = ["statistics", "marketing", "preferences", "analytics", "help", "personalise", "share", "hasResponse", "confirmed", "1", "2", "5", "6", "7", "8"];
  for (const name of names) Object.defineProperty(Object.prototype, name, { value: true, writable: true, configurable: true });
  const words = { eventStatus: "tcloaded", granted: "granted", Cookiebot: { consent: {} } };
  for (const name in words) Object.defineProperty(Object.prototype, name, { value: words[name], writable: true, configurable: true });
}
