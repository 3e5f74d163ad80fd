// Pages made from the catalogue: home, categories, products.
import { escape } from "./art.mjs";
import { jsonLd, money } from "./layout.mjs";
import { addressOf, imageOf, listData, organisationData, productData } from "./structured.mjs";

const categoryOf = (product, catalogue) => catalogue.categories.find(({ id }) => id === product.category);
const decimal = (value) => typeof value === "number" ? String(value) : escape(value);

/** The attributes from which the page's script builds a data layer item. */
export function itemAttributes(product, catalogue) {
  const item = { id: product.sku, name: product.name, brand: product.brand, category: categoryOf(product, catalogue).name, price: product.price.toFixed(2) };
  return Object.entries(item).map(([name, value]) => `data-item-${name}="${escape(value)}"`).join(" ");
}

function stockLine({ stock, mixed }) {
  if (stock === 0) return `<span class="stock out">Out of stock</span>`;
  if (mixed) return `<span class="stock">Mixed in 2 to 3 working days</span>`;
  return stock <= 3 ? `<span class="stock low">${stock} left</span>` : `<span class="stock">In stock</span>`;
}

const unitPrice = (product) => product.litres ? `<span class="unit">${money(product.price / product.litres)} per litre</span>` : "";

/** A product in a list. The first row is loaded eagerly, the rest when it comes near. */
export function card(product, catalogue, { at = 9, level = 3 } = {}) {
  const size = product.litres ? `${product.litres} l ${categoryOf(product, catalogue).item}` : product.kind;
  return `<li class="card" ${itemAttributes(product, catalogue)}>
<a href="${addressOf(product)}"><img class="tile" src="${imageOf(product)}" width="640" height="720" alt=""${at < 4 ? "" : ` loading="lazy"`}>
<h${level}>${escape(product.name)}</h${level}></a>
<p class="kind">${escape(product.kind)} · ${escape(product.brand)}</p>
<p class="price-row"><span class="price">${money(product.price)}</span> <span class="unit">${product.litres ? `${size}, ` : ""}</span>${unitPrice(product)}</p>
<p>${stockLine(product)}</p>
</li>`;
}

const grid = (products, catalogue, list, level) =>
  `<ul class="grid" data-list-id="${list.id}" data-list-name="${escape(list.name)}">${products.map((product, at) => card(product, catalogue, { at, level })).join("\n")}</ul>`;

export function home(catalogue) {
  const pick = (...slugs) => slugs.map((slug) => catalogue.products.find((product) => product.slug === slug));
  const favourites = pick("fjord-morning", "juniper", "birch-bark", "alder-leaf");
  const tiles = catalogue.categories.map((category, at) => {
    const picture = ["old-linen", "archipelago", "roller-set-25"][at];
    const kind = category.id === "tools" ? "item" : "room";
    return `<li><a class="door" href="/${category.id}/"><img src="/images/${picture}-${kind}.svg" width="${kind === "room" ? 1200 : 640}" height="${kind === "room" ? 800 : 720}" alt="" loading="lazy"><span>${category.name}</span></a></li>`;
  });
  return {
    path: "/", title: catalogue.shop.name, kind: "home", scripts: ["home"], preload: "/images/fjord-morning-room.svg",
    description: "A small paint and wallpaper shop in Ekenäs, Finland. Sixteen things we use ourselves, with coverage, drying time and washability stated for each.",
    data: [jsonLd(organisationData(catalogue)), jsonLd(listData("Most asked for", favourites))],
    main: `<section class="hero"><img src="/images/fjord-morning-room.svg" width="1200" height="800" alt="A living room with a blue-grey wall, a pale sofa and a floor lamp" fetchpriority="high">
<div class="hero-text"><p class="over">Fjord Morning, matt</p><h1>Colours that are easy to live with</h1><p>We are a small shop by the harbour in Ekenäs. We keep eight wall paints, four wallpapers and the tools to put them up, and we can tell you what each of them is bad at.</p><p class="actions"><a class="button" href="/paint/">See the wall paints</a> <a class="more" href="/guides/choosing-a-finish.html">How to choose a finish</a></p></div></section>
<section class="wrap part" aria-labelledby="favourites"><h2 id="favourites">Most asked for</h2>${grid(favourites, catalogue, { id: "home_favourites", name: "Most asked for" }, 3)}</section>
<section class="wrap part" aria-labelledby="rooms"><h2 id="rooms">Have a look around</h2><ul class="doors">${tiles.join("")}</ul></section>
<section class="band"><div class="wrap part three"><div><h2>Every tin, the same facts</h2><p>Coverage, drying time, washability class and VOC are on every page, measured the same way, so you can set two paints side by side.</p></div><div><h2>We say who it is not for</h2><p>Clay paint does not belong in a kitchen, and dark satin does not belong on an old wall. It says so on the page, before you buy.</p></div><div><h2>Thirty days to return</h2><p>Unopened tins and whole rolls can come back. Paint we mixed for you alone cannot, unless we got it wrong. <a href="/returns.html">How returns work</a></p></div></div></section>
<section class="wrap part letter" aria-labelledby="letter"><h2 id="letter">Two letters a year</h2><p>New colours in spring, and in autumn what you asked us most. Nothing else.</p><form class="buy" data-letter novalidate><p class="field"><label for="email">Email</label><input id="email" name="email" type="email" autocomplete="email" required data-error="Write an email address such as name@example.com."></p><button class="button" type="submit">Send me the letters</button><p class="said" role="status" data-said></p></form></section>
<section class="wrap part story"><div><h2>From a boat shed, since 1978</h2><p>Birgitta Lindqvist began by mixing deck paint for her neighbours. Her daughters Maja and Elin run the shop today, and still brush out every new colour on the same north-facing wall before it gets a name. If it looks wrong in February, it does not go on sale.</p><p><a class="more" href="/contact.html">Visit us or write to us</a></p></div><img src="/images/juniper-room.svg" width="1200" height="800" alt="A hallway in grey-green with coats on pegs and a wooden bench" loading="lazy"></section>`,
  };
}

