// Times single searches in wasm: `node search.mjs <probe.js> <work.json>`, for `make bench`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [probe, file] = process.argv.slice(2);
const { Search } = createRequire(import.meta.url)(probe);
const { summaries, questions, rounds, limit } = JSON.parse(readFileSync(file, "utf8"));
const search = new Search(JSON.stringify(summaries));
const waits = [];
let found = [];
for (let round = -2; round < rounds; round += 1) {
  found = [];
  for (const question of questions) {
    const began = performance.now();
    found.push(search.find(question, limit));
    // The first rounds are the engine's own: it compiles what is hot.
    if (round >= 0) waits.push(performance.now() - began);
  }
}
process.stdout.write(JSON.stringify({ waits, found }));
