//! Measures search: see README.md, or `benches/search/run` for the whole of it.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { prepare } from "./site.mjs";
import { askAll } from "./measure/asking.mjs";
import { figures } from "./measure/figures.mjs";
import { engineTable, shownAnswers } from "./measure/table.mjs";
import { openInNode } from "./measure/node.mjs";

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
  },
});

const program = process.env.BANTIN ?? path.join(process.env.CARGO_TARGET_DIR ?? "target", "release", "bantin");
const folder = options.site ?? mkdtempSync(path.join(os.tmpdir(), "bantin-search."));
const say = (text) => console.error(`search: ${text}`);

const { publicFolder, queries, fingerprint } = prepare({
  folder, bulletins: Number(options.bulletins), seed: options.seed, program, rebuild: options.rebuild, say,
});
const asked = options.kind ? queries.filter(({ kind }) => kind === options.kind) : queries;
if (asked.length === 0) throw new Error(`no queries of the kind "${options.kind}"; there are: ${[...new Set(queries.map(({ kind }) => kind))].join(", ")}`);
const engine = openInNode(publicFolder, options.scripts);
const { answers, repeats } = await askAll(engine, asked);
if (options.show) console.log(`${shownAnswers(answers)}\n`);
const found = { name: "bantin", ...figures(answers) };
console.log(engineTable(found));
console.log(`\n${options.bulletins} bulletins, seed ${options.seed}, site ${fingerprint}; asked again at the end: ${Math.round(repeats * 100)} % the same`);
if (options.json) writeFileSync(options.json, JSON.stringify({ ...options, fingerprint, repeats, engines: [found] }, null, 1));
if (!options.site) rmSync(folder, { recursive: true });
