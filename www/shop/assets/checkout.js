// The three steps of the checkout. What is typed stays in `shop:checkout`, card details nowhere.
"use strict";
(() => {
  const { shop } = window;
  const TEST_CARD = "4242424242424242";
  const form = document.querySelector("[data-step]");
  const { step } = form.dataset;
  const lines = shop.lines();
  const known = shop.read("checkout", {});
  const items = () => lines.map(shop.asItem);

  document.querySelector("[data-cart-empty]").hidden = lines.length > 0;
  document.querySelector("[data-cart-full]").hidden = lines.length === 0;
  if (lines.length === 0) return;

  function showOrder(tier) {
    const address = form.querySelector("[data-address]");
    if (address) address.hidden = tier === "collect";
    document.querySelector("[data-mini]").replaceChildren(...lines.map((line) =>
      shop.make("li", {}, shop.make("span", {}, `${line.quantity} × ${line.name}`), shop.make("span", { class: "price" }, shop.money(line.price * line.quantity)))));
    shop.showSums(lines, tier);
  }

  function fill() {
    for (const [name, value] of Object.entries(known)) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
  }

  function remember() {
    shop.write("checkout", { ...known, ...Object.fromEntries(new FormData(form)) });
  }

  function place() {
    const { tier = "home", email = "", name = "", street = "", postcode = "", town = "" } = known;
    const id = "LD-" + String(Date.now() % 1e8).padStart(8, "0");
    const order = { id, placed: new Date().toISOString(), lines, ...shop.totals(lines, tier), tier, to: { email, name, street, postcode, town } };
    shop.write("orders", [order, ...shop.read("orders", [])].slice(0, 20));
    shop.keep([]);
    return id;
  }

  const next = {
    contact() { remember(); location.assign("/checkout/delivery.html"); },
    delivery() {
      remember();
      shop.tell("add_shipping_info", items(), { shipping_tier: form.elements.tier.value });
      location.assign("/checkout/payment.html");
    },
    payment() {
      shop.tell("add_payment_info", items(), { payment_type: "Card" });
      location.assign("/checkout/confirmation.html?order=" + encodeURIComponent(place()));
    },
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isTestCard = (field) => field.id !== "card" || field.value.replace(/[ -]/g, "") === TEST_CARD;
    if (shop.check(form, isTestCard)) next[step]();
  });
  form.addEventListener("focusout", ({ target }) => { if (target.getAttribute("aria-invalid")) shop.checkField(target); });
  form.addEventListener("change", ({ target }) => { if (target.name === "tier") showOrder(target.value); });
  form.querySelector("[data-test-card]")?.addEventListener("click", () => {
    const test = { card: "4242 4242 4242 4242", expiry: "12/30", cvc: "123", holder: known.name || "Test Person" };
    for (const [name, value] of Object.entries(test)) form.elements[name].value = value;
  });

  if (step !== "payment") fill();
  showOrder(step === "contact" ? known.tier : known.tier ?? "home");
  if (step === "contact") shop.tell("begin_checkout", items());
})();
