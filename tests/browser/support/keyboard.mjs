//! The keyboard's way through a page: what each press of Tab reaches and whether a reader sees where the focus is.
//! Takes an open page, gives complaints. Which pages are walked is left to the tests.

/** The first press reaches the skip link, which appears; Enter leads behind the menus. */
export async function skipLink(page) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("Tab");
  const complaints = await page.evaluate(() => {
    const link = document.activeElement;
    const target = link?.getAttribute?.("href");
    if (!target?.startsWith("#") || !document.querySelector(target)?.matches("main")) {
      return [`the first Tab reaches <${link?.localName}>, not a link to <main>`];
    }
    const box = link.getBoundingClientRect();
    const shown = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.width > 20 && box.height > 20;
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return shown && link.contains(hit) ? [] : ["the skip link has the focus and cannot be seen"];
  });
  if (complaints.length > 0) {
    return complaints;
  }
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const behind = await page.evaluate(() => !document.activeElement.closest("header"));
  return behind ? [] : ["after the skip link the next Tab is still in the header"];
}

/** Everything that can be used is reached in the order of the page, is seen, and shows a frame. */
export async function walk(page) {
  const expected = await page.evaluate(() => {
    const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], " +
      "video[controls], [tabindex='0']";
    const found = [...document.querySelectorAll(usable)].filter((element) =>
      !element.disabled && element.checkVisibility({ visibilityProperty: true }));
    found.forEach((element, place) => { element.walked = place; });
    document.activeElement?.blur();
    scrollTo(0, 0);
    return found.length;
  });
  const reached = new Set();
  const complaints = [];
  // Players have several stops of their own, so the walk may be longer than the list.
  for (let step = 0; step < expected * 2 + 20 && reached.size < expected; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(look);
    if (stop === null) {
      break;
    }
    reached.add(stop.place);
    complaints.push(...stop.complaints);
  }
  if (reached.size < expected) {
    complaints.push(`Tab reaches ${reached.size} of ${expected} links and controls`);
  }
  return [...new Set(complaints)];
}

/** Runs in the page: the focused element's place in the list and what is wrong with how it shows itself. */
function look() {
  const element = document.activeElement;
  if (!element || element === document.body) {
    return null;
  }
  const complaints = [];
  const name = `<${element.localName}> "${(element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 40)}"`;
  const style = getComputedStyle(element);
  // A player hands the focus to its own buttons, and the browser frames those.
  const framed = element.matches("audio, video") || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  if (!framed) complaints.push(`${name} shows no frame when focused`);
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const inView = boxes.filter((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
  if (inView.length === 0) {
    complaints.push(`${name} has the focus outside the window`);
  } else if (boxes.length === inView.length) {
    const seen = inView.some((box) => {
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return hit && (element.contains(hit) || hit.contains(element));
    });
    if (!seen) complaints.push(`${name} is covered when focused`);
  }
  return { place: element.walked ?? -1, complaints };
}