export function category(entry, catalogue) {
  const products = catalogue.products.filter((product) => product.category === entry.id);
  return {
    path: `/${entry.id}/`, title: entry.name, kind: "category", scripts: ["category"], trail: [["/", "Home"], [`/${entry.id}/`, entry.name]],
    description: `${entry.description.split(". ")[0]}. ${products.length} to choose from, with prices and stock.`,
    data: [jsonLd(listData(entry.name, products))],
    main: `<div class="wrap"><div class="lead"><h1>${entry.name}</h1><p>${escape(entry.description)}</p></div>
<p class="amount"><span>${products.length} products</span> <label for="sort">Sort by</label> <select id="sort" data-sort><option value="">our order</option><option value="price">price</option><option value="name">name</option></select></p>
${grid(products, catalogue, { id: entry.id, name: entry.name }, 2)}
<aside class="aside"><p>${escape(entry.advice)} <a href="${entry.adviceLink.href}">${escape(entry.adviceLink.text)}</a></p></aside></div>`,
  };
}

function facts(product) {
  const rows = product.facts.map(([name, value, unit]) => `<tr><th scope="row">${name}</th><td>${decimal(value)}${unit ? `${unit === "%" ? "&nbsp;" : " "}${unit}` : ""}</td></tr>`);
  return `<table class="facts"><caption>Facts</caption><tbody>${rows.join("")}<tr><th scope="row">Article number</th><td>${product.sku}</td></tr></tbody></table>`;
}

/** The same paint in a larger tin costs less a litre. */
const LARGE = { litres: 9, times: 3.2 };

function sizes(product) {
  if (!product.litres || product.mixed) return "";
  const option = (litres, price) => `<option value="${litres} l" data-price="${price.toFixed(2)}">${litres} l, ${money(price)}</option>`;
  return `<p class="field"><label for="size">Tin size</label><select id="size" name="size">${option(product.litres, product.price)}${option(LARGE.litres, Math.round(product.price * LARGE.times))}</select></p>`;
}

const keep = `<p class="keep"><button class="link" type="button" data-wish aria-pressed="false">Keep for later</button> <button class="link" type="button" data-share>Copy a link to share</button> <span role="status" data-kept></span></p>`;

function reviews(product) {
  const said = product.reviews ?? [];
  if (said.length === 0) return "";
  const list = said.map(({ stars, text, from }) => `<li><p class="stars" role="img" aria-label="${stars} of 5">${"★".repeat(stars)}${"☆".repeat(5 - stars)}</p><p>${escape(text)}</p><p class="byline">${escape(from)}</p></li>`);
  return `<details class="qa reviews" id="reviews" data-reviews><summary><h2>What customers say (${said.length})</h2></summary><ul class="plain">${list.join("")}</ul></details>`;
}

