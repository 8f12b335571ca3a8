//! Whether eyes find the focus: takes an open page, compares pictures of each kind of link and
//! control with and without the focus. What is measured are pixels, so forced colours count as the reader sees them.

const ROOM = 8;
const USABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

/** Kinds of links and controls look alike all over a site; those in `known` were measured before. */
export async function focusContrast(page, judge, known = new Set()) {
  const complaints = [];
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  // After a press of Tab the browser shows the focus wherever a script moves it; `walk` is what tests Tab itself.
  await page.keyboard.press("Tab");
  const kinds = await page.evaluate(oneOfEachKind, USABLE);
  for (const { kind, place } of kinds.filter((found) => !known.has(found.kind))) {
    known.add(kind);
    const stop = await page.evaluate(focusOn, [USABLE, place, ROOM]);
    if (stop === null) continue;
    const focused = await page.screenshot({ clip: stop.clip });
    await page.evaluate(() => { globalThis.focusedBefore = document.activeElement; document.activeElement.blur(); });
    const plain = await page.screenshot({ clip: stop.clip });
    await page.evaluate(() => globalThis.focusedBefore.focus({ preventScroll: true }));
    const clear = await judge.evaluate(changedPixels, [focused, plain].map((picture) => `data:image/png;base64,${picture.toString("base64")}`));
    if (clear < stop.perimeter) {
      complaints.push(`${stop.name}: ${clear} pixels change by 3:1, a line around it has ${stop.perimeter}`);
    }
  }
  return complaints;
}

/** Runs in the page: the first of each kind of link and control that is shown, by its place among all of them. */
function oneOfEachKind(usable) {
  const kinds = new Map();
  [...document.querySelectorAll(usable)].forEach((element, place) => {
    if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) return;
    const area = element.closest("header, nav, main, footer") ?? document.body;
    const { parentElement: parent } = element;
    const kind = [area.localName, area.className, parent.localName, parent.className, element.localName, element.className].join(" ");
    if (!kinds.has(kind)) kinds.set(kind, place);
  });
  return [...kinds].map(([kind, place]) => ({ kind, place }));
}

/** Runs in the page: moves the focus there; says where to take its picture and how many pixels a thin line around it has. */
function focusOn([usable, place, room]) {
  const element = document.querySelectorAll(usable)[place];
  element.focus();
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const area = element.closest("header, nav, main, footer") ?? document.body;
  const name = `<${element.localName}> "${(element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 30)}" in <${area.localName}>`;
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const box = boxes.find((one) => one.top >= 0 && one.left >= 0 && one.bottom <= innerHeight && one.right <= innerWidth);
  // What is larger than the window has its frame outside.
  if (document.activeElement !== element || !box) return null;
  const x = Math.max(0, box.left - room);
  const y = Math.max(0, box.top - room);
  const clip = { x, y, width: Math.min(innerWidth, box.right + room) - x, height: Math.min(innerHeight, box.bottom + room) - y };
  return { name, clip, perimeter: Math.round(2 * (box.width + box.height)) };
}

/** Runs in the judge's own empty page: how many pixels differ by a contrast of 3:1 or more. */
async function changedPixels(addresses) {
  const [one, other] = await Promise.all(addresses.map(async (address) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    canvas.drawImage(picture, 0, 0);
    return canvas.getImageData(0, 0, picture.width, picture.height).data;
  }));
  const linear = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = (data, at) => 0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
  let count = 0;
  for (let at = 0; at < Math.min(one.length, other.length); at += 4) {
    const lights = [light(one, at), light(other, at)].sort((low, high) => low - high);
    if ((lights[1] + 0.05) / (lights[0] + 0.05) >= 3) count += 1;
  }
  return count;
}
