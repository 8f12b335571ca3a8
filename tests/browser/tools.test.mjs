//! Reading tools: display choices, print, copying, reading aloud and the gallery in large. Each is tried as a reader
//! would, in the ways of showing pages in which it matters; what pages look like without any choice is tested elsewhere.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, openPage } from "./support/browser.mjs";
import { accessibility, noteworthy, overflow } from "./support/checks.mjs";
import { walk } from "./support/keyboard.mjs";
import { printSheet } from "./support/paper.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, PLACED_MOUNT, representatives } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";

const BULLETIN = "tin/2026/11/day-du.html";
const PLAIN = "gioi-thieu.html";
const NARROW = { width: 320, height: 640 };

let browser;
let complete;
before(async () => {
  browser = await launch();
  complete = await serve(folderOf("complete"));
});
after(async () => {
  await browser?.close();
  await complete?.close();
});

/** Opens a page of the complete site in a context of its own. `prepare` runs in it before any script of the page. */
async function open(address, { prepare, ...options } = {}) {
  const page = await openPage(browser, options);
  if (prepare) await page.addInitScript(prepare);
  await page.goto(address.includes(":") ? address : complete.address(address));
  return page;
}

const close = (page) => page.context().close();

/** Presses display buttons: `{ size: "3", scheme: "dark" }`; what is not named goes back to the usual. */
async function choose(page, choices) {
  const panel = page.locator(".display");
  if ((await panel.getAttribute("open")) === null) await panel.locator("summary").click();
  for (const name of ["size", "scheme", "contrast"]) {
    await page.check(`.display input[name="${name}"][value="${choices[name] ?? ""}"]`);
  }
}

/** The look of the page: ground, letters and their size. */
function look(page) {
  return page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return { ground: style.backgroundColor, letters: style.color, size: parseFloat(style.fontSize) };
  });
}

/** Writes down how <html> was marked when the body began, which is before anything can be painted. */
function noteFirstMarks() {
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    window.firstMarks = Object.assign({}, document.documentElement.dataset);
  }).observe(document, { childList: true, subtree: true });
}

test("choices change the page at once and stand on the next page before its first paint", async () => {
  const page = await open(BULLETIN, { prepare: noteFirstMarks, colorScheme: "light" });
  const usual = await look(page);
  await choose(page, { size: "2", scheme: "dark", contrast: "more" });
  const chosen = await look(page);
  assert.equal(chosen.size, usual.size * 1.5);
  assert.notEqual(chosen.ground, usual.ground);
  await page.goto(complete.address("chi-tieu/index.html"));
  assert.deepEqual(await page.evaluate(() => window.firstMarks), { size: "2", scheme: "dark", contrast: "more", script: "" });
  assert.deepEqual(await look(page), chosen);
  assert.ok(await page.locator('.display input[name="size"][value="2"]').isChecked());
  await choose(page, {});
  assert.deepEqual(await look(page), usual);
  none(noteworthy(page, complete.origin));
  assert.deepEqual(await page.context().cookies(), []);
  await close(page);
});

test("choices are kept from file to file", async () => {
  const folder = folderOf("complete");
  const page = await open(pathToFileURL(path.join(folder, BULLETIN)).href, { colorScheme: "dark" });
  await choose(page, { scheme: "light" });
  const chosen = await look(page);
  await page.goto(pathToFileURL(path.join(folder, "don-vi/index.html")).href);
  assert.deepEqual(await look(page), chosen);
  assert.equal(chosen.ground, "rgb(255, 255, 255)");
  none(noteworthy(page, pathToFileURL(folder).href));
  await close(page);
});

test("another tab follows", async () => {
  const page = await open(BULLETIN);
  const other = await page.context().newPage();
  await other.goto(complete.address(PLAIN));
  await choose(page, { size: "3" });
  await other.waitForFunction(() => document.documentElement.dataset.size === "3");
  assert.ok(await other.locator('.display input[name="size"][value="3"]').evaluate((input) => input.checked));
  await close(page);
});

