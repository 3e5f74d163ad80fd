// Pages that a script fills in: search, cart, checkout, orders, the single-page shelf.
import { escape } from "./art.mjs";
import { jsonLd, money } from "./layout.mjs";
import { itemAttributes } from "./products.mjs";
import { addressOf, imageOf, productData } from "./structured.mjs";

const STEPS = [["/checkout/contact.html", "Contact"], ["/checkout/delivery.html", "Delivery"], ["/checkout/payment.html", "Payment"]];
const noScript = `<noscript><p class="panel">This page needs JavaScript. You can also order by email: <a href="mailto:hello@lindqvist.example">hello@lindqvist.example</a>.</p></noscript>`;

const search = {
  path: "/search.html", title: "Search", kind: "search", scripts: ["products", "search"], trail: [["/", "Home"], ["/search.html", "Search"]],
  description: "Search our wall paints, wallpapers and tools by name, colour, finish or use.",
  main: `<div class="wrap tall"><div class="lead"><h1 data-search-title>Search</h1><p role="status" data-search-said>Type a colour, a finish or a room in the field above.</p></div>${noScript}
<ul class="grid" data-search-results></ul><section data-search-empty hidden><h2>Try one of these</h2><ul class="plain"><li><a href="/paint/">All wall paints</a></li><li><a href="/wallpaper/">All wallpapers</a></li><li><a href="/tools/">Tools</a></li><li><a href="/contact.html">Ask us</a>; we know what our neighbours stock, too</li></ul></section></div>`,
};

const cart = {
  path: "/cart.html", title: "Cart", kind: "cart", scripts: ["cart"], trail: [["/", "Home"], ["/cart.html", "Cart"]],
  description: "What you have put aside so far, with delivery and the total.",
  main: `<div class="wrap tall"><h1>Cart</h1>${noScript}<p class="away" role="status" data-said></p>
<div data-cart-empty hidden><p class="summary">There is nothing in your cart yet.</p><p class="actions"><a class="button" href="/paint/">See the wall paints</a> <a class="more" href="/wallpaper/">or the wallpapers</a></p></div>
<div class="split" data-cart-full hidden><ul class="lines" data-cart-lines></ul>
<section class="panel" aria-labelledby="sum"><h2 id="sum">Summary</h2><dl class="sums" data-sums></dl><form class="form" data-coupon novalidate><p class="field"><label for="coupon">Coupon code</label><input id="coupon" name="coupon" type="text" autocomplete="off" required data-error="We do not know this code. There are no public codes today."></p><p class="actions"><button class="button" type="submit">Apply</button></p></form><a class="button wide" href="/checkout/contact.html">Go to checkout</a><p class="hint">Unopened goods can be returned within 30 days. <a href="/returns.html">Returns</a></p></section></div></div>`,
};

function steps(current) {
  return `<ol class="steps">${STEPS.map(([href, name], at) => {
    if (at === current) return `<li aria-current="step">${at + 1}. ${name}</li>`;
    return at < current ? `<li><a href="${href}">${at + 1}. ${name}</a></li>` : `<li>${at + 1}. ${name}</li>`;
  }).join("")}</ol>`;
}

const field = (id, label, attributes, error, hint) =>
  `<p class="field"><label for="${id}">${label}</label><input id="${id}" name="${id}" ${attributes}${error ? ` required data-error="${escape(error)}"` : ""}${hint ? ` aria-describedby="${id}-hint"` : ""}>${hint ? `<span class="hint" id="${id}-hint">${hint}</span>` : ""}</p>`;

function checkout(step, description, fields, button) {
  const [path, name] = STEPS[step];
  return {
    path, title: `Checkout: ${name.toLowerCase()}`, kind: `checkout-${name.toLowerCase()}`, scripts: ["checkout"], description,
    trail: [["/", "Home"], ["/cart.html", "Cart"], [path, name]],
    main: `<div class="wrap tall"><h1>Checkout</h1>${steps(step)}${noScript}
<div data-cart-empty hidden><p class="summary">Your cart is empty, so there is nothing to check out.</p><p><a class="button" href="/paint/">See the wall paints</a></p></div>
<div class="split" data-cart-full><form class="form" data-step="${name.toLowerCase()}" novalidate aria-labelledby="step"><h2 id="step">${name}</h2><div class="errors" data-errors tabindex="-1" hidden></div>${fields}<p class="actions"><button class="button" type="submit">${button}</button></p></form>
<section class="panel" aria-labelledby="sum"><h2 id="sum">Your order</h2><ul class="mini" data-mini></ul><dl class="sums" data-sums></dl></section></div></div>`,
  };
}

