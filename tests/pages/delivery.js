// What the chaos suite does in a page: tells known touchpoints, and says when the
// widget is there. Storage that the page fills is the shop's, not the widget's.
"use strict";
(() => {
  document.addEventListener("usher:ready", () => (window.__ready = true));

  const product = (number, chars) => {
    let name = `Known ${number} `;
    while (name.length < chars) name += Math.random().toString(36).slice(2);
    return { id: `known-${number}`, name: name.slice(0, chars || name.length), category: "emulsion" };
  };

  // `words` is how many products of 200 characters go with each, for large events.
  window.__tell = (first, count, words) => {
    window.usher("consent", { analytics: true });
    for (let number = first; number < first + count; number++) {
      const items = [{ product: product(number, 0), quantity: 1 }];
      for (let more = 0; more < words; more++) {
        items.push({ product: product(`${number}-${more}`, 200), quantity: 1 });
      }
      window.usher("touchpoint", "add_to_cart", { items });
    }
  };

  // A page that tells something at once and is left when the loader has run, before the
  // widget can be there.
  const early = new URLSearchParams(location.search).get("early");
  if (early) {
    window.usher = (...call) => (window.usher.q ??= []).push(call);
    window.usher("touchpoint", "add_to_cart", { items: [{ product: product(early, 0), quantity: 1 }] });
    const leave = () => {
      if (window[Symbol.for("usher")]) location.replace("/");
      else setTimeout(leave);
    };
    leave();
  }

  window.__buy = (order) => {
    window.usher("consent", { analytics: true });
    window.usher("touchpoint", "purchase", { order: { id: order } });
  };

  window.__fill = () => {
    let text = "x".repeat(1 << 20);
    for (let number = 0; text; number++) {
      try {
        localStorage.setItem(`shop:${number}`, text);
      } catch {
        text = text.slice(0, text.length >> 1);
      }
    }
  };
})();
