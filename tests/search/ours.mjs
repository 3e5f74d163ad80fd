// What the shipped files of search find, for `cargo xtask score --search`: the folder with
// usher_search.js and the indexes is named first, then the file with the queries. Prints the
// ids found, and the milliseconds that opening and searching took.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, asked] = process.argv.slice(2);
const { documents, queries } = JSON.parse(readFileSync(asked, "utf8"));

// A browser fetches from the place of the script; Node has no fetch for files.
globalThis.fetch = async (url) => new Response(readFileSync(new URL(url)));
const { open } = await import(pathToFileURL(join(folder, "usher_search.js")));

const shelves = {};
let opening = 0;
for (const language of Object.keys(documents)) {
  const start = performance.now();
  shelves[language] = await open(pathToFileURL(join(folder, `${language}.idx`)));
  opening = Math.max(opening, performance.now() - start);
}
const times = [];
const found = queries.map(({ language, text }) => {
  const start = performance.now();
  const hits = shelves[language].search(text, 10, language);
  times.push(performance.now() - start);
  return hits.map(({ id }) => id);
});

// Questions of the page are found beside the articles, until they are taken out.
const shelf = shelves.en;
await shelf.add([{ id: "page:1", title: "Is it\u001f vegan?", body: ["Yes, the zorgleberry paint is."] }, { id: "" }]);
const [hit] = shelf.search("zorgleberries");
if (hit?.id != "page:1" || hit.title.join("") != "Is it vegan?" || hit.passage[1] != "zorgleberry") {
  throw new Error(`a document of the page is not found as it was added: ${JSON.stringify(hit)}`);
}
shelf.remove("page:1");
if (shelf.search("zorgleberries").some(({ id }) => id == "page:1")) throw new Error("it was not taken out");
await open(encoder("nothing")).then(
  () => { throw new Error("bytes that are no index were read"); },
  (error) => { if (!/fault 1/.test(error)) throw error; },
);
function encoder(text) { return new TextEncoder().encode(text); }

times.sort((one, other) => one - other);
console.log(JSON.stringify({ found, opening, searching: times[Math.floor(times.length * 0.95)] }));
