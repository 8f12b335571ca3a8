//! The readers' display buttons, whatever they are: takes an open page and presses each button of its tools area in turn.
//! What the page looks like then is judged elsewhere.

const CONTROLS = ".tools [aria-pressed], .tools input[type=radio]";

/** Presses each display button and calls `then(name)` after each; gives how many were pressed. */
export async function pressEach(page, then) {
  const tools = page.locator(CONTROLS);
  const total = await tools.count();
  let pressed = 0;
  for (let place = 0; place < total; place += 1) {
    // The controls may lie in a box that is folded, and a press may fold it again.
    await page.evaluate(() => document.querySelectorAll("details.tools, .tools details").forEach((box) => { box.open = true; }));
    const control = tools.nth(place);
    if (!(await control.isVisible())) continue;
    const name = await control.evaluate((element) => (element.labels?.[0] ?? element).textContent.trim() || element.getAttribute("aria-label"));
    await control.evaluate((element) => element.click());
    pressed += 1;
    await then(name);
  }
  return pressed;
}
