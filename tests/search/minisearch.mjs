// What MiniSearch makes of the same articles and queries, for `cargo xtask score --search`.
// Reads { documents: { language: […] }, queries: [{ language, text }] } from the file named
// first; prints for each way to set it up the index of each language and the ids found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const MiniSearch = createRequire(`${process.env.USHER_NPM}/`)("minisearch");
const { documents, queries } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const fields = ["title", "keywords", "headings", "text"];
const segmenters = {};
// What the browser has for words of any script, and letters without accents and widths.
const segmented = (language) => (text) => {
  const segmenter = (segmenters[language] ||= new Intl.Segmenter(language, { granularity: "word" }));
  return [...segmenter.segment(text)].filter((one) => one.isWordLike).map((one) => one.segment);
};
const folded = (term) => term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase() || null;

const ways = {
  // As its documentation begins: https://github.com/lucaong/minisearch#usage
  "as documented": () => ({
    searchOptions: { boost: { title: 2 }, fuzzy: 0.2, prefix: true },
  }),
  // What somebody does who reads on: words by the browser, no accents, weights for each
  // field, only the last word may be unfinished, no errors in short words.
  "set up with care": (language) => ({
    tokenize: segmented(language),
    processTerm: folded,
    searchOptions: {
      boost: { title: 4, keywords: 3, headings: 2 },
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      prefix: (term, place, terms) => place == terms.length - 1,
    },
  }),
};

const answer = {};
for (const [name, options] of Object.entries(ways)) {
  const indexes = {};
  const texts = {};
  const bare = {};
  for (const [language, list] of Object.entries(documents)) {
    // To show a result one needs title and text; MiniSearch keeps them if told to.
    const make = (storeFields) => {
      const index = new MiniSearch({ fields, storeFields, ...options(language) });
      index.addAll(list);
      return index;
    };
    indexes[language] = make(["title", "headings", "text"]);
    texts[language] = JSON.stringify(indexes[language]);
    bare[language] = JSON.stringify(make([]));
  }
  const found = queries.map(({ language, text }) =>
    indexes[language].search(text).slice(0, 10).map(({ id }) => id),
  );
  answer[name] = { indexes: texts, bare, found };
}
console.log(JSON.stringify(answer));
