// The app in Chromium, with a server of its own: a timeline is moved with pointer and keyboard, run and compared; every room in
// both languages, light and dark, narrow; axe finds nothing; no request leaves this machine.
// usage: node app_test.mjs HOLDFAST [FOLDER FOR PICTURES]; exit code 77: a package or Chromium is missing.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const pages = resolve(dirname(fileURLToPath(import.meta.url)), "../../viz/pages");
if (!existsSync(join(pages, "node_modules/playwright-core")) || !existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium")) {
  console.log("skipped: needs `npm ci` in viz/pages and Debian's chromium");
  process.exit(77);
}
const require = createRequire(join(pages, "package.json"));
const { launch } = await import("./browser.mjs");
const axeSource = require("axe-core").source;
const [holdfast, pictures] = process.argv.slice(2);

const workspace = mkdtempSync(join(tmpdir(), "holdfast-app-"));
const server = spawn(holdfast, ["serve", "--no-open", "--workspace", workspace], { stdio: ["ignore", "pipe", "inherit"] });
const address = await new Promise((resolve) => server.stdout.once("data", (text) => resolve(String(text).split("\n")[0])));
const origin = new URL(address).origin;
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "en-GB" });
const page = await context.newPage();
const patience = 180000; // milliseconds; a busy machine is no failure
page.setDefaultTimeout(patience);
const outside = [];
const complaints = [];
const isOurs = (url) => url.startsWith(`${origin}/`) || url.startsWith("data:") || url.startsWith(`blob:${origin}`);
context.on("request", (request) => isOurs(request.url()) || outside.push(request.url()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));

const rooms = ["scenario", "runs", "compare", "places"];
const room = async (name) => {
  await page.locator(`[data-room="${name}"]`).click();
  await settled();
};
const settled = async () => {
  await page.waitForTimeout(100);
  await page.waitForFunction(() => document.querySelector('main .empty[role="status"]') === null, null, { timeout: patience });
};
const row = (instrument) => page.locator(`[id="row-${instrument}"]`);
const handles = (instrument) => row(instrument).locator(".handle");
const shot = (name) => (pictures === undefined ? null : page.screenshot({ path: join(pictures, `${name}.png`) }));

async function finished(count) {
  await page.waitForFunction((n) => document.querySelectorAll('.run[data-state="finished"]').length === n, count, { timeout: 3 * patience });
}
async function axe(where) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
  assert.deepEqual(told, [], `axe in ${where}`);
}
// Words of the other language that are not marked as such. Names of files, scenarios and parameters stay as they are, and so
// do the words on keys and the endings of files.
async function untranslated(pattern) {
  return page.evaluate((source) => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element.closest('script, style, code, [lang="en"], #language, option, [hidden], details:not([open]) > :not(summary)') !== null) continue;
      if (new RegExp(source).test(node.textContent.replace(/\b(Shift|Delete|Home|End)\b|\.(csv|xlsx|dta|json|pdf|pptx)\b/g, ""))) found.push(node.textContent);
    }
    return found;
  }, pattern);
}
// Long tables are filled when they are opened.
async function cell(key) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((box) => (box.open = true)));
  return page.locator(`[id="cell-${key}-1-difference"]`).first().textContent();
}

