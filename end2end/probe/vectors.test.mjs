// The vectors of the forms, in wasm: `node --test probe/` with PROBE=<target>/probe/probe.js.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { test } from "node:test";

const DATA = resolve(import.meta.dirname, "../../data");
const { Checker, fits } = createRequire(import.meta.url)(process.env.PROBE);
const read = (path) => readFileSync(join(DATA, path), "utf8");

// The address tables have no quoted cells but those that hold a comma.
function rows(file) {
  const [head, ...lines] = read(`address/${file}.csv`).trim().split(/\r?\n/).map(cells);
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ""])));
}

function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

const checker = new Checker(
  JSON.stringify({
    provinces_2023: rows("provinces_2023"),
    districts_2023: rows("bac_kan_districts_2023"),
    communes_2023: rows("bac_kan_communes_2023"),
    communes_2023_to_2025: rows("bac_kan_communes_2023_to_2025"),
    provinces_2025: rows("provinces_2025"),
    communes_2025: rows("thai_nguyen_communes_2025"),
  }),
);

const { forms, bases, vectors } = JSON.parse(read("vectors/form.json"));

const definition = (form) => (forms[form] ? JSON.stringify(forms[form]) : read(`forms/${form}.json`));

// The answers of the base with those of the vector on top; null was never touched.
function answers(vector) {
  const all = { ...bases[vector.base].answers, ...vector.answers };
  return Object.fromEntries(Object.entries(all).filter(([, answer]) => answer !== null));
}

test("there are as many vectors as were promised", () => {
  assert.ok(vectors.length >= 200);
});

for (const vector of vectors) {
  test(`in wasm: ${vector.name}`, () => {
    const papers = { ...bases[vector.base].papers, ...vector.papers };
    const { section = null, today } = vector;
    const item = { section, answers: answers(vector), papers, today };

    const found = checker.check(definition(vector.form), JSON.stringify(item));

    assert.deepEqual(JSON.parse(found), vector.expect);
  });
}

const { patterns, faulty } = JSON.parse(read("vectors/pattern.json"));

for (const { pattern, fits: fitting, refuses } of patterns) {
  test(`in wasm: ${pattern}`, () => {
    for (const text of fitting) assert.ok(fits(pattern, text), `should take ${JSON.stringify(text)}`);
    for (const text of refuses) assert.ok(!fits(pattern, text), `should refuse ${JSON.stringify(text)}`);
  });
}

test("in wasm: a faulty pattern has a fault", () => {
  for (const pattern of faulty) assert.throws(() => fits(pattern, "x"), undefined, pattern);
});
