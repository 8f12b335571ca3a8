//! Measures search: see README.md; `benches/search/run` does the whole of it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { prepare } from "./site.mjs";
import { askAll } from "./measure/asking.mjs";
import { figures } from "./measure/figures.mjs";
import { sizeOf, visit } from "./measure/loads.mjs";
import { comparison, engineTable, kilobytes, shownAnswers } from "./measure/table.mjs";

const { values: options } = parseArgs({
  options: {
    bulletins: { type: "string", default: "10000" },
    seed: { type: "string", default: "2" },
    site: { type: "string" },
    rebuild: { type: "boolean", default: false },
    in: { type: "string", default: "browser" },
    scripts: { type: "string" },
    kind: { type: "string" },
    show: { type: "boolean", default: false },
    json: { type: "string" },
    "no-pagefind": { type: "boolean", default: false },
  },
});

const say = (text) => console.error(`search: ${text}`);
const target = process.env.CARGO_TARGET_DIR ?? "target";

/** A generated site needs most of a gigabyte, which a small `/tmp` may not have. */
function temporaryFolder() {
  mkdirSync(path.join(target, "tmp"), { recursive: true });
  return mkdtempSync(path.join(target, "tmp", "bantin-search."));
}

async function askInNode(publicFolder, queries) {
  const { openInNode } = await import("./measure/node.mjs");
  const asked = await askAll(openInNode(publicFolder, options.scripts), queries);
  return { name: "bantin", ...asked, ...figures(asked.answers) };
}

async function askInBrowser(engine, queries) {
  say(`asking ${engine.name} ${queries.length} queries`);
  try {
    const tab = await engine.open();
    const asked = await askAll(tab, queries);
    await tab.close();
    const loads = options.kind ? null : await visit(engine, queries);
    return { name: engine.name, ...asked, ...figures(asked.answers), loads };
  } finally {
    await engine.close();
  }
}

async function askPagefind(publicFolder, folder, queries) {
  const { indexPages, pagefindInBrowser, queriesForPages } = await import("./measure/pagefind.mjs");
  const pages = path.join(folder, "pagefind");
  say("indexing with Pagefind");
  const indexed = indexPages(publicFolder, pages);
  const left = queriesForPages(queries);
  if (indexed.missing) say(`Pagefind could not be used (${indexed.missing}); going on without it`);
  if (indexed.missing || left.length === 0) return null;
  const asked = await askInBrowser(await pagefindInBrowser(pages), left);
  return { ...asked, index: { ...sizeOf(path.join(pages, "pagefind")), ...indexed } };
}

function about({ name, repeats, loads, index }) {
  const lines = [`${name}: asked again at the end, ${Math.round(repeats * 100)} % the same`];
  if (loads) {
    lines.push(
      `  page with its scripts ${kilobytes(loads.page)}; first query ${kilobytes(loads.first)} (median of 60 visits), ` +
        `${kilobytes(loads.worst)} at worst ("${[...loads.worstText].slice(0, 40).join("")}"); later queries ${kilobytes(loads.later)} (median); first answer after ${Math.round(loads.firstTime)} ms`,
    );
  }
  if (index)
    lines.push(
      `  index ${index.files} files, ${(index.bytes / 1e6).toFixed(1)} MB${index.seconds ? `, made in ${index.seconds.toFixed(1)} s from ${index.pages} pages` : ""}`,
    );
  return lines.join("\n");
}

async function measure(folder) {
  const program = process.env.BANTIN ?? path.join(target, "release", "bantin");
  const prepared = prepare({
    folder,
    bulletins: Number(options.bulletins),
    seed: options.seed,
    program,
    rebuild: options.rebuild,
    say,
  });
  const { publicFolder, fingerprint } = prepared;
  const queries = prepared.queries.filter(({ kind }) => !options.kind || kind === options.kind);
  if (queries.length === 0)
    throw new Error(
      `no kind "${options.kind}"; there are: ${[...new Set(prepared.queries.map(({ kind }) => kind))].join("; ")}`,
    );

  const engines = [];
  if (options.in === "node") engines.push(await askInNode(publicFolder, queries));
  else {
    const { bantinInBrowser } = await import("./measure/browser.mjs");
    engines.push(await askInBrowser(await bantinInBrowser(publicFolder), queries));
    if (!options["no-pagefind"]) engines.push(await askPagefind(publicFolder, folder, queries));
  }
  const asked = engines.filter(Boolean);
  asked[0].index = sizeOf(path.join(publicFolder, "tim-kiem"));
  if (options.show) asked.forEach(({ name, answers }) => console.log(`== ${name}\n\n${shownAnswers(answers)}\n`));
  console.log(asked.map(engineTable).join("\n\n"));
  if (asked.length > 1) console.log(`\n${comparison(asked)}`);
  console.log(
    `\n${options.bulletins} bulletins, seed ${options.seed}, content and judgements ${fingerprint}\n${asked.map(about).join("\n")}`,
  );
  if (options.json)
    writeFileSync(
      options.json,
      JSON.stringify(
        { bulletins: Number(options.bulletins), seed: options.seed, fingerprint, engines: asked.map(forFile) },
        null,
        1,
      ),
    );
}

/** Every single answer, with its judgement left out: the generator makes that again. */
function forFile({ answers, ...engine }) {
  return {
    ...engine,
    answers: answers.map(({ query: { judged, ...query }, ...answer }) => ({
      ...query,
      ...answer,
      best: Object.keys(judged).length,
    })),
  };
}

const folder = options.site ?? temporaryFolder();
try {
  await measure(folder);
} catch (failure) {
  say(failure.stack);
  process.exitCode = 1;
} finally {
  if (!options.site) rmSync(folder, { recursive: true, force: true });
}
