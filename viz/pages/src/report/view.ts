// What every section of the report is made from: the data, the width it has, and pieces that all of them use.
import { lineChart, type Lines } from "../shared/charts";
import { h, type Child } from "../shared/dom";
import { t } from "../shared/language";
import { table, type Column } from "../shared/table";
import { time, unitName } from "../shared/numbers";
import { cell, differenceCell, variables } from "./cells";
import type { Estimate, Figure, ReportData, Timeline } from "./data";
import { changeMonths, chip, figureTitle, letter, runTitle } from "./labels";

export interface View {
  data: ReportData;
  page: number; // width of a chart that has the page to itself
  half: number; // of one of two side by side
  map: number; // of the map of the briefing
}

export const section = (id: string, title: string, ...inside: Child[]): HTMLElement =>
  h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), ...inside);

export const paragraph = (...inside: Child[]): HTMLElement => h("p", {}, ...inside);
export const note = (...inside: Child[]): HTMLElement => h("p", { class: "note" }, ...inside);

// A box to open. Long tables are made when they are first asked for: a page of a province would be slow to appear with all of them.
export function details(summary: string, content: () => HTMLElement): HTMLElement {
  const box = h("details", {}, h("summary", {}, summary));
  const fill = (): void => {
    if (box.childElementCount === 1) box.append(content());
  };
  box.addEventListener("toggle", fill);
  box.addEventListener("fill", fill);
  return box;
}

export const figureBox = (title: string, unit: string, chart: Child, ...below: Child[]): HTMLElement =>
  h("figure", {}, h("figcaption", {}, h("strong", {}, title), unit === "" ? null : h("span", { class: "muted" }, ` ${unit}`)), chart, ...below);

// A  As adopted   B  Support ends ...
export const runKey = (data: ReportData): HTMLElement =>
  h("p", { class: "run-key" }, ...data.runs.map((run, at) => h("span", {}, chip(at), " ", runTitle(run), " ")));

export const compared = (data: ReportData): number[] => data.runs.map((_, run) => run).slice(1);

export const runColumns = (data: ReportData): Column[] => [
  ...data.runs.map((_, run) => ({ head: chip(run), number: true })),
  ...compared(data).map((run) => ({ head: h("span", {}, chip(run), " − ", chip(0)), number: true })),
];

export interface Estimates {
  values: (Estimate | null)[];
  differences: (Estimate | null)[];
}

// The cells of one row: each run, then each run less the first.
export function runCells(data: ReportData, key: string, unit: string, sources: string[], row: Estimates): HTMLTableCellElement[] {
  const nothing: Estimate = { value: null, low: null, high: null, standard_error: null, place: 0 };
  const base = row.values[0] ?? nothing;
  return [
    ...data.runs.map((_, run) => cell(row.values[run] ?? null, { key, run, what: "value", unit }, sources)),
    ...compared(data).map((run) => differenceCell(row.differences[run] ?? null, base, { key, run, what: "difference", unit }, sources)),
  ];
}

export function figureTable(view: View, caption: string, figures: Figure[], name: (figure: Figure) => string = figureTitle): HTMLElement {
  const columns: Column[] = [{ head: t("report.column.figure") }, ...runColumns(view.data), { head: t("report.column.sources") }];
  const title = (figure: Figure): HTMLElement => h("span", {}, name(figure), " ", h("small", { class: "muted" }, unitName(figure.unit)));
  const rows = figures.map((figure) => [title(figure), ...runCells(view.data, figure.key, figure.unit, figure.sources, figure), variables(figure.sources)]);
  return table(caption, columns, rows, caption);
}

const monthly = (times: string[]): boolean => times[0]?.includes("-") ?? false;

// A line over time as a chart wants it; `what`: the runs, or their differences from the first.
export function timelineSpec(view: View, timeline: Timeline, what: "value" | "difference", width: number, title = figureTitle(timeline)): Lines {
  const { data } = view;
  const x = timeline.times.map((_, at) => at);
  const ticks = x.filter((at) => !monthly(timeline.times) || timeline.times[at]!.endsWith("-01")).map((at) => ({ at, text: timeline.times[at]!.slice(0, 4) }));
  const start = changeMonths(data)[0];
  const at = start === undefined || data.runs.length < 2 ? -1 : timeline.times.indexOf(monthly(timeline.times) ? start : start.slice(0, 4));
  const runs = what === "value" ? data.runs.map((_, run) => run) : compared(data);
  return {
    label: t(`report.chart.${what}`, { figure: title, runs: data.runs.map(runTitle).join(", ") }),
    unit: timeline.unit,
    width,
    x,
    ticks,
    zero: what === "difference",
    moments: at > 0 && monthly(timeline.times) ? [{ at, text: time(start!) }] : [],
    lines: runs.map((run) => ({
      run,
      name: what === "value" ? letter(run) : `${letter(run)} − A`,
      values: (what === "value" ? timeline.values[run] : timeline.differences[run]) ?? [],
    })),
  };
}

export function timelineTable(view: View, timeline: Timeline, title = figureTitle(timeline)): HTMLElement {
  const columns: Column[] = [{ head: t("report.column.time") }, ...runColumns(view.data)];
  const rows = timeline.times.map((moment, at) => {
    const row = { values: timeline.values.map((run) => run[at] ?? null), differences: timeline.differences.map((run) => run?.[at] ?? null) };
    return [time(moment), ...runCells(view.data, `timeline.${timeline.key}.${moment}`, timeline.unit, timeline.sources, row)];
  });
  return h("div", {}, note(t("report.sources"), variables(timeline.sources)), table(`${title}, ${unitName(timeline.unit)}`, columns, rows, title));
}

// The chart of the runs, that of their differences beside it, and the table of both.
export function timelineBlock(view: View, timeline: Timeline): HTMLElement {
  const title = figureTitle(timeline);
  const unit = unitName(timeline.unit);
  const levels = figureBox(title, unit, lineChart(timelineSpec(view, timeline, "value", view.half)));
  const known = timeline.differences.some((run) => run?.some((e) => e.value !== null));
  const gap = known ? figureBox(t("report.difference_of", { figure: title }), unit, lineChart(timelineSpec(view, timeline, "difference", view.half))) : null;
  return h("div", { class: "block" }, h("div", { class: "pair" }, levels, gap), details(t("report.table_of", { figure: title }), () => timelineTable(view, timeline)));
}
