//! The search page as a reader uses it: asked from elsewhere and here, filtered, ordered, walked by keyboard, gone back to
//! and handed on as an address; from a server below a path under the strict policy, and from a folder on a disk.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, openPage } from "./support/browser.mjs";
import { noteworthy } from "./support/checks.mjs";
import { ask, BOX, documents, offered, openFilters, PAGE, phrase, QUESTIONS, settled, statusOf, still, titles, told, wrongCounts } from "./support/search.mjs";
import { serve } from "./support/server.mjs";
import { folderOf } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";

const MOUNT = "/c/d/";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(folderOf("sample"), MOUNT);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const WAYS = {
  http: { address: (file) => server.address(file), origin: () => server.origin + MOUNT },
  file: { address: (file) => pathToFileURL(path.join(folderOf("sample"), "x")).href.slice(0, -1) + file, origin: () => pathToFileURL(folderOf("sample")).href },
};

/** Opens a file of the sample; `then` uses it; in the end nothing was complained about and nothing asked for outside. */
async function visit(way, file, then, options = {}) {
  const page = await openPage(browser, options);
  await page.goto(WAYS[way].address(file));
  await then(page);
  const complaints = noteworthy(page, WAYS[way].origin());
  await page.context().close();
  none(complaints);
}

/** The state in the address, wherever it stands. */
function stateOf(page) {
  const { search, hash } = new URL(page.url());
  const given = hash.startsWith("#?") ? hash.slice(1) : search;
  return Object.fromEntries(new URLSearchParams(given));
}

const state = (page, expected) => page.waitForFunction((wanted) => {
  const given = location.hash.startsWith("#?") ? location.hash.slice(1) : location.search;
  return JSON.stringify(Object.fromEntries(new URLSearchParams(given))) === wanted;
}, JSON.stringify(expected));

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);

test("the same questions have the same answers, passages and marks from a server and from a disk", async () => {
  const answers = {};
  for (const way of Object.keys(WAYS)) {
    await visit(way, PAGE, async (page) => {
      answers[way] = [];
      for (const question of QUESTIONS) {
        await ask(page, question);
        await still(page);
        answers[way].push({ question, ...await told(page) });
      }
    });
  }
  assert.deepEqual(answers.file, answers.http);
  const found = answers.http.filter(({ hits }) => hits.length > 0);
  assert.deepEqual(answers.http.filter(({ hits }) => hits.length === 0).map(({ question }) => question), ["zzzqqq"]);
  assert.ok(found.every(({ hits }) => hits.some(({ marks }) => marks.length > 0)), "a question without a marked word");
});

test("a question has the same answer first and after all others", async () => {
  await visit("http", PAGE, async (page) => {
    const answer = async (question) => {
      await ask(page, question);
      await still(page);
      return told(page);
    };
    const first = await answer(QUESTIONS[0]);
    for (const question of QUESTIONS) await ask(page, question);
    assert.deepEqual(await answer(QUESTIONS[0]), first);
  });
});

