// Confirmation, order status and the list of orders, all from `shop:orders`.
"use strict";
(() => {
  const { shop } = window;
  const { make, money } = shop;
  const HOUR = 3600000;
  const kind = document.body.dataset.page;
  const orders = shop.read("orders", []);
  const asked = new URLSearchParams(location.search).get("order");
  const said = document.querySelector("[data-order-said]");
  const place = document.querySelector("[data-order]");
  const day = (text) => new Date(text).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const statusAddress = (order) => "/orders/status.html?order=" + encodeURIComponent(order.id);

  /** How far an order has come, by its age: this shop has no warehouse to ask. */
  function progress(order) {
    const age = Date.now() - Date.parse(order.placed);
    const last = order.tier === "collect" ? ["Ready to collect", 6] : ["Delivered", 72];
    const stages = [["Received", 0], ["Packed", 4], ...(order.tier === "collect" ? [] : [["On its way", 24]]), last];
    return make("ol", { class: "progress" }, ...stages.map(([name, hours]) => age >= hours * HOUR
      ? make("li", { class: "done" }, name, make("span", { class: "away" }, ", done"))
      : make("li", {}, name)));
  }

  function details(order) {
    const lines = order.lines.map((line) => make("li", {}, make("span", {}, `${line.quantity} × ${line.name}`), make("span", { class: "price" }, money(line.price * line.quantity))));
    const rows = [[order.deliveryName, order.delivery ? money(order.delivery) : "Free"], ["Total, VAT included", money(order.total)]];
    return make("section", { class: "panel" },
      make("h2", {}, `Order ${order.id}`),
      make("p", { class: "kind" }, `Placed on ${day(order.placed)}`),
      make("ul", { class: "mini" }, ...lines),
      make("dl", { class: "sums" }, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])));
  }

  function confirm() {
    const order = orders.find(({ id }) => id === asked);
    if (!order) {
      document.querySelector("[data-order-title]").textContent = "No order here";
      said.textContent = "We do not know this order on this device. If you have just paid, look at your email.";
      return;
    }
    const { name, email } = order.to;
    said.textContent = `${name ? name.split(" ")[0] + ", your" : "Your"} order has been placed. We would write to ${email || "you"} now, if this were not a demonstration.`;
    place.replaceChildren(details(order));
    shop.tell("purchase", order.lines.map(shop.asItem), { transaction_id: order.id, value: order.total, shipping: order.delivery });
  }

  const itemsOf = (order) => order.lines.map(shop.asItem);

  /** What can be done with an order: again, back, or say how it was. */
  function choices(order) {
    const answer = make("span", { role: "status" });
    const again = make("button", { class: "button quiet", type: "button" }, "Order the same again");
    again.addEventListener("click", () => {
      shop.tell("reorder", itemsOf(order));
      for (const line of order.lines) shop.add(line, line.quantity);
      answer.replaceChildren("In your cart. ", make("a", { href: "/cart.html" }, "Go to the cart"));
    });
    const back = make("button", { class: "button quiet", type: "button" }, "Send it all back");
    back.addEventListener("click", () => {
      order.isReturned = true;
      shop.write("orders", orders);
      shop.tell("refund", itemsOf(order), { transaction_id: order.id });
      back.remove();
      answer.textContent = "We would refund it now, if this were not a demonstration.";
    });
    return make("p", { class: "actions" }, again, ...(order.isReturned ? [] : [back]), answer);
  }

  function review(order) {
    const first = order.lines[0];
    document.querySelector("[data-review-name]").textContent = first.name;
    document.querySelector("[data-review]").hidden = false;
    shop.take("[data-review]", "Thank you. This is a demonstration shop, so nobody else will read it.", () => shop.tell("write_review", [shop.asItem(first)]));
  }

  function status() {
    const order = asked ? orders.find(({ id }) => id === asked) : orders[0];
    if (!order && asked) said.textContent = `There is no order ${asked} on this device. Check the number, or write to us.`;
    if (order) {
      said.textContent = asked ? "This is how far it has come." : "Your last order on this device.";
      place.replaceChildren(progress(order), details(order), choices(order));
      review(order);
    }
    const form = document.querySelector("[data-find-order]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (shop.check(form)) location.assign("/orders/status.html?order=" + encodeURIComponent(form.elements.number.value.trim().toUpperCase()));
    });
  }

  /** Says what the shop knows of its visitor; a shop with accounts would say it after signing in. */
  function identify() {
    const say = () => window.usher?.("identify", { orders: orders.length, last_order: orders[0].placed });
    if (window.usher) say();
    else document.addEventListener("usher:ready", say, { once: true });
  }

  function account() {
    const list = document.querySelector("[data-account-list]");
    const note = document.querySelector("[data-account-said]");
    const clear = document.querySelector("[data-account-clear]");
    const wishes = shop.read("wishes", []);
    document.querySelector("[data-wishes]").hidden = wishes.length === 0;
    document.querySelector("[data-wishes] ul").replaceChildren(...wishes.map(({ name, url }) => make("li", {}, make("a", { href: url }, name))));
    if (!orders.length) return;
    identify();
    note.textContent = orders.length === 1 ? "One order on this device." : `${orders.length} orders on this device.`;
    list.replaceChildren(...orders.map((order) => make("li", {}, make("a", { href: statusAddress(order) }, order.id), ` ${day(order.placed)}, ${money(order.total)}`)));
    clear.hidden = false;
    clear.querySelector("button").addEventListener("click", () => {
      shop.forget("orders", "checkout");
      shop.keep([]);
      list.replaceChildren();
      clear.hidden = true;
      note.textContent = "Forgotten. No orders on this device.";
      document.getElementById("main").focus();
    });
  }

  ({ confirmation: confirm, status, account })[kind]?.();
})();
