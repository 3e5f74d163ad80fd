// Puts a style sheet on a shadow root, after those it has. A constructed sheet
// needs no permission from the page's policy; browsers without them (Safari
// before 16.4) get a style element with the nonce of the page's own scripts.
// Remove that in 2027.
export function adopt(root, css) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    if ("adoptedStyleSheets" in root) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      return sheet;
    }
  } catch {
    // The other way, then.
  }
  try {
    const style = Object.getPrototypeOf(document).createElement.call(document, "style");
    const script = Object.getPrototypeOf(document).querySelector.call(document, "script[nonce]");
    if (script) style.nonce = script.nonce;
    style.textContent = css;
    root.append(style);
    return style;
  } catch {
    return undefined;
  }
}

export function takeOff(root, sheet) {
  if (sheet instanceof Element) sheet.remove();
  else if (sheet) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
}
