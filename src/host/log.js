// What the loader gave to warn with.
let loader = () => {};

export function through(warn) {
  if (typeof warn == "function") loader = warn;
}

export function warn(text) {
  loader(text);
}
