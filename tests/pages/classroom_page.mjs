// What the classroom tests share: a page made by the command, its data, its engine, and the native twin.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const renew = "Renew the page: viz/classroom/build.sh, then `node build.mjs classroom` in viz/pages.";

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-classroom-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function makePage(holdfast, folder, ...options) {
  const file = join(folder, "class.html");
  execFileSync(holdfast, ["classroom", "-o", file, ...options]);
  const html = readFileSync(file, "utf8");
  const data = JSON.parse(/<script type="application\/json" id="classroom-data">([^<]*)<\/script>/.exec(html)[1]);
  const wasm = Buffer.from(/data:application\/wasm;base64,([A-Za-z0-9+/=]+)/.exec(html)[1], "base64");
  return { file, html, data, wasm };
}

// The engine of the page as the worker uses it.
export async function startEngine({ data, wasm }) {
  const stub = () => 0;
  const { instance } = await WebAssembly.instantiate(wasm, { wasi_snapshot_preview1: { fd_close: stub, fd_seek: stub, fd_write: stub } });
  const engine = instance.exports;
  engine._initialize();
  const pack = Buffer.from(data.pack, "base64");
  const at = engine.allocate(pack.length);
  new Uint8Array(engine.memory.buffer, at, pack.length).set(pack);
  if (engine.load(at, pack.length) !== 1) throw new Error(`The engine of the page cannot read the pack of this build. ${renew}`);
  return engine;
}

// Counts and ledger of the months lived, as the twin writes them.
export function countsOf(engine) {
  const numbers = (at, n) => Buffer.from(engine.memory.buffer.slice(at, at + 8 * n));
  return Buffer.concat([numbers(engine.counts(), engine.counts_length()), numbers(engine.ledger(), engine.ledger_length())]);
}

export function nativeCounts(twin, folder, scenarioFile, { adcode, households_share: share, seed, replicates }) {
  const out = join(folder, "native.bin");
  execFileSync(twin, [scenarioFile, String(adcode), String(share), String(seed), String(replicates), out]);
  return readFileSync(out);
}

// The fingerprint that the page shows: FNV-1a of all counts and the ledger.
export function fnv1a64(bytes) {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    // times 0x100000001b3, in two halves
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.imul(low, 0x100) + Math.floor(product / 2 ** 32)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}
