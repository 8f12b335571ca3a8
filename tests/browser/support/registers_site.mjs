//! Writes the content of a site with long registers: 1,200 targets in 120 bulletins of four years, of 130 units. Takes
//! the folder to write into; the same bytes come out every time. Every name and figure in it is test data, and says so.
//!
//!     node tests/browser/support/registers_site.mjs FOLDER

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const BULLETINS = 120;
const TARGETS = 10;
const UNITS = 130;

// First words in no order, with every letter and tone that a sort may stumble over.
const VERBS = [
  "Ứng dụng", "đưa", "Ưu tiên", "ổn định", "Ôn luyện", "an toàn", "Ẩn danh", "Ăn khớp", "Âm thanh", "dự báo", "Đổi mới",
  "dồn", "Ép", "êm", "ý kiến", "Yêu cầu", "Xã hội hóa", "hạ", "Hả", "hà", "Hã", "há", "ha", "Zalo", "quý trọng", "Quỹ",
];
const THINGS = ["hồ sơ trực tuyến", "kế hoạch kiểm tra", "phản ánh của người dân", "văn bản số 12/KH-UBND", "chữ ký số"];
const INDICATORS = ["par-index", "sipas", "ty-le-a", "ty-le-b"];
const AREAS = ["tthc", "the-che", "so"];
const GOALS = ['"> 90%"', '"từ 75,5% trở lên"', "tốp 5", "tốp 12", '"> 100%"', null];
const TIMES = ["by: 2025", "by: 2026", "frequency: hằng năm", "by: 2027", "by: 2030", "by: 31/3/2026"];

/** The texts of all files by path. */
export function registersSite() {
  const files = new Map([
    ["content/site.yaml", settings()],
    ["content/units.yaml", units()],
    ["content/indicators.yaml", indicators()],
  ]);
  for (let index = 0; index < BULLETINS; index++) {
    files.set(`content/bulletins/tin-${index}.md`, bulletin(index));
  }
  return files;
}

function settings() {
  return [
    "# Made by tests/browser/support/registers_site.mjs. Nothing here is real.",
    "format: 1",
    "title: Trang thử sổ dài",
    "description: Trang chỉ dùng để kiểm thử, mọi số liệu đều là giả định.",
    "notice: Dữ liệu giả định để kiểm thử.",
    "sample: true",
    "categories: {ke-hoach: Kế hoạch}",
    "",
  ].join("\n");
}

function units() {
  const names = Array.from({ length: UNITS }, (_, index) =>
    `xa-thu-${index}: {name: ${unitName(index)}, kind: commune, parent: tinh-thu}\n`);
  return `tinh-thu: {name: tỉnh Thử, kind: province}\n${names.join("")}`;
}

function unitName(index) {
  return `xã Thử ${"ĐÂAĂEÊOÔƠUƯ"[index % 11]} ${index}`;
}

function indicators() {
  return [
    'par-index: {name: Chỉ số thử cải cách, abbreviation: PAR INDEX, unit: "%", scale: [0, 100]}',
    'sipas: {name: Chỉ số thử hài lòng, abbreviation: SIPAS, unit: "%", scale: [0, 100]}',
    'ty-le-a: {name: Tỷ lệ thử đúng hẹn, unit: "%", scale: [0, 100]}',
    'ty-le-b: {name: Đo thử mức độ số hóa, unit: "%", scale: [0, 100]}',
    "",
  ].join("\n");
}

function bulletin(index) {
  const year = 2021 + (index % 4);
  const day = String(1 + (index % 28)).padStart(2, "0");
  const targets = Array.from({ length: TARGETS }, (_, place) => target(index, place));
  return [
    "---",
    `title: Tin thử ${index} về kế hoạch năm ${year}`,
    `date: ${year}-${String(1 + (index % 12)).padStart(2, "0")}-${day}`,
    `unit: xa-thu-${index % UNITS}`,
    "category: ke-hoach",
    `decision: ${100 + index}/QĐ-UBND ngày ${day}/01/${year}`,
    "plan:",
    "  kind: annual",
    `  period: ${year}`,
    "  tasks:",
    `    - {title: "${VERBS[(index * 7) % VERBS.length]} nhiệm vụ thử ${index}", lead: ${["Văn phòng", "Đội thử", "ban thử"][index % 3]}, due: ${["2026", "quý 1/2025", "hằng quý"][index % 3]}}`,
    "targets:",
    ...targets,
    "---",
    `Nội dung thử của tin ${index}.`,
    "",
  ].join("\n");
}

function target(index, place) {
  const number = index * TARGETS + place;
  const goal = GOALS[(number * 5) % GOALS.length];
  const fields = [
    `id: muc-${place}`,
    `statement: "${statement(number)}"`,
    `indicator: ${INDICATORS[number % INDICATORS.length]}`,
    `area: ${AREAS[number % AREAS.length]}`,
    TIMES[number % TIMES.length],
    ...(goal === null ? [] : [`goal: ${goal}`]),
    ...(number % 4 === 0 ? [`results: [{period: 2025, value: "${(number * 37) % 100},${number % 10}"}]`] : []),
  ];
  return `  - {${fields.join(", ")}}`;
}

function statement(number) {
  if (number === 17) {
    return "=1+2 là cách viết mà bảng tính sẽ chạy, thử 17";
  }
  if (number === 18) {
    return "<b>Chữ</b> có dấu ngoặc nhọn, dấu phẩy, thử 18";
  }
  return `${VERBS[(number * 11) % VERBS.length]} ${THINGS[number % THINGS.length]}, thử ${number}`;
}

const [folder] = process.argv.slice(2);
if (folder) {
  for (const [name, text] of registersSite()) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
