// Shared by every page: storage, cart, data layer, form checks, the header's count.
// Exposes `window.shop`; page scripts are loaded after it.
"use strict";
window.dataLayer = window.dataLayer || [];

window.shop = (() => {
  const CURRENCY = "EUR";
  const FREE_FROM = 90;
  const TIERS = { home: ["To your door", 6.9], pickup: ["Pick-up point", 4.9], collect: ["Collect in Ekenäs", 0] };
  /** Stands in for localStorage where a browser blocks it; lasts as long as the page. */
  const memory = new Map();

  function read(name, fallback) {
    try {
      const text = localStorage.getItem("shop:" + name) ?? memory.get(name);
      return text ? JSON.parse(text) : fallback;
    } catch {
      return memory.has(name) ? JSON.parse(memory.get(name)) : fallback;
    }
  }

  function write(name, value) {
    const text = JSON.stringify(value);
    memory.set(name, text);
    try { localStorage.setItem("shop:" + name, text); } catch { /* Memory has it. */ }
  }

  function forget(...names) {
    for (const name of names) {
      memory.delete(name);
      try { localStorage.removeItem("shop:" + name); } catch { /* Nothing to remove. */ }
    }
  }

  const money = (amount) => "€" + amount.toFixed(2);
  const cents = (amount) => Math.round(amount * 100) / 100;
  const lines = () => read("cart", []);
  const worth = (list) => cents(list.reduce((total, line) => total + line.price * line.quantity, 0));

  /** Makes an element with text or children; never parses HTML. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const itemOf = (element) => ({
    item_id: element.dataset.itemId, item_name: element.dataset.itemName, item_brand: element.dataset.itemBrand,
    item_category: element.dataset.itemCategory, price: Number(element.dataset.itemPrice),
  });

  const asItem = (line) => ({
    item_id: line.id, item_name: line.name, item_brand: line.brand, item_category: line.category,
    price: line.price, quantity: line.quantity,
  });

  /** Pushes a GA4 e-commerce event, clearing the one before as Google advises. */
  function tell(event, items, extra = {}) {
    window.dataLayer.push({ ecommerce: null });
    const value = cents(items.reduce((total, item) => total + item.price * (item.quantity ?? 1), 0));
    window.dataLayer.push({ event, ecommerce: { currency: CURRENCY, value, ...extra, items } });
  }

  function keep(list) {
    write("cart", list);
    showCount();
  }

  function add(line, quantity) {
    const list = lines();
    const same = list.find(({ id, note, size }) => id === line.id && note === line.note && size === line.size);
    const before = same ? same.quantity : 0;
    const added = Math.min(quantity, line.stock - before);
    if (added <= 0) return 0;
    if (same) same.quantity += added;
    else list.push({ ...line, quantity: added });
    keep(list);
    tell("add_to_cart", [asItem({ ...line, quantity: added })]);
    return added;
  }

  /** Sets a line's quantity; 0 takes it out. */
  function change(at, quantity) {
    const list = lines();
    const line = list[at];
    if (!line) return;
    const difference = quantity - line.quantity;
    if (quantity > 0) line.quantity = quantity;
    else list.splice(at, 1);
    keep(list);
    if (difference) tell(difference > 0 ? "add_to_cart" : "remove_from_cart", [asItem({ ...line, quantity: Math.abs(difference) })]);
  }

  function totals(list, tier) {
    const goods = worth(list);
    const [name, price] = TIERS[tier] ?? TIERS.home;
    const delivery = goods >= FREE_FROM ? 0 : price;
    return { goods, delivery, deliveryName: name, total: cents(goods + delivery) };
  }

  function showSums(list, tier) {
    const { goods, delivery, deliveryName, total } = totals(list, tier);
    const rows = [["Goods", money(goods)], [tier ? deliveryName : "Delivery to your door", delivery ? money(delivery) : "Free"], ["Total, VAT included", money(total)]];
    document.querySelector("[data-sums]")?.replaceChildren(...rows.flatMap(([name, value], at) => {
      const attributes = at === 2 ? { class: "total" } : {};
      return [make("dt", attributes, name), make("dd", attributes, value)];
    }));
  }

  function showCount() {
    const count = lines().reduce((sum, line) => sum + line.quantity, 0);
    for (const place of document.querySelectorAll("[data-cart-count]")) place.textContent = String(count);
  }

  /** Shows or clears the message of one field; true when the field is fine. */
  function checkField(field, isExtraFine = () => true) {
    const isFine = field.checkValidity() && (!field.required || field.value.trim() !== "") && isExtraFine(field);
    const id = field.id + "-error";
    document.getElementById(id)?.remove();
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((part) => part && part !== id);
    if (isFine) field.removeAttribute("aria-invalid");
    else {
      field.setAttribute("aria-invalid", "true");
      field.closest(".field").append(make("span", { class: "error", id }, field.dataset.error ?? "Please check this field."));
      described.push(id);
    }
    if (described.length) field.setAttribute("aria-describedby", described.join(" "));
    else field.removeAttribute("aria-describedby");
    return isFine;
  }

  /** Checks every field, lists what is wrong, and moves the focus there. */
  function check(form, isExtraFine) {
    const wrong = [...form.querySelectorAll("input:not([type=radio]), textarea")].filter((field) => !field.closest("[hidden]") && !checkField(field, isExtraFine));
    const box = form.querySelector("[data-errors]");
    if (box) {
      box.hidden = wrong.length === 0;
      const links = wrong.map((field) => make("li", {}, make("a", { href: "#" + field.id }, field.dataset.error)));
      box.replaceChildren(make("p", {}, make("strong", {}, "Please check the following:")), make("ul", {}, ...links));
    }
    if (wrong.length) (box ?? wrong[0]).focus();
    return wrong.length === 0;
  }

  /** A small form that sends nothing: checks it, says so, and tells what it means. */
  function take(selector, thanks, tellIt) {
    const form = document.querySelector(selector);
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!check(form)) return;
      form.querySelector("[data-said]").textContent = thanks;
      form.reset();
      tellIt();
    });
  }

  function tellLists() {
    for (const list of document.querySelectorAll("[data-list-id]")) {
      const items = [...list.querySelectorAll("[data-item-id]")].map((card, index) => ({ ...itemOf(card), index, quantity: 1 }));
      const name = { item_list_id: list.dataset.listId, item_list_name: list.dataset.listName };
      window.dataLayer.push({ ecommerce: null });
      window.dataLayer.push({ event: "view_item_list", ecommerce: { currency: CURRENCY, ...name, items } });
    }
  }

  showCount();
  if (document.body.dataset.page !== "product") tellLists();
  addEventListener("storage", ({ key }) => { if (key === null || key === "shop:cart") showCount(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) showCount(); });
  const find = document.getElementById("find");
  find?.form.addEventListener("submit", (event) => { if (!find.value.trim()) { event.preventDefault(); find.focus(); } });

  return { CURRENCY, TIERS, read, write, forget, money, make, lines, worth, add, change, keep, totals, showSums, itemOf, asItem, tell, check, checkField, take };
})();
