//! What a page costs to load: takes an open page and an address, gives the requests, the kinds of files and their bytes
//! as a server with gzip sends them. The budgets stand here, and nowhere else.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { forget } from "./browser.mjs";
import { kindOf } from "./sites.mjs";

const KB = 1024;

/** Line 5 of the bar. `requests` counts the page itself, not pictures and sounds, which belong to the content. */
export const BUDGETS = {
  reading: { total: 30 * KB, css: 8 * KB, js: 5 * KB, requests: 5 },
  register: { total: 50 * KB, css: 8 * KB, js: 15 * KB, requests: 6 },
};

const REGISTERS = new Set(["targets", "decisions", "tasks", "search"]);
const CONTENT = /\.(?:png|jpe?g|gif|webp|avif|webm|mp4|wav|mp3|ogg|pdf)$/;
const FONT = /\.(?:woff2?|ttf|otf|eot)$/;

export function budgetOf(kind) {
  return REGISTERS.has(kind) ? BUDGETS.register : BUDGETS.reading;
}

/** Loads the page and weighs everything that it asked the site for. */
export async function weigh(browserPage, server, folder, page) {
  forget(browserPage);
  await browserPage.goto(server.address(page), { waitUntil: "load" });
  // The icon is fetched some time after the page, so it is counted by its link and not by whether it came yet.
  const icon = await browserPage.evaluate(() => [...document.querySelectorAll("link[rel=icon]")].map((link) => link.href));
  const asked = [...new Set([...browserPage.notes.requested, ...icon])].filter((address) => address.startsWith(server.origin));
  const files = asked.map((address) => decodeURIComponent(new URL(address).pathname).slice(1));
  const counted = files.filter((file) => !CONTENT.test(file));
  const bytes = (ending) => counted.filter((file) => file.endsWith(ending)).reduce((sum, file) => sum + packed(folder, file), 0);
  const total = counted.reduce((sum, file) => sum + packed(folder, file), 0);
  return {
    page, kind: kindOf(folder, page), requests: counted.length, html: packed(folder, page), css: bytes(".css"), js: bytes(".js"), total,
    fonts: files.filter((file) => FONT.test(file)),
  };
}

/** A file that is asked for and is not there weighs nothing; that it is missing is found elsewhere. */
function packed(folder, file) {
  if (!existsSync(path.join(folder, file))) return 0;
  return gzipSync(readFileSync(path.join(folder, file)), { level: 6 }).length;
}

/** What is over its budget, in words. */
export function tooHeavy(weight) {
  const budget = budgetOf(weight.kind);
  const over = ["total", "css", "js", "requests"].filter((name) => weight[name] > budget[name]);
  return [
    ...over.map((name) => `${weight.kind}: ${name} ${weight[name]} of ${budget[name]}`),
    ...weight.fonts.map((font) => `${weight.kind}: loads the font file ${font}`),
  ];
}

/** Lines for the log: the heaviest page of each template. */
export function table(name, weights) {
  const shown = (bytes) => (bytes / KB).toFixed(1).padStart(6);
  const heaviest = new Map();
  for (const weight of weights) {
    if (!heaviest.has(weight.kind) || heaviest.get(weight.kind).total < weight.total) heaviest.set(weight.kind, weight);
  }
  const rows = [...heaviest.values()].sort((one, other) => other.total - one.total).map((weight) =>
    `${weight.kind.padEnd(11)} ${shown(weight.total)} ${shown(weight.html)} ${shown(weight.css)} ${shown(weight.js)} ${weight.requests}  ${weight.page}`);
  return [`${name}: KB with gzip`, "template     total   html    css     js requests", ...rows];
}
