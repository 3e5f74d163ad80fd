// Keeps the memory of the widget's wasm, for the one who measures it.
"use strict";
(() => {
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    const memory = (made.instance ?? made).exports.memory;
    if (memory) window.__memory = memory;
    return made;
  };
})();
