// The county maps and their tables. The map of the briefing colours only what the gate lets us say; the pair in the full report
// shows the values and, beside them, how wide their intervals are.
import { button, h, rich, type Child } from "../shared/dom";
import { download, png, standAlone, textUrl } from "../shared/export";
import { t, words } from "../shared/language";
import { intervalWidth, mapSvg, middleCounty, neighbour, type MapSpec } from "../shared/map";
import { count, share, shown, unitName } from "../shared/numbers";
import { table, type Column } from "../shared/table";
import { cellId, variables, type What } from "./cells";
import type { County, CountyFigure, Estimate } from "./data";
import { verdict } from "./gate";
import { chip, countyClass, figureTitle, letter, runTitle } from "./labels";
import { compared, details, note, runCells, runColumns, section, type View } from "./view";

const headline = "latent_relapse";

const key = (figure: CountyFigure, county: County): string => `county.${figure.key}.${county.adcode}`;
const estimates = (figure: CountyFigure, run: number, what: What): (Estimate | null)[] =>
  (what === "value" ? figure.values[run] : figure.differences[run]) ?? [];
const of = (run: number, what: What): string => (what === "value" ? letter(run) : `${letter(run)} − ${letter(0)}`);

// Said of one county under the pointer or the keyboard.
function countyWords(view: View, figure: CountyFigure, run: number, what: What, adcode: number): string {
  const at = view.data.counties.findIndex((county) => county.adcode === adcode);
  if (at < 0) return t("report.map.other_county");
  const county = view.data.counties[at]!;
  const name = t("report.map.name", { county: words(county.name), prefecture: words(county.prefecture), class: countyClass(county) });
  const e = estimates(figure, run, what)[at] ?? null;
  if (e === null || e.value === null) return t(county.drawn_households === null ? "report.map.no_rural" : "report.map.too_few", { name });
  const text = shown(e, figure.unit);
  const values = { name, value: text.value, low: text.low, high: text.high, unit: unitName(figure.unit), n: count(county.drawn_households ?? 0) };
  const said = text.low === "" ? t("report.map.value", values) : t("report.map.interval", values);
  if (what === "value" || text.low === "") return said;
  return said + t(`report.map.said.${verdict(e, figure.values[0]![at]!)}`);
}

// Pointer, touch and arrow keys over one or several maps that show the same counties.
function explore(maps: SVGSVGElement[], tell: (adcode: number) => string, label: string): HTMLElement {
  const readout = h("output", { class: "readout", "aria-live": "polite" }, t("report.map.hint"));
  const box = h("div", { class: "maps", tabindex: 0, role: "group", "aria-label": label }, ...maps.map((map) => h("div", { class: "map-box" }, map)));
  let current = 0;
  const go = (adcode: number): void => {
    if (adcode === current) return;
    current = adcode;
    for (const map of maps) {
      map.querySelector(".current")?.remove();
      const path = map.querySelector(`[data-adcode="${adcode}"]`);
      if (path === null) continue;
      const ring = path.cloneNode() as SVGElement;
      ring.setAttribute("class", "current");
      ring.removeAttribute("data-adcode");
      ring.removeAttribute("fill");
      path.parentElement!.append(ring);
    }
    readout.textContent = tell(adcode);
  };
  for (const event of ["pointermove", "pointerdown"] as const)
    box.addEventListener(event, (e) => {
      const adcode = (e.target as Element).getAttribute?.("data-adcode");
      if (adcode) go(Number(adcode));
    });
  box.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    go(current === 0 ? middleCounty() : neighbour(current, event.key));
  });
  return h("div", {}, box, readout);
}

export function mapSpec(view: View, figure: CountyFigure, run: number, what: What, width: number): MapSpec {
  const title = `${of(run, what)}: ${figureTitle(figure)}, ${unitName(figure.unit)}`;
  return {
    title: what === "value" ? (view.data.runs.length > 1 ? `${letter(run)}: ${unitName(figure.unit)}` : unitName(figure.unit)) : `${of(run, what)}, ${unitName(figure.unit)}`,
    label: t("report.map.label", { what: title }),
    unit: figure.unit,
    width,
    kind: what,
    counties: view.data.counties,
    values: estimates(figure, run, what).map((e) => e?.value ?? null),
  };
}

export const widthSpec = (view: View, figure: CountyFigure, run: number, what: What, width: number): MapSpec => ({
  ...mapSpec(view, figure, run, what, width),
  title: t("report.map.width"),
  label: t("report.map.width_label", { what: figureTitle(figure) }),
  kind: "width",
  values: estimates(figure, run, what).map((e) => (e === null ? null : intervalWidth(e))),
});

// Which counties have no clear difference: grey on the map of the briefing.
export function clearSpec(view: View, figure: CountyFigure, run: number, width: number): MapSpec {
  const differences = estimates(figure, run, "difference");
  const muted = differences.map((e, at) => !["higher", "lower"].includes(verdict(e, figure.values[0]![at]!)));
  return { ...mapSpec(view, figure, run, "difference", width), muted };
}

