//! The registers of targets, tasks and documents as readers use them: filters with and without marks, counts as
//! filters, sorting, the state in the address, the download, long registers whose rows load on use, and the same pages
//! without a script, from the file system, and with data that is missing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { launch, openPage } from "./support/browser.mjs";
import { accessibility, noteworthy, overflow } from "./support/checks.mjs";
import { serve } from "./support/server.mjs";
import { filesOf, folderOf, pagesOf, textOf } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";

const LONG = "registers";
const FOLLOWING = new Intl.Collator("vi").compare;

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** Opens a page of a served site, hands it to `use`, and fails on everything that the page complained about. */
async function visit(name, address, use, options = {}) {
  const server = await serve(folderOf(name));
  const page = await openPage(browser, options);
  try {
    await page.goto(server.address(address));
    await use(page, server);
    none(options.mayComplain ? [] : noteworthy(page, server.origin));
  } finally {
    await page.context().close();
    await server.close();
  }
}

function targets() {
  return JSON.parse(textOf(folderOf(LONG), "chi-tieu/chi-tieu.json"));
}

/** The reference for folding, written apart from the script's own. */
function folded(text) {
  return [...text.normalize("NFD")].filter((letter) => !/\p{M}/u.test(letter)).join("")
    .replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase().replaceAll("\u00a0", " ");
}

/** Waits until the view says how many rows match, and gives the number. */
async function matching(page) {
  await page.waitForFunction(() => /phù hợp/.test(document.querySelector(".found").textContent));
  const said = await page.locator(".found").textContent();
  return said.startsWith("Không") ? 0 : Number(/Có ([\d.]+)/.exec(said)[1].replaceAll(".", ""));
}

/** All rows of the view, after "Xem thêm" is exhausted. */
async function allRows(page) {
  const more = page.locator(".register-view .more button");
  while (await more.isVisible()) await more.click();
  return page.locator(".register-view tbody tr").evaluateAll((rows) => rows.map((row) => ({
    title: row.querySelector("th a").textContent,
    link: row.querySelector("th a").getAttribute("href"),
    unit: row.querySelector(".trail span")?.textContent.replaceAll("\u00a0", " ") ?? "",
    cells: [...row.querySelectorAll("td")].map((cell) => cell.textContent.trim()),
  })));
}

/** The rows of a filtered address. */
async function rowsAt(page, server, query) {
  await page.goto(server.address(`chi-tieu/index.html?${query}`));
  await matching(page);
  return allRows(page);
}

const titles = (rows) => rows.map((row) => row.title.replaceAll("\u00a0", " "));

// Filters

test("a keyword finds rows with and without marks, in any case, and the rows of the data set", async () => {
  const expected = targets().filter((row) => folded(row.statement).includes("phan anh")).map((row) => row.statement);
  assert.ok(expected.length > 100);
  await visit(LONG, "chi-tieu/index.html", async (page) => {
    for (const keyword of ["phản ánh", "PHAN ANH", "Phan ánh "]) {
      await page.getByLabel("Từ khóa").fill(keyword);
      await page.waitForURL((url) => url.searchParams.get("tu-khoa") === keyword.trim());
      assert.equal(await matching(page), expected.length, keyword);
    }
    assert.deepEqual(titles(await allRows(page)).sort(), expected.sort());
    // The letter đ is no d with a mark for Unicode; readers type it as one.
    await page.getByLabel("Từ khóa").fill("dua van ban");
    await page.waitForURL(/dua/);
    const found = titles(await allRows(page));
    assert.ok(found.length > 0 && found.every((title) => /đưa văn bản/.test(title)), found[0]);
  });
});

test("filters narrow each other, and a due year loads the rows of that year only", async () => {
  const expected = targets().filter((row) => row.area === "so" && row.by?.startsWith("2026") && row.indicator === "sipas")
    .map((row) => row.statement);
  assert.ok(expected.length > 10);
  await visit(LONG, "chi-tieu/index.html", async (page) => {
    assert.deepEqual(page.notes.requested.filter((address) => address.includes("/loc/")), [], "loaded before it is used");
    await page.getByLabel("Năm đến hạn").selectOption("2026");
    await matching(page);
    await page.getByLabel("Lĩnh vực").selectOption("so");
    await page.getByLabel("Chỉ số").selectOption("sipas");
    await page.waitForFunction((count) => document.querySelector(".found").textContent.startsWith(`Có ${count} `), expected.length);
    assert.deepEqual(titles(await allRows(page)).sort(), expected.sort());
    const loaded = page.notes.requested.filter((address) => address.includes("/loc/"));
    assert.equal(loaded.length, 1);
    assert.match(loaded[0], /\/chi-tieu\/loc\/2026\.[0-9a-f]{10}\.js$/);
    await page.getByRole("button", { name: "Bỏ lọc" }).click();
    await page.locator(".register-rows").waitFor();
    assert.equal(await page.locator(".register-view").isVisible(), false);
    assert.equal(new URL(page.url()).search, "");
  });
});

