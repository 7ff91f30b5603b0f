// What may be said of a difference: the sign only where the interval excludes zero, "about the same" only inside the band.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const root = new URL("../../", import.meta.url);
const { transformSync } = createRequire(new URL("viz/pages/package.json", root))("esbuild");
const { code } = transformSync(readFileSync(new URL("viz/pages/src/report/gate.ts", root), "utf8"), { loader: "ts", format: "esm" });
const { band, verdict } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const base = (value) => ({ value, low: value, high: value, standard_error: 0, place: 0 });
const difference = (low, high) => ({ value: low === null ? 1 : (low + high) / 2, low, high, standard_error: 1, place: 0 });

test("a sign needs an interval that excludes zero", () => {
  assert.equal(verdict(difference(0.1, 5), base(10)), "higher");
  assert.equal(verdict(difference(-5, -0.1), base(10)), "lower");
  assert.equal(verdict(difference(0, 5), base(10)), "unclear");
  assert.equal(verdict(difference(-5, 0), base(10)), "unclear");
  assert.equal(verdict(difference(-1, 5), base(10)), "unclear");
});

test("about the same needs the whole interval inside the band", () => {
  const edge = band * 100;
  assert.equal(verdict(difference(-edge, edge), base(100)), "same");
  assert.equal(verdict(difference(-edge, edge), base(-100)), "same");
  assert.equal(verdict(difference(-edge, edge * 1.01), base(100)), "unclear");
  assert.equal(verdict(difference(-edge * 1.01, edge), base(100)), "unclear");
  assert.equal(verdict(difference(0, 0), base(0)), "same");
  assert.equal(verdict(difference(-1, 1), base(null)), "unclear");
});

test("a clear sign is said even where it is small", () => assert.equal(verdict(difference(0.001, 0.002), base(100)), "higher"));

test("without an error nothing is said", () => {
  assert.equal(verdict(difference(null, null), base(10)), "unknown");
  assert.equal(verdict(null, base(10)), "unknown");
  assert.equal(verdict({ ...difference(1, 2), value: null }, base(10)), "unknown");
});
