// Writes down what the page's console, its errors and its policy had to say.
"use strict";
(() => {
  const lines = (window.__log = []);
  const note = (kind, text) => {
    lines.push({ kind, text: String(text), page: location.pathname });
    try {
      const before = JSON.parse(sessionStorage.getItem("test:log") || "[]");
      sessionStorage.setItem("test:log", JSON.stringify([...before, lines.at(-1)]));
    } catch {
      // Blocked storage: this page's lines are all there is.
    }
  };
  for (const level of ["debug", "log", "info", "warn", "error"]) {
    const write = console[level].bind(console);
    console[level] = (...words) => {
      note(level, words.join(" "));
      write(...words);
    };
  }
  addEventListener("error", (event) => note("uncaught", event.message));
  addEventListener("unhandledrejection", (event) => note("uncaught", event.reason));
  document.addEventListener("securitypolicyviolation", (event) =>
    note("violation", `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`),
  );
})();
