// A category: the products in another order.
"use strict";
(() => {
  const list = document.querySelector("[data-list-id]");
  const ours = [...list.children];
  const orders = {
    price: (one, other) => Number(one.dataset.itemPrice) - Number(other.dataset.itemPrice),
    name: (one, other) => one.dataset.itemName.localeCompare(other.dataset.itemName),
  };
  document.querySelector("[data-sort]").addEventListener("change", ({ target }) => {
    const order = orders[target.value];
    list.append(...(order ? [...ours].sort(order) : ours));
  });
})();
