//! Whether eyes find the focus: takes an open page, walks it with Tab and compares pictures of each kind of link and
//! control with and without the focus. What is measured are pixels, so forced colours count as the reader sees them.

const ROOM = 8;
const STOPS = 400;

/** Kinds of links and controls look alike all over a site; those in `known` were measured before. */
export async function focusContrast(page, judge, known = new Set()) {
  const complaints = [];
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  for (let step = 0; step < STOPS; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describe, ROOM);
    if (stop === null) break;
    if (known.has(stop.kind) || stop.clip === null) continue;
    known.add(stop.kind);
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

/** Runs in the page: what has the focus, where to take its picture, and how many pixels a thin line around it has. */
function describe(room) {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const place = element.closest("header, nav, main, footer") ?? document.body;
  const kind = [place.localName, place.className, element.parentElement.localName, element.parentElement.className, element.localName, element.className].join(" ");
  const name = `<${element.localName}> "${(element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 30)}" in <${place.localName}>`;
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const box = boxes.find((one) => one.top >= 0 && one.left >= 0 && one.bottom <= innerHeight && one.right <= innerWidth);
  // A player has stops of its own, which the browser draws; what is larger than the window has its frame outside.
  if (!box || element.matches("audio, video")) return { kind, name, clip: null };
  const x = Math.max(0, box.left - room);
  const y = Math.max(0, box.top - room);
  const clip = { x, y, width: Math.min(innerWidth, box.right + room) - x, height: Math.min(innerHeight, box.bottom + room) - y };
  return { kind, name, clip, perimeter: Math.round(2 * (box.width + box.height)) };
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
