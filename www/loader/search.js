// Search over the owner's articles and what the page itself answers, on the device: nothing
// that is typed leaves it. Loaded when a visitor looks for help; what is found is decided
// by a small program beside it (crates/search).
const program = "__USHER_SEARCH__";

/** Documents that are added at once: some milliseconds on a slow phone. */
const AT_ONCE = 20;
/** What ends a document or hit, a field of it, and a piece of a text. */
const [END, FIELD, PIECE] = ["\x1e", "\x1f", "\x02"];

const encoder = new TextEncoder();
const decoder = new TextDecoder();
let coming;

const load = () =>
  fetch(new URL(program.file, import.meta.url), { integrity: program.integrity })
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));

/** What the file of an index says, from an address or as bytes. */
async function bytesOf(given) {
  if (typeof given != "string" && !(given instanceof URL)) return new Uint8Array(given);
  const answer = await fetch(given, { credentials: "omit" });
  if (!answer.ok) throw new Error(`search index: ${answer.status} for ${given}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const clean = (text) => `${text || ""}`.replace(/[\0- ]+/g, " ").trim();

/** A document as the program reads it: { id, title, url, language, keywords, body: [text] }. */
const record = ({ id, url, language, title, keywords, body = [] }) =>
  [id, url, language, title, keywords].map(clean).concat(body.map(clean).filter(Boolean)).join(FIELD);

const pieces = (text) => text.split(PIECE);

/**
 * Opens an index: its address, its bytes, or nothing for an empty one. Resolves when all of
 * it can be found; rejects when it cannot be had or read.
 *
 * `add(documents)` adds some, in the place of those with the same id; `remove(id)` takes one
 * out. `search(query, limit, language)` gives { id, url, language, title, passage } of the
 * best; the last two are lists of texts, of which every second was looked for.
 */
export async function open(given) {
  coming ||= load().catch((error) => {
    coming = 0;
    throw error;
  });
  const [module, bytes] = await Promise.all([coming, given && bytesOf(given)]);
  const { exports } = await WebAssembly.instantiate(module);
  const put = (bytes) => {
    const place = exports.room(bytes.length);
    new Uint8Array(exports.memory.buffer).set(bytes, place);
  };
  const take = async (bytes) => {
    put(bytes);
    const fault = exports.open();
    if (fault) throw new Error(`search index: fault ${fault}, see docs/search.md`);
    // Between them the page gets its turn.
    while (exports.advance(AT_ONCE)) await new Promise((resolve) => setTimeout(resolve));
  };
  if (bytes) await take(bytes);
  return {
    async add(documents) {
      for (const document of documents) {
        if (!clean(document.id) || !clean(document.title)) continue;
        await take(encoder.encode(`usher search 1 1${END}${record(document)}`));
      }
    },
    remove(id) {
      put(encoder.encode(clean(id)));
      exports.remove();
    },
    search(query, limit = 5, language = "") {
      put(encoder.encode(`${language.split("\n")[0]}\n${query}`));
      const length = exports.search(limit);
      const hits = decoder.decode(new Uint8Array(exports.memory.buffer, exports.answer(), length)).split(END);
      return hits.slice(0, -1).map((hit) => {
        const [id, url, language, title, passage] = hit.split(FIELD);
        return { id, url, language, title: pieces(title), passage: pieces(passage) };
      });
    },
  };
}