test("too many units to choose from are typed: a whole name means itself, a part means all that have it", async () => {
  const rows = targets();
  await visit(LONG, "chi-tieu/index.html", async (page) => {
    const field = page.locator("[name=don-vi]");
    assert.equal(await field.evaluate((element) => element.localName), "input");
    for (const typed of ["xã Thử Đ 11", "xa thu d 11"]) {
      await field.fill(typed);
      await page.waitForURL((url) => url.searchParams.get("don-vi") === typed);
      assert.equal(await matching(page), rows.filter((row) => row.unit === "xa-thu-11").length, typed);
    }
    await field.fill("thử đ");
    await page.waitForURL(/th%E1%BB%AD\+%C4%91$/);
    await page.waitForFunction(() => document.querySelectorAll("datalist option").length > 100);
    assert.equal(await matching(page), rows.filter((row) => folded(row.unit_name).includes("thu d")).length);
  });
});

/** The script of the rows of 2026 with one unit renamed: its old name stands in the other years only. */
async function renameIn2026(page) {
  const file = filesOf(folderOf(LONG)).find((name) => name.startsWith("chi-tieu/loc/2026."));
  const body = textOf(folderOf(LONG), file).replace(/(xã[ \u00a0]Thử[ \u00a0]Đ[ \u00a0]11)"/gu, '$19"');
  assert.notEqual(body, textOf(folderOf(LONG), file));
  await page.route(/\/chi-tieu\/loc\/2026\./, (route) => route.fulfill({ contentType: "text/javascript", body }));
}

test("a typed name that is whole in some year is whole in all, and not a part of longer names elsewhere", async () => {
  const expected = targets().filter((row) => row.unit === "xa-thu-11" && !row.by?.startsWith("2026")).length;
  assert.ok(expected > 0);
  await visit(LONG, "chi-tieu/index.html", async (page) => {
    await renameIn2026(page);
    await page.locator("[name=don-vi]").fill("xã Thử Đ 11");
    assert.equal(await matching(page), expected);
  });
});

test("names to choose from are there when their field is entered, and grow with what is loaded", async () => {
  await visit(LONG, "chi-tieu/index.html", async (page) => {
    await renameIn2026(page);
    const names = () => page.locator("#don-vi-goi-y option").evaluateAll((options) =>
      options.map((option) => option.value.replaceAll("\u00a0", " ")));
    await page.getByLabel("Năm đến hạn").selectOption("2026");
    await matching(page);
    const few = await names();
    assert.ok(few.includes("xã Thử Đ 119") && !few.includes("xã Thử Đ 11"), few.join());
    await page.getByLabel("Năm đến hạn").selectOption("");
    await page.locator(".register-rows").waitFor();
    await page.locator("[name=don-vi]").focus();
    await page.waitForFunction((count) => document.querySelectorAll("#don-vi-goi-y option").length > count, few.length);
    assert.ok((await names()).includes("xã Thử Đ 11"));
  });
});

test("counts filter: one press shows the rows of a state, another takes it back, and the counts follow the filters", async () => {
  const rows = targets();
  await visit(LONG, "chi-tieu/index.html", async (page) => {
    const button = page.getByRole("button", { name: "Chưa đạt" });
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    await button.click();
    const missed = rows.filter((row) => row.status === "not_met");
    assert.equal(await matching(page), missed.length);
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    assert.ok((await allRows(page)).every((row) => row.cells.at(-1) === "✗ Chưa đạt"));
    const isAnswer = (row) => row.statement.includes("phản ánh");
    await page.getByLabel("Từ khóa").fill("phan anh");
    await page.waitForFunction((count) => document.querySelector(".found").textContent.startsWith(`Có ${count} `),
      missed.filter(isAnswer).length);
    const met = page.locator("li[data-state=met] strong");
    assert.equal(Number(await met.textContent()), rows.filter((row) => row.status === "met" && isAnswer(row)).length);
    await button.click();
    await page.waitForURL((url) => !url.searchParams.has("trang-thai"));
    assert.equal(await button.getAttribute("aria-pressed"), "false");
  });
});

test("the state stands in the address, opens from it, and the back button takes one step back", async () => {
  await visit(LONG, "chi-tieu/index.html", async (page, server) => {
    await page.getByLabel("Lĩnh vực").selectOption("tthc");
    await matching(page);
    await page.getByRole("button", { name: "Đang thực hiện" }).click();
    await page.getByLabel("Xếp theo").selectOption("-dieu-kien-dat");
    const query = new URL(page.url()).searchParams;
    assert.deepEqual(Object.fromEntries(query), { "trang-thai": "in_progress", "linh-vuc": "tthc", xep: "-dieu-kien-dat" });
    const before = titles(await allRows(page));
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has("xep"));
    assert.equal(await page.getByLabel("Xếp theo").inputValue(), "");
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has("trang-thai"));
    await page.goBack();
    await page.waitForURL((url) => url.search === "");
    await page.locator(".register-rows").waitFor();
    assert.equal(await page.getByLabel("Lĩnh vực").inputValue(), "");
    const opened = await rowsAt(page, server, query.toString());
    assert.deepEqual(titles(opened), before);
    assert.equal(await page.getByLabel("Lĩnh vực").inputValue(), "tthc");
    // What an old address names and the register does not have is left aside.
    await page.goto(server.address("chi-tieu/index.html?linh-vuc=khong-co&nam=1900&trang-thai=khong-co"));
    assert.equal(await page.locator("[data-column=state]").inputValue(), "");
    assert.equal(await page.getByLabel("Lĩnh vực").inputValue(), "");
    assert.ok(await page.locator(".register-rows").isVisible());
  });
});