export function clearMap(view: View): HTMLElement {
  const { data } = view;
  const figure = data.county_figures.find((f) => f.key === headline) ?? data.county_figures[0];
  if (figure === undefined || data.counties.length === 0) return h("p", { class: "empty" }, t("report.map.no_counties"));
  const last = data.runs.length - 1;
  const spec = last === 0 ? mapSpec(view, figure, 0, "value", view.map) : clearSpec(view, figure, last, view.map);
  const what: What = last === 0 ? "value" : "difference";
  const map = explore([mapSvg(spec)], (adcode) => countyWords(view, figure, last, what, adcode), spec.label);
  const how = last === 0 ? t("report.map.how_level") : t("report.map.how_difference", { run: runTitle(data.runs[last]!), base: runTitle(data.runs[0]!) });
  return h("div", { class: "briefing-map" },
    h("div", {}, h("h2", {}, figureTitle(figure)), map),
    h("div", { class: "beside" }, h("p", {}, how), worstTenth(view, figure, last), h("p", {}, h("a", { href: "#counties" }, t("report.map.more")))));
}

// Not a ranking: only the counties of which it can be said, in the order of their codes.
function worstTenth(view: View, figure: CountyFigure, run: number): Child {
  const sure = view.data.counties.flatMap((county, at) => ((figure.worst[run]?.[at] ?? 0) >= 0.9 ? [{ county, p: figure.worst[run]![at]! }] : []));
  if (sure.length === 0) return h("p", {}, t("report.worst.none"));
  const names = sure.slice(0, 12).map(({ county }) => h("a", { href: `#${cellId({ key: key(figure, county), run, what: "value", unit: "" })}` }, words(county.name)));
  const list = names.flatMap((name, at): Child[] => (at === 0 ? [name] : [t("common.comma"), name]));
  return h("p", { "data-worst": run }, ...rich(view.data.runs.length > 1 ? "report.worst.list_under" : "report.worst.list", { run: chip(run), names: h("span", {}, ...list) }), sure.length > 12 ? t("report.worst.more", { n: count(sure.length - 12) }) : null);
}

function exportButtons(maps: () => SVGSVGElement[], name: () => string): HTMLElement {
  const each = (act: (svg: string, file: string) => void): void =>
    maps().forEach((map, at) => act(standAlone(map), `${name()}${at === 0 ? "" : "-interval-width"}`));
  return h("p", { class: "buttons" },
    button(t("report.map.svg"), () => each((svg, file) => download(`${file}.svg`, textUrl(svg, "image/svg+xml")))),
    " ",
    button(t("report.map.png"), () => each((svg, file) => void png(svg).then((url) => download(`${file}.png`, url)))));
}

interface Choice {
  figure: CountyFigure;
  run: number;
  what: What;
}

function choices(view: View): Choice[] {
  const { data } = view;
  return data.county_figures.flatMap((figure) => [
    ...compared(data).filter((run) => figure.differences[run] !== null).map((run): Choice => ({ figure, run, what: "difference" })),
    ...data.runs.map((_, run): Choice => ({ figure, run, what: "value" })),
  ]);
}

const choiceName = ({ figure, run, what }: Choice): string => `${figureTitle(figure)} (${of(run, what)})`;

export const mapNames = (view: View): { name: string; choice: Choice }[] =>
  choices(view).map((choice) => ({ name: `map-${choice.figure.key}-${of(choice.run, choice.what).replace(" − ", "-minus-")}`, choice }));

function mapPair(view: View): HTMLElement {
  const all = choices(view);
  const select = h("select", { id: "map-choice" }, ...all.map((choice, at) => h("option", { value: at }, choiceName(choice))));
  const place = h("div");
  let maps: SVGSVGElement[] = [];
  const chosen = (): Choice => all[Number(select.value)]!;
  const draw = (): void => {
    const { figure, run, what } = chosen();
    maps = [mapSvg(mapSpec(view, figure, run, what, view.half)), mapSvg(widthSpec(view, figure, run, what, view.half))];
    place.replaceChildren(explore(maps, (adcode) => countyWords(view, figure, run, what, adcode), choiceName(chosen())));
  };
  select.addEventListener("change", draw);
  draw();
  const files = (): string => mapNames(view)[Number(select.value)]!.name;
  return h("div", {}, h("p", {}, h("label", { for: "map-choice" }, t("report.map.choice")), " ", select), place, exportButtons(() => maps, files));
}

function countyTable(view: View, figure: CountyFigure): HTMLElement {
  const { data } = view;
  const columns: Column[] = [
    { head: t("report.column.county") }, { head: t("report.column.prefecture") }, { head: t("report.column.class") }, { head: t("report.column.drawn"), number: true },
    ...runColumns(data), ...data.runs.map((_, run) => ({ head: h("span", {}, chip(run), " ", t("report.column.worst")), number: true })),
  ];
  const rows = data.counties.map((county, at) => [
    words(county.name), words(county.prefecture), countyClass(county), county.drawn_households === null ? "" : count(county.drawn_households),
    ...runCells(data, key(figure, county), figure.unit, figure.sources, { values: figure.values.map((run) => run[at] ?? null), differences: figure.differences.map((run) => run?.[at] ?? null) }),
    ...data.runs.map((_, run) => (figure.worst[run]?.[at] == null ? "" : share(figure.worst[run]![at]!))),
  ]);
  const title = `${figureTitle(figure)}, ${unitName(figure.unit)}`;
  return h("div", {}, note(t("report.sources"), variables(figure.sources)), table(title, columns, rows, title));
}

export function countiesSection(view: View): HTMLElement {
  const { data } = view;
  if (data.counties.length === 0 || data.county_figures.length === 0) return section("counties", t("report.counties.title"), h("p", { class: "empty" }, t("report.map.no_counties")));
  return section("counties", t("report.counties.title"), note(t("report.counties.note")), mapPair(view), ...data.county_figures.map((figure) => details(t("report.table_of", { figure: figureTitle(figure) }), () => countyTable(view, figure))));
}
