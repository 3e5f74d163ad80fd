// Appended to the glue by the build: a trap inside the wasm must not reach the
// page's `window.onerror` (docs/decisions/0004-wasm-build.md). Every entry from
// outside goes through an export, so this one place guards listeners, timers,
// promises and commands alike. After the first fault nothing is entered again.
let isDead = false;
let onDead = () => {};

// Begins with a module that the loader has checked and compiled; `dead` is
// called when the wasm has trapped.
export async function init(module, dead) {
  onDead = dead;
  __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
}

function guarded(exports) {
  const safe = { __proto__: null };
  for (const name of Object.keys(exports)) {
    const part = exports[name];
    safe[name] = typeof part != "function" ? part : (...values) => {
      if (isDead) return undefined;
      try {
        return part(...values);
      } catch (error) {
        isDead = true;
        onDead(error);
        return undefined;
      }
    };
  }
  return safe;
}
