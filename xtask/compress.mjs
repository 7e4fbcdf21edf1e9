// Writes .br and .gz beside every file of a site that compresses: `node compress.mjs <site>`.
import { readdirSync, readFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [site] = process.argv.slice(2);
for (const name of readdirSync(site, { recursive: true })) {
  const file = join(site, name);
  if (!/\.(wasm|js|css|svg|json|txt|webmanifest)$/.test(name) || existsSync(`${file}.br`)) continue;
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
