//! The sample site with `hosting`, old addresses that mean something in servers' settings, and files that a server must
//! not take for more than they are. Called with a folder it writes the site there; the test of servers knows its names.

import { cpSync, mkdirSync, writeFileSync, readFileSync } from "node:fs";
import path from "node:path";

/** The page that the old addresses lead to. */
export const TARGET = "chuyen-dia-chi.html";

/** Old addresses as staff write them, and the addresses, decoded, that must lead on. */
export const ALIASES = [
  ["cu/trang-cu.html", ["cu/trang-cu.html"]],
  ["thu-muc-cu/", ["thu-muc-cu", "thu-muc-cu/", "thu-muc-cu/index.html"]],
  ["cũ/bài viết cũ.html", ["cũ/bài viết cũ.html"]],
  ["b%C3%A0i%20%C4%91%C3%A3%20d%E1%BB%9Di.html", ["bài đã dời.html"]],
  ["50% hồ sơ.html", ["50% hồ sơ.html"]],
  ["giá $host $1 ${HOME} %{ENV}.html", ["giá $host $1 ${HOME} %{ENV}.html"]],
  ["a';}`location = x{return 200;}.html", ["a';}`location = x{return 200;}.html"]],
  ["(a+)+[^b].{1,2}^.html", ["(a+)+[^b].{1,2}^.html"]],
  ["a & b = c, d; e!@~.htm", ["a & b = c, d; e!@~.htm"]],
  [`${"dài-".repeat(30)}het.html`, [`${"dài-".repeat(30)}het.html`]],
];

/** Addresses near the old ones that are none of them. */
export const NEIGHBOURS = ["cu/trang-cu.html/them", "cu/trang-cuxhtml", "thu-muc-cu/them.html", "aaaab1.html", "x"];

/** Files of `content/static/`, with the media type under which they are sent; null where it does not matter. */
export const STATICS = {
  "hinh/ban-do.svg": ["<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "image/svg+xml; charset=utf-8"],
  "hinh/diem.png": ["một tệp tên là png", "image/png"],
  "hinh/chu.SVG": ["<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image/svg+xml; charset=utf-8"],
  "thu/chay.php": ["<?php phpinfo();", null],
  "thu/Bảng số liệu 2026 (1).csv": [`Đơn vị,Hồ sơ\n${"xã Mẫu,1200\n".repeat(200)}`, "text/csv; charset=utf-8"],
  "thu/100%25 đúng hạn.txt": [`Đúng hạn.\n${"Đúng hạn. ".repeat(200)}`, "text/plain; charset=utf-8"],
  "thu/ban-nen.tar.gz": ["không phải gzip", null],
  "thu/van-ban.pdf": ["%PDF-1.4", "application/pdf"],
  ".well-known/security.txt": ["Contact: mailto:gopy@example.org\n", "text/plain; charset=utf-8"],
  ".bi-mat": ["không ai được đọc", null],
  "thu/.git/config": ["không ai được đọc", null],
};

/** Of them those that nobody is shown. `.git` is left out by bantin itself. */
export const HIDDEN = [".bi-mat", ".htaccess", "nginx.conf", "web.config", "_headers", "_redirects"];

function write(folder) {
  cpSync("content", path.join(folder, "content"), { recursive: true });
  const settings = path.join(folder, "content/site.yaml");
  const hosting = "hosting: {servers: [nginx, apache, iis, netlify], precompress: gzip}\n";
  writeFileSync(settings, readFileSync(settings, "utf8") + hosting);
  const aliases = ALIASES.map(([written]) => `  - ${JSON.stringify(written)}\n`).join("");
  const page = `---\ntitle: Trang đã chuyển địa chỉ\naliases:\n${aliases}---\nTrang này từng ở nhiều địa chỉ khác.\n`;
  writeFileSync(path.join(folder, "content/pages/chuyen-dia-chi.md"), page);
  for (const [name, [text]] of Object.entries(STATICS)) {
    const file = path.join(folder, "content/static", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

if (process.argv[1]?.endsWith("hosted_site.mjs")) {
  write(process.argv[2]);
}
