// The frame of every page: head, header, breadcrumbs, footer.
import { escape } from "./art.mjs";

/** The one line that puts Usher on a page. Every page carries it once, last in the head. */
const WIDGET = `<script async src="/usher/usher.js" data-endpoint="/events" data-config="/usher.config.json"></script>`;

const NAVIGATION = [
  ["/paint/", "Wall paint"], ["/wallpaper/", "Wallpaper"], ["/tools/", "Tools"],
  ["/guides/choosing-a-finish.html", "Guide"], ["/help.html", "Help"],
];

/** JSON-LD as a data block; `<` is escaped so that no text can close the element. */
export function jsonLd(data, attributes = "") {
  const text = JSON.stringify({ "@context": "https://schema.org", ...data }, null, 1).replaceAll("<", "\\u003c");
  return `<script type="application/ld+json"${attributes}>${text}</script>`;
}

/** Euro amounts the way the shop writes them: €46.00. */
export const money = (amount) => `€${amount.toFixed(2)}`;

/** `trail` is a list of [path, name]; the last one is the page itself. */
function breadcrumbs(trail) {
  if (trail.length < 2) return { html: "", data: "" };
  const last = trail.length - 1;
  const items = trail.map(([path, name], at) => at === last
    ? `<li><span aria-current="page">${escape(name)}</span></li>`
    : `<li><a href="${path}">${escape(name)}</a></li>`);
  return {
    html: `<nav class="crumbs wrap" aria-label="Breadcrumb"><ol>${items.join("")}</ol></nav>`,
    data: jsonLd({
      "@type": "BreadcrumbList",
      itemListElement: trail.map(([path, name], at) => ({ "@type": "ListItem", position: at + 1, name, item: path })),
    }),
  };
}

function header(shop, path) {
  const links = NAVIGATION.map(([href, text]) => {
    const isHere = href === path || (href.endsWith("/") && path.startsWith(href));
    return `<li><a href="${href}"${isHere ? ` aria-current="${href === path ? "page" : "true"}"` : ""}>${text}</a></li>`;
  });
  return `<a class="skip" href="#main">Skip to content</a>
<header class="head">
<p class="notice"><span>Delivery in Finland €6.90, free from €90</span> <span>30 days to return</span></p>
<div class="wrap head-row">
<a class="brand" href="/">${escape(shop.name)}</a>
<form class="find" action="/search.html" method="get" role="search">
<label class="away" for="find">Search the shop</label>
<input id="find" name="q" type="search" placeholder="Search colours, tools" autocomplete="off">
<button type="submit">Search</button>
</form>
<a class="basket" href="/cart.html">Cart <span class="count" data-cart-count>0</span><span class="away"> items</span></a>
</div>
<nav class="wrap main-nav" aria-label="Main"><ul>${links.join("")}</ul></nav>
</header>`;
}

function footer(shop) {
  return `<footer class="foot"><div class="wrap foot-grid">
<section aria-labelledby="foot-visit"><h2 id="foot-visit">The shop</h2><address>${escape(shop.name)}<br>${escape(shop.street)}<br>${shop.postalCode} ${escape(shop.city)}, Finland</address><p>${escape(shop.hours)}</p></section>
<nav aria-labelledby="foot-help"><h2 id="foot-help">Help</h2><ul><li><a href="/help.html">Questions and answers</a></li><li><a href="/delivery.html">Delivery</a></li><li><a href="/returns.html">Returns</a></li><li><a href="/contact.html">Contact</a></li></ul></nav>
<nav aria-labelledby="foot-order"><h2 id="foot-order">Your order</h2><ul><li><a href="/orders/status.html">Order status</a></li><li><a href="/account.html">Your orders</a></li><li><a href="/cart.html">Cart</a></li></ul></nav>
<nav aria-labelledby="foot-buy"><h2 id="foot-buy">Shop</h2><ul><li><a href="/paint/">Wall paint</a></li><li><a href="/wallpaper/">Wallpaper</a></li><li><a href="/tools/">Tools</a></li><li><a href="/guides/choosing-a-finish.html">Choosing a finish</a></li></ul></nav>
</div><p class="wrap small">A demonstration shop. Nothing is sold and nothing is sent; the people, paints and prices are made up.</p></footer>`;
}

/**
 * One whole page.
 * `page`: path, title, description, trail, main, and optionally data (JSON-LD blocks),
 * scripts (names under /assets), kind (for `body[data-page]`), preload (image), bare (checkout: less header).
 */
export function layout(shop, page) {
  const crumbs = breadcrumbs(page.trail ?? []);
  const scripts = ["shop", ...(page.scripts ?? [])].map((name) => `<script defer src="/assets/${name}.js"></script>`).join("\n");
  const title = page.path === "/" ? `${shop.name}: ${shop.tagline.toLowerCase()}` : `${page.title} | ${shop.name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escape(page.description)}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f4">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171a1b">
<link rel="canonical" href="${shop.origin}${page.path}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/shop.css">
${page.preload ? `<link rel="preload" as="image" href="${page.preload}" fetchpriority="high">\n` : ""}${scripts}
${[...(page.data ?? []), crumbs.data].filter(Boolean).join("\n")}
${WIDGET}
</head>
<body data-page="${page.kind ?? "page"}">
${header(shop, page.path)}
${crumbs.html}
<main id="main" tabindex="-1">
${page.main.trim()}
</main>
${footer(shop)}
</body>
</html>
`;
}
