// The slides page leaves a deck and the figures for the command, and asks nothing of a network.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test, { after, before } from "node:test";
import { launch, open, write } from "./browser.mjs";
import { reportData } from "./fixture/report_data.mjs";

// Comes with pptxgenjs.
const JSZip = createRequire(new URL("../../viz/pages/package.json", import.meta.url))("jszip");

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function filesOf(data) {
  const { page, seen, close } = await open(browser, write("slides", data), { waitUntil: "commit" }); // its pictures hold the load event back
  await page.waitForSelector("#holdfast-files", { state: "attached", timeout: 400000 });
  const left = JSON.parse(await page.textContent("#holdfast-files"));
  await close();
  return { left, seen };
}

for (const [language, words] of [["en", ["The answer", "What it costs", "What we do not know"]], ["zh", ["结论", "花多少钱", "我们不知道什么"]]])
  test(`the deck has editable titles, native charts and the maps (${language})`, async () => {
    const { left, seen } = await filesOf(reportData({ language }));
    assert.equal(left.error, undefined);
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(seen.requests.filter((url) => !/^(file|data|blob):/.test(url)), []);
    const deck = await JSZip.loadAsync(left.files["briefing.pptx"], { base64: true });
    const names = Object.keys(deck.files);
    assert.equal(names.filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name)).length, 2);
    assert.equal(names.filter((name) => /^ppt\/media\/.*\.png$/.test(name)).length, 2);
    const slides = await Promise.all(names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).map((name) => deck.file(name).async("string")));
    assert.equal(slides.length, 8);
    for (const word of words) assert.ok(slides.some((slide) => slide.includes(`<a:t>${word}</a:t>`)), word);
    assert.ok(slides.every((slide) => slide.includes('type="title"')), "each title is a title to PowerPoint");
    const over = await deck.file(names.find((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name) )).async("string");
    assert.match(over, /<c:v>400000<\/c:v>/, "the line of B after the change");
  });

test("every figure comes as SVG, PNG and CSV, and the CSV holds its numbers", async () => {
  const data = reportData();
  const { left } = await filesOf(data);
  const names = [...new Set(Object.keys(left.files).filter((name) => name.startsWith("figures/")).map((name) => name.replace(/\.\w+$/, "")))];
  assert.ok(names.length > 10, String(names));
  for (const name of names) {
    const [svg, png, csv] = ["svg", "png", "csv"].map((ending) => Buffer.from(left.files[`${name}.${ending}`], "base64"));
    assert.match(svg.toString(), /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/, name);
    assert.doesNotMatch(svg.toString(), /var\(--|NaN|undefined/, name);
    assert.equal(png.subarray(1, 4).toString(), "PNG", name);
    assert.ok(csv.toString().split("\n").length > 2, name);
  }
  const map = Buffer.from(left.files["figures/map-latent_relapse-B-minus-A.csv"], "base64").toString();
  const at = data.counties.findIndex((c) => c.adcode === 513431);
  assert.ok(map.includes(`513431,${data.counties[at].name.zh},${data.counties[at].prefecture.zh},B,difference,per 100 person-years,${data.county_figures[0].differences[1][at].value},`));
});

test("without data the page tells the command why", async () => {
  const { left } = await filesOf('"__HOLDFAST_DATA__"');
  assert.match(left.error, /holds no data/);
});
