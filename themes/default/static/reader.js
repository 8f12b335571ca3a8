// Reading tools of every page: display choices, reading aloud, the gallery in large. Pages are complete without it.
"use strict";
