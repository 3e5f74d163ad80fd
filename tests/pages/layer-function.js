// A data layer that is a function with a `push` of its own, as some frameworks have it.
"use strict";
{
  const heard = [];
  const layer = function (...values) {
    heard.push(values);
  };
  layer.push = layer;
  addEventListener("DOMContentLoaded", () => {
    window.dataLayer = layer;
    window.isHurt = () => {
      dataLayer.push({ event: "add_to_cart" });
      return window.dataLayer !== layer || layer.push !== layer || heard.pop()[0].event != "add_to_cart";
    };
  });
}