test("where the browser refuses to store, a choice holds for the page and nothing fails", async () => {
  const refuse = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  const page = await open(BULLETIN, { prepare: refuse, colorScheme: "light" });
  const usual = await look(page);
  await choose(page, { scheme: "dark", size: "1" });
  assert.notEqual((await look(page)).ground, usual.ground);
  assert.equal((await look(page)).size, usual.size * 1.25);
  none(page.notes.complaints);
  await close(page);
});

test("what lies in the store of an older or foreign page does no harm", async () => {
  for (const text of ["{", "5", "null", '{"size":"9","scheme":["dark"],"contrast":null}', '"dark"']) {
    const page = await open(BULLETIN, { prepare: `try { localStorage.setItem("bantin-display", ${JSON.stringify(text)}) } catch (none) {}` });
    const marks = await page.evaluate(() => Object.assign({}, document.documentElement.dataset));
    none(about(text, page.notes.complaints));
    assert.deepEqual(marks, { script: "" }, text);
    await close(page);
  }
});

test("chosen dark is the device's dark, and chosen light its light, down to every colour", async () => {
  const colours = (page) => page.evaluate(() => {
    const rules = [...document.styleSheets[0].cssRules].flatMap((rule) => [rule, ...(rule.cssRules ?? [])]);
    const names = new Set(rules.flatMap((rule) => [...(rule.style ?? [])].filter((name) => name.startsWith("--"))));
    const style = getComputedStyle(document.documentElement);
    return [...names].map((name) => `${name}: ${style.getPropertyValue(name).trim()}`);
  });
  for (const [scheme, device] of [["dark", "light"], ["light", "dark"]]) {
    const wished = await open(BULLETIN, { colorScheme: scheme });
    const chosen = await open(BULLETIN, { colorScheme: device });
    const before = await colours(chosen);
    await choose(chosen, { scheme });
    assert.deepEqual(await colours(chosen), await colours(wished), scheme);
    assert.notDeepEqual(before, await colours(chosen));
    await Promise.all([wished, chosen].map(close));
  }
});

// Every button is pressed in one of these, each against a device that wishes the opposite.
const PRESSED = [
  { size: "1", scheme: "dark" },
  { size: "2", scheme: "light", contrast: "more" },
  { size: "3", scheme: "dark", contrast: "more" },
  { contrast: "more" },
  { size: "3", scheme: "light" },
];

for (const viewport of [NARROW, { width: 768, height: 1024 }, { width: 1280, height: 900 }]) {
  test(`with every display button pressed no rule of accessibility is broken, at ${viewport.width} px`, async () => {
    const complaints = [];
    for (const address of [BULLETIN, "index.html", "chi-tieu/index.html", "chi-so/par-index.html", PLAIN]) {
      const page = await open(address, { viewport });
      for (const choices of PRESSED) {
        await page.emulateMedia({ colorScheme: choices.scheme === "dark" ? "light" : "dark" });
        await choose(page, choices);
        const where = `${address} ${JSON.stringify(choices)}`;
        complaints.push(...about(where, await accessibility(page)), ...about(where, await overflow(page)));
        await page.locator(".display summary").click();
        complaints.push(...about(where, await accessibility(page)));
      }
      await close(page);
    }
    none(complaints);
  });
}

for (const name of ["sample", "complete"]) {
  test(`site ${name}: the largest letters fit into 320 and 640 px on every template`, async () => {
    const folder = folderOf(name);
    const server = await serve(folder);
    const page = await openPage(browser, { viewport: NARROW });
    await page.addInitScript(() => localStorage.setItem("bantin-display", '{"size":"3"}'));
    const complaints = [];
    for (const address of representatives(folder)) {
      await page.goto(server.address(address));
      assert.ok((await look(page)).size >= 32, "the letters are twice as large");
      for (const width of [320, 640]) {
        await page.setViewportSize({ width, height: 640 });
        complaints.push(...about(`${address} (${width} px)`, await overflow(page)));
      }
    }
    await close(page);
    await server.close();
    none(complaints);
  });
}