for (const way of Object.keys(WAYS)) {
  test(`${way}: the form in the head of any page leads here with its words`, async () => {
    await visit(way, "chi-so/par-index.html", async (page) => {
      await page.fill("#q", "cao lanh");
      await page.press("#q", "Enter");
      await page.waitForURL(/tim-kiem\.html/);
      await settled(page);
      assert.equal(await page.inputValue(BOX), "cao lanh");
      assert.deepEqual(stateOf(page), { q: "cao lanh" });
      assert.ok((await titles(page)).length > 0);
    });
  });

  test(`${way}: the slash leads to the box, not from within a field, not with a modifier, not when turned off`, async () => {
    await visit(way, "chi-so/par-index.html", async (page) => {
      await page.keyboard.press("/");
      assert.equal(await focused(page), "q");
      await page.keyboard.type("a/b");
      assert.equal(await page.inputValue("#q"), "a/b");
      await page.goto(WAYS[way].address(`${PAGE}?q=sipas`));
      await settled(page);
      await page.keyboard.press("Control+/");
      assert.notEqual(await focused(page), "tu-khoa");
      await page.keyboard.press("/");
      assert.equal(await focused(page), "tu-khoa");
      assert.equal(await page.evaluate(() => getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)), "sipas");
      await page.locator(".display summary").click();
      await page.check('.display input[name="keys"][value="off"]');
      await page.locator("h1").click();
      await page.keyboard.press("/");
      assert.notEqual(await focused(page), "tu-khoa");
      await page.goto(WAYS[way].address("index.html"));
      await page.keyboard.press("/");
      assert.notEqual(await focused(page), "q");
    });
  });

  test(`${way}: words, filters and order stand in the address; back, forward, reload and a copy of it bring them again`, async () => {
    await visit(way, PAGE, async (page) => {
      const seen = [];
      const note = async (expected) => {
        await state(page, expected);
        await settled(page);
        await still(page);
        seen.push({ expected, ...await told(page), address: page.url() });
      };
      await ask(page, "cải cách hành chính");
      await note({ q: "cải cách hành chính" });
      await openFilters(page);
      await page.selectOption("#loc-loai", "Chỉ tiêu");
      await note({ q: "cải cách hành chính", loai: "Chỉ tiêu" });
      await page.selectOption("#loc-don-vi", "thành phố Cao Lãnh");
      await note({ q: "cải cách hành chính", loai: "Chỉ tiêu", "don-vi": "thành phố Cao Lãnh" });
      await page.selectOption("#xep", "moi");
      await note({ q: "cải cách hành chính", loai: "Chỉ tiêu", "don-vi": "thành phố Cao Lãnh", xep: "moi" });
      const same = async (place) => {
        await state(page, seen[place].expected);
        await settled(page);
        await still(page);
        const { expected, address, ...before } = seen[place];
        assert.deepEqual(await told(page), before, `step ${place}: ${JSON.stringify(expected)}`);
        assert.equal(await page.inputValue(BOX), expected.q);
        assert.equal(await page.inputValue("#xep"), expected.xep ?? "");
        assert.equal(await page.inputValue("#loc-loai"), expected.loai ?? "");
        assert.equal(page.url(), address);
      };
      for (const place of [2, 1, 0]) {
        await page.goBack();
        await same(place);
      }
      for (const place of [1, 2, 3]) {
        await page.goForward();
        await same(place);
      }
      await page.reload();
      await same(3);
      const other = await page.context().newPage();
      await other.goto(seen[2].address);
      await settled(other);
      await still(other);
      const { expected, address, ...before } = seen[2];
      assert.deepEqual(await told(other), before);
      assert.deepEqual(stateOf(other), expected);
      assert.equal(other.url(), address);
    });
  });

  test(`${way}: what is typed in one go is one step back`, async () => {
    await visit(way, PAGE, async (page) => {
      await page.locator(BOX).pressSequentially("sipas", { delay: 20 });
      await state(page, { q: "sipas" });
      await settled(page);
      const found = await titles(page);
      assert.ok(found[0].includes("SIPAS"));
      await page.locator(BOX).pressSequentially(" tốp", { delay: 20 });
      await state(page, { q: "sipas tốp" });
      await page.goBack();
      await state(page, {});
      await settled(page, false);
      assert.equal(await page.inputValue(BOX), "");
      assert.ok(await page.locator(".browse").isVisible(), "the lists are there again");
      assert.equal(await page.locator(".hits > li").count(), 0);
    });
  });

  test(`${way}: a link inside the page leaves the question alone`, async () => {
    await visit(way, PAGE, async (page) => {
      await ask(page, "sipas");
      const before = await titles(page);
      await page.evaluate(() => { document.querySelector("a.skip").click(); });
      await page.waitForFunction(() => location.hash === "#noi-dung");
      await still(page);
      assert.equal(await page.inputValue(BOX), "sipas");
      assert.deepEqual(await titles(page), before);
    });
  });
}

