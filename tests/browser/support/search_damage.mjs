//! Damage to a search: the files of an index on their way to the page, bent in every way, and what then goes wrong; what a
//! hostile index or question may have left among the results. Takes an open page and a served site, gives complaints.

import { readFileSync } from "node:fs";
import path from "node:path";
import { ask, indexBytes, indexFiles, indexPath, packed, PAGE, phrase, statusOf, still, titles, wordsIn } from "./search.mjs";

const sent = (folder, name) => readFileSync(path.join(folder, indexPath(folder, name)), "utf8");
const bent = (text, place) => text.slice(0, place) + (text[place] === "A" ? "B" : "A") + text.slice(place + 1);
const other = (name) => (name.startsWith("t") ? "d0" : "t0");

/** What may happen to a file on its way; `null` is an answer 404. */
export const DAMAGES = {
  missing: () => null,
  empty: () => "",
  cut: (folder, name) => sent(folder, name).slice(0, sent(folder, name).length / 2),
  "bent early": (folder, name) => bent(sent(folder, name), 40),
  "bent late": (folder, name) => bent(sent(folder, name), sent(folder, name).length - 8),
  "another file": (folder, name) => sent(folder, other(name)),
  "another content": (folder, name) => packed(name, indexBytes(folder, other(name))),
  "no content": (folder, name) => packed(name, Buffer.alloc(0)),
  "half of the content": (folder, name) => packed(name, indexBytes(folder, name).subarray(0, indexBytes(folder, name).length / 2)),
  noise: (folder, name) => packed(name, Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7919) & 255))),
  "no script": () => "<!DOCTYPE html><title>404</title>",
  "a page of errors": () => "throw new Error('server')",
};

/** A question that needs the file, and whether filters have to be open. */
function needing(folder, name) {
  if (name.startsWith("t")) return wordsIn(folder, name)[0];
  if (name === "v") return "caicach hanhchinh";
  if (name === "c") return "ngày 06/10/2021";
  return "cải cách hành chính";
}

// What the damage itself makes the browser say.
const MEANT = /Failed to load resource|^answer 404|SyntaxError|Unexpected|Invalid or unexpected|missing \)|^script: server$/;

/** Asks the question and shows everything that it finds, with filters. */
async function everything(page, server, question) {
  await page.goto(server.address(PAGE));
  await ask(page, question);
  await page.locator(".search-filters summary").click();
  await still(page);
  while (await page.locator(".more-hits").isVisible()) {
    const before = await page.locator(".hits > li").count();
    await page.locator(".more-hits").click();
    await page.waitForFunction((count) => document.querySelectorAll(".hits > li").length > count ||
      document.querySelector(".more-hits").hidden, before, { timeout: 5000 });
  }
  await still(page);
}

/** What the page says of its answer, and of what is missing. */
async function said(page) {
  return `${await statusOf(page)} ${await page.locator(".search-missing").textContent()}`;
}

/** One of each kind of file, and the last; every file would take minutes and say the same. */
export function kindsOfFiles(folder) {
  const names = indexFiles(folder);
  return [...new Set(["m", "v", "c", "d0", "d1", "f-kind", "f-unit", ...["t", "x"].flatMap((letter) => {
    const some = names.filter((name) => name.startsWith(letter));
    return [some[0], some.at(-1)];
  })])];
}

/** Serves the file damaged, asks for all that it is for, then serves it whole and asks again; gives what went wrong. */
export async function damaged(page, { server, folder }, name, content, mustTell) {
  const file = `**/${indexPath(folder, name)}`;
  const body = content(folder, name);
  await page.route(file, (route) => (body === null
    ? route.fulfill({ status: 404, contentType: "text/html", body: "" })
    : route.fulfill({ status: 200, contentType: "text/javascript; charset=utf-8", body })));
  await page.goto(server.address(PAGE));
  page.notes.complaints.length = page.notes.requested.length = 0;
  const [question, part, broken] = [needing(folder, name), await phrase(page, "part"), await phrase(page, "broken")];
  const wrong = [];
  try {
    await everything(page, server, question);
    const times = page.notes.requested.filter((address) => address.endsWith(`/${name}.js`)).length;
    if (times === 0) wrong.push("is never asked for");
    if (times > 30) wrong.push(`is asked for ${times} times`);
    const status = await said(page);
    if (mustTell && !status.includes(name === "m" ? broken : part)) wrong.push(`nothing is said of it: ${status}`);
    await page.unroute(file);
    await ask(page, "sipas");
    await ask(page, question);
    if (mustTell && (await said(page)).includes(part)) wrong.push("is said to be missing when it is back");
    if (mustTell && (await titles(page)).length === 0) wrong.push("nothing is found when it is back");
  } catch (failure) {
    wrong.push(`the page hangs: ${failure.message.split("\n")[0]}`);
    await page.unroute(file);
  }
  return [...wrong, ...page.notes.complaints.filter((complaint) => !MEANT.test(complaint))];
}

/** Only what results are made of, and nothing that ran. */
export async function foreign(page) {
  return page.evaluate(() => {
    const allowed = new Set(["LI", "H2", "A", "P", "SPAN", "MARK", "BUTTON"]);
    const found = [...document.querySelectorAll(".hits *, .search-note *, .search-narrowed *, #tim [role=status] *")];
    const wrong = found.filter((element) => !allowed.has(element.nodeName)).map((element) => `<${element.localName}> stands in the results`);
    for (const link of document.querySelectorAll(".hits a")) {
      const isHere = link.origin === location.origin && link.protocol === location.protocol && !link.hasAttribute("onclick");
      if (!isHere) wrong.push(`a result leads to ${link.href}`);
    }
    if ("hacked" in window) wrong.push("a foreign script ran");
    return wrong;
  });
}