// Order

test("texts are sorted as Intl.Collator('vi') sorts them, both ways, and equal ones keep the register's order", async () => {
  await visit(LONG, "chi-tieu/index.html", async (page, server) => {
    const up = titles(await rowsAt(page, server, "xep=chi-tieu&nam=2025"));
    assert.ok(up.length > 100);
    assert.deepEqual(up, [...up].sort(FOLLOWING));
    const down = titles(await rowsAt(page, server, "xep=-chi-tieu&nam=2025"));
    assert.deepEqual(down, [...down].sort((one, other) => FOLLOWING(other, one)));
    const byUnit = await rowsAt(page, server, "xep=don-vi&nam=2025");
    assert.deepEqual(byUnit.map((row) => row.unit), byUnit.map((row) => row.unit).sort(FOLLOWING));
    assert.ok(new Set(byUnit.map((row) => row.unit)).size > 50);
    const plain = await rowsAt(page, server, "nam=2025&linh-vuc=tthc");
    const byState = await rowsAt(page, server, "nam=2025&linh-vuc=tthc&xep=trang-thai");
    const order = ["✓ Đạt", "… Đang thực hiện", "✗ Chưa đạt", "– Chưa có số liệu"];
    const expected = order.flatMap((word) => plain.filter((row) => row.cells.at(-1) === word));
    assert.deepEqual(titles(byState), titles(expected));
  });
});

test("numbers are sorted by value, ranks after them from the first, and what is empty comes last both ways", async () => {
  await visit(LONG, "chi-tieu/index.html", async (page, server) => {
    const goals = async (query) => [...new Set((await rowsAt(page, server, query)).map((row) => row.cells[0].replaceAll("\u00a0", " ")))];
    assert.deepEqual(await goals("xep=dieu-kien-dat"), ["từ 75,5% trở lên", "trên 90%", "trên 100%", "tốp 5", "tốp 12", "Không nêu bằng số"]);
    assert.deepEqual(await goals("xep=-dieu-kien-dat"), ["tốp 12", "tốp 5", "trên 100%", "trên 90%", "từ 75,5% trở lên", "Không nêu bằng số"]);
    const results = (await rowsAt(page, server, "xep=ket-qua&nam=2025")).map((row) => row.cells[2]);
    const empty = results.indexOf("Chưa có");
    const values = results.slice(0, empty).map((text) => Number(/: ([\d,]+)%/.exec(text)[1].replace(",", ".")));
    assert.ok(values.length > 10);
    assert.deepEqual(values, [...values].sort((one, other) => one - other));
    assert.ok(results.slice(empty).every((text) => text === "Chưa có"));
    const dues = (await rowsAt(page, server, "xep=thoi-han")).map((row) => row.cells[1].replaceAll("\u00a0", " "));
    const runs = dues.filter((due, index) => due !== dues[index - 1]);
    assert.deepEqual(runs, ["đến năm 2025", "đến 31/3/2026", "đến năm 2026", "đến năm 2027", "đến năm 2030", "hằng năm"]);
  });
});

