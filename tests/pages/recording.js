// Tells the widget of touchpoints and measures what one costs the page, for
// tests/src/bin/delivery/bench.rs: so many samples, of so many calls each. Returns the
// median in microseconds.
const [samples, calls, done] = arguments;
let told = (window.__told ??= 0);
const tell = () => {
  const product = { id: `measured-${told++}`, name: "Measured", category: "emulsion" };
  window.usher("touchpoint", "add_to_cart", { items: [{ product, quantity: 1 }] });
};
(async () => {
  window.usher("consent", { analytics: true });
  const took = [];
  for (let sample = 0; sample < samples; sample++) {
    const before = performance.now();
    for (let call = 0; call < calls; call++) tell();
    took.push(((performance.now() - before) * 1e3) / calls);
    await new Promise((next) => setTimeout(next, 0));
  }
  window.__told = told;
  return took.sort((one, other) => one - other)[samples >> 1];
})().then(done, (error) => done(String(error)));
