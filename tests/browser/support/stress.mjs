//! Sites that no office would write and every layout must survive: `node stress.mjs FOLDER` writes the content folders
//! `stress` (the longest, the most and the least of everything), `single` (one bulletin), `empty` (none) and `themed`
//! (the second theme of tests/theme). The same bytes on every machine: counters instead of chance, no clock. Building
//! is left to `tests/run`, judging to the tests. All content says that it is made up.

import { cpSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const NOTICE = "Trang kiểm thử: mọi tên gọi và số liệu đều là giả định.";

/** How much there is of everything; the tests count on these. */
export const AMOUNT = { targets: 200, tasks: 40, units: 200, categories: 60, bulletins: 120, years: 12 };

/** 120 letters without a place to break. */
export const LONG_WORD = "Thửnghiệmliềnmạch".repeat(8).slice(0, 120);
/** A title of 300 characters, the long word among them. */
export const LONG_TITLE = `Tiêu đề giả định ${LONG_WORD} ${"rất dài để xem trang chịu được đến đâu ".repeat(6)}`.slice(0, 299).trim() + "!";

/** Pages for which the tests ask by name. */
export const PAGES = {
  longTitle: "tin/2026/10/tieu-de-dai.html",
  manyTargets: "tin/2026/10/hai-tram-chi-tieu.html",
  bare: "tin/2026/10/toi-thieu.html",
  tables: "tin/2026/10/bang-dai.html",
  scripts: "tin/2026/10/chu-khac.html",
  replaced: "tin/2024/03/van-ban-bi-thay-the.html",
  repealed: "tin/2024/04/van-ban-bi-bai-bo.html",
  english: "tin/2026/10/english.html",
  dissolved: "don-vi/huyen-cu.html",
};

const pad = (number) => String(number).padStart(2, "0");
const each = (count, make) => Array.from({ length: count }, (_, place) => make(place + 1, place));

/** YAML is a superset of JSON, so no quoting can go wrong. */
function bulletin(front, body) {
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n${body}\n`;
}

const yaml = (entries) => Object.entries(entries).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join("");

function settings(title, more = {}) {
  return yaml({
    format: 1,
    title,
    description: "Trang chỉ dùng để kiểm thử, mọi số liệu đều là giả định.",
    notice: NOTICE,
    organisation: { name: "Cơ quan giả định", email: "hop-thu@example.org" },
    ...more,
  });
}

function units() {
  const communes = each(AMOUNT.units, (number) => [`xa-${number}`, { name: `xã Mẫu ${number}`, kind: "commune", parent: "tinh-mau" }]);
  const alphabet = ["Ân", "Ấp", "An", "Ăn", "Bà", "Đa", "Da", "Ê", "Em", "Ơ", "Ô", "O", "Ưu", "Ung", "Ý", "Y"];
  const letters = alphabet.map((name, place) => [`phuong-${place}`, { name: `phường ${name}`, kind: "ward", parent: "tinh-mau" }]);
  return {
    "tinh-mau": { name: "tỉnh Mẫu", kind: "province", aliases: ["tỉnh giả định"] },
    "huyen-cu": {
      name: "huyện Cũ", kind: "district", parent: "tinh-mau", valid_from: "1990-01-01", valid_to: "2025-06-30",
      successors: [{ unit: "xa-1", part: "part" }, { unit: "xa-2", part: "part" }, { unit: "xa-moi", part: "part" }],
      basis: "1/NQ-HĐND", aliases: ["huyện giả định"],
    },
    "huyen-truoc": {
      name: "huyện Trước", kind: "district", parent: "tinh-mau", valid_to: "1989-12-31",
      successors: [{ unit: "huyen-cu", part: "whole" }],
    },
    "xa-moi": { name: `xã Có Tên Rất Dài ${LONG_WORD}`, kind: "commune", parent: "tinh-mau", valid_from: "2025-07-01" },
    ...Object.fromEntries(letters),
    ...Object.fromEntries(communes),
  };
}

const INDICATORS = {
  "chi-so-mau": {
    name: "Chỉ số giả định có tên gọi dài để xem tiêu đề của biểu đồ và của bảng ngắt dòng ra sao",
    abbreviation: "CSGĐ", unit: "%", scale: [0, 100], direction: "up", publisher: "Cơ quan giả định",
  },
  "chi-so-trong": { name: "Chỉ số chưa có kết quả", unit: "điểm", scale: [0, 10], direction: "down" },
  "thoi-gian": { name: "Thời gian giải quyết trung bình", unit: "ngày", direction: "down" },
};

/** Thirty units over twelve years, with holes, ties and numbers of every length. */
function results() {
  const rows = each(30, (unit) => each(AMOUNT.years, (_, back) => {
    const score = `${50 + ((unit * 7 + back * 11) % 49)},${pad((unit * back) % 100)}`;
    const hole = (unit + back) % 9 === 0;
    return hole ? null : `xa-${unit},chi-so-mau,${2025 - back},"${score}",${1 + ((unit + back) % 30)},30,,,,,,số liệu giả định,`;
  })).flat().filter((row) => row !== null);
  const head = "unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note";
  return `${[head, ...rows, 'xa-1,thoi-gian,2025,"3,5",,,,,,,,số liệu giả định,'].join("\n")}\n`;
}

function target(number) {
  const kinds = [
    { indicator: "chi-so-mau", goal: "> 90%", by: 2020 + (number % 11), results: number % 3 ? [] : [{ year: 2024, value: "87,25", source: "số liệu giả định" }] },
    { indicator: "chi-so-mau", goal: "tốp 5", by: 2024, scope: "các xã của tỉnh", strength: "phấn đấu" },
    { statement: `Chỉ tiêu giả định số ${number} chỉ nêu bằng lời`, by: `31/12/${2025 + (number % 4)}` },
    { indicator: "thoi-gian", goal: "dưới 3 ngày", frequency: "hằng quý", baseline: { year: 2024, value: "4,5" }, note: "Ghi chú giả định" },
  ];
  const long = number === 7 ? ` ${LONG_WORD}` : "";
  return { id: `ct-${number}`, statement: `Chỉ tiêu giả định số ${number} về 1.234,5 hồ sơ${long}`, ...kinds[number % kinds.length] };
}

function task(number) {
  return {
    number, title: `Nhiệm vụ giả định thứ ${number}${number === 3 ? ` ${LONG_WORD}` : ""}`,
    ...(number % 3 ? { product: `Sản phẩm ${number}`, lead: "Văn phòng", support: ["Sở Mẫu", "Phòng Mẫu"] } : {}),
    ...(number % 4 ? { due: `${pad(1 + (number % 28))}/${pad(1 + (number % 12))}/${2025 + (number % 3)}` } : {}),
    ...(number % 10 === 0 ? { done: "20/10/2026", note: "Đã xong" } : {}),
  };
}

function longBody() {
  const columns = each(12, (number) => `Cột ${number}`);
  const rows = each(60, (row) => `| ${columns.map((_, column) => (column === 0 ? `Dòng ${row}` : `${row * column * 17},${column}`)).join(" | ")} |`);
  const table = [`| ${columns.join(" | ")} |`, `|${" ---: |".repeat(columns.length)}`, ...rows].join("\n");
  const words = `| Từ | Nghĩa |\n| --- | --- |\n| ${LONG_WORD} | ${LONG_WORD} ${LONG_WORD} |\n| ngắn | ${"một ô có nhiều chữ ".repeat(30)} |`;
  const sections = each(25, (number) => `## Mục ${number}\n\nĐoạn văn giả định ${number} có chú giải.[^${number}]\n\n### Mục con ${number}\n\n#### Ý nhỏ ${number}\n\nMột ý.`);
  const notes = each(25, (number) => `[^${number}]: Chú giải ${number}.`);
  const nested = each(6, (depth) => `${"  ".repeat(depth - 1)}- tầng ${depth}`).join("\n");
  return [
    `Bảng 1: Bảng rộng và dài\n\n${table}`, words, nested, `Từ dài: ${LONG_WORD}. Địa chỉ: <https://example.org/${"mot-duong-dan-dai-".repeat(8)}>`,
    `\`\`\`yaml\ntitle: ${"dòng mã dài ".repeat(20)}\n\`\`\``, `> ${LONG_WORD}`, ...sections, notes.join("\n"),
  ].join("\n\n");
}

/** Bulletins with one extreme each; the names are those of PAGES. */
function extremes() {
  const many = each(10, (number) => `từ khóa ${number}`);
  const decision = { issuer: "tinh-mau", capacity: "TM.", signer: { role: "Chủ tịch" } };
  return {
    "tieu-de-dai": [{
      title: LONG_TITLE, date: "2026-10-01", unit: "xa-moi", category: "muc-1", tags: [LONG_WORD.slice(0, 60), ...many],
      summary: `${"Tóm tắt giả định ".repeat(20)}${LONG_WORD}`, author: { name: LONG_WORD, office: LONG_WORD },
      decision: { ...decision, number: "1/2026/QĐ-UBND", date: "2026-09-30", title: LONG_TITLE },
      source: { name: LONG_WORD, url: `https://example.org/${"a".repeat(150)}` },
    }, `Nội dung giả định ${LONG_WORD}.`],
    "hai-tram-chi-tieu": [{
      title: "Hai trăm chỉ tiêu và bốn mươi nhiệm vụ giả định", date: "2026-10-02", unit: "tinh-mau", category: "muc-1",
      summary: "Bản tin giả định với nhiều dòng bảng.", decision: { ...decision, number: "2/2026/QĐ-UBND", date: "2026-10-01", title: "ban hành kế hoạch giả định" },
      plan: { kind: "annual", title: "Kế hoạch giả định", period: "2026 – 2030", tasks: each(AMOUNT.tasks, task) },
      targets: each(AMOUNT.targets, target),
    }, each(40, (number) => `- [${number % 2 ? "x" : " "}] việc ${number}`).join("\n")],
    "toi-thieu": [{ title: "Chỉ có tiêu đề và ngày", date: "2026-10-03" }, ""],
    "bang-dai": [{ title: "Bảng dài, mục lục dài, từ dài", date: "2026-10-04", unit: "xa-1", category: "muc-2", summary: "Bản tin giả định." }, longBody()],
    "chu-khac": [{
      title: "🏆 Chữ khác: עברית, العربية, 日本語, e\u0301 <b>&amp;</b> \"nháy\"", date: "2026-10-05", unit: "xa-2", category: "muc-2",
      tags: ["🏆", "العربية", "C++ & <tag>"], summary: "Tóm tắt có <script>alert(1)</script> và “nháy”.",
    }, "العربية trong câu tiếng Việt; 👩‍👩‍👧‍👦; <b>đậm</b>."],
    "van-ban-bi-thay-the": [{
      title: "Văn bản đã bị thay thế", date: "2024-03-05", unit: "huyen-cu", category: "muc-3", summary: "Bản tin giả định.",
      decision: { ...decision, number: "10/2024/QĐ-UBND", date: "2024-03-01", effective: "2024-03-10", title: "ban hành kế hoạch giả định thứ nhất" },
      targets: [target(1), target(2)],
    }, "Nội dung giả định."],
    "van-ban-bi-bai-bo": [{
      title: "Văn bản đã bị bãi bỏ", date: "2024-04-05", unit: "huyen-cu", category: "muc-3", summary: "Bản tin giả định.", expires: "2025-01-01",
      decision: { ...decision, number: "11/2024/QĐ-UBND", date: "2024-04-01", effective: "2024-04-10", title: "ban hành kế hoạch giả định thứ hai" },
    }, "Nội dung giả định."],
    "van-ban-moi": [{
      title: "Văn bản thay thế và bãi bỏ", date: "2025-02-05", unit: "tinh-mau", category: "muc-3", summary: "Bản tin giả định.",
      decision: {
        ...decision, number: "12/2025/QĐ-UBND", date: "2025-02-01", effective: "2025-02-10", title: "ban hành kế hoạch giả định thứ ba",
        replaces: ["10/2024/QĐ-UBND ngày 01/03/2024 của UBND tỉnh Mẫu"], repeals: ["11/2024/QĐ-UBND ngày 01/04/2024 của UBND tỉnh Mẫu"],
      },
    }, "Nội dung giả định."],
    english: [{
      title: "A made-up bulletin in English", date: "2026-10-06", unit: "tinh-mau", category: "muc-1", lang: "en",
      translation_of: "/bulletins/hai-tram-chi-tieu.md", summary: "Everything here is made up.",
    }, "Made-up text."],
  };
}

/** Ordinary bulletins that fill years, days, units, categories and tags. */
function ordinary(number) {
  const year = 2026 - (number % AMOUNT.years);
  return bulletin({
    title: `Bản tin giả định số ${number}`,
    date: `${year}-${pad(1 + (number % 10))}-${pad(1 + (number % 5))}`,
    unit: `xa-${1 + (number % AMOUNT.units)}`,
    category: `muc-${1 + (number % AMOUNT.categories)}`,
    tags: [`thẻ ${number}`],
    summary: `Tóm tắt giả định số ${number}.`,
    ...(number % 2 ? { decision: { number: `${number}/QĐ-UBND`, date: `${year}-01-01`, issuer: `xa-${1 + (number % AMOUNT.units)}`, title: "ban hành kế hoạch giả định" } } : {}),
    ...(number % 3 ? {} : { targets: [target(number)] }),
  }, "Nội dung giả định.");
}

function stress() {
  const bulletins = Object.entries(extremes()).map(([name, [front, body]]) => [`bulletins/${name}.md`, bulletin(front, body)]);
  const names = each(AMOUNT.categories, (number) => [`muc-${number}`, number === 2 ? `Mục ${LONG_WORD}` : `Mục ${number}`]);
  return Object.fromEntries([
    ["site.yaml", settings("Trang thử nghiệm chịu tải có tên gọi dài của một cơ quan giả định", {
      languages: ["vi", "en"], categories: Object.fromEntries(names),
    })],
    ["units.yaml", yaml(units())],
    ["indicators.yaml", yaml(INDICATORS)],
    ["results.csv", results()],
    ["pages/gioi-thieu.md", bulletin({ title: "Giới thiệu", summary: NOTICE }, longBody())],
    ["pages/about.md", bulletin({ title: "About", summary: "A test site.", lang: "en", translation_of: "/pages/gioi-thieu.md" }, "A test site.")],
    ...bulletins,
    ...each(AMOUNT.bulletins, (number) => [`bulletins/tin-${number}.md`, ordinary(number)]),
  ]);
}

const SINGLE = {
  "site.yaml": settings("Trang một bản tin"),
  "bulletins/mot.md": bulletin({ title: "Bản tin duy nhất", date: "2026-11-20", summary: NOTICE }, "Nội dung giả định."),
};

const EMPTY = { "site.yaml": settings("Trang chưa có tin") };

function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, "content", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The complete site in the dress of the second theme. */
function writeThemed(folder) {
  const here = path.dirname(fileURLToPath(import.meta.url));
  cpSync(path.join(here, "../site"), folder, { recursive: true, filter: (source) => path.basename(source) !== "public" });
  cpSync(path.join(here, "../../theme"), path.join(folder, "themes/thu"), { recursive: true });
  writeFileSync(path.join(folder, "content/site.yaml"), settings("Trang thử giao diện thứ hai", {
    theme: "thu", languages: ["vi", "en"], categories: { "ke-hoach": "Kế hoạch" }, per_page: 2,
  }));
}

export function writeSites(folder) {
  write(path.join(folder, "stress"), stress());
  write(path.join(folder, "single"), SINGLE);
  write(path.join(folder, "empty"), EMPTY);
  writeThemed(path.join(folder, "themed"));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  if (!folder) {
    console.error("usage: node stress.mjs FOLDER");
    process.exit(2);
  }
  writeSites(folder);
}
