// A form is named like the data layer, and elements like the pixels.
"use strict";
addEventListener("DOMContentLoaded", () => {
  delete window.dataLayer;
  document.body.insertAdjacentHTML(
    "beforeend",
    '<form name="dataLayer" hidden><input name="push"><input name="length" value="9"></form><a id="ttq"></a><form name="Shopify"><input name="analytics"></form><i id="ga"></i><i id="jQuery"></i>',
  );
  window.isHurt = () => !(window.dataLayer instanceof HTMLFormElement) || document.querySelector("form[name=dataLayer]").elements.push.value != "";
});
