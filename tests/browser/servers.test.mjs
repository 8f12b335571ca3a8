//! The settings that `hosting` writes, in the servers that they are written for: every file, every old address, missing
//! pages, what nobody may see, and packed answers, at the top of a server and in a folder of it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { ALIASES, HIDDEN, NEIGHBOURS, STATICS, TARGET } from "./support/hosted_site.mjs";
import { CONTENT_POLICY } from "./support/server.mjs";
import { bytesOf, SERVER_NAMES, start } from "./support/servers.mjs";
import { folderOf, PLACED_MOUNT, textOf } from "./support/sites.mjs";

const SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const FOR_EVER = "public, max-age=31536000, immutable";
const COMMON = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
};
const MEDIA_TYPES = {
  atom: "application/atom+xml; charset=utf-8",
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  png: "image/png",
  rss: "application/rss+xml; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml; charset=utf-8",
};

const encoded = (address) => address.split("/").map(encodeURIComponent).join("/");
const extensionOf = (file) => file.split(".").at(-1).toLowerCase();
const isForm = (file) => /\.(html?|css|js|json|csv|md|xml|atom|rss|svg|txt)\.gz$/iu.test(file);

function policyOf(file) {
  if (["svg", "xml", "atom", "rss"].includes(extensionOf(file))) return SANDBOX;
  return extensionOf(file) === "pdf" ? "frame-ancestors 'none'" : CONTENT_POLICY;
}

function cacheOf(file) {
  const lasts = /^(theme\/.*\.[0-9a-f]{10}\.(css|js)|tim-kiem\/[0-9a-f]{10}\/.*)$/u.test(file);
  return lasts ? FOR_EVER : "no-cache";
}

/** The headers that every answer has; a header that came twice would be joined by a comma. */
function checkHeaders(answer, file, policy, cache) {
  for (const [name, value] of Object.entries(COMMON)) assert.equal(answer.headers[name], value, `${file}: ${name}`);
  assert.match(answer.headers["permissions-policy"], /^accelerometer=\(\), camera=\(\), .*usb=\(\)$/u, file);
  assert.equal(answer.headers["content-security-policy"], policy, file);
  assert.equal(answer.headers["cache-control"], cache, file);
  assert.equal(answer.headers["strict-transport-security"], undefined, file);
}

