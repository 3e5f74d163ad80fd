// Proxies in which everything throws, in the place of everything that is looked for.
"use strict";
{
  const angry = (target) =>
    new Proxy(target, new Proxy({}, { get: () => () => { throw new Error("leave me alone"); } }));
  addEventListener("DOMContentLoaded", () => {
    window.dataLayer = angry([]);
    window.ttq = angry([]);
    window.ga = angry(() => {});
    window.Shopify = angry({});
    window.jQuery = angry(() => {});
    window.wc = angry({});
    // Whoever calls is told the same as ever.
    window.isHurt = () => {
      try {
        window.ga("send", "pageview");
        return true;
      } catch ({ message }) {
        return message != "leave me alone";
      }
    };
  });
}
