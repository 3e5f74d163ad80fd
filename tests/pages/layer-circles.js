// Circles, elements, getters that throw, and thousands of entries in the data layer.
"use strict";
{
  const circle = { event: "add_to_cart" };
  circle.ecommerce = { items: [circle], circle };
  const getters = { get event() { throw new Error("not for you"); } };
  const frozen = Object.freeze({ event: "add_to_cart", ecommerce: Object.freeze({ add: null, items: 7 }) });
  const list = [];
  for (let count = 0; count < 10000; count++) list.push({ event: "gtm.js", count });
  let deep = {};
  for (let depth = 0; depth < 5000; depth++) deep = { ecommerce: deep };
  list.push(circle, getters, deep, Symbol("add_to_cart"), document, 5n, frozen, () => {}, { ecommerce: { add: circle } });
  window.dataLayer = list;

  window.isHurt = () => list.push({ event: "gtm.click" }) !== list.length || list[10000] !== circle;
}
