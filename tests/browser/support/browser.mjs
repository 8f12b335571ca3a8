//! Chromium for the tests: takes nothing but the machine's browser, gives fresh pages that note down everything they
//! ask for and everything they complain about. The profile is a new temporary folder, the network ends at the
//! loopback interface. Judging what was noted is left to the checks.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const FLAGS = [
  // The sandbox needs rights that containers lack; the pages are our own.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--no-first-run",
  "--hide-scrollbars",
  // Whatever a page names, nothing but this machine answers.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** The size of letters that stands for a reader who doubled it in the browser's settings. */
export const DOUBLE_TEXT = ["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"];

function executable() {
  const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = candidates.find((candidate) => candidate && existsSync(candidate));
  if (!found) {
    throw new Error("no Chromium: install Debian's package `chromium`, or name the program in the variable CHROMIUM");
  }
  return found;
}

/** Starts Chromium with a temporary profile; `flags` are added to the usual ones. */
export function launch(flags = []) {
  return chromium.launch({ executablePath: executable(), headless: true, args: [...FLAGS, ...flags] });
}

/**
 * Opens an empty page in a context of its own. The options are Playwright's (viewport, colorScheme, javaScriptEnabled…).
 * Gives the page with `notes`: console errors, page errors, failed or refused requests, and the addresses asked for.
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.notes = { complaints: [], requested: [] };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      page.notes.complaints.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (failure) => page.notes.complaints.push(`script: ${failure.message}`));
  page.on("request", (request) => page.notes.requested.push(request.url()));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // The icon is fetched late; leaving the page before it came is no fault of the page.
    if (reason !== "net::ERR_ABORTED") {
      page.notes.complaints.push(`request failed: ${request.url()} (${reason})`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== "document") {
      page.notes.complaints.push(`answer ${response.status()}: ${response.url()}`);
    }
  });
  return page;
}

/** Forgets what was noted so far, before the next address is opened in the same page. */
export function forget(page) {
  page.notes.complaints.length = 0;
  page.notes.requested.length = 0;
}
