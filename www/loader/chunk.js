// Appended to the glue by the build: loads the part of the wasm that draws, when
// there is something to draw (docs/decisions/0004-wasm-build.md) with the words of the
// language and, where there is a configuration, the part that reads it; and the program that redacts, when somebody begins to write (crates/redaction-wasm). Both are
// instantiated from a buffer, so servers may give them any type. What came is
// kept; what failed is tried again when it is next needed.
const ask = ({ file, integrity }) => fetch(new URL(file, import.meta.url), { integrity });
const bring = (asset, imports, first) =>
  ask(asset)
    .then((answer) => Promise.all([answer.arrayBuffer(), first]))
    .then(([bytes]) => WebAssembly.instantiate(bytes, imports));
// The rest is named in a file of its own.
const later = () => ask("__USHER_LATER__").then((answer) => answer.json());
// English, which is 0, is inside; so it is what there is when others cannot be had.
const words = (language) =>
  language &&
  later()
    .then(({ words }) => ask(words[language - 1]))
    .then((answer) => answer.text())
    .catch(() => 0);
let coming, redaction;

// What reads a configuration uses parts of what draws, which come first.
function loadDrawing(language, hasWritten) {
  if (!coming) {
    const imports = { __wasm_split: wasm };
    const drawing = bring("__USHER_DRAWING__", imports);
    const reading = hasWritten && later().then(({ config }) => bring(config, imports, drawing));
    coming = Promise.all([words(language), drawing, reading]);
  }
  // `wasm` is guarded, so nothing is thrown here for the page to see.
  coming.then(
    ([words]) => loaded(words || ""),
    () => {
      coming = undefined;
      loaded();
    },
  );
}

// These two are imports of the wasm (src/host/redaction.rs).
function prepare() {
  return (redaction ||= later().then(({ redaction }) => bring(redaction)).then(({ instance }) => instance.exports, () => (redaction = 0)));
}

function redact(text, tell) {
  prepare().then((program) => {
    if (!program) return tell();
    const bytes = cachedTextEncoder.encode(text);
    const place = program.room(bytes.length);
    new Uint8Array(program.memory.buffer).set(bytes, place);
    const length = program.redact();
    tell(cachedTextDecoder.decode(new Uint8Array(program.memory.buffer, program.answer(), length)));
  });
}
