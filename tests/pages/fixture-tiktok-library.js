// A fixture, not TikTok's library: two seconds later an object of its own takes the place
// of the queue.
"use strict";
window.tiktokCalls = [];
setTimeout(() => {
  const track = function (...values) {
    tiktokCalls.push({ values, isSelf: this === ttq });
    return values.length;
  };
  const waiting = [...ttq];
  window.ttq = { track, page() {}, identify() {} };
  for (const [method, ...values] of waiting) ttq[method](...values);
}, 2000);
