// Writes the shop's pages, pictures and product script from catalogue.json and source/.
// Run `node generate.mjs` after changing any of them, and commit what it wrote.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { favicon, roll, room, swatch, tin, tool } from "./source/art.mjs";
import { buyingPages } from "./source/buying.mjs";
import { layout } from "./source/layout.mjs";
import { category, home, product } from "./source/products.mjs";
import { prosePages } from "./source/prose.mjs";
import { addressOf, imageOf } from "./source/structured.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(here, name), "utf8"));

function write(path, text) {
  const file = join(here, path.endsWith("/") ? `${path}index.html` : path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function draw(item) {
  if (!item.scene) return write(imageOf(item), tool(item));
  write(imageOf(item), item.pattern ? roll(item) : tin(item));
  write(imageOf(item, "swatch"), swatch(item));
  write(imageOf(item, "room"), room(item));
}

/** What search needs to know about a product; the rest is on its page. */
const searchEntry = (catalogue) => (item) => ({
  id: item.sku, name: item.name, brand: item.brand, category: catalogue.categories.find(({ id }) => id === item.category).name,
  price: item.price, kind: item.kind, url: addressOf(item), image: imageOf(item), stock: item.stock,
  words: [item.summary, item.goodFor, item.facts.filter(([, , unit]) => !unit).map(([, value]) => value).join(" ")].join(" ").toLowerCase(),
});

const catalogue = read("catalogue.json");
const pages = [
  home(catalogue),
  ...catalogue.categories.map((entry) => category(entry, catalogue)),
  ...catalogue.products.map((item) => product(item, catalogue)),
  ...prosePages(catalogue, read("source/questions.json")),
  ...buyingPages(catalogue),
];
for (const page of pages) write(page.path, layout(catalogue.shop, page));
catalogue.products.forEach(draw);
write("/favicon.svg", favicon);
write("/assets/products.js", `// Written by generate.mjs.\nwindow.shopProducts = ${JSON.stringify(catalogue.products.map(searchEntry(catalogue)), null, 1)};\n`);
console.log(`${pages.length} pages, ${catalogue.products.length} products`);
