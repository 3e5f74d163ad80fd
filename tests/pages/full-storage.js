// A browser whose storage for this site is full: it can be read, and nothing added.
"use strict";
Storage.prototype.setItem = function (key) {
  if (key.startsWith("usher:")) throw new DOMException("It is full.", "QuotaExceededError");
};
