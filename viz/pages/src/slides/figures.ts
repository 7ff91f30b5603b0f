// Every chart of the report by the name of its file: its drawing, and the numbers behind it as rows of a CSV file.
import { fitFigure, largeScaleChart } from "../report/grounds";
import { classFigures, effectChart, effectTitle } from "../report/sections";
import { instrumentChart, largestInstruments } from "../report/briefing";
import { clearSpec, mapNames, mapSpec, widthSpec } from "../report/counties";
import type { Estimate, Figure, ReportData, Timeline } from "../report/data";
import { earlyTitle, figureTitle, letter, runTitle } from "../report/labels";
import { compared, timelineSpec, type View } from "../report/view";
import { lineChart, text } from "../shared/charts";
import { t } from "../shared/language";
import { unitName } from "../shared/numbers";
import { mapSvg } from "../shared/map";

export type Rows = (string | number | null)[][];

export interface Drawing {
  name: string;
  title: string; // over the picture, which stands alone
  draw: () => SVGSVGElement;
  rows: Rows;
}

const head = ["run", "what", "unit", "value", "low", "high", "standard_error"];
const numbers = (e: Estimate | null): (number | null)[] => (e === null ? [null, null, null, null] : [e.value, e.low, e.high, e.standard_error]);
const named = (title: string, unit: string): string => (unit === "" ? title : `${title}, ${unitName(unit)}`);
const runs = (data: ReportData): number[] => data.runs.map((_, run) => run);

function timelineRows(data: ReportData, timeline: Timeline): Rows {
  const rows = timeline.times.flatMap((time, at) => [
    ...runs(data).map((run) => [time, letter(run), "value", timeline.unit, ...numbers(timeline.values[run]?.[at] ?? null)]),
    ...compared(data).map((run) => [time, letter(run), "difference", timeline.unit, ...numbers(timeline.differences[run]?.[at] ?? null)]),
  ]);
  return [["time", ...head], ...rows];
}

function figureRows(data: ReportData, figures: Figure[]): Rows {
  const rows = figures.flatMap((figure) => [
    ...runs(data).map((run) => [figure.key, letter(run), "value", figure.unit, ...numbers(figure.values[run] ?? null)]),
    ...compared(data).map((run) => [figure.key, letter(run), "difference", figure.unit, ...numbers(figure.differences[run] ?? null)]),
  ]);
  return [["figure", ...head], ...rows];
}

function timelineDrawings(view: View): Drawing[] {
  return [...view.data.timelines, ...view.data.early_warning].flatMap((timeline) => {
    const rows = timelineRows(view.data, timeline);
    const early = view.data.early_warning.includes(timeline);
    const title = early ? earlyTitle(timeline) : figureTitle(timeline);
    const drawing = (what: "value" | "difference"): Drawing => ({
      name: `${early ? "register" : "timeline"}-${timeline.key}${what === "value" ? "" : "-difference"}`,
      title: named(what === "value" ? title : t("report.difference_of", { figure: title }), timeline.unit),
      draw: () => lineChart(timelineSpec(view, timeline, what, view.page, title)),
      rows,
    });
    const known = timeline.differences.some((run) => run?.some((e) => e.value !== null));
    return known && !early ? [drawing("value"), drawing("difference")] : [drawing("value")];
  });
}

function mapDrawings(view: View): Drawing[] {
  const { data } = view;
  return mapNames(view).flatMap(({ name, choice: { figure, run, what } }) => {
    const estimates = (what === "value" ? figure.values[run] : figure.differences[run]) ?? [];
    const rows: Rows = [["adcode", "county", "prefecture", ...head], ...data.counties.map((county, at) => [county.adcode, county.name.zh, county.prefecture.zh, letter(run), what, figure.unit, ...numbers(estimates[at] ?? null)])];
    const title = figureTitle(figure);
    const value: Drawing = { name, title, draw: () => mapSvg(mapSpec(view, figure, run, what, view.map)), rows };
    const width: Drawing = { name: `${name}-interval-width`, title, draw: () => mapSvg(widthSpec(view, figure, run, what, view.map)), rows };
    const clear: Drawing = { name: `${name}-clear`, title, draw: () => mapSvg(clearSpec(view, figure, run, view.map)), rows };
    if (what === "difference") return [value, clear, width];
    return data.runs.length === 1 ? [value, width] : [value];
  });
}

function otherDrawings(view: View): Drawing[] {
  const { data } = view;
  const instruments = largestInstruments(view, 15);
  const largeScale = (where: "any_county" | "province"): Drawing => ({
    name: `large-scale-${where}`,
    title: named(t(`report.large.${where}`), "percent"),
    draw: () => largeScaleChart(view, where, view.page),
    rows: [["year", "threshold", ...head], ...data.large_scale.flatMap((p) => runs(data).map((run) => [p.year === 0 ? "any" : p.year, p.threshold, letter(run), "value", "probability", ...numbers(p[where][run] ?? null)]))],
  });
  const effects = data.effects.filter((effect) => effect.by_replicate.some((run) => run.length > 0)).map((effect): Drawing => ({
    name: `effect-${effect.key}`,
    title: named(effectTitle(data, effect), effect.unit),
    draw: () => effectChart(view, effect, view.page),
    rows: [["replicate", "run", "unit", "difference"], ...effect.by_replicate.flatMap((values, run) => values.map((value, at) => [at, letter(run), effect.unit, value]))],
  }));
  const fit = fitFigure(view);
  return [
    ...classFigures(view).map((part): Drawing => ({ name: `classes-${part.name}`, title: named(part.title, part.figures[0]!.unit), draw: part.draw, rows: figureRows(data, part.figures) })),
    ...(instruments.length > 0 ? [{ name: "instruments", title: named(t(data.runs.length === 1 ? "report.cost.most" : "report.cost.changes"), "million yuan"), draw: () => instrumentChart(view, instruments, view.page), rows: figureRows(data, data.figures.filter((f) => f.group === "instrument")) }] : []),
    ...effects,
    ...(data.large_scale.length > 0 ? [largeScale("any_county"), largeScale("province")] : []),
    ...(fit === null ? [] : [{ name: "calibration", title: t("report.calibration.chart"), draw: fit, rows: [["target", "year", "published", "tolerance_low", "tolerance_high", "unit", "result", "result_low", "result_high", "standard_error", "standing"], ...data.targets.map((x) => [x.name, x.year, x.value, x.low, x.high, x.unit, ...numbers(x.result), x.standing])] }]),
  ];
}

// A picture out of the report needs its title and the names of the runs.
export function titled(drawing: Drawing, data: ReportData): SVGSVGElement {
  const svg = drawing.draw();
  const { width, height } = svg.viewBox.baseVal;
  const lines = data.runs.length === 1 ? [] : data.runs.map((run, at) => `${letter(at)}  ${runTitle(run)}`);
  const top = 26 + 16 * lines.length;
  svg.setAttribute("viewBox", `-8 ${-top} ${width + 16} ${height + top + 8}`);
  svg.setAttribute("width", String(width + 16));
  svg.setAttribute("height", String(height + top + 8));
  svg.append(text(0, 16 - top, drawing.title, { class: "title" }));
  lines.forEach((line, at) => svg.append(text(0, 34 - top + 16 * at, line, { class: "small" })));
  return svg;
}

export const drawings = (view: View): Drawing[] => [...timelineDrawings(view), ...mapDrawings(view), ...otherDrawings(view)];
