// An ordinary data layer, which goes on from here.
"use strict";
window.dataLayer = [];
window.isHurt = () => false;
