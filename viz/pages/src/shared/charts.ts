// Charts as plain SVG. Each is a picture with a label (its inside is hidden from screen readers: the table beside it speaks);
// colours are classes of style.css, and every run has a letter, a dash and a marker besides its colour.
import { extent, max } from "d3-array";
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import type { Estimate } from "../report/data";
import { s } from "./dom";
import { tick } from "./numbers";

export interface Frame {
  label: string; // read out
  unit: string;
  width: number;
}

export function picture(frame: { label: string; width: number }, height: number, ...inside: SVGElement[]): SVGSVGElement {
  const svg = s("svg", { role: "img", "aria-label": frame.label, viewBox: `0 0 ${frame.width} ${height}`, width: frame.width, height, class: "chart" });
  svg.append(s("g", { "aria-hidden": "true" }, ...inside));
  return svg;
}

// Width of a text in pixels, near enough to leave room: Chinese is square, Latin about half.
export const textWidth = (text: string, size = 12): number =>
  [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 1 : 0.56) * size, 0);

export const text = (x: number, y: number, words: string, attributes: Record<string, string | number> = {}): SVGTextElement =>
  s("text", { x, y, ...attributes }, words);

// Shapes by run, so that a picture without colour still tells them apart.
const markers = ["M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M0-5.5l5.5 5.5-5.5 5.5-5.5-5.5z"];
const dashes = ["", "7 3", "2 3", "9 3 2 3"];
export const marker = (run: number, x: number, y: number): SVGPathElement =>
  s("path", { d: markers[run % markers.length]!, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, class: `fill-run-${run % 6}` });

const known = (estimates: Estimate[]): number[] =>
  estimates.flatMap((e) => [e.value, e.low, e.high]).filter((x): x is number => x !== null);

// From zero unless that would press the curves into a corner; never a scale that a reader must undo.
function domain(values: number[]): [number, number] {
  const [low, high] = extent(values) as [number | undefined, number | undefined];
  if (low === undefined || high === undefined) return [0, 1];
  if (low === 0 && high === 0) return [0, 1];
  if (low > 0) return low > 0.7 * high ? [low - 0.1 * (high - low || high), high] : [0, high];
  return [low, Math.max(0, high)];
}

function valueAxis(scale: ScaleLinear<number, number>, unit: string, left: number, right: number, count: number): SVGElement[] {
  const largest = max(scale.domain().map(Math.abs)) ?? 1;
  return scale.ticks(count).flatMap((at) => [
    s("line", { x1: left, x2: right, y1: scale(at), y2: scale(at), class: at === 0 ? "axis" : "grid" }),
    text(left - 6, scale(at) + 4, tick(at, unit, largest), { "text-anchor": "end", class: "small" }),
  ]);
}

// Labels at the ends of lines, pushed apart.
function apart(wanted: number[], gap: number): number[] {
  const order = wanted.map((y, at) => ({ y, at })).sort((a, b) => a.y - b.y);
  order.forEach((label, k) => {
    if (k > 0) label.y = Math.max(label.y, order[k - 1]!.y + gap);
  });
  const out: number[] = [];
  for (const label of order) out[label.at] = label.y;
  return out;
}

export interface Line {
  run: number;
  name: string; // at the end of the line
  values: Estimate[];
}

export interface Lines extends Frame {
  x: number[];
  ticks: { at: number; text: string }[];
  lines: Line[];
  moments?: { at: number; text: string }[]; // dashed upright lines: "from 2024-01"
  zero?: boolean;
  height?: number;
}

const leftOf = (scale: ScaleLinear<number, number>, unit: string): number => {
  const largest = max(scale.domain().map(Math.abs)) ?? 1;
  return 12 + Math.max(...scale.ticks(5).map((at) => textWidth(tick(at, unit, largest), 11)));
};

export function lineChart(chart: Lines): SVGSVGElement {
  const height = chart.height ?? 230;
  const values = chart.lines.flatMap((l) => known(l.values));
  const [low, high] = chart.zero ? [Math.min(0, ...values), Math.max(0, ...values)] : domain(values);
  const y = scaleLinear([low, high], [height - 26, 18]).nice(5);
  const left = leftOf(y, chart.unit);
  const right = chart.width - 14 - Math.max(...chart.lines.map((l) => textWidth(l.name)));
  const x = scaleLinear(extent(chart.x) as [number, number], [left + 4, right - 6]);
  const inside: SVGElement[] = [...valueAxis(y, chart.unit, left, right, 5)];
  for (const at of chart.ticks) inside.push(text(x(at.at), height - 8, at.text, { "text-anchor": "middle", class: "small" }));
  for (const moment of chart.moments ?? [])
    inside.push(
      s("line", { x1: x(moment.at), x2: x(moment.at), y1: 14, y2: height - 26, class: "moment" }),
      text(x(moment.at), 11, moment.text, { "text-anchor": "middle", class: "small" }),
    );
  const ends = apart(chart.lines.map((l) => y([...l.values].reverse().find((e) => e.value !== null)?.value ?? low)), 14);
  chart.lines.forEach((l, at) => inside.push(...lineOf(l, chart.x, x, y), text(right + 2, ends[at]! + 4, l.name, { class: `label fill-run-${l.run % 6}` })));
  return picture(chart, height, ...inside);
}

