// The report page in Chromium, without a network: what it shows, what it says, what it leads to, and how it looks to those who do
// not use a mouse, a wide screen, or English.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { AxeBuilder, folder, launch, open, openAll, write } from "./browser.mjs";
import { reportData, withDifference } from "./fixture/report_data.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const shown = async (data, options) => open(browser, write("report", data, `report-${Math.random().toString(36).slice(2)}`), options);

async function using(data, act, options) {
  const { page, seen, close } = await shown(data, options);
  try {
    return await act(page, seen);
  } finally {
    await close();
  }
}

test("every chart is a picture with a label and has its data", () => using(reportData(), async (page, seen) => {
  const charts = await page.$$eval("svg.chart", (all) => all.map((svg) => ({ role: svg.getAttribute("role"), label: svg.getAttribute("aria-label"), hidden: [...svg.children].every((child) => child.getAttribute("aria-hidden") === "true") })));
  assert.ok(charts.length > 12, `${charts.length} charts`);
  for (const chart of charts) assert.ok(chart.role === "img" && chart.label.length > 5 && chart.hidden, JSON.stringify(chart));
  const points = (selector) => page.$eval(selector, (svg) => [...svg.querySelectorAll("path.line")].map((path) => path.getAttribute("d").split(/[ML]/).length - 1));
  assert.deepEqual(await points("#timeline-in_spell svg"), [60, 60]);
  assert.deepEqual(await points("#timeline-latent_relapse svg"), [5, 5]);
  const strokes = await page.$$eval("#effects svg .replicate", (all) => all.length);
  assert.equal(strokes, 20);
  const spots = await page.$eval("#calibration svg", (svg) => svg.querySelectorAll("path").length);
  assert.equal(spots, 2, "the two targets that the run answers");
  assert.deepEqual(await points("#large-scale svg"), [3, 3]);
  assert.deepEqual(seen.errors, []);
}));

test("the maps hold the values of the counties, and the uncertainty beside them", () => {
  const data = reportData();
  return using(data, async (page) => {
    const drawn = await page.$$eval("#counties svg.map", (maps) => maps.map((map) => Object.fromEntries([...map.querySelectorAll("[data-adcode]")].map((path) => [path.dataset.adcode, path.dataset.value ?? null]))));
    assert.equal(drawn.length, 2);
    const differences = data.county_figures[0].differences[1];
    data.counties.forEach((county, at) => {
      const e = differences[at];
      assert.equal(drawn[0][county.adcode], e.value === null ? null : String(e.value));
      assert.equal(drawn[1][county.adcode], e.value === null ? null : String(e.high - e.low));
    });
    assert.equal(Object.keys(drawn[0]).length, 183);
    const keys = await page.$eval("#counties svg.map", (map) => [map.querySelectorAll("path.national-key").length, map.querySelectorAll("path.provincial-key").length]);
    assert.deepEqual(keys, ["national_key", "provincial_key"].map((kind) => data.counties.filter((c) => c.county_class === kind).length));
    const grey = await page.$eval("#briefing svg.map", (map) => [...map.querySelectorAll("[data-adcode]")].filter((path) => path.getAttribute("fill") === "#c9ced4").map((path) => path.dataset.adcode));
    const unclear = data.counties.filter((_, at) => differences[at].value !== null && differences[at].low <= 0).map((c) => String(c.adcode));
    assert.deepEqual(grey.sort(), unclear.sort());
  });
});

test("the arrow keys go from county to county on both maps and tell each", () => using(reportData(), async (page) => {
  await page.focus("#counties .maps");
  await page.keyboard.press("ArrowUp");
  const first = await page.textContent("#counties .readout");
  await page.keyboard.press("ArrowLeft");
  const second = await page.textContent("#counties .readout");
  assert.match(first, /County|City|District/);
  assert.notEqual(first, second);
  assert.equal(await page.$$eval("#counties svg .current", (rings) => rings.length), 2);
}));