const choice = (group, value, label, note, isChecked) =>
  `<label class="choice"><input type="radio" name="${group}" value="${value}"${isChecked ? " checked" : ""}><span><strong>${label}</strong><br><span class="hint">${note}</span></span></label>`;

const checkouts = (delivery) => [
  checkout(0, "First step of the checkout: how we reach you about your order.",
    field("email", "Email", `type="email" autocomplete="email"`, "Write an email address such as name@example.com.", "For the confirmation and the parcel code. Nothing else.")
    + field("name", "Full name", `type="text" autocomplete="name"`, "Write your name.")
    + field("phone", "Phone (optional)", `type="tel" autocomplete="tel"`, "", "The driver calls before coming to your door."), "Continue to delivery"),
  checkout(1, "Second step of the checkout: where your order goes and how.",
    `<fieldset><legend>How should it reach you?</legend>${choice("tier", "home", `To your door, ${money(delivery.home)}`, "2 to 5 working days, free from €90", true)}${choice("tier", "pickup", `Pick-up point, ${money(delivery.pickup)}`, "2 to 5 working days, free from €90", false)}${choice("tier", "collect", "Collect in Ekenäs, free", "Same day if you order before 15", false)}</fieldset>`
    + `<div data-address>` + field("street", "Street and number", `type="text" autocomplete="street-address"`, "Write the street and number.")
    + `<div class="pair">${field("postcode", "Postal code", `type="text" inputmode="numeric" autocomplete="postal-code" pattern="[0-9]{5}" maxlength="5"`, "A Finnish postal code has five digits.")}${field("town", "Town", `type="text" autocomplete="address-level2"`, "Write the town.")}</div><p class="hint">We deliver in Finland only.</p></div>`, "Continue to payment"),
  checkout(2, "Last step of the checkout: payment with a test card. No money is taken.",
    `<p class="demo"><strong>This is a demonstration shop.</strong> No money is taken and nothing you type here is stored or sent. Please do not use a real card; only the test card is accepted.</p><p><button class="button quiet" type="button" data-test-card>Fill in the test card</button></p>`
    + field("card", "Card number", `type="text" inputmode="numeric" autocomplete="cc-number" maxlength="23"`, "This demonstration takes the test card 4242 4242 4242 4242 only.", "Test card: 4242 4242 4242 4242")
    + `<div class="pair">${field("expiry", "Expiry date", `type="text" inputmode="numeric" autocomplete="cc-exp" placeholder="MM/YY" pattern="(0[1-9]|1[0-2]) ?/ ?[0-9]{2}" maxlength="7"`, "Write month and year, for example 12/30.")}${field("cvc", "Security code", `type="text" inputmode="numeric" autocomplete="cc-csc" pattern="[0-9]{3,4}" maxlength="4"`, "Write the three digits on the back.")}</div>`
    + field("holder", "Name on card", `type="text" autocomplete="cc-name"`, "Write the name on the card."), "Place order"),
];

const confirmation = {
  path: "/checkout/confirmation.html", title: "Thank you", kind: "confirmation", scripts: ["orders"],
  description: "Your order has been placed.", trail: [["/", "Home"], ["/checkout/confirmation.html", "Confirmation"]],
  main: `<div class="wrap prose tall"><h1 data-order-title>Thank you</h1><p class="summary" data-order-said>One moment, we are looking up your order.</p>${noScript}<div data-order></div><p class="actions"><a class="button" href="/orders/status.html">Follow the order</a> <a class="more" href="/guides/choosing-a-finish.html">Read up before you start</a></p></div>`,
};

