// Opens pages one after the other in one Chromium and prints, for each, what it says: a line of JSON for each path on stdin.
// usage: node read_pages.mjs CHROMIUM
import { createInterface } from "node:readline";
import { launch } from "./browser.mjs";

const [executablePath] = process.argv.slice(2);
const browser = await launch({ timeout: 400000, executablePath });
const context = await browser.newContext({ offline: true });
const page = await context.newPage();
page.setDefaultTimeout(400000); // a busy machine
let errors = [];
page.on("pageerror", (error) => errors.push(String(error)));

// In the page.
function said() {
  const attributes = (element) => ({ key: element.dataset.gate ?? element.dataset.key, run: Number(element.dataset.run ?? 1) });
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return {
    language: document.documentElement.lang,
    data: JSON.parse(document.getElementById("report-data").textContent),
    gates: [...document.querySelectorAll("[data-gate]")].map((element) => ({
      ...attributes(element),
      verdict: element.dataset.verdict,
      text: element.textContent,
    })),
    numbers: [...document.querySelectorAll("a.number")].map((element) => ({
      ...attributes(element),
      what: element.dataset.what,
      part: element.dataset.part ?? "value",
      href: element.getAttribute("href"),
      text: element.textContent,
      cell: document.getElementById(element.getAttribute("href").slice(1))?.textContent ?? null,
    })),
    repeated: ids.filter((id, at) => ids.indexOf(id) !== at && id.startsWith("cell-")),
  };
}

for await (const path of createInterface({ input: process.stdin })) {
  errors = [];
  await page.goto(`file://${path}`, { waitUntil: "commit" });
  try {
    await page.waitForSelector("main:not([aria-busy]) [data-gate]", { state: "attached" });
  } catch {
    errors.push("no gated sentence appeared");
  }
  const found = await page.evaluate(said);
  process.stdout.write(`${JSON.stringify({ ...found, errors })}\n`);
}
await browser.close();
