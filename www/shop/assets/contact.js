// The contact form checks what is written, and sends nothing: the shop is a demonstration.
"use strict";
(() => {
  const form = document.querySelector("[data-contact]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!window.shop.check(form)) return;
    form.querySelector("[data-said]").textContent = "Thank you. This is a demonstration shop, so your message was not sent anywhere.";
    form.reset();
  });
})();
