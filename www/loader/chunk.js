// Appended to the glue by the build: loads the part of the wasm that draws, when
// there is something to draw (docs/decisions/0004-wasm-build.md). The part is
// instantiated from a buffer, so servers may give it any type. What came is
// kept; what failed is tried again when it is next needed.
const drawing = "__USHER_DRAWING__";
let coming;

function loadDrawing() {
  if (!coming) {
    coming = fetch(new URL(drawing.file, import.meta.url), { integrity: drawing.integrity })
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => WebAssembly.instantiate(bytes, { __wasm_split: wasm }));
  }
  // `wasm` is guarded, so nothing is thrown here for the page to see.
  coming.then(
    () => wasm.loaded(1),
    () => {
      coming = undefined;
      wasm.loaded(0);
    },
  );
}
