//! The five bulletins of the sample site: what a reader must find on each, as written in `content/bulletins/`. The
//! table below was copied from the sources by hand, so a mistake of the compiler cannot repeat itself here.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, pagesOf } from "./support/sites.mjs";

const NO_DATA = "Chưa có số liệu";
const NO_NUMBER = "Nguồn không nêu số";

const BULLETINS = [
  {
    page: "tin/2021/10/cao-lanh-ke-hoach-2021-2030.html",
    heading: "Thành phố Cao Lãnh có kế hoạch cải cách hành chính đến năm 2030",
    published: "06/10/2021",
    decision: { kind: "Quyết định", number: "1954/QĐ-UBND", date: "06/10/2021", issuer: "UBND thành phố Cao Lãnh" },
    plan: { title: "Kế hoạch cải cách hành chính thành phố Cao Lãnh giai đoạn 2021 - 2030", period: "2021 – 2030" },
    counts: { "Số chỉ tiêu": "4", "Số giải pháp": "5" },
    targets: [
      ["phấn đấu tăng 5% so với năm trước hoặc tốp 5 cả tỉnh", "hằng năm"],
      ["> 90% hằng năm", "hằng năm"],
      ["Chỉ số chuyển đổi số thuộc tốp 5 các huyện, thành phố của tỉnh vào năm 2025", "đến năm 2025"],
      ["Phấn đấu đưa Chỉ số chuyển đổi số vào tốp 3 các huyện, thành phố của tỉnh vào năm 2030", "đến năm 2030"],
    ],
    texts: ["1389/QĐ-UBND-HC", "11/09/2021", "kết thúc hoạt động ngày 30/06/2025", "phường Mỹ Ngãi"],
  },
  {
    page: "tin/2021/10/hong-ngu-chin-mo-hinh-2021-2026.html",
    heading: "Hồng Ngự thử chín mô hình phục vụ người dân đến năm 2026",
    published: "25/10/2021",
    decision: {
      kind: "Quyết định", number: "2120/QĐ-UBND-HC", date: "25/10/2021", issuer: "Chủ tịch UBND thành phố Hồng Ngự",
    },
    plan: { title: "Kế hoạch thực hiện các mô hình cải cách hành chính giai đoạn 2021 - 2026", period: "2021 – 2026" },
    counts: { "Số chỉ tiêu": "4", "Số mô hình": "9" },
    targets: [
      ["góp phần cải thiện đến năm 2026", "đến năm 2026"],
      ["góp phần cải thiện đến năm 2026", "đến năm 2026"],
      ["Góp phần nâng kết quả PAR INDEX của thành phố", "đến năm 2026"],
      ["Góp phần nâng kết quả SIPAS", "đến năm 2026"],
    ],
    texts: ["Tổng đài thông tin Dịch vụ công 1022", "Hiểu dân để đồng hành", "phường Thường Lạc"],
  },
  {
    page: "tin/2021/11/can-tho-cai-thien-chi-so-2021.html",
    heading: "Cần Thơ năm 2021: ba mục tiêu điểm số và thứ hạng cho PAR INDEX, SIPAS, PAPI",
    published: "10/11/2021",
    decision: { kind: "Kế hoạch", number: NO_NUMBER, date: "Không nêu", issuer: "thành phố Cần Thơ" },
    plan: { title: "Kế hoạch cải thiện Chỉ số PAR Index, SIPAS, PAPI trong năm 2021", period: "2021" },
    counts: { "Số chỉ tiêu": "3", "Số nhóm nhiệm vụ": "nguồn nêu 24, bài liệt kê 15" },
    targets: [
      ["PAR INDEX năm 2021 từ 86% trở lên và đứng trong nhóm 15 tỉnh", "đến năm 2021"],
      ["SIPAS năm 2021 từ 88% trở lên và đứng trong nhóm 25 tỉnh", "đến năm 2021"],
      ["PAPI năm 2021 từ 45 điểm trở lên và đứng trong nhóm 20 tỉnh", "đến năm 2021"],
    ],
    texts: ["83,76", "84,14", "42,88", "37/63", "38/63", "29/63", "Kiểm soát tham nhũng trong bộ máy chính quyền"],
  },
  {
    page: "tin/2021/01/ke-hoach-cchc-cap-tinh-2021.html",
    heading: "Kế hoạch năm 2021 của một tỉnh: mọi thủ tục hành chính phải được công khai kịp thời",
    published: "05/01/2021",
    decision: { kind: "Quyết định", number: "4003/QĐ-UBND", date: "31/12/2020", issuer: "UBND một tỉnh" },
    plan: { title: "Kế hoạch công tác cải cách hành chính năm 2021", period: "2021" },
    counts: { "Số chỉ tiêu": "9", "Số nhóm nhiệm vụ": "6", "Số giải pháp": "5" },
    targets: [
      ["Giữ vững và nâng thứ hạng PCI của tỉnh", "đến năm 2021"],
      ["Giữ vững và nâng thứ hạng PAPI của tỉnh", "đến năm 2021"],
      ["Thứ hạng PAR INDEX được cải thiện căn bản", "đến năm 2021"],
      ["Thứ hạng SIPAS được cải thiện căn bản", "đến năm 2021"],
      ["Thứ hạng ICT INDEX được cải thiện căn bản", "đến năm 2021"],
      ["100% văn bản quy phạm pháp luật mà UBND tỉnh ban hành", "đến năm 2021"],
      ["công khai kịp thời trên Cơ sở dữ liệu quốc gia", "đến năm 2021"],
      ["100% văn bản có sai phạm", "đến năm 2021"],
      ["100% thủ tục hành chính, dịch vụ công", "đến năm 2021"],
    ],
    texts: ["1464/QĐ-UBND", "01/06/2020"],
  },
  {
    page: "tin/2023/01/tay-ninh-ke-hoach-2023.html",
    heading: "Thành phố Tây Ninh đặt sáu chỉ tiêu cải cách hành chính cho năm 2023",
    published: "17/01/2023",
    decision: { kind: "Quyết định", number: NO_NUMBER, date: "Không nêu", issuer: "Chủ tịch UBND thành phố Tây Ninh" },
    plan: { title: "Kế hoạch cải cách hành chính năm 2023 trên địa bàn thành phố Tây Ninh", period: "2023" },
    counts: { "Số chỉ tiêu": "6", "Số nhóm nhiệm vụ": "7", "Số nhiệm vụ": "nguồn nêu 44, bài liệt kê 0" },
    targets: [
      ["Làm xong toàn bộ nhiệm vụ cải cách hành chính của năm 2023", "đến năm 2023"],
      ["Phấn đấu giữ PAR INDEX ở tốp 3", "đến năm 2023"],
      ["Hơn 95% người dân hài lòng", "đến năm 2023"],
      ["99% hồ sơ được giải quyết đúng hẹn", "đến năm 2023"],
      ["Dịch vụ công trực tuyến, thanh toán trực tuyến và chứng thực điện tử đều trên 80%", "đến năm 2023"],
      ["Hơn 90% hồ sơ thủ tục hành chính được số hóa", "đến năm 2023"],
    ],
    texts: ["Phòng Nội vụ thành phố", "hằng tháng", "phường Tân Ninh"],
  },
];

