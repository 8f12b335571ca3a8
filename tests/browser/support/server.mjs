//! A static file server on the loopback interface: what any plain web server does, and no more. It takes a folder
//! and the path under which the folder appears; it gives an origin. Every answer carries the strict policy of the
//! default theme, so a page that breaks it shows up in the console of any test. What pages contain is not its matter.

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** The policy that the pages must live under; the same words stand in the documentation for site owners. */
export const CONTENT_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const MEDIA_TYPES = new Map([
  [".atom", "application/atom+xml; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".csv", "text/csv; charset=utf-8"],
  [".gif", "image/gif"],
  [".html", "text/html; charset=utf-8"],
  [".jpg", "image/jpeg"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".md", "text/markdown; charset=utf-8"],
  [".pdf", "application/pdf"],
  [".png", "image/png"],
  [".rss", "application/rss+xml; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".wav", "audio/wav"],
  [".webm", "video/webm"],
  [".webp", "image/webp"],
  [".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  [".xml", "application/xml; charset=utf-8"],
]);

/**
 * Serves `folder` under `mount` ("/" or "/a/b/") on a free port.
 * Gives `{ origin, address, close }`: `address("tin/index.html")` is the full address of a page. `policy` is for pages that
 * are not bantin's.
 */
export async function serve(folder, mount = "/", policy = CONTENT_POLICY) {
  const root = path.resolve(folder);
  const server = createServer((request, response) => {
    answer({ root, mount, policy }, request, response).catch((failure) => {
      response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      response.end(String(failure));
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  // A test that fails halfway never closes its server, and must end all the same.
  server.unref();
  return {
    origin,
    address: (page) => origin + mount + page,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

async function answer({ root, mount, policy }, request, response) {
  const pathname = decoded(new URL(request.url, "http://localhost").pathname);
  const inside = pathname !== null && pathname.startsWith(mount) ? pathname.slice(mount.length) : null;
  const file = inside === null ? null : await existingFile(root, inside);
  if (file !== null) {
    return send(request, response, 200, file, policy);
  }
  const notFound = await existingFile(root, "404.html");
  if (notFound !== null && inside !== null) {
    return send(request, response, 404, notFound, policy);
  }
  response.writeHead(404, headers("text/plain; charset=utf-8", policy));
  response.end("404");
}

/** A pathname with a broken percent sequence names nothing. */
function decoded(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** The file behind an address; a folder's address means its index. Nothing outside the root is ever read. */
async function existingFile(root, inside) {
  const wanted = path.resolve(root, `./${inside}`);
  if (wanted !== root && !wanted.startsWith(root + path.sep)) {
    return null;
  }
  const candidate = inside === "" || inside.endsWith("/") ? path.join(wanted, "index.html") : wanted;
  const found = await stat(candidate).catch(() => null);
  return found?.isFile() ? candidate : null;
}

function headers(mediaType, policy) {
  return {
    "content-type": mediaType,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
}

const PACKED = /^(?:text\/|image\/svg|application\/(?:json|xml|atom|rss))/;

/** Texts go out packed to browsers that take them so, as from any server that is set up with care. */
async function send(request, response, status, file, policy) {
  const mediaType = MEDIA_TYPES.get(path.extname(file)) ?? "application/octet-stream";
  const packs = PACKED.test(mediaType) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  response.writeHead(status, { ...headers(mediaType, policy), ...(packs ? { "content-encoding": "gzip", vary: "accept-encoding" } : {}) });
  if (request.method === "HEAD") {
    return response.end();
  }
  if (packs) {
    return response.end(gzipSync(await readFile(file)));
  }
  createReadStream(file).on("error", () => response.destroy()).pipe(response);
}
