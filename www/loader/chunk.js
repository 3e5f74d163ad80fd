// Appended to the glue by the build: loads the part of the wasm that draws, when
// there is something to draw (docs/decisions/0004-wasm-build.md), and the program that
// redacts, when somebody begins to write (crates/redaction-wasm). Both are
// instantiated from a buffer, so servers may give them any type. What came is
// kept; what failed is tried again when it is next needed.
const bring = ({ file, integrity }, imports) =>
  fetch(new URL(file, import.meta.url), { integrity })
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => WebAssembly.instantiate(bytes, imports));
let coming, redaction;

function loadDrawing() {
  coming ||= bring("__USHER_DRAWING__", { __wasm_split: wasm });
  // `wasm` is guarded, so nothing is thrown here for the page to see.
  coming.then(
    () => wasm.loaded(1),
    () => {
      coming = undefined;
      wasm.loaded(0);
    },
  );
}

// These two are imports of the wasm (src/host/redaction.rs).
function prepare() {
  return (redaction ||= bring("__USHER_REDACTION__").then(({ instance }) => instance.exports, () => (redaction = 0)));
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
