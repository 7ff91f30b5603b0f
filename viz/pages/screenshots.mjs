// The pictures of README: page 1 of the briefing, the county map, the classroom. `node screenshots.mjs BRIEFING.html
// CLASSROOM.html FOLDER`, from the folder of the pages.
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const [briefing, classroom, folder] = process.argv.slice(2).map((path) => resolve(path));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

async function shot(file, selector, name, options = {}, act = async () => {}) {
  const context = await browser.newContext({ offline: true, deviceScaleFactor: 1.5, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(300000); // a busy machine
  await page.goto(`file://${file}`);
  await act(page);
  await page.locator(selector).first().screenshot({ path: resolve(folder, name) });
  await context.close();
}

// The classroom after the class has cut the premium subsidy and dibao, and moved on to the last month.
async function classroomScene(page) {
  const months = await page.locator("#time").getAttribute("max");
  for (const [input, value] of [['[data-lever="policies.premium_subsidy.strength"]', 0], ['[data-lever="policies.dibao.strength"]', 0.5], ["#time", months]])
    await page.locator(input).evaluate((element, v) => { element.value = String(v); element.dispatchEvent(new Event("input", { bubbles: true })); }, value);
  await page.waitForFunction((m) => document.querySelector("section.lab")?.dataset.months === m, months);
}

const sheet = { viewport: { width: 900, height: 1200 } };
await shot(briefing, "#briefing", "briefing.png", sheet);
await shot(briefing, "#briefing .map", "briefing-map.png", sheet);
await shot(classroom, "main", "classroom.png", { viewport: { width: 1200, height: 900 } }, classroomScene);
await browser.close();
