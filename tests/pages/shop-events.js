// A page that tells four of its pixels of each press on "Add", as shops with many do: at
// once, when the cart has answered, and some time after.
"use strict";
addEventListener("click", ({ target }) => {
  if (!target.closest("[data-buy] button")) return;
  fbq("track", "AddToCart", { content_ids: ["4711"], content_type: "product", value: 54, currency: "EUR" });
  setTimeout(() => ttq.track("AddToCart", { contents: [{ content_id: "v-1", content_name: "Juniper 2.5 l" }] }), 200);
  setTimeout(() => {
    document.body.dispatchEvent(new CustomEvent("wc-blocks_added_to_cart", { bubbles: true }));
    window.jQuery?.(document.body).trigger("added_to_cart", [{}, "hash", null]);
  }, 900);
});