const status = {
  path: "/orders/status.html", title: "Order status", kind: "status", scripts: ["orders"], trail: [["/", "Home"], ["/orders/status.html", "Order status"]],
  description: "See how far your order has come. Your last order on this device is shown at once.",
  main: `<div class="wrap prose tall"><h1>Order status</h1><p class="summary" data-order-said>Write your order number, or order something first: then the last order on this device is shown here.</p>${noScript}<div data-order></div>
<form class="form" data-review novalidate hidden aria-labelledby="review"><h2 id="review">How is <span data-review-name></span>?</h2><fieldset class="stars-choice"><legend>Stars</legend>${[1, 2, 3, 4, 5].map((stars) => `<label><input type="radio" name="stars" value="${stars}"${stars === 5 ? " checked" : ""}> ${stars}</label>`).join(" ")}</fieldset><p class="field"><label for="words">Your review</label><textarea id="words" name="words" rows="3" required data-error="Write a word or two."></textarea></p><p class="actions"><button class="button quiet" type="submit">Publish the review</button></p><p class="said" role="status" data-said></p></form>
<form class="form" data-find-order novalidate aria-labelledby="another"><h2 id="another">Look up an order</h2>${field("number", "Order number", `type="text" autocomplete="off" placeholder="LD-12345678"`, "Write the order number from your confirmation, for example LD-12345678.")}<button class="button quiet" type="submit">Show order</button></form>
<aside class="aside"><p>Something wrong with it? See <a href="/returns.html">returns</a> or <a href="/contact.html">write to us</a>.</p></aside></div>`,
};

const account = {
  path: "/account.html", title: "Your orders", kind: "account", scripts: ["orders"], trail: [["/", "Home"], ["/account.html", "Your orders"]],
  description: "Orders placed on this device. There is no account to create and no password to forget.",
  main: `<div class="wrap prose tall"><h1>Your orders</h1><p class="summary">There is no account to create and no password to forget. Orders you place are kept on this device.</p>${noScript}<p role="status" data-account-said>No orders on this device yet.</p><ul class="plain" data-account-list></ul><section data-wishes aria-labelledby="wishes" hidden><h2 id="wishes">Kept for later</h2><ul class="plain"></ul></section><p data-account-clear hidden><button class="button quiet" type="button">Forget orders and cart on this device</button></p></div>`,
};

const notFound = {
  path: "/404.html", title: "Page not found", kind: "missing", description: "There is no page at this address.",
  main: `<div class="wrap prose tall"><h1>No page here</h1><p class="summary">There is no page at this address. It may have been painted over.</p><p class="actions"><a class="button" href="/paint/">See the wall paints</a> <a class="more" href="/help.html">Help</a></p></div>`,
};

/** Three products behind one address: the page changes by `history.pushState`, never by loading. */
function shelf(catalogue) {
  const items = ["fjord-morning", "juniper", "harbour-slate"].map((slug) => catalogue.products.find((item) => item.slug === slug));
  const [first, ...others] = items;
  const data = (item) => jsonLd(productData(item, catalogue), ` data-shelf="${item.slug}"`);
  const links = items.map((item) => `<li><a href="/spa.html?item=${item.slug}" data-shelf-link="${item.slug}" data-name="${escape(item.name)}" data-kind="${escape(item.kind)}" data-summary="${escape(item.summary)}" data-image="${imageOf(item)}" data-url="${addressOf(item)}" ${itemAttributes(item, catalogue)}${item === first ? ` aria-current="page"` : ""}>${escape(item.name)}</a></li>`);
  return {
    path: "/spa.html", title: "The shelf", kind: "spa", scripts: ["spa"], description: "Three of our wall paints on one shelf; step from one to the next without leaving the page.",
    data: [data(first)], trail: [["/", "Home"], ["/spa.html", "The shelf"]],
    main: `<div class="wrap"><nav class="steps" aria-label="Shelf"><ul>${links.join("")}</ul></nav><article class="product"><div class="pictures"><img class="tile" data-shelf-image src="${imageOf(first)}" width="640" height="720" alt=""></div><div class="about"><h1 tabindex="-1" data-shelf-name>${escape(first.name)}</h1><p class="kind" data-shelf-kind>${escape(first.kind)}</p><p class="summary" data-shelf-summary>${escape(first.summary)}</p><p class="price-row big"><span class="price" data-shelf-price>${money(first.price)}</span></p><p class="actions"><button class="button" type="button" data-shelf-buy>Add to cart</button> <a class="more" data-shelf-more href="${addressOf(first)}">All facts</a></p><p class="said" role="status" data-said></p></div></article></div>
<template data-shelf-store>${others.map(data).join("\n")}</template>`,
  };
}

export const buyingPages = (catalogue) => [search, cart, ...checkouts(catalogue.delivery), confirmation, status, account, notFound, shelf(catalogue)];
