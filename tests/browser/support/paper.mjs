//! The page on paper: takes an open page, gives complaints about its print sheet. Screens are the matter of
//! `checks.mjs`.

/** The sheet of official papers: nothing to press, black on white, table heads on every page, the address at the end. */
export async function printSheet(page) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const complaints = await page.evaluate(() => {
    const found = [];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const expect = (holds, complaint) => holds || found.push(complaint);
    for (const control of document.querySelectorAll("form, header nav, button, input, .skip, nav.crumbs, audio, video")) {
      expect(!shown(control), `<${control.localName} class="${control.className}"> is printed`);
    }
    const ground = getComputedStyle(document.body).backgroundColor;
    expect(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(ground), `the ground is ${ground}`);
    const dark = [...document.body.querySelectorAll("*")].filter((element) => shown(element) && !element.closest("svg"));
    for (const element of dark) {
      const style = getComputedStyle(element);
      const hasText = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
      const shade = style.color.match(/[\d.]+/g).slice(0, 3).map(Number);
      const pale = hasText && Math.max(...shade) > 110;
      expect(!pale, `<${element.localName} class="${element.className}"> is printed in ${style.color}`);
    }
    for (const head of document.querySelectorAll("main table thead")) {
      const display = getComputedStyle(head).display;
      expect(!shown(head) || display === "table-header-group", `a table head is a ${display}`);
    }
    for (const row of document.querySelectorAll("main tbody tr")) {
      expect(getComputedStyle(row).breakInside.startsWith("avoid"), "a row of a table may be split");
    }
    const family = getComputedStyle(document.body).fontFamily;
    expect(/serif/i.test(family) && !/sans-serif/i.test(family), `printed in ${family}`);
    expect(Math.abs(parseFloat(getComputedStyle(document.body).fontSize) - (13 * 96) / 72) < 0.5, "not printed in 13 pt");
    const box = document.querySelector(".decision");
    expect(!box || shown(box), "the decision box is not printed");
    for (const status of document.querySelectorAll("main .status")) {
      expect(shown(status) && status.textContent.trim().length > 2, "a status word is not printed");
    }
    const address = document.querySelector(".print-address");
    expect(address && shown(address) && address.textContent.length > 10, "the page's address is not printed");
    return [...new Set(found)];
  });
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  return complaints;
}

/** The size of the first sheet of the page's PDF, in points. A4 is 595 by 842. */
export async function sheetSize(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const box = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/.exec(pdf);
  return box ? [Math.round(Number(box[1])), Math.round(Number(box[2]))] : null;
}
