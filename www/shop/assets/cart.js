// The cart page: lines, quantities, totals.
"use strict";
(() => {
  const { shop } = window;
  const { make, money } = shop;
  const said = document.querySelector("[data-said]");

  function row(line, at) {
    const id = `quantity-${at}`;
    const quantity = make("input", { id, type: "number", inputmode: "numeric", min: "1", max: String(line.stock), value: String(line.quantity) });
    quantity.addEventListener("change", () => {
      const wanted = Math.min(Math.max(Math.trunc(Number(quantity.value)) || 1, 1), line.stock);
      shop.change(at, wanted);
      said.textContent = `${line.name}: ${wanted} in your cart.`;
      show();
      document.getElementById(id)?.focus();
    });
    const remove = make("button", { class: "link", type: "button" }, "Remove", make("span", { class: "away" }, ` ${line.name}`));
    remove.addEventListener("click", () => {
      shop.change(at, 0);
      said.textContent = `${line.name} is no longer in your cart.`;
      show();
      document.getElementById("main").focus();
    });
    return make("li", { class: "line" },
      make("img", { class: "tile", src: line.image, width: "640", height: "720", alt: "" }),
      make("div", {},
        make("h2", {}, make("a", { href: line.url }, line.name)),
        make("p", { class: "kind" }, line.note ? `${line.kind}, ${line.note}. Cannot be returned unless faulty.` : line.size ? `${line.kind}, ${line.size}` : line.kind),
        make("div", { class: "line-row" },
          make("div", { class: "field" }, make("label", { for: id }, "Quantity", make("span", { class: "away" }, ` of ${line.name}`)), quantity),
          remove,
          make("p", { class: "price" }, money(line.price * line.quantity)))));
  }

  function show() {
    const lines = shop.lines();
    document.querySelector("[data-cart-empty]").hidden = lines.length > 0;
    document.querySelector("[data-cart-full]").hidden = lines.length === 0;
    document.querySelector("[data-cart-lines]").replaceChildren(...lines.map(row));
    shop.showSums(lines);
  }

  // The shop has no codes; the field is there because shops have one.
  const coupon = document.querySelector("[data-coupon]");
  coupon.addEventListener("submit", (event) => {
    event.preventDefault();
    shop.check(coupon, () => false);
  });

  show();
  shop.tell("view_cart", shop.lines().map(shop.asItem));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) show(); });
})();