test("heads sort by keyboard, say so, and keep the focus where the page's table gives way to the view", async () => {
  await visit("sample", "chi-tieu/index.html", async (page) => {
    await page.locator(".register-rows thead button", { hasText: "Thời hạn" }).focus();
    await page.keyboard.press("Enter");
    await matching(page);
    const head = page.locator(".register-view th[aria-sort]");
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    await page.waitForFunction(() => document.activeElement?.closest(".register-view th")?.dataset.sort === "due");
    await page.keyboard.press("Enter");
    await page.waitForURL(/xep=-thoi-han/);
    await page.waitForFunction(() => document.querySelector(".register-view th[aria-sort=descending]"));
    assert.equal((await allRows(page)).length, 26);
  });
});

// Download

test("the download holds the rows shown, in their order, as a spreadsheet expects it", async () => {
  await visit(LONG, "chi-tieu/index.html?nam=2026&xep=chi-tieu&linh-vuc=so", async (page) => {
    const count = await matching(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Tải kết quả" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "chi-tieu.csv");
    const text = readFileSync(await download.path(), "utf8");
    assert.ok(text.startsWith("\ufeffChỉ tiêu,Đơn vị,Chỉ số,Lĩnh vực,Điều kiện đạt,Thời hạn,Kết quả,Trạng thái,Bản tin,Địa chỉ trang\r\n"), text.slice(0, 200));
    const lines = text.split("\r\n");
    assert.equal(lines.pop(), "");
    assert.equal(lines.length - 1, count);
    const rows = await allRows(page);
    const firstCells = lines.slice(1).map((line) => (line.startsWith('"') ? line.slice(1, line.indexOf('",')) : line.split(",")[0]));
    // One row begins with a sign that a spreadsheet would run.
    const isGuarded = (cell) => cell.startsWith("'=");
    assert.equal(firstCells.filter(isGuarded).length, 1);
    assert.deepEqual(firstCells.map((cell) => (isGuarded(cell) ? cell.slice(1) : cell)), titles(rows));
    // Opened from the desktop, the file must still lead to the page.
    assert.ok(lines[1].endsWith(`,${new URL(rows[0].link, page.url()).href}`), lines[1]);
  });
});

// The page around it

test("a hundred rows stand at first; the button adds more and puts the focus on the first new one", async () => {
  await visit(LONG, "chi-tieu/index.html?linh-vuc=the-che", async (page) => {
    const count = await matching(page);
    const rows = page.locator(".register-view tbody tr");
    assert.equal(await rows.count(), 100);
    await page.getByRole("button", { name: `Xem thêm (còn ${count - 100} dòng)` }).click();
    assert.equal(await rows.count(), 200);
    assert.ok(await rows.nth(100).locator("a").evaluate((link) => link === document.activeElement));
    // A text from the content stays a text.
    await page.goto(page.url().replace(/\?.*/, "?tu-khoa=ngoac+nhon"));
    await matching(page);
    assert.equal(titles(await allRows(page))[0], "<b>Chữ</b> có dấu ngoặc nhọn, dấu phẩy, thử 18");
    assert.equal(await page.locator(".register-view b").count(), 0);
  });
});

test("a link within the page leaves the view as it is", async () => {
  await visit(LONG, "chi-tieu/index.html?linh-vuc=the-che", async (page) => {
    await matching(page);
    await page.locator(".register-view .more button").click();
    assert.equal(await page.locator(".register-view tbody tr").count(), 200);
    await page.evaluate(() => new Promise((done) => {
      addEventListener("hashchange", () => setTimeout(done, 100));
      location.hash = "noi-dung";
    }));
    assert.equal(await page.locator(".register-view tbody tr").count(), 200);
  });
});

test("every row of the view leads to its row in the bulletin", async () => {
  await visit(LONG, "chi-tieu/index.html?nam=2030", async (page, server) => {
    await matching(page);
    const { link } = (await allRows(page))[0];
    await page.goto(new URL(link, server.address("chi-tieu/index.html")).href);
    assert.ok(await page.locator(`[id="${link.split("#")[1]}"]`).isVisible());
  });
});

for (const [name, address] of [["sample", "chi-tieu/index.html"], ["sample", "van-ban/index.html"], [LONG, "nhiem-vu/index.html"]]) {
  test(`site ${name}, ${address}: the view shows what the page's own rows say`, async () => {
    await visit(name, address, async (page, server) => {
      const own = await page.locator(".register-rows tbody tr:not(.group)").evaluateAll((rows) => rows.map((row) => ({
        title: row.querySelector("th a").textContent,
        link: row.querySelector("th a").getAttribute("href"),
        cells: [...row.querySelectorAll("td")].map((cell) => cell.textContent.trim()),
      })));
      assert.ok(own.length > 5);
      const first = address.startsWith("van-ban") ? "ngay-ban-hanh" : "thoi-han";
      await page.goto(server.address(`${address}?xep=${first}`));
      await matching(page);
      const shown = (await allRows(page)).map(({ title, link, cells }) => ({ title, link, cells }));
      const plain = (rows) => rows.map((row) => JSON.stringify(row).replaceAll("\u00a0", " ")).sort();
      assert.deepEqual(plain(shown), plain(own));
    });
  });
}

test("without a script the whole table is there, no control is, and long registers are reached by links", async () => {
  await visit("sample", "chi-tieu/index.html", async (page) => {
    assert.equal(await page.locator("main tbody tr:not(.group)").count(), 26);
    assert.equal(await page.locator("main :is(button, input, select, form, summary):visible").count(), 0);
  }, { javaScriptEnabled: false });
  await visit(LONG, "chi-tieu/index.html", async (page, server) => {
    const hrefs = (selector) => page.locator(selector).evaluateAll((links) => links.map((link) => link.href));
    assert.equal(await page.locator("main :is(button, input, select, form, summary):visible").count(), 0);
    const queue = await hrefs(".register-rows a");
    assert.equal(queue.length, 4);
    const rows = [];
    const seen = new Set();
    while (queue.length > 0) {
      const address = queue.shift();
      if (seen.has(address)) continue;
      seen.add(address);
      await page.goto(address);
      rows.push(...(await hrefs("main tbody tr:not(.group) th a")).map((href) => href.replace(`${server.origin}/`, "")));
      queue.push(...(await hrefs(".pages a[rel=next]")));
    }
    assert.equal(rows.length, 1200);
    assert.equal(new Set(rows).size, 1200);
    assert.equal(seen.size, 8);
  }, { javaScriptEnabled: false });
});

test("from the file system the filter works, although the address may not change", async () => {
  const page = await openPage(browser);
  await page.goto(pathToFileURL(path.join(folderOf(LONG), "chi-tieu/index.html")).href);
  await page.getByLabel("Lĩnh vực").selectOption("tthc");
  assert.equal(await matching(page), targets().filter((row) => row.area === "tthc").length);
  await page.locator(".register-view thead button").first().click();
  await page.waitForFunction(() => document.querySelector(".register-view [aria-sort]"));
  const shown = titles(await allRows(page));
  assert.deepEqual(shown, [...shown].sort(FOLLOWING));
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải kết quả" }).click()]);
  const line = readFileSync(await download.path(), "utf8").split("\r\n")[1];
  assert.match(line, /,tin\/[^,]+$/, "a path of this machine tells others nothing");
  const complaints = [...page.notes.complaints];
  await page.context().close();
  none(complaints);
});

test("a file that is missing or broken is named, the other rows are shown, and it is asked for again", async () => {
  const others = targets().filter((row) => !/^202[67]/.test(row.by ?? "") && row.area === "so").length;
  await visit(LONG, "chi-tieu/index.html", async (page) => {
    await page.route(/\/loc\/2026\./, (route) => route.abort());
    await page.route(/\/loc\/2027\./, (route) => route.fulfill({ contentType: "text/javascript", body: 'bantinRows({"title":["' }));
    await page.getByLabel("Lĩnh vực").selectOption("so");
    assert.equal(await matching(page), others);
    assert.match(await page.locator(".found").textContent(), /Không tải được dữ liệu của: 2027, 2026\./);
    await page.unrouteAll();
    await page.getByLabel("Xếp theo").selectOption("chi-tieu");
    await page.waitForFunction(() => !document.querySelector(".found").textContent.includes("Không tải"));
    assert.equal(await matching(page), targets().filter((row) => row.area === "so").length);
  }, { mayComplain: true });
});

test("printing shows all rows of the view and none of the controls", async () => {
  await visit(LONG, "chi-tieu/index.html?linh-vuc=the-che", async (page) => {
    const count = await matching(page);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator(".register-view tbody tr").count(), count);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("main :is(.filter, .found, .more, .register-rows):visible").count(), 0);
  });
});

