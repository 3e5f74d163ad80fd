// What the oldest frameworks do to a page, written after them, because no registry has them any
// more (Prototype 1.7.3 and MooTools 1.4.5 themselves are in stories of their own): Prototype up to
// 1.7.0 gives lists, texts and dates a `toJSON` of its own that returns JSON text,
// and both it and MooTools add methods to prototypes that can be listed.
"use strict";
{
  const text = function () {
    return `"${String(this).replace(/"/g, '\\"')}"`;
  };
  Array.prototype.toJSON = function () {
    return `[${Array.from(this, (each) => text.call(each)).join(", ")}]`;
  };
  Date.prototype.toJSON = text;
  for (const name of ["each", "contains", "include", "invoke", "pluck", "flatten"]) {
    Array.prototype[name] = function () {
      return this;
    };
    Element.prototype[name] = function () {
      return this;
    };
  }
  Element.prototype.remove = function () {
    return this.parentNode.removeChild(this);
  };
  Function.prototype.bind = function (self, ...first) {
    return (...rest) => this.apply(self, [...first, ...rest]);
  };
}
