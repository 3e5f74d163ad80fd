// A fixture, not Shopify: the queue that its pages begin with, and then the bus whose
// `publish` takes its place and whose `subscribe` its documentation describes
// (shopify.dev, "Analytics", "Emitting data").
"use strict";
window.Shopify = { analytics: { replayQueue: [] } };
Shopify.analytics.publish = (...values) => {
  Shopify.analytics.replayQueue.push(values);
  return true;
};
// What shops really publish: names of persons beside the goods.
window.shopifyCheckout = {
  email: "ada@example.com",
  phone: "+358401234567",
  shippingAddress: { firstName: "Ada", address1: "Strandgatan 1" },
  currencyCode: "EUR",
  totalPrice: { amount: 58.9, currencyCode: "EUR" },
  order: { id: "5001", customer: { id: "77", email: "ada@example.com" } },
  lineItems: [{ quantity: 1, title: "Juniper", variant: { sku: "LD-1003", price: { amount: 54 }, product: { title: "Juniper" } } }],
};
