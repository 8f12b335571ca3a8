//! The measurements on a page that is shown: each function takes an open page and gives a list of complaints, empty
//! when all is well. They measure what the browser laid out, never how the theme is written, so a new theme can be
//! held to them too. `faults.test.mjs` proves that each one finds what it is for.

import axe from "axe-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Every rule of axe-core for WCAG 2.2 AA and good practice. */
export async function accessibility(page) {
  // Evaluated through the debugger, which the page's policy does not reach.
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(axe.source);
  }
  const violations = await page.evaluate(async (tags) => {
    const outcome = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return outcome.violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id} (${violation.help}): ${node.target.join(" ")} ${node.html}`));
  }, RULES);
  return violations.map((violation) => violation.slice(0, 400));
}

/** Nothing reaches over the edge of the page, and no text is cut off inside its own box. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const nameOf = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`;
    const visible = (element) => element.checkVisibility({ visibilityProperty: true });
    const scrolls = (element) => {
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return true;
      }
      return false;
    };
    const elements = [...document.body.querySelectorAll("*")].filter(visible);
    const cut = elements.filter((element) => {
      const style = getComputedStyle(element);
      const hides = ["hidden", "clip"].includes(style.overflowX) && style.clipPath === "none";
      return hides && element.textContent.trim() !== "" && element.scrollWidth > element.clientWidth + 1;
    });
    const complaints = cut.map((element) => `${nameOf(element)} cuts its text off`);
    const reach = document.documentElement.scrollWidth;
    if (reach > width) {
      const wide = elements.filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element));
      complaints.push(`the page is ${reach} px wide in ${width} px: ${wide.slice(0, 5).map(nameOf).join(", ")}`);
    }
    return complaints;
  });
}

/** The letter spacing, line height and paragraph spacing that WCAG 1.4.12 lets readers set. */
export function widenSpacing(page) {
  return page.evaluate(() => {
    // A constructed sheet is not an inline style, so the strict policy lets it pass.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }" +
      "p { margin-block-end: 2em !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/**
 * Numbers of documents, dates and ranges of years stay on one line, and the words before them do too ("số", "ngày",
 * "tháng", "năm", "TP."). What is longer than its whole line has no choice.
 */
export function brokenNumbers(page) {
  return page.evaluate(() => {
    // Joiners (U+2060) are one way to keep a number whole, so they may stand between its parts.
    const whole = [
      /\d+(?:\/\u2060?\d{4})?\/\u2060?[A-ZĐ]{2,}[A-Za-zĐđ0-9]*(?:-\u2060?[A-ZĐ][A-ZĐ0-9&]*)*/gu,
      /\b\d{1,2}\/\u2060?\d{1,2}\/\u2060?\d{4}\b/gu,
      /\b\d{4}[\s\u2060]*[-–][\s\u2060]*\d{4}\b/gu,
      /(?:số|ngày|tháng|năm)\s\d+/giu,
      /TP\.\s\p{Lu}/gu,
    ];
    const complaints = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.parentElement.checkVisibility() || text.parentElement.closest("code, pre, svg, .print-address")) continue;
      for (const match of whole.flatMap((pattern) => [...text.data.matchAll(pattern)])) {
        const range = document.createRange();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        const length = [...range.getClientRects()].reduce((sum, box) => sum + box.width, 0);
        const block = text.parentElement.closest("p, li, dd, dt, td, th, h1, h2, h3, h4, caption, a, div");
        if (tops.size > 1 && length <= block.clientWidth) {
          complaints.add(`"${match[0]}" breaks in <${block.localName}>: …${text.data.slice(0, match.index).slice(-30)}`);
        }
      }
    }
    return [...complaints];
  });
}

/** No interface word of the English theme on a page in Vietnamese. `english` holds those words in lower case. */
export function englishLabels(page, english) {
  return page.evaluate((words) => {
    const known = new Set(words);
    const complaints = [];
    const look = (value, element, where) => {
      const label = (value ?? "").trim().replace(/[\s:]+$/u, "");
      const foreign = element.closest("[lang]")?.lang !== "vi";
      if (!foreign && known.has(label.toLowerCase())) complaints.push(`"${label}" in ${where} of <${element.localName}>`);
    };
    for (const element of document.querySelectorAll("body, body *")) {
      // The value of a choice is for programs; that of a button is what readers see.
      const shown = element.matches("input:is([type=submit], [type=button], [type=reset])") ? ["value"] : [];
      for (const name of ["aria-label", "title", "placeholder", "alt", "data-label", ...shown]) {
        look(element.getAttribute(name), element, name);
      }
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE && !element.closest("code, pre, script")) look(child.data, element, "the text");
      }
    }
    return complaints;
  }, [...english]);
}

/** Letters for Vietnamese: the system's own face first, at least 16 px, open lines, no automatic hyphens. */
export function typography(page) {
  return page.evaluate(() => {
    const complaints = [];
    const body = getComputedStyle(document.body);
    const size = parseFloat(body.fontSize);
    const expect = (holds, complaint) => holds || complaints.push(complaint);
    expect(body.fontFamily.startsWith("system-ui"), `letters start with ${body.fontFamily}`);
    expect(size >= 16, `body text of ${size} px`);
    for (const paragraph of document.querySelectorAll("main p, main li")) {
      const style = getComputedStyle(paragraph);
      const ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
      expect(ratio >= 1.495 && ratio <= 1.605, `lines ${ratio.toFixed(2)} high in <${paragraph.localName}>`);
      expect(style.hyphens === "manual", `hyphens: ${style.hyphens} in <${paragraph.localName}>`);
      expect(parseFloat(style.fontSize) >= 14, `text of ${style.fontSize} in <${paragraph.localName}>`);
    }
    for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4)")) {
      const style = getComputedStyle(heading);
      const ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
      expect(ratio >= 1.245, `lines ${ratio.toFixed(2)} high in <${heading.localName}>`);
    }
    return [...new Set(complaints)];
  });
}

/** Resources that were asked for outside `origin`, and everything that the page complained about. */
export function noteworthy(page, origin) {
  const foreign = page.notes.requested
    .filter((address) => !address.startsWith(origin) && !address.startsWith("data:"))
    .map((address) => `a request left the site: ${address}`);
  return [...foreign, ...page.notes.complaints];
}

/** What the page left in the browser: cookies, and anything stored before the reader touched a control. */
export function leftBehind(page) {
  return page.evaluate(async () => {
    const kept = {
      "a cookie": document.cookie !== "",
      "something in localStorage": localStorage.length > 0,
      "something in sessionStorage": sessionStorage.length > 0,
      "a database": (await indexedDB.databases()).length > 0,
      "a service worker": (await navigator.serviceWorker.getRegistrations()).length > 0,
    };
    return Object.keys(kept).filter((name) => kept[name]).map((name) => `the page leaves ${name} behind`);
  });
}
