// A shop whose data layer stays empty: the demo shop's own says everything.
"use strict";
{
  const list = [];
  list.push = () => 0;
  window.dataLayer = list;
}
