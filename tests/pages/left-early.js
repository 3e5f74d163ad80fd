// A page that says something at once, and is left when the loader has run and the widget
// cannot be there yet.
"use strict";
const said = new URLSearchParams(location.search).get("say");
if (said) {
  window.usher = (...call) => (window.usher.q ??= []).push(call);
  for (const call of JSON.parse(said)) window.usher(...call);
  // For the story to see, because the next page removes it.
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (name, text) {
    if (name == "usher:early") setItem.call(sessionStorage, "test:early", text);
    return setItem.call(this, name, text);
  };
  const leave = () => {
    if (window[Symbol.for("usher")]) location.replace("/help.html");
    else setTimeout(leave);
  };
  leave();
}