test("the number of a long register's rows stays with its words", () => {
  const page = textOf(folderOf(LONG), "chi-tieu/2022/trang/2.html").replaceAll("&nbsp;", "\u00a0");
  assert.match(page, /tổng số\u00a0\d+\u00a0chỉ tiêu/);
});

/** A slow line: the filter's script and what follows the table come late, after the browser has painted the rest. */
async function serveSlowly(name, address) {
  const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
  const wait = (time) => new Promise((done) => { setTimeout(done, time); });
  const server = createServer(async (request, response) => {
    const file = decodeURIComponent(request.url.slice(1));
    const body = textOf(folderOf(name), file);
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
    if (/\/register\./.test(file)) await wait(400);
    const cut = file === address ? body.indexOf("</main>") : 0;
    response.write(body.slice(0, cut));
    if (cut) await wait(1200);
    response.end(body.slice(cut));
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  server.unref();
  return { url: `http://127.0.0.1:${server.address().port}/${address}`, close: () => server.close() };
}

for (const [name, address] of [["sample", "chi-tieu/index.html"], [LONG, "nhiem-vu/index.html"], ["sample", "van-ban/index.html"]]) {
  for (const width of [412, 1280]) {
    test(`site ${name}, ${address}, ${width} px: nothing moves when the filter and its buttons appear`, async () => {
      const server = await serveSlowly(name, address);
      const page = await openPage(browser, { viewport: { width, height: 900 } });
      await page.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((shift) =>
          `${shift.value}: ${shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.textContent).join(" | ")}`)))
          .observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(server.url);
      assert.ok(await page.locator(".filter summary").isVisible());
      assert.ok(await page.locator("[data-state] button").count() > 0);
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
      await page.context().close();
      server.close();
    });
  }
}

