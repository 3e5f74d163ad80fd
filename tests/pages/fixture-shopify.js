// A fixture of Shopify's Customer Privacy, after its documentation. Its `…Allowed()` are
// true where the region asks for nothing, which is no choice.
"use strict";
{
  const KEY = "test:shopify";
  const value = () => localStorage.getItem(KEY) ?? "";
  const customerPrivacy = {
    analyticsProcessingAllowed: () => value() != "no",
    marketingAllowed: () => value() != "no",
    preferencesProcessingAllowed: () => value() != "no",
    saleOfDataAllowed: () => value() != "no",
    shouldShowBanner: () => value() == "",
    currentVisitorConsent: () => ({ analytics: value(), marketing: value(), preferences: value(), sale_of_data: value() }),
  };
  window.Shopify = {
    loadFeatures(features, done) {
      setTimeout(() => {
        Shopify.customerPrivacy = customerPrivacy;
        done();
        document.dispatchEvent(new CustomEvent("shopifyCustomerPrivacyApiLoaded"));
      }, 300);
    },
  };
  Shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], () => {});
  const choose = (chosen) => {
    localStorage.setItem(KEY, chosen);
    document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail: {} }));
  };
  window.testManager = { allow: () => choose("yes"), refuse: () => choose("no") };
}
