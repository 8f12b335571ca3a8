//! The site that is asked: generated, judged and built once, kept in a folder, made again when what it comes from changes.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { makeSite, writeSite } from "./generate/site.mjs";
import { makeQueries } from "./judge/queries.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** "Today" of the builds: after the last bulletin. */
export const TODAY = "2026-11-22";

/** Tells whether what was written for `facts` is still what the sources in `folders` would write. */
function stamp(folders, facts) {
  const sum = createHash("sha256").update(JSON.stringify(facts));
  for (const folder of folders) {
    for (const name of readdirSync(path.join(HERE, folder)).sort()) sum.update(readFileSync(path.join(HERE, folder, name)));
  }
  return sum.digest("hex").slice(0, 12);
}

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});

/** Gives `{ publicFolder, queries, fingerprint }`, the last of content and judgements; `say` tells of what takes long. */
export function prepare({ folder, bulletins, seed, program, rebuild, say }) {
  const stamps = path.join(folder, "stamps.json"),
    saved = path.join(folder, "queries.json"),
    publicFolder = path.join(folder, "public");
  const content = stamp(["generate"], { bulletins, seed }),
    judged = stamp(["generate", "judge"], { bulletins, seed });
  const old = read(stamps);
  let site = null;
  if (old.content !== content) {
    say(`writing ${bulletins} bulletins, seed ${seed}`);
    for (const part of ["content", "public", "stamps.json"])
      rmSync(path.join(folder, part), { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    site = makeSite(bulletins, seed);
    const written = writeSite(site, folder);
    say(`${Math.round(written.bytes)} bytes a bulletin`);
    old.hash = written.hash;
  }
  if (old.judged !== judged || site) {
    say("judging");
    writeFileSync(saved, JSON.stringify(makeQueries(site ?? makeSite(bulletins, seed))));
  }
  if (rebuild || !existsSync(path.join(publicFolder, "tim-kiem.html"))) {
    say("building the site");
    const { status } = spawnSync(program, ["build", "--quiet", "--site", folder, "--date", TODAY, "--no-cache"], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (status !== 0) throw new Error(`${program} could not build ${folder}`);
  }
  writeFileSync(stamps, JSON.stringify({ content, judged, hash: old.hash }));
  const fingerprint = createHash("sha256").update(old.hash).update(readFileSync(saved)).digest("hex").slice(0, 12);
  return { publicFolder, queries: read(saved), fingerprint };
}
