// Registers: filter, sort, counts as filters, the state in the address, download of the view.
"use strict";
