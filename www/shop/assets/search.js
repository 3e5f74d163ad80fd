// Search over the small catalogue, on the device.
"use strict";
(() => {
  const { shop } = window;
  const { make, money } = shop;
  const question = (new URLSearchParams(location.search).get("q") ?? "").trim();
  if (!question) return;

  /** Every word asked for must begin a word of the product. */
  function finds(product, words) {
    const text = ` ${product.name} ${product.brand} ${product.category} ${product.kind} ${product.id} ${product.words}`.toLowerCase();
    return words.every((word) => text.split(/[^\p{L}\p{N}-]+/u).some((part) => part.startsWith(word)));
  }

  function card(product) {
    const stock = product.stock === 0 ? ["stock out", "Out of stock"] : product.stock <= 3 ? ["stock low", `${product.stock} left`] : ["stock", "In stock"];
    return make("li", { class: "card" },
      make("a", { href: product.url }, make("img", { class: "tile", src: product.image, width: "640", height: "720", alt: "" }), make("h2", {}, product.name)),
      make("p", { class: "kind" }, `${product.kind} · ${product.brand}`),
      make("p", {}, make("span", { class: "price" }, money(product.price))),
      make("p", {}, make("span", { class: stock[0] }, stock[1])));
  }

  const words = question.toLowerCase().split(/\s+/);
  const found = window.shopProducts.filter((product) => finds(product, words));
  document.getElementById("find").value = question;
  document.querySelector("[data-search-title]").textContent = `Search: ${question}`;
  document.querySelector("[data-search-said]").textContent = found.length === 0
    ? `Nothing here matches “${question}”. We may call it something else, or not have it.`
    : found.length === 1 ? "One product." : `${found.length} products.`;
  document.querySelector("[data-search-results]").replaceChildren(...found.map(card));
  document.querySelector("[data-search-empty]").hidden = found.length > 0;
  document.title = `${question} | ` + document.title;

  window.dataLayer.push({ event: "search", search_term: question, results_count: found.length });
  if (found.length) {
    const items = found.map((product, index) => ({ ...shop.asItem({ ...product, quantity: 1 }), index }));
    window.dataLayer.push({ ecommerce: null });
    window.dataLayer.push({ event: "view_item_list", ecommerce: { currency: shop.CURRENCY, item_list_id: "search_results", item_list_name: "Search results", items } });
  }
})();