let browser;
let server;
let page;
before(async () => {
  browser = await launch();
  server = await serve(folderOf("sample"));
  page = await openPage(browser);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A no-break space is a matter of layout, tested there; here words are compared. */
function plain(text) {
  return text.replace(/[\u00a0\u2060\s]+/gu, (gap) => (gap === "\u2060" ? "" : " ")).trim();
}

/** What the page shows, read from its structure: definition lists, table rows, all text. */
async function read() {
  const shown = await page.evaluate(() => {
    const facts = (box) => [...box.querySelectorAll("dl.facts > div")].map((pair) =>
      [pair.querySelector("dt").innerText, pair.querySelector("dd").innerText]);
    const rows = [...document.querySelectorAll("#chi-tieu tbody tr")];
    return {
      heading: document.querySelector("h1").innerText,
      published: document.querySelector("main time").innerText,
      decision: facts(document.querySelector(".decision")),
      plan: facts(document.querySelector(".plan")),
      planTitle: document.querySelector(".plan h2").innerText,
      targets: rows.map((row) => ({
        id: row.id,
        statement: row.querySelector("th[scope=row]").innerText,
        due: row.querySelector('[data-label="Thời hạn"]').innerText,
        status: row.querySelector(".status").innerText,
        reason: row.querySelector("details p")?.textContent ?? "",
      })),
      text: document.querySelector("main").textContent,
    };
  });
  return { ...shown, decision: Object.fromEntries(shown.decision), plan: Object.fromEntries(shown.plan) };
}

test("the sample site has these five bulletins and no other", () => {
  const pages = pagesOf(folderOf("sample")).filter((file) => /^tin\/\d{4}\/\d{2}\/[^/]*[a-z][^/]*\.html$/.test(file));
  const bulletins = pages.filter((file) => !file.endsWith("/index.html"));
  assert.deepEqual(bulletins, BULLETINS.map((bulletin) => bulletin.page).sort());
});

for (const bulletin of BULLETINS) {
  test(`${bulletin.page} shows its decision, its plan and its targets`, async () => {
    await page.goto(server.address(bulletin.page));
    const shown = await read();
    assert.equal(plain(shown.heading), bulletin.heading);
    assert.equal(plain(shown.published), bulletin.published);

    assert.equal(plain(shown.decision["Loại văn bản"]), bulletin.decision.kind);
    assert.equal(plain(shown.decision["Số, ký hiệu"]), bulletin.decision.number);
    assert.equal(plain(shown.decision["Ngày ban hành"]), bulletin.decision.date);
    assert.ok(plain(shown.decision["Cơ quan ban hành"]).includes(bulletin.decision.issuer), "the issuer");

    assert.equal(plain(shown.planTitle), bulletin.plan.title);
    assert.equal(plain(shown.plan["Giai đoạn"]), bulletin.plan.period);
    for (const [label, value] of Object.entries(bulletin.counts)) {
      assert.equal(plain(shown.plan[label] ?? "missing"), value, label);
    }

    assert.equal(shown.targets.length, bulletin.targets.length, "the number of targets");
    for (const [place, [statement, due]] of bulletin.targets.entries()) {
      const target = shown.targets[place];
      assert.ok(plain(target.statement).includes(statement), `${plain(target.statement)} should hold ${statement}`);
      assert.equal(plain(target.due), due);
      // None of the five sources gives a result for a due period, and silence is neither success nor failure.
      assert.ok(plain(target.status).endsWith(NO_DATA), `${target.id} is ${target.status}`);
      assert.ok(plain(target.reason).length > 20, `${target.id} gives no reason for its status`);
      assert.match(target.id, /^chi-tieu-[a-z0-9-]+$/);
    }
    const text = plain(shown.text);
    for (const expected of bulletin.texts) {
      assert.ok(text.includes(expected), `the page does not say "${expected}"`);
    }
  });
}

test("the register holds the 26 targets of the five bulletins, each linked to its row", async () => {
  const expected = BULLETINS.reduce((sum, bulletin) => sum + bulletin.targets.length, 0);
  assert.equal(expected, 26);
  await page.goto(server.address("chi-tieu/index.html"));
  const links = await page.locator("main tbody th a[href*='#chi-tieu-']").evaluateAll((found) =>
    found.map((link) => link.getAttribute("href")));
  assert.equal(links.length, expected);
  assert.equal(new Set(links).size, expected);
});

test("the four states are told apart by sign and word", async () => {
  const complete = await serve(folderOf("complete"));
  await page.goto(complete.address("tin/2026/11/day-du.html"));
  const shown = await page.locator("#chi-tieu tbody .status").allInnerTexts();
  assert.deepEqual(shown.map(plain), ["✓ Đạt", "✗ Chưa đạt", "… Đang thực hiện", "– Chưa có số liệu"]);
  await complete.close();
});
