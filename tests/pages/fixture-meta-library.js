// A fixture, not Meta's library: it takes the queue over two seconds later, as a slow one
// does, and writes down what it is told.
"use strict";
window.metaCalls = [];
setTimeout(() => {
  fbq.callMethod = function (...values) {
    metaCalls.push({ values, isSelf: this === fbq });
  };
  while (fbq.queue.length) fbq.callMethod.apply(fbq, fbq.queue.shift());
}, 2000);
