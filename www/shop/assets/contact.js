// The contact form checks what is written, and sends nothing: the shop is a demonstration.
"use strict";
window.shop.take("[data-contact]", "Thank you. This is a demonstration shop, so your message was not sent anywhere.", () => window.shop.tell("contact", []));
