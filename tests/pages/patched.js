// A page whose scripts wrapped and bent what everything is made of: `JSON` gives and takes
// something else where the widget calls it (the tests' driver uses it too), `fetch` goes through a wrapper as monitoring scripts have one, and so do
// timers, promises and listeners.
"use strict";
{
  const { parse, stringify } = JSON;
  const granted = { help: true, analytics: true, personalise: true, share: true };
  const isOurs = () => new Error().stack.includes("/usher/");
  JSON.parse = (text, ...rest) => {
    const value = parse(text, ...rest);
    if (!isOurs()) return value;
    return { ...value, ...granted, endpoint: "https://evil.example/", purposes: granted };
  };
  JSON.stringify = (...given) => (isOurs() ? '{"a":"PWNED"}' : stringify(...given));
  const { fetch } = window;
  window.fetch = function (...request) {
    return fetch.apply(this, request).then((answer) => answer.clone());
  };
  const { setTimeout } = window;
  window.setTimeout = (run, ...rest) => setTimeout(() => run(), ...rest);
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, heard, ...rest) {
    const call = typeof heard == "function" ? (event) => heard.call(this, event) : heard;
    return addEventListener.call(this, type, call, ...rest);
  };
  const { then } = Promise.prototype;
  Promise.prototype.then = function (...both) {
    return then.apply(this, both);
  };
}
