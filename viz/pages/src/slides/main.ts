// The page behind `holdfast report --pptx` and `--figures`: makes the deck and every figure as SVG, PNG and CSV, and leaves them
// in the page as one JSON element. A person who opens it finds the same files to save.
import "../shared/style.css";
import { readData, startLanguage } from "../report/read";
import type { View } from "../report/view";
import { h } from "../shared/dom";
import { png, standAlone } from "../shared/export";
import { setLanguage, t } from "../shared/language";
import { csv } from "../shared/table";
import { deckOf, type Picture } from "./deck";
import { drawings, titled, type Drawing } from "./figures";

type Files = Record<string, string>; // name -> base64

function base64(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

// The style of a figure is known only while it stands in the page.
function svgOf(drawing: Drawing, view: View, stage: HTMLElement): string {
  const svg = titled(drawing, view.data);
  stage.replaceChildren(svg);
  return standAlone(svg);
}

function shapeOf(stage: HTMLElement): number {
  const { width, height } = stage.querySelector("svg")!.viewBox.baseVal;
  return width / height;
}

async function make(view: View, stage: HTMLElement): Promise<Files> {
  const files: Files = {};
  const pictures = new Map<string, Picture>();
  for (const drawing of drawings(view)) {
    const svg = svgOf(drawing, view, stage);
    const picture = await png(svg);
    pictures.set(drawing.name, { url: picture, shape: shapeOf(stage) });
    files[`figures/${drawing.name}.svg`] = base64(svg);
    files[`figures/${drawing.name}.png`] = picture.slice(picture.indexOf(",") + 1);
    files[`figures/${drawing.name}.csv`] = base64(csv(drawing.rows));
  }
  stage.replaceChildren();
  const names = [...pictures.keys()].filter((name) => name.startsWith("map-"));
  const first = names.find((name) => name.endsWith("-clear")) ?? names[0];
  const width = names.find((name) => name.endsWith("-interval-width"));
  files["briefing.pptx"] = await deckOf(view, [first, width].flatMap((name) => (name === undefined ? [] : [pictures.get(name)!])));
  return files;
}

const types: Record<string, string> = { svg: "image/svg+xml", png: "image/png", csv: "text/csv", pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation" };

function list(files: Files): HTMLElement {
  const items = Object.entries(files).sort().map(([name, content]) => {
    const file = name.replace("figures/", "");
    return h("li", {}, h("a", { href: `data:${types[name.replace(/^.*\./, "")]};base64,${content}`, download: file }, h("code", {}, file)));
  });
  return h("ul", {}, ...items);
}

function leave(content: { files: Files } | { error: string }): void {
  const script = h("script", { type: "application/json", id: "holdfast-files" });
  script.textContent = JSON.stringify(content);
  document.body.append(script);
}

// Only a page that a person looks at needs links; the command reads the JSON element, and links would double it.
const watched = (): boolean => !navigator.webdriver && !/HeadlessChrome/.test(navigator.userAgent);

async function main(): Promise<void> {
  setLanguage(startLanguage());
  document.title = t("common.holdfast");
  const place = document.getElementById("slides")!;
  const read = readData();
  if ("problem" in read) {
    place.replaceChildren(h("h1", {}, t("report.error.title")), h("p", { role: "alert" }, read.problem), h("p", {}, t("report.error.do")), h("pre", {}, h("code", {}, "holdfast report A.h5 B.h5 --pptx briefing.pptx --figures figures")));
    return leave({ error: read.problem });
  }
  const stage = h("div", { "aria-hidden": "true" });
  const state = h("p", { role: "status" }, t("slides.working"));
  place.replaceChildren(h("h1", {}, t("slides.title")), state, stage);
  try {
    const files = await make({ data: read.data, page: 760, half: 520, map: 620 }, stage);
    state.textContent = t("slides.done");
    if (watched()) place.append(list(files));
    leave({ files });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    state.textContent = t("report.error.part", { what: problem });
    leave({ error: problem });
  }
}

void main();
