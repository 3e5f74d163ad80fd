// What others call GA4's events and fields. Data, not code: a further source is a name
// more. Everything is read under these names alone, so nothing that names a person
// (fbq's `init`, the address in a Shopify checkout) is ever looked at.
import { entries, own } from "../consent/foreign.js";

/** Most products of one report that are read, as in src/page/data_layer.rs. */
const MAX_ITEMS = 50;
const MAX_CHARS = 300;

/** Names in small letters, without anything else. */
const EVENTS = {
  view_item: "detail viewcontent productviewed productview",
  view_item_list: "impressions collectionviewed collectionview",
  search: "searchsubmitted searchviewed searchupdate",
  add_to_wishlist: "",
  add_to_cart: "add addedtocart productaddedtocart",
  remove_from_cart: "remove removedfromcart productremovedfromcart",
  view_cart: "cartviewed cartview",
  begin_checkout: "checkout initiatecheckout initcheckout checkoutstarted",
  purchase: "completepayment placeanorder checkoutcompleted",
  refund: "",
};

/** Universal Analytics' keys beside `event`; of several in one push the first is the act. */
const PARTS = "purchase refund add remove checkout detail impressions".split(" ");

// Where a field is found: own properties, a point between two.
const ITEM = {
  item_id:
    "item_id sku merchandise.sku variant.sku selectedVariant.sku id product_id content_id merchandise.id merchandiseId variant.id",
  item_name: "item_name name content_name merchandise.product.title variant.product.title product.title title",
  item_brand: "item_brand brand vendor product.vendor merchandise.product.vendor",
  item_category: "item_category category content_category",
  price:
    "price.amount merchandise.price.amount variant.price.amount selectedVariant.price.amount item_price price offers.price",
  currency: "price.currencyCode merchandise.price.currencyCode variant.price.currencyCode currency offers.priceCurrency",
  quantity: "quantity orderQuantity",
};
const WHOLE = {
  currency: "currency currencyCode checkout.currencyCode transactionCurrency priceCurrency",
  value: "value revenue actionField.revenue transactionTotal checkout.totalPrice.amount price",
  transaction_id: "transaction_id order_id actionField.id transactionId checkout.order.id orderNumber id",
};
const LISTS =
  "items products contents lines checkout.lineItems cart.lines collection.productVariants transactionProducts orderedItem".split(" ");
const SINGLE = "cartLine currentLine prevLine productVariant product object itemOffered".split(" ");

const known = new Map();
const plain = (name) => name.toLowerCase().replace(/[^a-z]/g, "");
for (const event in EVENTS) {
  for (const name of [event, ...EVENTS[event].split(" ")]) known.set(plain(name), event);
}
known.delete("");

/** GA4's name for an event; `undefined` for what says nothing of buying. */
export const eventOf = (name) =>
  typeof name == "string" && name.length < 60
    ? known.get(plain(name).replace(/^(wcblocks|ajax|shopify)/, ""))
    : undefined;

const at = (holder, path) => own(holder, ...path.split("."));
const isThing = (value) => typeof value == "object" && value !== null;

function shaped(table, holder) {
  const fields = { __proto__: null };
  for (const field in table) {
    for (const path of table[field].split(" ")) {
      const value = at(holder, path);
      if (typeof value == "string" && value) fields[field] = value.slice(0, MAX_CHARS);
      else if (Number.isFinite(value)) fields[field] = value;
      if (field in fields) break;
    }
  }
  return fields;
}

function products(payload, isOrder) {
  for (const path of LISTS) {
    const list = at(payload, path);
    if (Array.isArray(list)) return entries(list);
  }
  for (const path of SINGLE) {
    const one = at(payload, path);
    if (isThing(one)) return path == "product" && own(payload, "selectedVariant") ? [payload] : [one];
  }
  const ids = own(payload, "content_ids");
  // A name beside several numbers is that of a list.
  if (Array.isArray(ids)) {
    const name = own(ids, "length") == 1 ? own(payload, "content_name") : undefined;
    return entries(ids).map((id) => ({ id, name }));
  }
  // What is about an order has a number of its own.
  return isOrder ? [] : [payload];
}

/** An entry of the data layer, as GA4 wants it. */
export function entry(event, payload, given) {
  const isOrder = event == "purchase" || event == "refund";
  const whole = shaped(WHOLE, payload);
  const items = (given ?? products(payload, isOrder))
    .slice(0, MAX_ITEMS)
    .map((item) => shaped(ITEM, item))
    .filter((item) => "item_id" in item || "item_name" in item);
  const [first] = items;
  // The pixels give the worth of what was done, and seldom a price.
  if (items.length == 1 && !isOrder && !("price" in first) && !(first.quantity > 1) && "value" in whole) {
    first.price = whole.value;
  }
  whole.items = items;
  return { __proto__: null, event, ecommerce: whole };
}

/**
 * What an entry of the data layer says: as GA4, which the widget reads by itself, or as
 * Universal Analytics; `undefined` where it is not about buying.
 */
export function layered(pushed) {
  const isCall = own(pushed, "0") === "event";
  const name = own(pushed, isCall ? "1" : "event");
  const ecommerce = own(pushed, "ecommerce");
  const parameters = isCall ? own(pushed, "2") : ecommerce ?? own(pushed, "eventModel") ?? pushed;
  if (typeof name == "string" && Object.prototype.hasOwnProperty.call(EVENTS, name)) {
    return { isGa4: true, said: entry(name, parameters) };
  }
  const part = PARTS.find((part) => isThing(own(ecommerce, part)));
  if (part) {
    const payload = own(ecommerce, part);
    const said = entry(eventOf(part), payload, part == "impressions" ? entries(payload) : undefined);
    said.ecommerce.currency ??= own(ecommerce, "currencyCode");
    return { said };
  }
  return own(pushed, "transactionId") ? { said: entry("purchase", pushed) } : undefined;
}