test("more results come ten by ten, the focus goes to the first new one, and coming back finds as many", async () => {
  await visit("http", PAGE, async (page) => {
    await ask(page, "hành chính");
    const all = Number(/\d+/.exec(await statusOf(page))[0]);
    assert.ok(all > 20, `${all} results`);
    assert.equal((await titles(page)).length, 10);
    const first = await titles(page);
    await page.locator(".more-hits").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".hits h2").length === 20);
    assert.equal(await focused(page), (await titles(page))[10]);
    assert.ok(await page.evaluate(() => document.activeElement.matches(":focus-visible")), "the focus cannot be seen");
    assert.deepEqual((await titles(page)).slice(0, 10), first);
    await page.locator(".hits h2 a").nth(15).click();
    await page.waitForLoadState();
    await page.goBack();
    await settled(page);
    await page.waitForFunction(() => document.querySelectorAll(".hits h2").length === 20);
    for (let shown = 20; shown < all;) {
      await page.locator(".more-hits").click();
      shown = Math.min(all, shown + 10);
      await page.waitForFunction((count) => document.querySelectorAll(".hits h2").length === count, shown);
    }
    assert.ok(await page.locator(".more-hits").isHidden());
    const addresses = await page.locator(".hits h2 a").evaluateAll((links) => links.map((link) => link.href));
    assert.equal(new Set(addresses).size, all, "a result stands twice");
    for (const address of addresses) assert.equal((await fetch(address.split("#")[0])).status, 200, address);
  });
});

test("words are marked as they are spelled in the text", async () => {
  await visit("http", PAGE, async (page) => {
    for (const [question, mark] of [["cao lanh", "Cao Lãnh"], ["1954/qd-ubnd", "1954/QĐ-UBND"], ["SO HOA", "số hóa"], ["cchc", "cải cách hành chính"], ["my ngai", "Mỹ Ngãi"]]) {
      await ask(page, question);
      await still(page);
      const marks = (await told(page)).hits.flatMap((hit) => hit.marks);
      const joined = await page.evaluate(() => [...document.querySelectorAll(".hits > li")].map((line) => line.innerHTML.replace(/<\/mark>([/\-–\s])<mark>/g, "$1")).join());
      assert.ok(marks.includes(mark) || joined.includes(`<mark>${mark}</mark>`), `${question}: ${[...new Set(marks)].join(", ")}`);
    }
  });
});

test("a correction is said, and what was typed is one press away", async () => {
  await visit("http", PAGE, async (page) => {
    await ask(page, "caicach hanhchinh");
    const note = await page.locator(".search-note").textContent();
    assert.ok(note.startsWith(await phrase(page, "corrected", { q: "cai cach hanh chinh" })), note);
    const literal = page.getByRole("button", { name: await phrase(page, "literal", { q: "caicach hanhchinh" }) });
    await literal.click();
    await settled(page);
    assert.equal(await statusOf(page), await phrase(page, "none", { q: "caicach hanhchinh" }));
    assert.equal(await page.inputValue(BOX), "caicach hanhchinh");
  });
});

test("where nothing is found the page says what else to ask, and the lists stay", async () => {
  await visit("http", PAGE, async (page) => {
    await ask(page, "zzzqqq");
    assert.equal(await statusOf(page), await phrase(page, "none", { q: "zzzqqq" }));
    assert.ok(await page.locator(".browse").isVisible());
    await ask(page, "\"chính cách\"");
    assert.equal(await statusOf(page), await phrase(page, "none", { q: "\"chính cách\"" }));
    await page.getByRole("button", { name: await phrase(page, "unquote") }).click();
    await settled(page);
    assert.equal(await page.inputValue(BOX), "chính cách");
    assert.ok((await titles(page)).length > 0);
    await page.goto(server.address(`${PAGE}?q=sipas&loai=${encodeURIComponent("Đơn vị")}`));
    await settled(page);
    assert.equal((await titles(page)).length, 0);
    await page.locator(".search-note button").click();
    await settled(page);
    assert.deepEqual(stateOf(page), { q: "sipas" });
    assert.ok((await titles(page)).length > 0);
  });
});

