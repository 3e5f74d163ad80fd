// What the shop says about its products to machines: schema.org JSON-LD.

/** Root-relative address of a product's page. */
export const addressOf = (product) => `/${product.category}/${product.slug}.html`;

/** Root-relative address of one of a product's pictures: item, swatch or room. */
export const imageOf = (product, kind = "item") => `/images/${product.slug}-${kind}.svg`;

export function gtin13(twelve) {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return twelve + String((10 - (sum % 10)) % 10);
}

const days = (minValue, maxValue) => ({ "@type": "QuantitativeValue", minValue, maxValue, unitCode: "DAY" });
const euros = (value) => ({ "@type": "MonetaryAmount", value, currency: "EUR" });

function returnPolicy(product, delivery) {
  const policy = { "@type": "MerchantReturnPolicy", applicableCountry: "FI", merchantReturnLink: "/returns.html" };
  if (product.mixed) {
    return { ...policy, returnPolicyCategory: "https://schema.org/MerchantReturnNotPermitted",
      description: "Mixed to order, so it cannot be returned unless it is faulty or not the colour agreed." };
  }
  return { ...policy,
    returnPolicyCategory: "https://schema.org/MerchantReturnFiniteReturnWindow",
    merchantReturnDays: delivery.returnDays,
    returnMethod: "https://schema.org/ReturnByMail",
    returnFees: "https://schema.org/ReturnShippingFees",
    returnShippingFeesAmount: euros(delivery.returnFee),
    description: "Unopened and undamaged, within 30 days of delivery." };
}

const shipping = (product, delivery) => ({
  "@type": "OfferShippingDetails",
  shippingRate: euros(delivery.home),
  shippingDestination: { "@type": "DefinedRegion", addressCountry: "FI" },
  deliveryTime: { "@type": "ShippingDeliveryTime", handlingTime: product.mixed ? days(2, 3) : days(0, 1), transitTime: days(2, 4) },
});

function availability({ stock }) {
  if (stock === 0) return "https://schema.org/OutOfStock";
  return stock <= 3 ? "https://schema.org/LimitedAvailability" : "https://schema.org/InStock";
}

export function productData(product, catalogue) {
  const category = catalogue.categories.find(({ id }) => id === product.category);
  const colour = product.facts.find(([name]) => name === "Colour");
  return {
    "@type": "Product",
    "@id": `${addressOf(product)}#product`,
    name: product.name, sku: product.sku, gtin13: gtin13(product.gtin), url: addressOf(product),
    brand: { "@type": "Brand", name: product.brand },
    category: category.name,
    image: ["item", "swatch", "room"].slice(0, product.scene ? 3 : 1).map((kind) => imageOf(product, kind)),
    description: product.description,
    ...(colour ? { color: colour[1] } : {}),
    additionalProperty: product.facts.map(([name, value, unitText]) => ({ "@type": "PropertyValue", name, value, ...(unitText ? { unitText } : {}) })),
    offers: {
      "@type": "Offer", url: addressOf(product), price: product.price.toFixed(2), priceCurrency: "EUR",
      itemCondition: "https://schema.org/NewCondition", availability: availability(product),
      ...(product.stock ? { inventoryLevel: { "@type": "QuantitativeValue", value: product.stock } } : {}),
      hasMerchantReturnPolicy: returnPolicy(product, catalogue.delivery),
      shippingDetails: shipping(product, catalogue.delivery),
    },
  };
}

export const listData = (name, products) => ({
  "@type": "ItemList", name, numberOfItems: products.length,
  itemListElement: products.map((product, at) => ({ "@type": "ListItem", position: at + 1, name: product.name, url: addressOf(product) })),
});

export const organisationData = ({ shop }) => ({
  "@graph": [
    { "@type": "Organization", "@id": "/#organization", name: shop.name, url: "/", logo: "/favicon.svg", email: shop.email, telephone: shop.phone,
      foundingDate: shop.founded,
      address: { "@type": "PostalAddress", streetAddress: shop.street, postalCode: shop.postalCode, addressLocality: shop.city, addressCountry: shop.country } },
    { "@type": "WebSite", "@id": "/#website", name: shop.name, url: "/", publisher: { "@id": "/#organization" },
      potentialAction: { "@type": "SearchAction", target: { "@type": "EntryPoint", urlTemplate: "/search.html?q={search_term_string}" }, "query-input": "required name=search_term_string" } },
  ],
});

export const questionsData = (questions) => ({
  "@type": "FAQPage",
  mainEntity: questions.map(({ question, answer }) => ({ "@type": "Question", name: question, acceptedAnswer: { "@type": "Answer", text: answer.join(" ") } })),
});
