// The stub of the embedding guide, and calls made before the widget is there.
"use strict";
window.usher = window.usher || function () {
  (window.usher.q = window.usher.q || []).push(arguments);
};
window.usher("touchpoint", "view_order");
window.usher("open");
document.addEventListener("usher:ready", () => (window.__ready = window.usher.version));
