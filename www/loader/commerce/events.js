// Events of the page: WooCommerce's, of jQuery and of its blocks, Magento's, and the
// standard ones of Shopify's storefronts. They are only listened to.
import { global, own } from "../consent/foreign.js";
import { lately, product } from "./page.js";
import { entry, eventOf } from "./rows.js";
import { report } from "./once.js";

const NATIVE =
  "wc-blocks_added_to_cart wc-blocks_removed_from_cart shopify:cart:lines-update shopify:cart:view " +
  "shopify:collection:view shopify:search:update shopify:product:view";
const OF_JQUERY = "added_to_cart removed_from_cart init_checkout ajax:addToCart ajax:removeFromCart";

/** Where a product card comes into view, nobody has looked at the product. */
const LOOKED_AT = ["page", "dialog"];

function hear(event) {
  const { type, action, context, lines, product, selectedVariant, promise } = event;
  if (lines) {
    // It is told when the operation begins; whether it succeeds is known later.
    const name = action === "add" ? "add_to_cart" : action === "remove" && "remove_from_cart";
    const said = name && entry(name, { lines });
    const isRefused = (result) => own(result, "userErrors", "length") > 0;
    if (said) Promise.resolve(promise).then((result) => isRefused(result) || report("shopify-page", said), () => {});
  } else if (type != "shopify:product:view" || LOOKED_AT.includes(context)) {
    const name = eventOf(type);
    const isCart = /_cart$/.test(name);
    report("page", entry(name, { product, selectedVariant }, isCart ? lately() : undefined));
  }
}

/** Listens to the window, until the signal says that it is over. */
export function listen(signal) {
  for (const type of NATIVE.split(" ")) {
    const safe = (event) => {
      try {
        hear(event);
      } catch {
        // Whatever it was, it is not the page's.
      }
    };
    addEventListener(type, safe, { __proto__: null, capture: true, passive: true, signal });
  }
}

function hearJquery({ type }, first, hash, button) {
  const element = own(button, "0");
  const name = eventOf(type);
  const items = element instanceof Element ? product(element) : /_cart$/.test(name) ? undefined : [];
  const said = entry(name, first, items);
  report("jquery", said.ecommerce.items.length || !/_cart$/.test(name) ? said : entry(name, undefined, lately()));
}

let known;
/** jQuery's events do not reach the browser's own listeners. */
export function look() {
  const jquery = global("jQuery");
  if (known === jquery || typeof own(jquery, "fn", "jquery") != "string") return;
  known = jquery;
  try {
    jquery(document).on(OF_JQUERY, (...values) => {
      try {
        hearJquery(...values);
      } catch {
        // As above.
      }
    });
  } catch {
    // One without `on` is older than any shop that has these events.
  }
}