for (const name of SERVER_NAMES) {
  /** Where an answer leads. Apache writes its own name before it; nginx must not: behind another server it would be wrong. */
  const leadsTo = ({ headers: { location } }) => {
    const { pathname, search } = new URL(location, "http://127.0.0.1");
    return name === "nginx" ? location : pathname + search;
  };

  for (const [site, mount] of [["hosted", "/"], ["hosted-placed", PLACED_MOUNT]]) {
    describe(`${name}, the site at ${mount}`, () => {
      const folder = folderOf(site);
      const listed = Object.keys(JSON.parse(textOf(folder, "manifest.json")).files);
      const shown = [...listed, "manifest.json"].filter((file) => !HIDDEN.includes(file) && !isForm(file));
      let server;
      before(async () => { server = await start(name, folder, mount); });
      after(() => server?.stop());
      const ask = (file, headers) => server.ask(mount + encoded(file), headers);

      // At an old address stands a page, too, for servers that are told nothing; here it is never reached.
      const old = new Set(ALIASES.flatMap(([, asked]) => asked));

      test("every file is sent as it is, with its type, its policy and its time", async () => {
        let count = 0;
        for (const file of shown.filter((file) => !old.has(file))) {
          const answer = await ask(file);
          assert.equal(answer.status, 200, file);
          assert.ok(answer.body.equals(bytesOf(folder, file)), `${file}: other bytes`);
          checkHeaders(answer, file, policyOf(file), cacheOf(file));
          const expected = STATICS[file]?.[1] ?? (file in STATICS ? null : MEDIA_TYPES[extensionOf(file)]);
          if (expected !== null) assert.equal(answer.headers["content-type"], expected, file);
          assert.equal(answer.headers["content-encoding"], undefined, file);
          count += 1;
        }
        assert.ok(count > 200, `${count} files`);
        for (const kind of Object.keys(MEDIA_TYPES)) {
          assert.ok(shown.some((file) => extensionOf(file) === kind), `no .${kind} was asked for`);
        }
      });

      test("a folder's address shows its page, with and without the slash, and no folder is listed", async () => {
        for (const file of shown.filter((file) => /(^|\/)index\.html$/u.test(file) && !old.has(file))) {
          const above = file.slice(0, -"index.html".length);
          const answer = await ask(above);
          assert.equal(answer.status, 200, above);
          assert.ok(answer.body.equals(bytesOf(folder, file)), above);
          checkHeaders(answer, above, CONTENT_POLICY, "no-cache");
        }
        const bare = await ask("tin");
        assert.equal(bare.status, 301);
        assert.equal(leadsTo(bare), `${mount}tin/`);
        for (const above of ["theme/", "thu/", "hinh/"]) {
          const answer = await ask(above);
          assert.equal(answer.status, 404, above);
          assert.ok(!answer.body.includes("chay.php"), above);
        }
      });

      test("every old address leads on, for good, in every form of it", async () => {
        for (const address of old) {
          for (const headers of [{}, { "accept-encoding": "gzip" }]) {
            const answer = await ask(address, headers);
            assert.equal(answer.status, 301, address);
            assert.equal(leadsTo(answer), mount + TARGET, address);
            checkHeaders(answer, address, CONTENT_POLICY, "no-cache");
          }
        }
      });

      test("what is missing, and what only looks like an old address, is a 404 with the site's page", async () => {
        const page = bytesOf(folder, "404.html");
        for (const address of [...NEIGHBOURS, "khong-co.html", "tin/1999/khong/co/", "tim-kiem/0123456789/x.js"]) {
          const answer = await ask(address);
          assert.equal(answer.status, 404, address);
          assert.ok(answer.body.equals(page), `${address}: another page`);
          assert.equal(answer.headers["content-type"], "text/html; charset=utf-8", address);
          checkHeaders(answer, address, CONTENT_POLICY, "no-cache");
        }
        const packed = await ask("khong-co.html", { "accept-encoding": "gzip" });
        assert.equal(packed.status, 404);
        const body = packed.headers["content-encoding"] === "gzip" ? gunzipSync(packed.body) : packed.body;
        assert.ok(body.equals(page));
      });

      test("nobody is shown settings, hidden files, or anything above the site", async () => {
        for (const file of [...HIDDEN, ".git/config", "a/.env"]) {
          const answer = await ask(file);
          assert.ok([403, 404].includes(answer.status), `${file}: ${answer.status}`);
          assert.ok(!answer.body.includes("không ai được đọc") && !answer.body.includes("Permissions"), file);
        }
        const climbs = ["../etc/passwd", "../../../../../../etc/passwd", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
          "..%2f..%2f..%2f..%2fetc/passwd", "theme/../../../../../etc/passwd", "..%5c..%5cetc%5cpasswd", "%00", "tin/%",
          "..;/..;/etc/passwd", ".%2e/.%2e/.%2e/server.conf", "../server.conf", "..//..//server.conf"];
        for (const climb of climbs) {
          const answer = await server.ask(mount + climb);
          assert.ok([400, 403, 404].includes(answer.status), `${climb}: ${answer.status}`);
          assert.ok(!answer.body.includes("root:") && !answer.body.includes("127.0.0.1:"), climb);
        }
      });

      test("who takes gzip gets the packed form, which unpacks to the file; who refuses it gets the file", async () => {
        const packed = new Set(listed.filter(isForm).map((file) => file.slice(0, -3)));
        assert.ok(packed.size > 100, `${packed.size} forms`);
        for (const file of [...packed].filter((file) => !old.has(file))) {
          const answer = await ask(file, { "accept-encoding": "br, gzip;q=0.8" });
          const plain = file.includes("%");
          assert.equal(answer.status, 200, file);
          if (answer.headers["content-encoding"] === undefined) {
            // Apache sends a name with a percent sign as it lies there.
            assert.ok(plain, `${file} is not packed`);
            continue;
          }
          assert.equal(answer.headers["content-encoding"], "gzip", file);
          assert.ok(answer.body.equals(bytesOf(folder, `${file}.gz`)), `${file}: packed on the way, not the form`);
          assert.ok(gunzipSync(answer.body).equals(bytesOf(folder, file)), file);
          assert.match(answer.headers.vary, /^accept-encoding$/iu, file);
          const expected = STATICS[file]?.[1] ?? MEDIA_TYPES[extensionOf(file)];
          assert.equal(answer.headers["content-type"], expected, file);
          checkHeaders(answer, file, policyOf(file), cacheOf(file));
          const refused = await ask(file, { "accept-encoding": "gzip;q=0, br" });
          assert.equal(refused.headers["content-encoding"], undefined, file);
          assert.ok(refused.body.equals(bytesOf(folder, file)), file);
          assert.match(refused.headers.vary, /^accept-encoding$/iu, file);
        }
        const index = await ask("tin/", { "accept-encoding": "gzip" });
        assert.equal(index.headers["content-encoding"], "gzip");
        assert.ok(gunzipSync(index.body).equals(bytesOf(folder, "tin/index.html")));
        const download = await ask("thu/ban-nen.tar.gz", { "accept-encoding": "gzip" });
        assert.equal(download.headers["content-encoding"], undefined);
      });

      test("a page that a browser has is not sent again", async () => {
        const first = await ask("index.html");
        const etag = first.headers.etag;
        assert.ok(etag, "no ETag");
        const second = await ask("index.html", { "if-none-match": etag });
        assert.equal(second.status, 304);
        assert.equal(second.headers["cache-control"], "no-cache");
      });
    });
  }
}