test("the keyboard opens the panel, changes a choice and leaves it, and nothing is covered on the way", async () => {
  const page = await open(BULLETIN, { viewport: NARROW });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Hiển thị");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.size), "1");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".display").getAttribute("open"), null);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Hiển thị");
  await page.keyboard.press("Enter");
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".display")), null, "Tab leaves the panel");
  assert.equal(await page.locator(".display").getAttribute("open"), null, "the panel closes behind the focus");
  for (const address of [BULLETIN, PLAIN]) {
    await page.goto(complete.address(address));
    none(about(address, await walk(page)));
  }
  await close(page);
});

test("without JavaScript there is no control that does nothing", async () => {
  for (const address of [BULLETIN, PLAIN, "van-ban/index.html", "index.html"]) {
    const page = await open(address, { javaScriptEnabled: false });
    const controls = page.locator("button:visible, input:visible, .tools:visible, dialog:visible");
    const shown = await controls.evaluateAll((found) => found.map((control) => control.outerHTML));
    const dead = shown.filter((html) => !/<input id="q"|<button type="submit"/.test(html));
    none(about(address, dead));
    assert.ok(shown.length >= 2, "the search is there");
    await close(page);
  }
});

test("on paper the page is black on white in its usual size, whatever was chosen", async () => {
  for (const address of [BULLETIN, "chi-tieu/index.html", PLAIN]) {
    const page = await open(address, { colorScheme: "light" });
    await choose(page, { scheme: "dark", contrast: "more", size: "3" });
    none(about(address, await printSheet(page)));
    await close(page);
  }
});

test("what is folded is opened for printing and folded again; what a reader opened stays open", async () => {
  const page = await open(BULLETIN);
  const state = () => page.locator("main details").evaluateAll((found) => found.map((details) => details.open));
  await page.locator("main details:not([open]) > summary").first().click();
  const before = await state();
  assert.ok(before.includes(true) && before.includes(false));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.ok((await state()).every(Boolean), "everything is open on paper");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.deepEqual(await state(), before);
  await close(page);
});

test("the print button prints", async () => {
  const page = await open(BULLETIN, { prepare: () => { window.printed = 0; window.print = () => { window.printed += 1; }; } });
  await page.getByRole("button", { name: "In trang" }).click();
  assert.equal(await page.evaluate(() => window.printed), 1);
  await close(page);
});

/** What a reader would paste. */
async function pasted(page) {
  await page.locator("#q").fill("");
  await page.locator("#q").focus();
  await page.keyboard.press("Control+V");
  return page.locator("#q").inputValue();
}

