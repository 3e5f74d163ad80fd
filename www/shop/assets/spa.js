// The shelf: three products behind one page, changed by history.pushState.
"use strict";
(() => {
  const { shop } = window;
  const links = [...document.querySelectorAll("[data-shelf-link]")];
  const part = (name) => document.querySelector(`[data-shelf-${name}]`);
  /**
   * The JSON-LD elements as the parser made them. They are moved, never written:
   * setting a script's text is refused under `require-trusted-types-for 'script'`.
   */
  const blocks = new Map([...document.querySelectorAll("script[data-shelf]"), ...part("store").content.querySelectorAll("script")].map((block) => [block.dataset.shelf, block]));
  let current = links[0];

  function show(link) {
    const { shelfLink, name, kind, summary, image, url, itemPrice } = link.dataset;
    part("name").textContent = name;
    part("kind").textContent = kind;
    part("summary").textContent = summary;
    part("price").textContent = shop.money(Number(itemPrice));
    part("image").src = image;
    part("more").href = url;
    document.querySelector("[data-said]").textContent = "";
    document.title = document.title.replace(/^[^|]+/, `${name}, ${kind.toLowerCase()} `);
    for (const other of links) other.toggleAttribute("aria-current", false);
    link.setAttribute("aria-current", "page");
    for (const [slug, block] of blocks) if (slug !== shelfLink) block.remove();
    document.head.append(blocks.get(shelfLink));
    current = link;
    shop.tell("view_item", [{ ...shop.itemOf(link), quantity: 1 }]);
  }

  const asked = () => links.find((link) => link.dataset.shelfLink === new URLSearchParams(location.search).get("item")) ?? links[0];
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (link === current) return;
      history.pushState(null, "", link.href);
      show(link);
      part("name").focus();
    });
  }
  addEventListener("popstate", () => show(asked()));
  part("buy").addEventListener("click", () => {
    const { kind, url, image } = current.dataset;
    const { item_id: id, item_name: name, item_brand: brand, item_category: category, price } = shop.itemOf(current);
    shop.add({ id, name, brand, category, price, kind, url, image, stock: 20 }, 1);
    document.querySelector("[data-said]").textContent = `${name} is in your cart.`;
  });
  show(asked());
})();
