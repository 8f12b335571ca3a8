//! Linked data held to the vocabulary of schema.org: the blocks of pages become a program of typed constants, and the
//! compiler says which property a thing does not have and which value is of the wrong kind. Takes blocks with the page
//! that they stand on, gives complaints; how blocks are made is no matter here.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PROGRAM = path.join(HERE, "linked-data-of-all-pages.ts");
const BLOCK = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/g;

/** The blocks of a page as values; one that is no JSON is an error by itself. */
export function blocksOf(html) {
  return [...html.matchAll(BLOCK)].map((found) => JSON.parse(found[1]));
}

/** The things that a block speaks of: those of its graph, or itself. */
export function thingsOf(block) {
  const { "@context": context, "@graph": graph, ...own } = block;
  const things = graph ?? [own];
  return things.map((thing) => ({ "@context": context, ...thing }));
}

/**
 * The complaints of the compiler about things, `[{ page, thing }]`. A search action may carry inputs, which the types
 * of the vocabulary have in a form of their own, so it is judged apart from the site that offers it.
 */
export function vocabularyFaults(things) {
  const parts = things.flatMap(({ page, thing }) => apart(thing).map((part) => ({ page, thing: part })));
  const types = new Set(parts.map(({ thing }) => thing["@type"]));
  const unknown = [...types].filter((type) => typeof type !== "string" || !/^[A-Za-z]+$/.test(type));
  if (unknown.length > 0) {
    return [`no type of the vocabulary: ${unknown.join(", ")}`];
  }
  const lines = parts.map(({ thing }, index) => {
    const type = thing["@type"] === "SearchAction" ? "WithActionConstraints<SearchAction>" : thing["@type"];
    return `export const thing${index}: WithContext<${type}> = ${JSON.stringify(thing)};`;
  });
  const names = [...types, "WithContext", "WithActionConstraints"].join(", ");
  const source = [`import type { ${names} } from "schema-dts";`, ...lines].join("\n");
  return compile(source).map(({ line, message }) => `${line > 0 ? parts[line - 1].page : "types"}: ${message}`);
}

function apart(thing) {
  const { potentialAction: action, ...rest } = thing;
  return action === undefined ? [thing] : [rest, { "@context": thing["@context"], ...action }];
}

/** What the compiler says of a program of one file; the line counts from 0. */
function compile(source) {
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === PROGRAM ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === PROGRAM || fileExists.call(host, name);
  host.readFile = (name) => (name === PROGRAM ? source : readFile.call(host, name));
  // Fails here, and not in every line, where the types are not installed.
  createRequire(import.meta.url).resolve("schema-dts");
  const program = ts.createProgram([PROGRAM], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => ({
    line: diagnostic.file?.fileName === PROGRAM
      ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line
      : -1,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, " ").slice(0, 600),
  }));
}
