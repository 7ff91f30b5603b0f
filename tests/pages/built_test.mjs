// The built pages are those that the source makes, small enough, and hold nothing that leads outside.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const built = join(root, "viz/built");

test("every built page is what its source makes", () => {
  const out = mkdtempSync(join(tmpdir(), "holdfast-built-"));
  execFileSync("node", ["build.mjs", "--out", out], { cwd: join(root, "viz/pages") });
  const pages = readdirSync(out).filter((name) => name.endsWith(".html"));
  assert.ok(pages.includes("report.html") && pages.includes("slides.html"));
  for (const page of pages) assert.ok(readFileSync(join(out, page)).equals(readFileSync(join(built, page))), `viz/built/${page} is old: run \`node build.mjs\` in viz/pages and commit it`);
});

test("the types fit", () => execFileSync("node_modules/.bin/tsc", ["--noEmit"], { cwd: join(root, "viz/pages"), stdio: "inherit" }));

test("the report page is small and has no font and no address to load from", () => {
  const page = readFileSync(join(built, "report.html"), "utf8");
  assert.ok(page.length < 1.5e6, `${page.length} bytes`);
  assert.doesNotMatch(page, /@font-face|@import|<link|src="http|url\(["']?http/);
});
