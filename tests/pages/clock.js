// Moves the page's clock by the milliseconds kept in `test:offset`.
"use strict";
(() => {
  let offset = 0;
  try {
    offset = Number(localStorage.getItem("test:offset") || 0);
  } catch {
    // Blocked storage: the clock stays right.
  }
  if (!offset) return;
  const Real = Date;
  window.Date = class Date extends Real {
    constructor(...parts) {
      super(...(parts.length ? parts : [Real.now() + offset]));
    }
    static now() {
      return Real.now() + offset;
    }
  };
})();
