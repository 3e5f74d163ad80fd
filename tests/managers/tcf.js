// A consent manager out of IAB's own parts: their stub first, their interface a moment
// later, with strings that their encoder wrote.
import stub from "@iabtcf/stub";
import { CmpApi } from "@iabtcf/cmpapi";
import { GVL, TCModel, TCString } from "@iabtcf/core";

const CMP = 10;
const KEY = "test:tc";
const list = { gvlSpecificationVersion: 3, vendorListVersion: 1, tcfPolicyVersion: 4, lastUpdated: "2026-01-01T00:00:00Z" };
for (const part of ["purposes", "specialPurposes", "features", "specialFeatures", "vendors", "dataCategories", "stacks"]) {
  list[part] = {};
}

function string(purposes) {
  const model = new TCModel(new GVL(list));
  Object.assign(model, { cmpId: CMP, cmpVersion: 1, isServiceSpecific: true });
  // Legitimate interest in everything: it must not count.
  model.purposeLegitimateInterests.set([2, 7, 8, 9, 10]);
  model.purposeConsents.set(purposes);
  return TCString.encode(model);
}

let api;
function choose(purposes) {
  localStorage.setItem(KEY, string(purposes));
  api.update(localStorage.getItem(KEY), false);
}

stub();
setTimeout(() => {
  api = new CmpApi(CMP, 1, true);
  const known = localStorage.getItem(KEY);
  api.update(known || "", !known);
}, 300);

window.testManager = {
  allow: () => choose([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  refuse: () => choose([]),
  ask: () => api.update(localStorage.getItem(KEY) || "", true),
};
