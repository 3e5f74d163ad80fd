// A product's page: says what is looked at, adds to the cart, works out how much is needed.
"use strict";
(() => {
  const { shop } = window;
  const page = document.querySelector("[data-product]");
  shop.tell("view_item", [{ ...shop.itemOf(page), quantity: 1 }]);

  const form = document.querySelector("[data-buy]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!shop.check(form)) return;
    const { item_id: id, item_name: name, item_brand: brand, item_category: category, price } = shop.itemOf(form);
    const { kind, url, image, stock } = form.dataset;
    const note = form.elements.code?.value.trim();
    const added = shop.add({ id, name, brand, category, price, kind, url, image, stock: Number(stock), ...(note ? { note } : {}) }, Number(form.elements.quantity.value));
    const said = form.querySelector("[data-said]");
    if (added) said.replaceChildren(`${added} in your cart. `, shop.make("a", { href: "/cart.html" }, "Go to the cart"));
    else said.replaceChildren("All we have is in your cart already. ", shop.make("a", { href: "/cart.html" }, "Go to the cart"));
  });

  const calculator = document.querySelector("[data-calculator]");
  calculator?.addEventListener("submit", (event) => event.preventDefault());
  calculator?.elements.area.addEventListener("input", ({ target }) => {
    const { coverage, coats, litres, price } = calculator.dataset;
    const area = Number(target.value);
    const said = calculator.querySelector("[data-said]");
    if (!(area > 0)) { said.textContent = ""; return; }
    const needed = (area * coats) / coverage;
    const tins = Math.ceil(needed / litres - 1e-9);
    said.textContent = `About ${needed.toFixed(1)} l for ${coats} coats: ${tins} ${tins === 1 ? "tin" : "tins"}, ${shop.money(tins * price)}.`;
  });
})();