test("the briefing stands before the rest is drawn, unless the address leads into the rest", async () => {
  const address = write("report", reportData(), "first");
  for (const [tail, whole] of [["", false], ["#counties", true]]) {
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    await page.addInitScript(() => addEventListener("DOMContentLoaded", () => { globalThis.early = ["briefing", "full"].map((id) => document.getElementById(id) !== null); }));
    await page.goto(address + tail);
    assert.deepEqual(await page.evaluate(() => globalThis.early), [true, whole], tail);
    await page.waitForSelector("#full", { state: "attached" });
    await context.close();
  }
});

for (const language of ["en", "zh"])
  test(`every number leads to the cell that holds it (${language})`, () => using(reportData({ language }), async (page) => {
    const numbers = await page.$$eval("a.number", (links) => links.map((link) => {
      const cell = document.getElementById(link.getAttribute("href").slice(1));
      return { text: link.textContent, key: link.dataset.key, run: link.dataset.run, what: link.dataset.what, cell: cell?.textContent ?? null, sources: cell?.dataset.sources ?? "" };
    }));
    assert.ok(numbers.length > 30, `${numbers.length} numbers`);
    for (const n of numbers) {
      assert.ok(n.cell !== null && n.cell.includes(n.text), JSON.stringify(n));
      assert.ok(n.sources.includes("/") && n.key && n.run && ["value", "difference"].includes(n.what), JSON.stringify(n));
    }
  }));

test("a sentence changes with its interval", async () => {
  const cases = [["higher", 0.6, 0.5, 0.7], ["lower", -0.6, -0.7, -0.5], ["same", 0.01, -0.01, 0.03], ["unclear", 0.3, -0.1, 0.7], ["unknown", 0.3, null, null]];
  const said = new Map();
  for (const [verdict, value, low, high] of cases)
    await using(withDifference(reportData(), "latent_relapse", { value, low, high }), async (page) => {
      const gates = await page.$$eval('[data-gate="latent_relapse"]', (all) => all.map((element) => element.dataset.verdict));
      assert.ok(gates.length >= 3 && gates.every((gate) => gate === verdict), `${verdict}: ${gates}`);
      said.set(verdict, await page.textContent(".answer [data-gate=latent_relapse]"));
    });
  assert.equal(new Set(said.values()).size, cases.length);
  assert.match(said.get("higher"), /^More .* 0\.60 more .* 0\.50 to 0\.70/);
  assert.match(said.get("lower"), /^Fewer .* 0\.60 fewer .* 0\.50 to 0\.70/);
  assert.match(said.get("same"), /About as many .*-0\.01 and 0\.03 .*2.%/);
  assert.match(said.get("unclear"), /no clear difference.* 0\.10 less and 0\.70 more/);
  assert.match(said.get("unknown"), /cannot be said: one replicate/);
});

// Words that stay as they are in a Chinese page; what stands in <code> (names of files, keys, commands) does not count.
const kept = /^(A|B|C|D|CSV|SVG|PNG|PDF|FGT2|FGT|JSON|h5|holdfast|run|replicates|county|share|English|GNU)$/;

async function untranslated(page, language) {
  await openAll(page);
  const texts = await page.evaluate(() => {
    const out = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.parentElement.closest("code, script, style, #language, .foot") === null) out.push(node.textContent);
    for (const element of document.querySelectorAll("[aria-label], [title], [alt]")) out.push(element.getAttribute("aria-label") ?? "", element.getAttribute("title") ?? "", element.getAttribute("alt") ?? "");
    return out;
  });
  if (language === "en") return texts.filter((text) => /[\u3000-\u9fff\uff00-\uffef]/.test(text));
  return texts.filter((text) => (text.match(/[A-Za-z]+\d*/g) ?? []).some((word) => !kept.test(word)));
}

test("the language switch leaves no untranslated text", () => using(reportData(), async (page) => {
  assert.deepEqual(await untranslated(page, "en"), []);
  await page.click("#language");
  assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
  assert.deepEqual(await untranslated(page, "zh"), []);
  await page.click("#language");
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.deepEqual(await untranslated(page, "en"), []);
}));

test("the language is that of the command, unless the address asks for another", async () => {
  const address = write("report", reportData({ language: "zh" }), "asked");
  for (const [tail, lang] of [["", "zh-CN"], ["?lang=en", "en"], ["#en", "en"]]) {
    const { page, close } = await open(browser, address + tail);
    assert.equal(await page.getAttribute("html", "lang"), lang, tail);
    await close();
  }
});

