// A product's page: says what is looked at, adds to the cart, works out how much is needed.
"use strict";
(() => {
  const { shop } = window;
  const page = document.querySelector("[data-product]");
  shop.tell("view_item", [{ ...shop.itemOf(page), quantity: 1 }]);

  const form = document.querySelector("[data-buy]");
  const size = form?.elements.size;
  /** What the chosen tin costs; the first one is the price on the page. */
  const chosen = () => size ? { size: size.value, price: Number(size.selectedOptions[0].dataset.price) } : {};
  size?.addEventListener("change", () => {
    document.querySelector(".big .price").textContent = shop.money(chosen().price);
    document.querySelector(".big .unit").textContent = `${size.value},`;
  });
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!shop.check(form)) return;
    const { item_id: id, item_name: name, item_brand: brand, item_category: category, price } = shop.itemOf(form);
    const { kind, url, image, stock } = form.dataset;
    const note = form.elements.code?.value.trim();
    const added = shop.add({ id, name, brand, category, price, kind, url, image, stock: Number(stock), ...(note ? { note } : {}), ...chosen() }, Number(form.elements.quantity.value));
    const said = form.querySelector("[data-said]");
    if (added) said.replaceChildren(`${added} in your cart. `, shop.make("a", { href: "/cart.html" }, "Go to the cart"));
    else said.replaceChildren("All we have is in your cart already. ", shop.make("a", { href: "/cart.html" }, "Go to the cart"));
  });

  const wish = document.querySelector("[data-wish]");
  const item = shop.itemOf(page);
  const isKept = () => shop.read("wishes", []).some(({ id }) => id === item.item_id);
  const show = () => {
    wish.setAttribute("aria-pressed", String(isKept()));
    wish.textContent = isKept() ? "Kept for later" : "Keep for later";
  };
  wish.addEventListener("click", () => {
    const others = shop.read("wishes", []).filter(({ id }) => id !== item.item_id);
    const wasKept = isKept();
    shop.write("wishes", wasKept ? others : [...others, { id: item.item_id, name: item.item_name, url: location.pathname }]);
    if (!wasKept) shop.tell("add_to_wishlist", [{ ...item, quantity: 1 }]);
    show();
  });
  show();

  const kept = document.querySelector("[data-kept]");
  document.querySelector("[data-share]").addEventListener("click", async () => {
    const address = location.origin + location.pathname;
    shop.tell("share", [item], { method: "link" });
    try {
      await navigator.clipboard.writeText(address);
      kept.textContent = "Copied.";
    } catch {
      kept.textContent = address;
    }
  });

  const reviews = document.querySelector("[data-reviews]");
  reviews?.addEventListener("toggle", () => { if (reviews.open) shop.tell("read_reviews", [item]); });

  shop.take("[data-alert]", "Thank you. This is a demonstration shop, so nobody will write to you.", () => shop.tell("stock_alert", [item]));

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
