// One or two curves over the months. The picture has a label; the numbers stand in the table below it.
import { h, s } from "../shared/dom";
import { t } from "../shared/language";
import { count } from "./say";

export interface Curve {
  name: string;
  values: number[];
}

const width = 640;
const height = 210;
const box = { left: 58, right: 12, top: 10, bottom: 24 };

const niceStep = (span: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(span, 1) / 4));
  return [1, 2, 5, 10].map((k) => k * power).find((step) => span / step <= 5)!;
};

export function lines(title: string, curves: Curve[], months: number, firstYear: number): HTMLElement {
  const top = Math.max(1, ...curves.flatMap((c) => c.values));
  const step = niceStep(top);
  const x = (m: number): number => box.left + (m / Math.max(1, months - 1)) * (width - box.left - box.right);
  const y = (value: number): number => height - box.bottom - (value / (Math.ceil(top / step) * step)) * (height - box.top - box.bottom);
  const inside: SVGElement[] = [];
  for (let at = 0; at <= top + step * 0.999; at += step) {
    inside.push(s("line", { x1: box.left, x2: width - box.right, y1: y(at), y2: y(at), class: at === 0 ? "axis" : "grid" }));
    const label = s("text", { x: box.left - 6, y: y(at) + 4, "text-anchor": "end" });
    label.textContent = count(at);
    inside.push(label);
  }
  for (let year = 0; year * 12 < months; ++year) {
    const label = s("text", { x: x(12 * year), y: height - 6 });
    label.textContent = String(firstYear + year);
    inside.push(label);
  }
  curves.forEach(({ values }, at) =>
    inside.push(s("polyline", { points: values.map((v, m) => `${x(m).toFixed(1)},${y(v).toFixed(1)}`).join(" "), class: `curve curve-${at}` })),
  );
  const said = curves.map((c) => t("classroom.chart.last", { name: c.name, value: count(c.values.at(-1) ?? 0) })).join(" ");
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title}. ${said}`, class: "chart" });
  svg.append(s("g", { "aria-hidden": "true" }, ...inside));
  const key = h("p", { class: "key" }, ...curves.map((c, at) => h("span", { class: `key-${at}` }, c.name)));
  return h("figure", {}, h("figcaption", {}, title), svg, key, yearTable(title, curves, firstYear));
}

// The last month of each year.
function yearTable(title: string, curves: Curve[], firstYear: number): HTMLElement {
  const years = Math.ceil(Math.max(0, ...curves.map((c) => c.values.length)) / 12);
  const at = (values: number[], year: number): string => (values.length === 0 ? "" : count(values[Math.min(12 * year + 11, values.length - 1)]!));
  const head = h("tr", {}, h("th", { scope: "col" }, t("classroom.chart.name")), ...Array.from({ length: years }, (_, k) => h("th", { scope: "col" }, String(firstYear + k))));
  const rows = curves.map((c) => h("tr", {}, h("th", { scope: "row" }, c.name), ...Array.from({ length: years }, (_, k) => h("td", {}, at(c.values, k)))));
  return h("details", {}, h("summary", {}, t("classroom.chart.table")), h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))));
}