const steps = {
  async "a page without its token says what to do"() {
    await page.goto(`${origin}/?token=wrong`);
    assert.match(await page.textContent("body"), /Open the address that holdfast serve printed/);
    complaints.length = 0;
    await page.goto(address);
    await page.waitForSelector(".instrument");
  },
  async "empty rooms say what to do"() {
    for (const name of ["runs", "compare", "places"]) {
      await room(name);
      assert.ok((await page.locator("main .empty").first().textContent()).length > 20, name);
    }
  },
  async "every instrument that can be scaled has a path, its article and its sources"() {
    await room("scenario");
    await page.waitForSelector(".instrument");
    assert.ok((await page.locator(".instrument").count()) > 40);
    assert.ok((await page.locator(".instrument .handle").count()) > 30);
    await row("policies.premium_subsidy").getByRole("button", { name: "Dates, law and sources" }).click();
    await settled();
    const told = await row("policies.premium_subsidy").textContent();
    for (const words of ["Article 5", "27 May 2021", "MED-SUB"]) assert.ok(told.includes(words), words);
  },
  async "the scenario as it is runs with live progress"() {
    await page.locator(".panel summary").click();
    await page.selectOption("#share", "0.002");
    await page.fill("#replicates", "4");
    await page.locator("#replicates").blur();
    await page.locator("#run-base").click();
    await page.waitForSelector(".run");
    const seen = new Set();
    const watch = setInterval(() => void page.locator(".percent").first().textContent({ timeout: 200 }).then((text) => seen.add(text), () => null), 150);
    await finished(1);
    clearInterval(watch);
    assert.ok(seen.size >= 2, `progress was seen as ${[...seen].join(" ")}`);
  },
  async "a point is added and dragged with the pointer"() {
    await room("scenario");
    await page.waitForSelector(".instrument");
    await row("policies.premium_subsidy").getByRole("button", { name: "Add a point" }).click();
    const handle = handles("policies.premium_subsidy").nth(1);
    const from = await handle.locator(".knob").boundingBox();
    const picture = await row("policies.premium_subsidy").locator("svg").boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(picture.x + 46 + ((picture.width - 56) * 36) / 60, picture.y + 75, { steps: 8 });
    await page.mouse.up();
    assert.match(await handle.getAttribute("aria-valuetext"), /^0 ?% from Jan 2024$/);
  },
  async "a point is moved, added and removed with the keyboard"() {
    const name = "policies.public_welfare_posts";
    await handles(name).first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await handles(name).count(), 2);
    for (const key of ["ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowUp"]) await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-valuenow")), "91");
    assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-valuetext")), /Aug 2023/);
    await page.keyboard.press("Delete");
    assert.equal(await handles(name).count(), 1);
    assert.match(await page.locator(".summary").textContent(), /changed: 1/);
  },
  async "a problem is shown at the place where it was made"() {
    const name = "policies.education_aid";
    await page.locator('[data-verdict="good"]').waitFor();
    const input = row("policies.premium_subsidy");
    await handles("policies.premium_subsidy").first().focus();
    for (let n = 0; n < 36; n += 1) await page.keyboard.press("PageUp");
    await page.locator('[data-verdict="errors"]').waitFor();
    assert.match(await input.locator(".row-problems").textContent(), /outside/);
    assert.equal(await row(name).locator(".row-problems").textContent(), "");
    await shot("problem");
    await axe("a timeline with a problem");
    await handles("policies.premium_subsidy").first().focus();
    await page.keyboard.press("End");
    await page.locator('[data-verdict="good"]').waitFor();
    assert.equal(await input.locator(".row-problems").textContent(), "");
  },
  async "the edits outlive a reload"() {
    await page.reload();
    await page.waitForSelector(".instrument");
    assert.equal(await handles("policies.premium_subsidy").count(), 2);
    await shot("timeline");
  },
  async "running the timeline changes the comparison"() {
    await page.locator("#run-own").click();
    await page.waitForSelector(".run");
    await finished(2);
    await shot("runs");
    await room("compare");
    await page.waitForSelector('[id^="cell-latent_relapse-1"]', { timeout: patience });
    const before = await cell("premium_subsidy");
    assert.match(before, /[-−]/, "less is paid for premiums");
    await shot("compare");
    await room("scenario");
    await page.waitForSelector(".instrument");
    await handles("policies.premium_subsidy").nth(1).focus();
    await page.keyboard.press("End");
    for (let n = 0; n < 2; n += 1) await page.keyboard.press("PageDown");
    await page.locator('[data-verdict="good"]').waitFor();
    await page.locator("#run-own").click();
    await page.waitForSelector(".run");
    await finished(3);
    await page.locator(".run").first().getByRole("button", { name: "Compare as B" }).click();
    await settled();
    await page.waitForSelector('[id^="cell-latent_relapse-1"]', { timeout: patience });
    assert.notEqual(await cell("premium_subsidy"), before);
  },
  async "from the province to a county to the life of a household"() {
    await room("places");
    await page.waitForSelector(".map [data-adcode]");
    await page.locator(".maps").focus();
    for (const key of ["ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
    assert.match(await page.locator(".readout").textContent(), /\S/);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#county-title");
    const search = async () => {
      for (const county of ["511921", "511922", "513425", "511722", "511381"]) {
        await page.selectOption("#county", county);
        for (const kind of ["pushed-under", "found-too-late", "never-found"]) {
          await page.locator(`[data-kind="${kind}"]`).click();
          await settled();
          if ((await page.locator(".household").count()) > 0) return;
        }
      }
    };
    await search();
    await page.locator(".household").first().click();
    await page.waitForSelector(".life", { timeout: patience });
    assert.ok((await page.locator(".life-year").count()) >= 1);
    await page.locator(".life").scrollIntoViewIfNeeded();
    await shot("life");
  },
  async "exports are files"() {
    await room("runs");
    await page.locator(".run summary").first().click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Table (.csv)" }).first().click();
    assert.match((await download).suggestedFilename(), /\.csv$/);
    const popup = context.waitForEvent("page");
    await page.getByRole("link", { name: "Briefing" }).first().click();
    const briefing = await popup;
    await briefing.waitForSelector("h1", { timeout: patience });
    assert.ok((await briefing.textContent("h1")).length > 5);
    await briefing.close();
  },
  async "every room, both languages, light and dark, wide and narrow"() {
    const untold = [];
    for (const language of ["en", "zh"]) {
      if ((await page.getAttribute("html", "lang")) !== (language === "zh" ? "zh-CN" : "en")) await page.locator("#language").click();
      for (const name of rooms) {
        await page.setViewportSize({ width: 1200, height: 900 });
        await room(name);
        await page.waitForTimeout(400);
        const other = await untranslated(language === "zh" ? "[A-Za-z]{4,}" : "[\\u4e00-\\u9fff]");
        for (const text of other) if (!/^(Holdfast|Excel|Stata|JSON)/.test(text.trim())) untold.push(`${name} in ${language}: ${text}`);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await axe(`${name}, ${language}, ${colorScheme}`);
        }
        await page.setViewportSize({ width: 360, height: 740 });
        await page.waitForTimeout(300);
        await settled();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true, `${name} in ${language} scrolls sideways at 360 px`);
        await shot(`${name}-${language}-360-dark`);
        await page.emulateMedia({ colorScheme: "light" });
      }
    }
    await page.setViewportSize({ width: 1200, height: 900 });
    assert.deepEqual(untold, []);
  },
  async "nothing left this machine, and nothing was complained of"() {
    assert.deepEqual(outside, []);
    assert.deepEqual(complaints, []);
  },
  async "a server that has ended is told"() {
    server.kill("SIGINT");
    await new Promise((done) => server.once("exit", done));
    await page.locator('[data-room="compare"]').click();
    await page.waitForSelector(".trouble");
    assert.match(await page.locator(".trouble").first().textContent(), /holdfast serve/);
  },
};

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  const start = Date.now();
  try {
    await step();
    console.log(`ok      ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : error}`);
    await shot(`failed-${failed}`)?.catch(() => null);
  }
}
await browser.close();
server.kill("SIGINT");
rmSync(workspace, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
