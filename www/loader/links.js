// Help without wasm: what the page links to, behind a button; no tracking. Loaded by usher.js
// where the widget cannot be started. Methods are taken from the prototypes, as there.
const all = (selector) => [...Object.getPrototypeOf(document).querySelectorAll.call(document, selector)];
const make = (name) => Object.getPrototypeOf(document).createElement.call(document, name);

const WORDS = /\b(help|faqs?|support|delivery|shipping|returns?|refunds?|contact)\b/i;
/** Most links that are shown. */
const MOST = 8;
/** A longer text is a sentence and no name of a page. */
const LONGEST = 40;

const STYLE = `:host{all:initial;position:fixed;inset:auto 16px 16px auto;z-index:2147483000}
details{background:Canvas;color:CanvasText;border:1px solid;border-radius:22px;font:16px system-ui,sans-serif}
summary,a{cursor:pointer;display:block;line-height:44px;padding:0 20px}`;

/** Shows them; nothing where the page has none. */
export function show() {
  const links = new Map();
  for (const { href, textContent } of all("a[href]")) {
    const label = textContent.trim();
    if (label.length < LONGEST && WORDS.test(label) && /^https?:/.test(href)) {
      links.set(label, href);
    }
  }
  if (!links.size) return;
  const host = make("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const box = make("details");
  const button = make("summary");
  button.textContent = "Help";
  box.append(button);
  for (const [label, href] of [...links].slice(0, MOST)) {
    box.append(Object.assign(make("a"), { textContent: label, href }));
  }
  root.append(box);
  host.setAttribute("data-usher-host", "");
  all("body").pop().append(host);
}
