// Chance that does not put the visitor into the holdout: before the first choice is
// kept, the widget draws a seed whose first 32 ids are shown everything (decided by
// the hash of crates/engine/src/holdout.rs). Later pages draw what they like.
"use strict";
(() => {
  const SHOWN = 747n;
  try {
    if (localStorage.getItem("usher:receipt")) return;
  } catch {
    // Blocked storage: nobody without an id is held out.
    return;
  }
  const draw = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = (bytes) => {
    if (!(bytes instanceof Uint8Array) || bytes.length !== 16) return draw(bytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    view.setBigUint64(0, SHOWN, true);
    view.setBigUint64(8, 0n, true);
    return bytes;
  };
})();
