//! The HTML as its checkers read it: html-validate with its recommended rules in this process, and the W3C's own checker
//! (vnu) in one Java process for all files. Takes folders and addresses, gives complaints. Nothing is shown here.

import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";
import vnu from "vnu-jar";
import { textOf } from "./sites.mjs";

const LONGEST_ANSWER = 256 * 1024 * 1024;
// A command line takes some hundred thousand letters; the addresses of a site may be more.
const FILES_AT_ONCE = 1000;

const checker = new HtmlValidate({ root: true, extends: ["html-validate:recommended"] });

/** html-validate's recommended rules on each page. */
export async function validated(folder, pages) {
  const complaints = [];
  for (const page of pages) {
    complaints.push(...await checked(page, textOf(folder, page)));
  }
  return complaints;
}

/** The same rules on a text, such as a page that scripts have changed. */
export async function checked(name, html) {
  const report = await checker.validateString(html, name);
  return report.results.flatMap((result) => result.messages).map((message) => {
    const severity = message.severity === 2 ? "" : " (warning)";
    return { where: `${name}:${message.line}`, what: `${message.ruleId}: ${message.message}${severity}` };
  });
}

/** What the W3C's checker calls an error; the files are those of `[folder, pages]` pairs. */
export async function standards(sites) {
  const files = sites.flatMap(([folder, pages]) => pages.map((page) => path.join(folder, page)));
  const complaints = [];
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    complaints.push(...await askChecker(files.slice(start, start + FILES_AT_ONCE)));
  }
  return complaints;
}

async function askChecker(files) {
  const options = ["-Xss4m", "-jar", vnu, "--errors-only", "--format", "json", "--stdout", "--exit-zero-always", ...files];
  const { stdout } = await promisify(execFile)("java", options, { maxBuffer: LONGEST_ANSWER });
  const places = new Map(files.map((file) => [pathToFileURL(file).href, file]));
  return JSON.parse(stdout).messages.map((message) => ({
    where: `${places.get(message.url)?.split("/").slice(-4).join("/") ?? message.url}:${message.lastLine ?? "?"}`,
    what: `${message.subType ?? message.type}: ${message.message}`,
  }));
}