test("a theme whose page has no row to fill has no filter either", async () => {
  await visit("sample", "index.html", async (page, server) => {
    const body = textOf(folderOf("sample"), "chi-tieu/index.html").replace('class="register-template"', 'class="other"');
    await page.route(/\/chi-tieu\/index\.html$/, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
    await page.goto(server.address("chi-tieu/index.html"));
    assert.equal(await page.locator(".filter").isVisible(), false);
    assert.ok(await page.locator(".register-rows").isVisible());
  });
});

// The bar

test("with filters in use: axe finds nothing and nothing overflows, narrow and wide, light, dark and forced colours", async () => {
  const complaints = [];
  for (const [name, address] of [
    [LONG, "chi-tieu/index.html?trang-thai=met&xep=-chi-tieu"], ["sample", "van-ban/index.html?tu-khoa=ke+hoach"],
    [LONG, "nhiem-vu/index.html?tu-khoa=khong-co-gi"], [LONG, "chi-tieu/2022/trang/2.html"],
  ]) {
    await visit(name, address, async (page) => {
      if (address.includes("?")) await matching(page);
      for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "dark", forcedColors: "active" }]) {
        for (const width of [320, 768, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ forcedColors: null, ...media });
          const way = `${address} (${width} px ${Object.values(media).join(" ")})`;
          complaints.push(...about(way, [...await accessibility(page), ...await overflow(page)]));
        }
      }
    });
  }
  none(complaints);
});

test("a page of a register weighs at most 50 KB with its style sheet and scripts, its scripts 15 KB", () => {
  const complaints = [];
  for (const name of ["sample", "complete", LONG]) {
    const folder = folderOf(name);
    const weight = (file) => gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length;
    const sum = (files) => files.reduce((total, file) => total + weight(file), 0);
    const theme = filesOf(folder).filter((file) => file.startsWith("theme/"));
    const scripts = sum(theme.filter((file) => /\/(reader|register)\.[0-9a-f]+\.js$/.test(file)));
    const styles = sum(theme.filter((file) => file.endsWith(".css")));
    assert.ok(scripts > 0 && styles > 0);
    if (scripts > 15_000) complaints.push(`scripts of ${scripts} bytes`);
    for (const page of pagesOf(folder)) {
      if (!/<body class="page-(targets|tasks|decisions)"/.test(textOf(folder, page))) continue;
      const total = weight(page) + scripts + styles;
      if (total > 50_000) complaints.push(...about(page, [`${total} bytes`]));
    }
  }
  none(complaints);
});