for (const [way, prepare] of [
  ["the clipboard", undefined],
  ["a selection, where there is no clipboard", () => Object.defineProperty(navigator, "clipboard", { value: undefined })],
  ["a selection, where the clipboard refuses", () => { navigator.clipboard.writeText = () => Promise.reject(new Error("no")); }],
]) {
  test(`the address is copied by ${way}, and that is said`, async () => {
    const page = await open(`${BULLETIN}#chi-tieu`, { prepare, permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Sao chép liên kết" }).click();
    await page.getByText("Đã sao chép liên kết").waitFor();
    assert.equal(await page.locator('.page-tools [role="status"]').innerText(), "Đã sao chép liên kết");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Sao chép liên kết");
    assert.equal(await pasted(page), complete.address(BULLETIN));
    none(noteworthy(page, complete.origin));
    await close(page);
  });
}

test("a site that knows its address shares that one; files without an address share none", async () => {
  const share = () => { navigator.share = async (data) => { window.shared = data; }; };
  const server = await serve(folderOf("placed"), PLACED_MOUNT);
  const page = await open(server.address(PLAIN), { prepare: share });
  await page.getByRole("button", { name: "Chia sẻ" }).click();
  const shared = await page.evaluate(() => window.shared);
  assert.deepEqual(shared, { title: await page.title(), url: `http://127.0.0.1${PLACED_MOUNT}${PLAIN}` });
  await close(page);
  await server.close();
  const file = await open(pathToFileURL(path.join(folderOf("complete"), PLAIN)).href, { prepare: share });
  assert.deepEqual(await file.locator(".page-tools button:visible").allInnerTexts(), ["In trang"]);
  await close(file);
});

test("without a share sheet there is no button for it", async () => {
  const page = await open(PLAIN, { prepare: () => { delete Navigator.prototype.share; } });
  assert.equal(await page.locator('[data-tool="share"]').isVisible(), false);
  assert.equal(await page.locator('[data-tool="copy"]').isVisible(), true);
  await close(page);
});

/** A speaking device: `voices` are its voices; `speech.end()` ends the sentence that is being read. */
function speakingDevice(voices) {
  const speech = { said: [], current: null, cancelled: 0, end: () => speech.current?.onend?.({}) };
  window.speech = speech;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const synthesis = {
    voices,
    getVoices: () => synthesis.voices,
    speak: (utterance) => { speech.current = utterance; speech.said.push(utterance.text); },
    cancel: () => {
      speech.cancelled += 1;
      const stopped = speech.current;
      speech.current = null;
      // Some browsers say "end" and some "error" of a sentence that was cut off; neither may go on reading.
      stopped?.onerror?.({});
      stopped?.onend?.({});
    },
    onvoiceschanged: null,
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
}

const VIETNAMESE = [
  { lang: "en-US", localService: true, name: "English" },
  { lang: "vi-VN", localService: false, name: "far" },
  { lang: "vi-VN", localService: true, name: "near" },
];

/** A page with such a device; the script runs before those of the page. */
function openSpeaking(address, voices, options = {}) {
  return open(address, { ...options, prepare: `(${speakingDevice})(${JSON.stringify(voices)})` });
}

test("the article is read sentence by sentence, with pause, going on and stop, and its place is marked", async () => {
  const page = await openSpeaking(PLAIN, VIETNAMESE);
  const said = () => page.evaluate(() => window.speech.said);
  const marked = () => page.locator(".reading").allInnerTexts();
  const title = await page.locator("h1").innerText();
  await page.getByRole("button", { name: "Nghe đọc" }).click();
  assert.equal((await said()).length, 1, "one sentence at a time");
  assert.equal((await said())[0].replace(/\s/g, " "), title.replace(/\s/g, " "));
  assert.deepEqual(await marked(), [title]);
  assert.equal(await page.evaluate(() => window.speech.current.voice.name), "near", "a voice of the device comes first");
  none(await accessibility(page));

  await page.evaluate(() => window.speech.end());
  const second = (await said())[1];
  await page.getByRole("button", { name: "Tạm dừng" }).click();
  assert.equal((await said()).length, 2, "a cancelled sentence does not start the next");
  await page.getByRole("button", { name: "Đọc tiếp" }).click();
  assert.deepEqual((await said()).slice(1), [second, second], "the sentence that was cut off is read anew");

  await page.getByRole("button", { name: "Dừng đọc" }).click();
  assert.deepEqual(await marked(), []);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Nghe đọc");
  assert.equal(await page.getByRole("button", { name: "Dừng đọc" }).isVisible(), false);

  await page.getByRole("button", { name: "Nghe đọc" }).click();
  for (let count = 0; count < 500 && (await marked()).length > 0; count += 1) await page.evaluate(() => window.speech.end());
  assert.deepEqual(await marked(), [], "reading comes to its end");
  assert.ok(await page.getByRole("button", { name: "Nghe đọc" }).isVisible());
  none(page.notes.complaints);
  await close(page);
});

test("of a table only the caption is read, of notes and contents nothing; no sentence is long", async () => {
  const page = await openSpeaking(PLAIN, VIETNAMESE);
  // The bulletin with everything in it has a recording and no button, so its article is shown on another page.
  await page.evaluate(async (address) => {
    const html = await (await fetch(address)).text();
    const article = new DOMParser().parseFromString(html, "text/html").querySelector("main > .prose");
    const last = document.createElement("p");
    last.textContent = `TP.\u00a0Cao Lãnh có 1.234 hồ sơ. ${"Một câu rất dài không có dấu chấm ".repeat(20)}`;
    article.append(last);
    document.querySelector("main > .prose").replaceWith(article);
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.append(Object.assign(document.createElement("p"), { textContent: "Đơn vị này đã kết thúc hoạt động." }));
    document.querySelector("main").prepend(notice);
  }, complete.address(BULLETIN));
  await page.getByRole("button", { name: "Nghe đọc" }).click();
  for (let count = 0; count < 500 && await page.locator(".reading").count() > 0; count += 1) await page.evaluate(() => window.speech.end());
  const said = await page.evaluate(() => window.speech.said);
  const all = said.join(" ");
  assert.equal(said[0], "Đơn vị này đã kết thúc hoạt động.", "a notice comes first");
  for (const text of ["Bảng 1: Số hồ sơ", "Mục thứ nhất", "Lời trích dẫn.", "việc chưa xong"]) assert.ok(all.includes(text), `${text} is not read`);
  for (const text of ["1.234 hồ sơ.", "TP."]) assert.ok(said.some((line) => line.includes("Cao Lãnh") && line.includes(text)), `${text} is torn`);
  for (const text of ["Chú giải cuối trang", "Mục lục", "↩"]) assert.ok(!all.includes(text), `${text} is read`);
  const cells = await page.locator("main > .prose td").allInnerTexts();
  assert.ok(cells.length > 3);
  none(cells.filter((cell) => cell.length > 1 && said.includes(cell)).map((cell) => `the cell ${cell} is read`));
  assert.ok(Math.max(...said.map((line) => line.length)) <= 200);
  await close(page);
});

test("leaving the page ends the reading", async () => {
  const page = await openSpeaking(PLAIN, VIETNAMESE);
  await page.getByRole("button", { name: "Nghe đọc" }).click();
  const before = await page.evaluate(() => window.speech.cancelled);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
  assert.equal(await page.evaluate(() => window.speech.cancelled), before + 1);
  assert.equal(await page.locator(".reading").count(), 0);
  await close(page);
});

test("the button to listen comes with a voice of the page's language and not without", async () => {
  const page = await openSpeaking(PLAIN, [VIETNAMESE[0]]);
  const button = page.locator('[data-tool="listen"]');
  assert.equal(await button.isVisible(), false, "an English voice cannot read Vietnamese");
  await page.evaluate((voices) => {
    speechSynthesis.voices = voices;
    speechSynthesis.onvoiceschanged();
  }, VIETNAMESE);
  assert.equal(await button.isVisible(), true, "voices may arrive late");
  await close(page);
  const english = await openSpeaking("about.html", VIETNAMESE);
  assert.equal(await english.locator('[data-tool="listen"]').isVisible(), true);
  await english.locator('[data-tool="listen"]').click();
  assert.equal(await english.evaluate(() => window.speech.current.voice.lang), "en-US");
  await close(english);
  const silent = await open(PLAIN, { prepare: () => Object.defineProperty(window, "speechSynthesis", { value: undefined }) });
  assert.equal(await silent.locator('[data-tool="listen"]').isVisible(), false);
  assert.equal(await silent.locator('[data-tool="print"]').isVisible(), true);
  await close(silent);
});

test("a recording stands instead of the voice of the device", async () => {
  const page = await openSpeaking(BULLETIN, VIETNAMESE);
  assert.equal(await page.getByRole("button", { name: "Nghe đọc" }).count(), 0);
  assert.ok(await page.locator("audio[controls]").isVisible());
  await close(page);
});

for (const [where, address] of [
  ["on a server", () => complete.address(BULLETIN)],
  ["as files", () => pathToFileURL(path.join(folderOf("complete"), BULLETIN)).href],
]) {
  test(`the gallery opens in large and is used with the keyboard, ${where}`, async () => {
    const page = await open(address(), { viewport: NARROW });
    const dialog = page.getByRole("dialog", { name: "Hình ảnh" });
    const links = page.locator(".gallery a");
    const number = dialog.getByRole("status");
    await links.nth(0).focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor();
    assert.equal(await number.innerText(), "Ảnh 1/2");
    assert.equal(await dialog.locator("img").getAttribute("alt"), "Ô vuông màu xanh");
    assert.equal(await dialog.locator("figcaption").innerText(), "Ảnh thứ nhất");
    none(await overflow(page));
    // From the file system the checker itself would ask for the style sheet, which browsers refuse.
    if (page.url().startsWith("http")) none(await accessibility(page));
    assert.ok(await dialog.locator("img").evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
    await page.keyboard.press("ArrowRight");
    assert.equal(await number.innerText(), "Ảnh 2/2");
    assert.equal(await dialog.locator("img").getAttribute("alt"), "Ô vuông màu đỏ");
    assert.equal(await dialog.locator("figcaption").innerText(), "Ảnh thứ hai");
    await page.keyboard.press("ArrowRight");
    assert.equal(await number.innerText(), "Ảnh 1/2");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Escape");
    assert.equal(await dialog.isVisible(), false);
    const focused = await page.evaluate(() => [...document.querySelectorAll(".gallery a")].indexOf(document.activeElement));
    assert.equal(focused, 1, "the focus is on the picture that was seen last");
    await links.nth(0).click();
    await dialog.getByRole("button", { name: "Sau" }).click();
    assert.equal(await number.innerText(), "Ảnh 2/2");
    await dialog.getByRole("button", { name: "Đóng" }).click();
    assert.equal(await dialog.isVisible(), false);
    none(page.notes.complaints);
    await close(page);
  });
}

test("the gallery in large takes a smaller picture where there is one, and never shows a picture larger than it is", async () => {
  const page = await open(BULLETIN);
  const small = page.locator(".gallery img").first();
  const source = await small.evaluate((image) => {
    image.setAttribute("srcset", `${image.getAttribute("src")}?nho 480w`);
    return image.getAttribute("srcset");
  });
  await page.locator(".gallery a").first().click();
  const large = page.getByRole("dialog", { name: "Hình ảnh" }).locator("img");
  await large.evaluate((image) => image.decode());
  assert.equal(await large.getAttribute("srcset"), source);
  assert.match(await large.evaluate((image) => image.currentSrc), /\?nho$/);
  assert.ok((await large.boundingBox()).width <= Number(await small.getAttribute("width")));
  await page.keyboard.press("ArrowRight");
  const next = await page.locator(".gallery img").nth(1).getAttribute("srcset");
  assert.equal(await large.getAttribute("srcset"), next, "nothing of the picture before stays");
  await close(page);
});

test("without JavaScript a picture of the gallery is a link to its file", async () => {
  const page = await open(pathToFileURL(path.join(folderOf("complete"), BULLETIN)).href, { javaScriptEnabled: false });
  const targets = await page.locator(".gallery a").evaluateAll((links) => links.map((link) => link.href));
  assert.equal(targets.length, 2);
  for (const target of targets) assert.ok(existsSync(fileURLToPath(target)), target);
  await close(page);
});

test("nothing moves on the page when the tools appear", async () => {
  const watch = () => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
      .observe({ type: "layout-shift", buffered: true });
  };
  for (const viewport of [NARROW, { width: 1280, height: 900 }]) {
    const page = await open(PLAIN, { prepare: watch, viewport });
    assert.ok(await page.locator(".page-tools").isVisible());
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
    await close(page);
  }
});