for (const language of ["en", "zh"])
  for (const colorScheme of ["light", "dark"])
    test(`axe finds nothing (${language}, ${colorScheme})`, () => using(reportData({ language, counties: 12 }), async (page) => {
      await openAll(page);
      const axe = new AxeBuilder({ page });
      if (colorScheme === "dark") axe.withRules(["color-contrast"]); // the rest is the same in any colour
      const { violations } = await axe.analyze();
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" ")}`), []);
    }, { colorScheme }));

test("nothing is asked of a network", () => using(reportData(), async (page, seen) => {
  await page.click("#language");
  await openAll(page);
  assert.deepEqual(seen.requests.filter((url) => !url.startsWith("file://") && !url.startsWith("data:")), []);
  assert.deepEqual(seen.errors, []);
}));

for (const language of ["en", "zh"])
  test(`a phone shows it without scrolling sideways (${language})`, () => using(reportData({ language, runCount: 3 }), async (page) => {
    await openAll(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${wide} pixels`);
  }, { viewport: { width: 360, height: 740 } }));

for (const [language, heading] of [["en", "Full report"], ["zh", "完整报告"]])
  for (const runCount of [1, 2, 3])
    test(`the briefing is the first two printed pages (${language}, ${runCount} runs)`, () => using(reportData({ language, runCount }), async (page) => {
      const file = join(folder, `${language}-${runCount}.pdf`);
      await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true, tagged: true });
      const text = (n) => execFileSync("pdftotext", ["-f", String(n), "-l", String(n), file, "-"], { encoding: "utf8" });
      assert.match(text(1), language === "en" ? /page 1 of 2/ : /第1页/);
      assert.match(text(1), language === "en" ? /The answer/ : /结论/);
      assert.match(text(2), language === "en" ? /page 2 of 2[\s\S]*What we do not know/ : /第2页[\s\S]*我们不知道什么/);
      assert.ok(text(3).trim().startsWith(heading), text(3).slice(0, 80));
    }));

test("one run shows levels and compares nothing", () => using(reportData({ runCount: 1 }), async (page) => {
  assert.equal(await page.$$eval("[data-gate]", (all) => all.length), 0);
  assert.match(await page.textContent(".answer"), /One run shows a level/);
  assert.equal(await page.$$eval("#counties svg.map", (maps) => maps.length), 2);
}));

test("three runs have a sentence each", () => using(reportData({ runCount: 3 }), async (page) => {
  const runs = await page.$$eval(".answer [data-gate=latent_relapse]", (all) => all.map((element) => element.dataset.run));
  assert.deepEqual(runs, ["1", "2"]);
}));

test("one replicate: nothing is said, and the page says what to do", () => using(reportData({ replicates: 1 }), async (page) => {
  const gates = await page.$$eval("[data-gate]", (all) => all.map((element) => element.dataset.verdict));
  assert.ok(gates.length > 5 && gates.every((gate) => gate === "unknown"), String(new Set(gates)));
  assert.match(await page.textContent(".unknowns"), /at least 20 replicates/);
}));

test("no counties: the page says what to do", () => using(reportData({ counties: 0 }), async (page, seen) => {
  assert.match(await page.textContent("#counties"), /no counties to draw.*holdfast run/);
  assert.deepEqual(seen.errors, []);
}));

for (const [name, data, words] of [
  ["no data", '"__HOLDFAST_DATA__"', /holds no data/], ["cut short", '{"format": 1, "runs": [', /damaged/], ["another format", { format: 2 }, /another format/],
  ["a part missing", { ...reportData(), targets: undefined }, /lacks: targets/], ["no runs", { ...reportData(), runs: [] }, /no runs/], ["a broken part", { ...reportData(), figures: [{ key: "latent_relapse" }] }, /not as expected/],
])
  test(`${name}: the page says what is wrong and what to type`, () => using(data, async (page) => {
    const text = await page.textContent("[role=alert]");
    assert.match(text, words);
    assert.match(text, /holdfast report A\.h5 B\.h5/);
  }));
