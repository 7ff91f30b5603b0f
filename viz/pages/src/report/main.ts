// The report page: reads the data that `holdfast report` put into it, and draws it in the reader's language.
import "../shared/style.css";
import { button, h } from "../shared/dom";
import { language, onLanguage, setLanguage, t } from "../shared/language";
import { briefing } from "./briefing";
import { readData, startLanguage } from "./read";
import { fullReport } from "./sections";
import { runTitle } from "./labels";
import type { View } from "./view";

const main = document.getElementById("report")!;

// Charts are drawn as wide as they are shown, so that their letters keep their size.
function widths(): Pick<View, "page" | "half" | "map"> {
  const room = Math.max(288, Math.min(document.documentElement.clientWidth - 32, 860));
  return room < 620 ? { page: room, half: room, map: room } : { page: Math.min(room, 680), half: Math.floor((room - 24) / 2), map: 360 };
}

function bar(): HTMLElement {
  const other = language() === "en" ? "zh" : "en";
  return h("header", { class: "bar" },
    h("a", { class: "skip", href: "#briefing" }, t("common.skip")),
    h("nav", { "aria-label": t("common.parts") }, h("a", { href: "#briefing" }, t("report.briefing")), " ", h("a", { href: "#full" }, t("report.full.title"))),
    h("div", { class: "buttons" },
      button(t("common.print"), () => window.print()), " ",
      button(t("common.language"), () => setLanguage(other), { id: "language", lang: other === "zh" ? "zh-CN" : "en" })));
}

// The cell that a number leads to may stand in a closed box, or in one that is not filled yet.
function reveal(): void {
  rest();
  const find = (): HTMLElement | null => (location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null);
  if (find() === null) for (const box of document.querySelectorAll("details")) box.dispatchEvent(new Event("fill"));
  const target = find();
  for (let box = target?.closest("details"); box; box = box.parentElement?.closest("details")) box.open = true;
  target?.scrollIntoView({ block: "center" });
}

function failure(text: string): void {
  main.replaceChildren(h("div", { class: "sheet", role: "alert" }, h("h1", {}, t("report.error.title")), h("p", {}, text), h("p", {}, t("report.error.do")), h("pre", {}, h("code", {}, "holdfast report A.h5 B.h5 -o briefing.html"))));
}

// The full report behind the briefing, while it is still to be drawn: the first look at the page is not to wait for it.
let rest: () => void = () => undefined;

function show(): void {
  const read = readData();
  document.querySelector(".bar")?.remove();
  document.body.prepend(bar());
  document.title = t("common.holdfast");
  if ("problem" in read) return failure(read.problem);
  document.title = `${t("common.holdfast")} · ${read.data.runs.map(runTitle).join(" / ")}`;
  const view: View = { data: read.data, ...widths() };
  drawn = view.page;
  rest = () => {
    rest = () => undefined;
    drawnOrTold(() => main.append(fullReport(view)));
    main.removeAttribute("aria-busy");
  };
  main.setAttribute("aria-busy", "true");
  drawnOrTold(() => main.replaceChildren(...briefing(view)));
}

function drawnOrTold(draw: () => void): void {
  try {
    draw();
  } catch (error) {
    rest = () => undefined;
    main.removeAttribute("aria-busy");
    failure(t("report.error.part", { what: error instanceof Error ? error.message : String(error) }));
  }
}

let drawn = 0; // the width of the charts that stand now
setLanguage(startLanguage());
const showAll = (): void => {
  show();
  rest();
};
onLanguage(showAll);
show();
window.addEventListener("hashchange", reveal);
window.addEventListener("beforeprint", () => rest());
if (location.hash.startsWith("#cell")) reveal();
else if (location.hash !== "") rest();
else requestAnimationFrame(() => setTimeout(() => rest())); // after the first paint
window.addEventListener("resize", () => {
  if (Math.abs(widths().page - drawn) >= 24) showAll();
});
