// Opens a built page with data in it, in Debian's Chromium without a network, and notes every request and every mistake.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";

const root = new URL("../../", import.meta.url);
const require = createRequire(new URL("viz/pages/package.json", root));
export const { chromium } = require("playwright-core");
export const { default: AxeBuilder } = require("@axe-core/playwright");
export const folder = mkdtempSync(join(tmpdir(), "holdfast-pages-"));

export const launch = (options = {}) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ...options,
  });

// As `holdfast report` fills a page. `data`: an object, or a text that is put in as it is.
export function write(page, data, name = page) {
  const json = typeof data === "string" ? data : JSON.stringify(data);
  const html = readFileSync(new URL(`viz/built/${page}.html`, root), "utf8");
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html.replace('"__HOLDFAST_DATA__"', () => json.replaceAll("<", "\\u003c")));
  return `file://${file}`;
}

export async function open(browser, address, options = {}) {
  const { waitUntil = "load", ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, offline: true, ...rest });
  const page = await context.newPage();
  page.setDefaultTimeout(120000); // a busy machine
  const seen = { requests: [], errors: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
  await page.goto(address, { waitUntil });
  await page.waitForFunction(() => document.querySelector("[aria-busy]") === null); // a report draws its rest after the briefing
  return { page, seen, close: () => context.close() };
}

// Opens every box, so that what is in it counts too.
export const openAll = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((box) => (box.open = true))).then(() => page.waitForTimeout(100));
