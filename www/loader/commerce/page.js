// The page's elements, by methods that no form or field of it can take the place of.

/** Most characters of a label. */
const MAX_CHARS = 80;

// MooTools puts another `Document` in place of the browser's.
const methods = Object.getPrototypeOf(document);
export const all = (selector) => [...methods.querySelectorAll.call(document, selector)];
export const closest = (element, selector) => Element.prototype.closest.call(element, selector);
export const attribute = (element, name) => Element.prototype.getAttribute.call(element, name) ?? "";
const { get: textOf } = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
export const text = (element, chars = MAX_CHARS) => textOf.call(element).trim().slice(0, chars);

/** Small letters without their marks, put together again: a Korean syllable is one letter. */
export const plain = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").replace(/\s+/g, " ");

const CARDS = ".product,[itemtype*=Product],article,li";

/** The product that a button is about, as its own data and the card around it say. */
export function product(button) {
  const say = (...names) => names.map((name) => attribute(button, `data-${name}`)).find(Boolean);
  const card = closest(button, CARDS);
  const heading = card && Element.prototype.querySelector.call(card, "h1,h2,h3,h4,[itemprop=name]");
  const item = {
    id: say("product_sku", "sku", "product-sku", "product_id", "product-id"),
    name: say("product_name", "product-name", "name") || (heading ? text(heading, 200) : undefined),
    price: say("price", "product-price"),
    quantity: say("quantity"),
  };
  return item.id || item.name ? [item] : [];
}

let pressed = [];
let at = -1e9;
/** What was pressed last. */
export const press = (items) => ([pressed, at] = [items, performance.now()]);
/** The same for who says only that something was done, within five seconds. */
export const lately = () => (performance.now() - at < 5000 ? pressed : []);