test("a filter is named above the results and taken back there", async () => {
  await visit("http", `${PAGE}?q=sipas&loai=${encodeURIComponent("Chỉ tiêu")}&nam=2021`, async (page) => {
    await settled(page);
    assert.match(await page.locator(".search-narrowed").textContent(), /Chỉ tiêu.*2021/);
    await page.locator(".search-narrowed button").first().click();
    await settled(page);
    assert.deepEqual(stateOf(page), { q: "sipas", nam: "2021" });
    assert.equal(await focused(page), "tu-khoa");
    await openFilters(page);
    await page.locator(".search-filters .clear").click();
    await settled(page);
    assert.deepEqual(stateOf(page), { q: "sipas" });
  });
});

test("an unknown filter in the address finds nothing and can be taken back", async () => {
  await visit("http", `${PAGE}?q=sipas&don-vi=khong%20co&nam=constructor&loai=__proto__`, async (page) => {
    await settled(page);
    assert.equal((await titles(page)).length, 0);
    await openFilters(page);
    await page.locator(".search-note button").first().click();
    await settled(page);
    assert.ok((await titles(page)).length > 0);
  });
});

test("arrows lead from the box through the results and back", async () => {
  await visit("http", PAGE, async (page) => {
    await ask(page, "sipas");
    const found = await titles(page);
    await page.focus(BOX);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), found[0]);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), found[1]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "tu-khoa");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "tu-khoa");
    // Tab goes on from the box through button, filters and order to the results.
    const order = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press("Tab");
      order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.localName));
    }
    assert.deepEqual(order, ["button", "summary", "xep", "a"]);
  });
});

for (const [site, questions] of [["sample", ["cải cách hành chính", "cao lãnh", ""]], ["registers", ["hồ sơ trực tuyến", ""]], ["complete", ["par index", ""]]]) {
  test(`site ${site}: the counts of every filter are those of a count over all documents`, async () => {
    const local = await serve(folderOf(site));
    const page = await openPage(browser);
    await page.goto(local.address(PAGE));
    const complaints = [];
    for (const question of questions) {
      await ask(page, question);
      if (question === "") await page.locator(".search-filters").evaluate((details) => { details.open = false; });
      await openFilters(page);
      complaints.push(...about(question, await wrongCounts(page, folderOf(site), question)));
    }
    await page.context().close();
    await local.close();
    none(complaints);
  });
}

test("a filter that is chosen gives as many results as it said", async () => {
  await visit("http", PAGE, async (page) => {
    await ask(page, "hành chính");
    await openFilters(page);
    const complaints = [];
    for (const name of ["loai", "don-vi", "nam", "chi-so", "trang-thai", "van-ban", "linh-vuc", "chuyen-muc"]) {
      for (const [place, { value, count }] of (await offered(page, name)).entries()) {
        await page.locator(`#loc-${name}`).selectOption({ index: place + 1 });
        await settled(page);
        await still(page);
        const found = Number(/\d+/.exec(await statusOf(page))?.[0]);
        if (found !== count) complaints.push(`${name}=${value} says ${count} and gives ${found}`);
      }
      await page.locator(`#loc-${name}`).selectOption("");
      await settled(page);
    }
    none(complaints);
  });
});

test("the order by date is strictly by date, whatever was asked", async () => {
  const all = documents(folderOf("registers"));
  const local = await serve(folderOf("registers"));
  const page = await openPage(browser);
  for (const question of ["hồ sơ trực tuyến", "văn bản số 12", "xã Thử", "2021"]) {
    await page.goto(local.address(`${PAGE}?xep=moi&q=${encodeURIComponent(question)}`));
    await settled(page);
    const numbers = await page.evaluate(async (text) => {
      const index = window.bantinSearch.open(document.getElementById("tim").dataset.index);
      return (await window.bantinSearch.search(index, { text, newest: true })).hits.map(({ document: number }) => number);
    }, question);
    const days = numbers.map((number) => all[number].date.split("/").reverse().join("-"));
    assert.ok(days.length > 10, question);
    assert.deepEqual(days, days.toSorted().reverse(), question);
    await page.waitForFunction(() => document.querySelectorAll(".hits h2").length > 0);
    assert.deepEqual(await titles(page), numbers.slice(0, 10).map((number) => all[number].title));
    assert.equal(await page.locator(".hits-label").count(), 0, "no group of exact numbers stands first");
  }
  await page.context().close();
  await local.close();
});