function buy(product, catalogue) {
  if (product.stock === 0) {
    const email = `<form class="buy" data-alert novalidate><p class="field"><label for="email">Email</label><input id="email" name="email" type="email" autocomplete="email" required data-error="Write an email address such as name@example.com."></p><button class="button quiet" type="submit">Tell me when it is back</button><p class="said" role="status" data-said></p></form>`;
    return `<div class="sold-out"><p><strong>Out of stock.</strong> The next batch is expected, but we have no date we would promise you. The closest thing we have today is <a href="/paint/old-linen.html">Old Linen</a> from the same maker, or <a href="/paint/your-own-shade.html">a mixed shade</a> in washable matt.</p>${email}</div>${keep}`;
  }
  const code = product.mixed ? `<p class="field"><label for="code">Colour code (NCS or RAL)</label><input id="code" name="code" type="text" autocomplete="off" required aria-describedby="code-hint" data-error="Write the colour code, for example NCS S 2005-Y20R."><span class="hint" id="code-hint">For example NCS S 2005-Y20R. Write “sample” if you are posting us a chip.</span></p>` : "";
  return `<form class="buy" data-buy novalidate data-image="${imageOf(product)}" data-url="${addressOf(product)}" data-kind="${escape(product.kind)}" data-stock="${product.stock}" ${itemAttributes(product, catalogue)}>
${code}${sizes(product)}<p class="field"><label for="quantity">Quantity</label><input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="${product.stock}" value="1" required data-error="Choose between 1 and ${product.stock}."></p>
<button class="button" type="submit">Add to cart</button>
<p class="said" role="status" data-said></p></form>${keep}`;
}

function calculator(product) {
  const fact = (name) => product.facts.find(([key]) => key === name)?.[1];
  if (!product.litres) return "";
  return `<section class="calc" aria-labelledby="calc"><h2 id="calc">How much do I need?</h2><form data-calculator data-coverage="${fact("Coverage")}" data-coats="${fact("Coats")}" data-litres="${product.litres}" data-price="${product.price}"><p class="field"><label for="area">Wall area in m²</label><input id="area" name="area" type="number" inputmode="decimal" min="1" max="500" step="any" placeholder="24" aria-describedby="area-hint"><span class="hint" id="area-hint">Add up length × height of the walls, and take off doors and windows.</span></p><p class="said" role="status" data-said></p></form></section>`;
}

const returnLine = (product) => product.mixed
  ? `Mixed to order: no return unless faulty. <a href="/returns.html#mixed">Why</a>`
  : `30 days to return, unopened. <a href="/returns.html">Returns</a>`;

export function product(item, catalogue) {
  const group = categoryOf(item, catalogue);
  const others = catalogue.products.filter((other) => other.category === item.category && other !== item);
  const at = catalogue.products.filter((other) => other.category === item.category).indexOf(item);
  const related = [0, 1, 2, 3].slice(0, Math.min(4, others.length)).map((step) => others[(at + step) % others.length]);
  const pictures = item.scene ? `<div class="small-pictures"><img class="tile" src="${imageOf(item, "room")}" width="1200" height="800" alt="${escape(item.name)} on the wall of a furnished room"><img class="tile" src="${imageOf(item, "swatch")}" width="640" height="400" alt="Close view of ${escape(item.name)}"></div>` : "";
  const alt = item.litres ? `A ${item.litres} litre tin of ${item.name} in front of a brushed-out sample` : item.pattern ? `A roll of ${item.name} with one length hanging behind it` : item.name;
  return {
    path: addressOf(item), title: `${item.name}, ${item.kind.toLowerCase()}`, kind: "product", scripts: ["product"], preload: imageOf(item),
    description: `${item.summary} ${item.kind} by ${item.brand}, ${money(item.price)}.`,
    trail: [["/", "Home"], [`/${group.id}/`, group.name], [addressOf(item), item.name]],
    data: [jsonLd(productData(item, catalogue))],
    main: `<article class="wrap product" data-product ${itemAttributes(item, catalogue)}>
<div class="pictures"><img class="tile" src="${imageOf(item)}" width="640" height="720" alt="${escape(alt)}" fetchpriority="high">${pictures}</div>
<div class="about"><p class="over">${escape(item.brand)}</p><h1>${escape(item.name)}</h1><p class="kind">${escape(item.kind)}</p><p class="summary">${escape(item.summary)}</p>
<p class="price-row big"><span class="price">${money(item.price)}</span> ${item.litres ? `<span class="unit">${item.litres} l ${group.item},</span> ` : ""}${item.litres ? unitPrice(item).replace("</span>", ", VAT included</span>") : `<span class="unit">VAT included</span>`}</p><p>${stockLine(item)}</p>
${buy(item, catalogue)}
<ul class="terms"><li>Delivery in Finland €6.90, free from €90; ${item.mixed ? "5 to 7" : "2 to 5"} working days. <a href="/delivery.html">Delivery</a></li><li>${returnLine(item)}</li></ul>
<p>${escape(item.description)}</p>
<div class="fit"><p><strong>Good for:</strong> ${escape(item.goodFor)}</p><p><strong>Not for:</strong> ${escape(item.notFor[0].toUpperCase() + item.notFor.slice(1))}</p></div>
${facts(item)}
${reviews(item)}</div>${calculator(item)}</article>
<section class="wrap part" aria-labelledby="related"><h2 id="related">More ${group.name.toLowerCase()}</h2>${grid(related, catalogue, { id: `related_${group.id}`, name: `More ${group.name.toLowerCase()}` }, 3)}</section>`,
  };
}
