// Tells the widget of touchpoints, for tests/src/bin/page_bench.rs: the first number
// is how many were told already, the second how many are to be.
// Returns how many milliseconds the calls took, the pauses between them left out.
const [told, wanted, done] = arguments;
const PRODUCTS = 40;
const AT_ONCE = 100;
(async () => {
  let took = 0;
  for (let count = told; count < told + wanted; ) {
    const before = performance.now();
    for (let last = count + AT_ONCE; count < last; count++) {
      const number = count % PRODUCTS;
      const product = {
        id: `product-${number}`,
        name: `Product ${number}`,
        category: "emulsion",
        attributes: [["finish", "matt"]],
      };
      window.usher("touchpoint", "view_item", { items: [{ product, quantity: 1 }] });
    }
    took += performance.now() - before;
    // What the widget does by time may happen in between.
    await new Promise((next) => setTimeout(next, 0));
  }
  return took;
})().then(done, (error) => done(String(error)));
