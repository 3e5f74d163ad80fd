// A browser whose visitor has turned Global Privacy Control on.
"use strict";
Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true });