function lineOf(l: Line, at: number[], x: ScaleLinear<number, number>, y: ScaleLinear<number, number>): SVGElement[] {
  const points = l.values.map((e, k) => ({ e, x: x(at[k]!) }));
  type Point = (typeof points)[number];
  const band = area<Point>((p) => p.x, (p) => y(p.e.low ?? 0), (p) => y(p.e.high ?? 0)).defined((p) => p.e.low !== null && p.e.high !== null);
  const path = line<Point>((p) => p.x, (p) => y(p.e.value ?? 0)).defined((p) => p.e.value !== null);
  const out: SVGElement[] = [
    s("path", { d: band.digits(1)(points) ?? "", class: `band fill-run-${l.run % 6}` }),
    s("path", { d: path.digits(1)(points) ?? "", class: `line stroke-run-${l.run % 6}`, "stroke-dasharray": dashes[l.run % dashes.length]! }),
  ];
  if (points.length <= 12) for (const p of points) if (p.e.value !== null) out.push(marker(l.run, p.x, y(p.e.value)));
  return out;
}

export interface Row {
  name: string;
  points: { run: number; e: Estimate }[];
  note?: string; // beside the row's name, smaller
}

export interface Rows extends Frame {
  rows: Row[];
  zero?: boolean; // the scale holds zero
}

// One row for each name: dots with their intervals; on a narrow page the name stands above its row.
export function rowsChart(chart: Rows): SVGSVGElement {
  const narrow = chart.width < 480;
  const names = narrow ? 8 : Math.min(chart.width * 0.42, 16 + Math.max(...chart.rows.map((row) => textWidth(row.name, 13))));
  const lanes = Math.max(1, ...chart.rows.map((row) => row.points.length));
  const pitch = (narrow ? 20 : 6) + 13 * lanes;
  const height = chart.rows.length * pitch + 34;
  const values = chart.rows.flatMap((row) => known(row.points.map((p) => p.e)));
  const [low, high] = chart.zero ? [Math.min(0, ...values), Math.max(0, ...values)] : domain(values);
  const x = scaleLinear([low, high], [names + 10, chart.width - 18]).nice(narrow ? 4 : 5);
  const inside = bottomAxis(x, chart.unit, 6, height - 24, narrow ? 4 : 5);
  chart.rows.forEach((row, r) => {
    const top = 8 + r * pitch + (narrow ? 16 : 0);
    const middle = top + (13 * lanes) / 2;
    inside.push(narrow ? text(0, top - 3, row.name) : text(names, middle + 4, row.name, { "text-anchor": "end" }));
    row.points.forEach((p, lane) => inside.push(...dot(p.run, p.e, x, top + 13 * (lane + (lanes - row.points.length) / 2) + 7)));
  });
  return picture(chart, height, ...inside);
}

export function bottomAxis(x: ScaleLinear<number, number>, unit: string, top: number, bottom: number, count: number): SVGElement[] {
  const largest = max(x.domain().map(Math.abs)) ?? 1;
  return x.ticks(count).flatMap((at) => [
    s("line", { x1: x(at), x2: x(at), y1: top, y2: bottom, class: at === 0 ? "axis" : "grid" }),
    text(x(at), bottom + 16, tick(at, unit, largest), { "text-anchor": "middle", class: "small" }),
  ]);
}

function dot(run: number, e: Estimate, x: ScaleLinear<number, number>, y: number): SVGElement[] {
  if (e.value === null) return [];
  const out: SVGElement[] = [];
  if (e.low !== null && e.high !== null) out.push(s("line", { x1: x(e.low), x2: x(e.high), y1: y, y2: y, class: `whisker stroke-run-${run % 6}` }));
  out.push(marker(run, x(e.value), y));
  return out;
}

export interface Strip extends Frame {
  rows: { run: number; name: string; values: number[] }[];
}

// Every replicate is a stroke; where they lie thick, the effect is likely.
export function stripChart(chart: Strip): SVGSVGElement {
  const pitch = 40;
  const height = chart.rows.length * pitch + 34;
  const values = chart.rows.flatMap((row) => row.values);
  const x = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [28, chart.width - 20]).nice(5);
  const inside = bottomAxis(x, chart.unit, 6, height - 24, chart.width < 480 ? 4 : 6);
  chart.rows.forEach((row, r) => {
    const y = 8 + r * pitch;
    inside.push(text(0, y + 21, row.name, { class: `label fill-run-${row.run % 6}` }));
    for (const value of row.values) inside.push(s("line", { x1: x(value), x2: x(value), y1: y + 4, y2: y + 30, class: `stroke-run-${row.run % 6} replicate` }));
  });
  return picture(chart, height, ...inside);
}

export interface FitRow {
  name: string;
  low: number;
  high: number;
  e: Estimate;
  outside: boolean;
}

// Each target on its own scale: its tolerance is the box, the run's result the dot. What is far out is drawn at the edge.
export function fitChart(frame: Frame & { rows: FitRow[]; below: string; inside: string; above: string }): SVGSVGElement {
  const narrow = frame.width < 480;
  const pitch = narrow ? 30 : 18;
  const names = narrow ? 0 : frame.width * 0.5;
  const height = frame.rows.length * pitch + 30;
  const x = scaleLinear([-2, 3], [names + 14, frame.width - 14]).clamp(true);
  const inside: SVGElement[] = [s("rect", { x: x(0), y: 22, width: x(1) - x(0), height: height - 24, class: "tolerance" })];
  for (const [at, word] of [[-1.1, frame.below], [0.5, frame.inside], [2.1, frame.above]] as const)
    inside.push(text(x(at), 14, word, { "text-anchor": "middle", class: "small" }));
  frame.rows.forEach((row, r) => {
    const y = 24 + r * pitch + (narrow ? 20 : 9);
    const at = (value: number | null): number | null => (value === null ? null : (value - row.low) / (row.high - row.low));
    inside.push(narrow ? text(0, y - 8, row.name) : text(names, y + 4, row.name, { "text-anchor": "end" }));
    inside.push(...dot(row.outside ? 2 : 1, { ...row.e, value: at(row.e.value), low: at(row.e.low), high: at(row.e.high) }, x, y));
  });
  return picture(frame, height, ...inside);
}
