// A browser without WebAssembly.
"use strict";
delete window.WebAssembly;
