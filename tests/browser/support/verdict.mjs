//! One way to end a test: there are no complaints, or the test fails and prints each complaint once with the pages
//! that it is about. A fault of a template shows on a hundred pages, and a hundred equal lines hide the next fault.

import { AssertionError } from "node:assert";

const PLACES_SHOWN = 3;
const COMPLAINTS_SHOWN = 60;

/** Complaints about one place, ready for `none`. */
export function about(where, complaints) {
  return complaints.map((what) => ({ where, what }));
}

/** Fails with the complaints, if there are any: plain sentences or records made by `about`. */
export function none(complaints) {
  if (complaints.length === 0) {
    return;
  }
  const places = new Map();
  for (const complaint of complaints) {
    const { where, what } = typeof complaint === "string" ? { where: null, what: complaint } : complaint;
    places.set(what, [...(places.get(what) ?? []), ...(where === null ? [] : [where])]);
  }
  const lines = [...places].map(([what, where]) => {
    const named = where.slice(0, PLACES_SHOWN).join(", ");
    const more = where.length > PLACES_SHOWN ? ` and ${where.length - PLACES_SHOWN} more` : "";
    return where.length === 0 ? what : `${what}\n    on ${named}${more}`;
  });
  const rest = lines.length > COMPLAINTS_SHOWN ? [`… and ${lines.length - COMPLAINTS_SHOWN} more`] : [];
  const message = [`${lines.length} complaints`, ...lines.slice(0, COMPLAINTS_SHOWN), ...rest].join("\n  ");
  throw new AssertionError({ message, stackStartFn: none });
}
