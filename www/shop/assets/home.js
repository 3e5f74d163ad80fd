// The home page: the letters.
"use strict";
window.shop.take("[data-letter]", "Thank you. This is a demonstration shop, so no letter will come.", () => window.shop.tell("subscribe", []));
