// What is supposed where nobody says it: a press on what is named like putting into the
// cart, a request to where shops put into the cart, a page that thanks for an order.
import { actions } from "./actions.js";
import { all, attribute, closest, lately, plain, press, product, text } from "./page.js";
import { entry } from "./rows.js";
import { report, withdraw } from "./once.js";

// In plain letters (page.js). Languages: those of the reader.
const ADDING = new RegExp(
  "\\badd (it |this |item )?to (my |your |the |shopping )?(cart|basket|bag|trolley)|in den (warenkorb|einkaufswagen)|" +
    "ajouter (cet article )?(au|a mon) panier|(anadir|agregar) (al|a la|a mi) (carrito|carro|cesta|bolsa)|" +
    "aggiungi al carrello|in (mijn )?winkel(wagen|mand)|aan winkel(wagen|mand)|(adicionar|incluir) ao (carrinho|cesto)|" +
    "lagg i (varukorg|kundvagn)|l(æ|ae?)gg? i (handle)?kurv|legg i handlevogn|lisaa (ostos)?kori|do koszyka|do kos(ik|ic)|" +
    "kosarba|adauga in cos|στο καλαθι|(в|у) (корзину|кошик)|до кошика|в количката|sepete ekle|dodaj u kosaric|" +
    "カート(に|へ)|かごに|加入(购物|購物)|放入购物|장바구니|السلة|عربة التسوق|לסל|לעגלה|vao gio",
);
const CHECKOUT =
  /\bcheck ?out\b|zur kasse|passer (la )?commande|tramitar pedido|finalizar (la )?compra|vai alla cassa|afrekenen|till kassan|til kassen|kassalle|do kasy|оформить заказ|レジに|结算|結帳/;
const NAMED = /add[-_]?(item)?[-_]?to[-_]?(cart|basket|bag)/;
/** Addresses of shop systems that put into the cart, and nothing else. */
const ADDRESS =
  /\/cart\/add\b|[?&](wc-ajax=add_to_cart|add-to-cart=)|\/cart\/add-item|checkout\/cart[./]add|cart-addproduct|line-item\/add|\/addtocart\b/;

const THANKS =
  /thank|(order|purchase|payment) (is |was )?(confirm|complete|received|placed|success)|\bdank|merci|gracias|grazie|bedankt|obrigad|\btack\b|\btakk?\b|kiitos|dziekuj|dekuj|koszonj|multumi|ευχαριστ|спасибо|дякуе|tesekkur|ありがとう|谢谢|感謝|感谢|감사합니다|شكرا|תודה/;
const ORDERS =
  "order|bestell|auftrag|commande|pedido|ordine|encomenda|bestall|tilau|zamowi|objednav|rendeles|comand|παραγγελ|заказ|замовл|siparis|注文|订单|訂單|주문|الطلب|הזמנה";
const NUMBER = new RegExp(`(${ORDERS})(?!\\D{0,12}dat)[^\\d#]{0,40}?[#:№ ]\\s*((?!20\\d\\d\\b(?!-))[a-z]{0,4}-?\\d[\\da-z-]{2,24})`);
/** Where orders end: a shop thanks for a letter that was asked for as well. */
const ENDS = new RegExp(`${ORDERS}|checkout|kass[ea]|payment|purchase|zahlung|paiement|pago|pagamento|betal`);

const BUTTONS = "button,a[href],[role=button],input[type=submit],input[type=button],input[type=image]";
const URLS = { A: "href", FORM: "action" };

const isOutside = (url) => /^https?:/.test(url) && !url.startsWith(`${location.origin}/`);

function addressOf(element) {
  const name = element && URLS[element.nodeName];
  const written = name && attribute(element, name);
  return written ? new URL(written, location.href).href : "";
}

let pending;
let offered = new Map();

function hearPress(event) {
  const path = event.composedPath();
  const [at] = path;
  if (!(at instanceof Element) || path.some((one) => one instanceof Element && closest(one, "[data-usher-host]"))) return;
  const button = closest(at, BUTTONS);
  if (!button || attribute(button, "aria-disabled") == "true") return;
  const label = (name) => attribute(button, name);
  const isButton = button.nodeName == "INPUT";
  const words = plain([isButton ? label("value") : text(button), label("aria-label"), label("title")].join(" "));
  const names = ["id", "name", "class", "data-action"].map(label).join(" ").toLowerCase().slice(0, 400);
  const isLink = button.nodeName == "A";
  // Other buttons of a form choose a size or a number.
  const form = !isLink && /^(submit|image)?$/i.test(label("type")) ? closest(button, "form") : null;
  const url = addressOf(isLink ? button : form);
  const stated = offered.get(url);
  const isNamed = NAMED.test(names) && !/close|cancel/.test(names);
  const isAdding = ADDING.test(words) || isNamed || ADDRESS.test(url.toLowerCase());
  const items = isAdding ? product(button) : [];
  if (isAdding) press(items);
  const said = stated ?? (isAdding ? entry("add_to_cart", undefined, items) : isOutside(url) && CHECKOUT.test(words) && entry("begin_checkout"));
  if (!said) return;
  const mine = (pending = {});
  const tell = () => pending == mine && report(stated ? "schema" : "press", said);
  // Before the second the browser has checked the form; a page that is left waits for nothing.
  if (isOutside(url)) tell();
  else setTimeout(tell);
}

function hearRequests(list) {
  for (const { name, initiatorType, responseStatus = 200 } of list.getEntries()) {
    if (!/fetch|xmlhttprequest/.test(initiatorType) || !ADDRESS.test(name.toLowerCase().slice(0, 500))) continue;
    if (responseStatus >= 400) withdraw("add_to_cart");
    else report("request", entry("add_to_cart", undefined, lately()));
  }
}

let where;
/** Whether this page thanks for an order; told once, and not when it is only seen again. */
export function look() {
  const { pathname } = location;
  if (where == pathname) return;
  const isFirst = where === undefined;
  where = pathname;
  const { offered: addresses, done } = actions();
  offered = addresses;
  const [entered] = performance.getEntriesByType("navigation");
  if (isFirst && (entered?.type == "reload" || entered?.type == "back_forward")) return;
  if (done) report("schema", done);
  const heading = plain(all("h1,h2").slice(0, 6).map((one) => text(one, 200)).join(" "));
  if (!THANKS.test(heading)) return;
  const [main] = all("main,[role=main],body");
  const [, , number] = NUMBER.exec(plain(text(main, 8000))) ?? [];
  if (number || ENDS.test(heading + plain(decodeURI(pathname)))) {
    report("confirmation", entry("purchase", { id: number?.toUpperCase() }));
  }
}

const safe = (run) => (...values) => {
  try {
    run(...values);
  } catch {
    // Whatever it was, it is not the page's.
  }
};

/** Listens until the signal says that it is over. */
export function listen(signal) {
  const options = { __proto__: null, capture: true, passive: true, signal };
  addEventListener("click", safe(hearPress), options);
  addEventListener("invalid", () => (pending = undefined), options);
  safe(() => {
    const requests = new PerformanceObserver(safe(hearRequests));
    requests.observe({ type: "resource" });
    signal.addEventListener("abort", () => requests.disconnect());
  })();
}
