// Builds the pages: each becomes one self-contained file in viz/built/, which is committed, so that neither a user nor
// the command needs Node. `node build.mjs [PAGE ...] [--out FOLDER]`; a test builds them anew and compares.
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { boundaries } from "./boundaries.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const at = words.indexOf("--out");
const out = at >= 0 ? resolve(words.splice(at, 2)[1]) : resolve(here, "../built");
const pages = words.length > 0 ? words : ["report", "slides", "app", "classroom"].filter((page) => existsSync(resolve(here, `${page}.html`)));

for (const page of pages) {
  await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    // `holdfast serve` puts a fresh number in its place each time it hands out the page: only these scripts and styles run.
    html: page === "app" ? { cspNonce: "__HOLDFAST_NONCE__" } : {},
    plugins: [boundaries(), viteSingleFile({ removeViteModuleLoader: true })],
    build: { target: "es2022", outDir: out, emptyOutDir: false, chunkSizeWarningLimit: 10000, rollupOptions: { input: resolve(here, `${page}.html`) } },
  });
}
