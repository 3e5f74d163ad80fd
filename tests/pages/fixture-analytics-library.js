// A fixture, not analytics.js: two seconds later a function takes the place of the queue.
"use strict";
window.analyticsCalls = [];
setTimeout(() => {
  const waiting = window.ga.q;
  window.ga = function (...values) {
    analyticsCalls.push({ values });
    return values.length;
  };
  ga.loaded = true;
  ga.q = [];
  for (const call of waiting) ga(...call);
}, 2000);
