//! Line 10 of the bar: every page of every site is right for html-validate and for the W3C's checker. Of the site of ten
//! thousand bulletins some pages stand for all, since its pages come from the same templates.

import { test } from "node:test";
import { standards, validated } from "./support/markup.mjs";
import { folderOf, pagesOf, sampleOf, SITES } from "./support/sites.mjs";
import { none } from "./support/verdict.mjs";

for (const name of SITES) {
  test(`site ${name}: html-validate's recommended rules`, async () => {
    none(await validated(folderOf(name), pagesOf(folderOf(name))));
  });
}

test("site thousands: html-validate's recommended rules on its long pages", async () => {
  none(await validated(folderOf("thousands"), sampleOf(folderOf("thousands"))));
});

test("the W3C's checker finds no error in any page of any site", async () => {
  const whole = SITES.map((name) => [folderOf(name), pagesOf(folderOf(name))]);
  none(await standards([...whole, [folderOf("thousands"), sampleOf(folderOf("thousands"))]]));
});
